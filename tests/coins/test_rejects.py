"""Near misses: the reason, and for bech32 and cashaddr the place of the error, in a search and when typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coins.samples import ETHER, GENESIS, MONERO, SEGWIT, STELLAR, TON, TRON
from farthing.coins import Hit, diagnose, find, formats
from farthing.coins.codecs.bech32 import CHARSET
from farthing.coins.formats.spec import Example, Format

DATA = Path(__file__).parent.parent / "data" / "addresses" / "invalid.jsonl"
TESTNET = "an address of a test network, where coins have no worth"
CODES = ("bech32", "BCH code")
PLACED = [
    (form, example)
    for form in formats.FORMATS
    for example in form.EXAMPLES
    if form.SPEC.checksum.startswith(CODES) and len(example.text) < 90
]


def rejected(text: str) -> list[Hit]:
    hits = find(f"wallet {text} now".encode(), rejected=True)
    assert all(hit.check == "rejected" and hit.networks == () for hit in hits)
    return hits


@pytest.mark.parametrize(("form", "example"), PLACED, ids=lambda value: getattr(value, "text", None))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_one_or_two_wrong_characters_are_named(form: Format, example: Example, data: st.DataObject) -> None:
    text = example.text
    first = max(text.rfind("1") if "bech32" in form.SPEC.checksum else text.rfind(":"), 0) + 1
    symbols = CHARSET.upper() if text == text.upper() else CHARSET
    places = sorted(data.draw(st.sets(st.integers(first, len(text) - 1), min_size=1, max_size=2)))
    wrong = list(text)
    for place in places:
        wrong[place] = data.draw(st.sampled_from([c for c in symbols if c != text[place]]))
    mistyped = "".join(wrong)
    problem = diagnose(mistyped)
    assert problem is not None
    if places[0] == first:
        return  # another version may call for another checksum, or is no address of this kind
    assert problem.places == tuple(places)
    (hit,) = rejected(mistyped)
    before = mistyped.index(hit.text)
    assert hit.reason is not None
    assert hit.reason.endswith(f"(at character {' and '.join(str(place - before + 1) for place in places)})")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GENESIS[:-1] + "b", "the checksum does not hold"),
        (TRON[:-1] + "u", "the checksum does not hold"),
        (MONERO[:-1] + "n", "the checksum does not hold"),
        (STELLAR[:-1] + "I", "the checksum does not hold"),
        (TON[:-1] + "l", "the checksum does not hold"),
        (ETHER[:-1] + "D", "upper and lower case do not fit (EIP-55) (at character 42)"),
        (SEGWIT[:-2] + "T4", "upper and lower case are mixed (at character 41)"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", TESTNET),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", TESTNET),
    ],
)
def test_a_near_miss_has_its_reason(text: str, reason: str) -> None:
    assert [hit.reason for hit in rejected(text)] == [reason]
    assert find(f"wallet {text} now".encode()) == []


def test_the_development_set_gives_no_hit_but_reasons() -> None:
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row.get("disputed"):
            assert all(hit.reason for hit in rejected(row["text"]))


def test_what_only_has_the_length_of_an_address_is_no_near_miss() -> None:
    for text in ("the-quick-brown-fox-jumps-over-the-lazy-dog", "d41d8cd98f00b204e9800998ecf8427e", "0" * 64):
        assert rejected(text) == []
