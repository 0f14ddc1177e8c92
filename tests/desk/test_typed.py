"""An address checked as it is typed: what recording will say of it, before it is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from cast import BITCOIN, NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.desk.typed import judge
from farthing.records.drafts import ObservationDraft
from farthing.records.services.observations import record

# BIP-173's examples; the second with its tenth character changed.
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
CHANGED = "bc1qw508d6pejxtdg4y5r3zarvary0c5xw7kv8f3t4"


def test_a_right_address_is_called_so_with_its_network(cast: Cast) -> None:
    for network in ("", "bitcoin"):
        verdict = judge(cast["analyst"], f" {SEGWIT} ", network)
        assert verdict is not None
        assert verdict.good
        assert "Bitcoin" in verdict.sentence


def test_a_wrong_character_is_placed(cast: Cast) -> None:
    for network in ("", "bitcoin"):
        verdict = judge(cast["analyst"], CHANGED, network)
        assert verdict is not None
        assert not verdict.good
        assert (verdict.place, verdict.ordinal) == (10, "11th")


def test_an_address_of_another_network_is_said_to_be_one(cast: Cast) -> None:
    verdict = judge(cast["analyst"], BITCOIN, "litecoin")
    assert verdict is not None
    assert not verdict.good
    assert "bitcoin" in verdict.sentence


def test_a_lightning_name_is_good_on_its_network(cast: Cast) -> None:
    verdict = judge(cast["analyst"], "desk@pay.example", "lightning")
    assert verdict is not None
    assert verdict.good


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_nothing_typed_is_nothing_said(cast: Cast, text: str) -> None:
    assert judge(cast["analyst"], text, "bitcoin") is None


def test_an_address_that_looks_like_a_recorded_one_is_warned_of(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    seen = record(actor=cast["analyst"], now=NOW, draft=draft())
    indicator = seen.options.get().indicator
    assert indicator is not None
    indicator.address = indicator.address[:4] + "x" * 24 + indicator.address[-4:]
    indicator.save()
    verdict = judge(cast["analyst"], BITCOIN, "bitcoin")
    assert verdict is not None
    assert list(verdict.alike) == [indicator]


def test_the_page_is_answered_a_fragment_with_the_place_marked(enter: Enter) -> None:
    sent = {"options-3-address": CHANGED, "options-3-network": "bitcoin"}
    answer = enter("analyst").post(reverse("check_address"), sent)
    assert b"<html" not in answer.content
    assert tree(answer).css_first("mark").text() == "p"
    assert "11th" in answer.content.decode()


def test_what_is_typed_is_never_markup_of_ours(enter: Enter) -> None:
    answer = enter("analyst").post(reverse("check_address"), {"options-0-address": "<script>1</script>"})
    assert b"<script>" not in answer.content
