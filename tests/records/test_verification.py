"""Verification: an observation against its original file, another file, changed records, another reader."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from cast import NOW, Cast
from farthing import pages
from farthing.pages.keep import canonical
from farthing.records.drafts import ObservationDraft, Received
from farthing.records.errors import Forbidden
from farthing.records.models import AuditEvent, Observation
from farthing.records.services.observations import record
from farthing.records.services.verification import Check, verify_observation, verify_on_the_machine
from farthing.records.words import Verb

Draft = Callable[..., ObservationDraft]
PAGE = b"""<html lang="en"><body><p>Members area of shop.site-one.invalid, or at mirror.invalid</p>
<p>Silver: 30 days access - 0.0025 BTC</p><p>Send BTC to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</p>
<p>Questions: desk@shop.site-one.invalid</p></body></html>"""


@pytest.fixture
def recorded(cast: Cast, draft: Draft) -> Observation:
    """PAGE as the desk records it."""
    (reading,) = pages.read(PAGE)
    assert reading.offers
    received = Received("html", len(PAGE), sha256(PAGE).hexdigest())
    draft_of_page = draft(reading=reading, received=received, reader_version=pages.READER_VERSION)
    return record(actor=cast["analyst"], now=NOW, draft=draft_of_page)


def outcome(checks: tuple[Check, ...]) -> list[bool]:
    return [check.holds for check in checks]


def verified(cast: Cast, observation: Observation, original: bytes) -> tuple[Check, ...]:
    return verify_observation(actor=cast["auditor"], now=NOW, number=observation.pk, original=original)


def test_what_was_kept_is_recomputed_from_the_file_with_every_site_masked(
    cast: Cast, recorded: Observation
) -> None:
    assert "invalid" not in str(recorded.kept)
    assert "[site 1]" in str(recorded.kept)
    assert outcome(verified(cast, recorded, PAGE)) == [True, True, True]


def test_another_file_does_not_hold(cast: Cast, recorded: Observation) -> None:
    assert outcome(verified(cast, recorded, PAGE.replace(b"0.0025", b"0.0026"))) == [False, True]


def test_readings_changed_in_the_database_do_not_hold(cast: Cast, recorded: Observation) -> None:
    recorded.kept["offers"][0]["amount"] = "0.0001"
    recorded.save()
    assert outcome(verified(cast, recorded, PAGE)) == [True, False, True]


def test_readings_changed_together_with_their_hash_do_not_hold(cast: Cast, recorded: Observation) -> None:
    recorded.kept["offers"][0]["amount"] = "0.0001"
    recorded.kept_sha256 = sha256(canonical(recorded.kept)).hexdigest()
    recorded.save()
    assert outcome(verified(cast, recorded, PAGE)) == [True, True, False]


def test_another_readers_readings_are_not_taken_for_wrong_but_said(cast: Cast, recorded: Observation) -> None:
    recorded.reader_version = "1900"
    recorded.save()
    *_, last = verified(cast, recorded, PAGE)
    assert not last.holds
    assert f"read by reader 1900, this is reader {pages.READER_VERSION}" in last.sentence


def test_the_audit_says_who_verified_what_and_with_which_outcome(cast: Cast, recorded: Observation) -> None:
    verified(cast, recorded, b"something else")
    verify_on_the_machine(now=NOW, number=recorded.pk, original=PAGE)
    house, auditor = AuditEvent.objects.filter(verb=Verb.OBSERVATION_VERIFIED)
    assert (auditor.actor, auditor.subject, auditor.reason) == (
        cast["auditor"],
        recorded.reference,
        "does not hold",
    )
    assert (house.actor, house.subject, house.reason) == (None, recorded.reference, "holds")


@pytest.mark.parametrize("name", ["admin", "disclosure", "police", "stranger"])
def test_others_may_not_verify(cast: Cast, recorded: Observation, name: str) -> None:
    with pytest.raises(Forbidden):
        verify_observation(actor=cast[name], now=NOW, number=recorded.pk, original=PAGE)


def test_there_is_nothing_to_verify_of_what_is_not_there(cast: Cast) -> None:
    with pytest.raises(Observation.DoesNotExist):
        verify_on_the_machine(now=NOW, number=1, original=PAGE)
    assert not AuditEvent.objects.filter(verb=Verb.OBSERVATION_VERIFIED).exists()


@pytest.mark.parametrize("later", ["http://goldarea.invalid/", "https://www.goldarea.invalid"])
def test_it_holds_whichever_address_the_site_was_first_recorded_under(
    cast: Cast, draft: Callable[..., ObservationDraft], later: str
) -> None:
    text = b"Members area of WWW.goldarea.invalid, or www . goldarea . invalid\n30 days: 0.01 BTC\n"
    first = "https://www.goldarea.invalid/" if later.startswith("http:") else "goldarea.invalid"
    recorded = [
        record(
            actor=cast["analyst"],
            now=NOW,
            draft=draft(
                site_address=address,
                mirrors=(),
                reading=pages.read(text)[0],
                reader_version=pages.READER_VERSION,
                received=Received("text", len(text), sha256(text).hexdigest()),
            ),
        )
        for address in (first, later)
    ]
    assert recorded[0].site_id == recorded[1].site_id
    for one in recorded:
        checks = verify_observation(actor=cast["analyst"], now=NOW, number=one.pk, original=text)
        assert all(check.holds for check in checks)
