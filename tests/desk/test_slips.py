"""The slip: the reading goes out with the form and comes back as it was, to the same member alone."""

from __future__ import annotations

import base64

import pytest

from cast import Cast
from farthing.desk import slips
from farthing.desk.slips import Slip, SlipBroken
from farthing.pages.reading import Reading
from farthing.records.drafts import Received


@pytest.fixture
def slip(reading: Reading) -> Slip:
    return Slip(Received("html", 1000, "ab" * 32), "2", (reading, reading))


def test_a_slip_comes_back_as_it_went_out(cast: Cast, slip: Slip) -> None:
    sealed = slips.seal(cast["analyst"], slip)
    assert slips.unseal(cast["analyst"], sealed) == slip


def test_a_slip_cannot_be_read_on_the_way(cast: Cast, slip: Slip) -> None:
    sealed = base64.urlsafe_b64decode(slips.seal(cast["analyst"], slip))
    assert b"site-one" not in sealed
    assert slip.received.sha256.encode() not in sealed


def test_a_slip_opens_for_its_member_alone(cast: Cast, slip: Slip) -> None:
    sealed = slips.seal(cast["analyst"], slip)
    with pytest.raises(SlipBroken, match="belongs to somebody else"):
        slips.unseal(cast["analyst2"], sealed)


@pytest.mark.parametrize("changed", ["", "no slip", "QUJD", None])
def test_what_is_no_slip_or_was_changed_does_not_open(cast: Cast, slip: Slip, changed: str | None) -> None:
    sealed = slips.seal(cast["analyst"], slip)
    middle = len(sealed) // 2
    if changed is None:
        changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(SlipBroken, match="again"):
        slips.unseal(cast["analyst"], changed)


def test_a_slip_is_good_for_a_shift_and_no_longer(
    cast: Cast, slip: Slip, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = slips.seal(cast["analyst"], slip)
    monkeypatch.setattr(slips, "LIFETIME", -1)
    with pytest.raises(SlipBroken, match="too old"):
        slips.unseal(cast["analyst"], sealed)


def test_one_of_several_pages_is_chosen(slip: Slip) -> None:
    assert slip.chosen(1).readings == (slip.readings[1],)
    with pytest.raises(IndexError):
        slip.chosen(2)
