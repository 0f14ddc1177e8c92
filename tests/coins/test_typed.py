"""What a person types: loose readings, diagnoses, look-alikes."""

from __future__ import annotations

import pytest

from coins.samples import ETHER, GENESIS, LITECOIN, MONERO, SEGWIT, TRON, broken
from farthing.coins import diagnose, lookalike, loosen, parse


@pytest.mark.parametrize("address", [GENESIS, SEGWIT, TRON, ETHER, MONERO])
def test_every_broken_spelling_is_understood(address: str) -> None:
    for name, text in broken(address):
        assert [found.address for found in loosen(f" {text}\n")] == [address], name


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (ETHER.lower(), ETHER), (ETHER.upper(), ETHER), ("0x" + ETHER[2:].swapcase(), ETHER),
        (SEGWIT.upper(), SEGWIT),
        ("B" + SEGWIT[1:], SEGWIT), (f"bitcoin:{GENESIS}?amount=1", GENESIS), (f"“{GENESIS}”", GENESIS),
        (f"BTC: {GENESIS}.", GENESIS), (f"https://explorer.example/address/{LITECOIN}?x=1", LITECOIN),
        (f"ethereum:{ETHER.lower()}", ETHER),
    ],
)  # fmt: skip
def test_a_search_box_takes_any_spelling(typed: str, address: str) -> None:
    assert [found.address for found in loosen(typed)] == [address]


@pytest.mark.parametrize(
    "typed", ["", " ", "hello", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "\ud800", f"{GENESIS} {SEGWIT}"]
)
def test_what_is_no_single_address_is_none(typed: str) -> None:
    assert loosen(typed) == ()


def test_parse_is_strict() -> None:
    assert parse(f" {GENESIS}") == ()
    assert parse(ETHER[:-1] + "D") == ()
    assert parse(GENESIS)[0].networks == ("bitcoin",)


@pytest.mark.parametrize("address", [GENESIS, SEGWIT, ETHER, f"bitcoin:{GENESIS}", f" {SEGWIT} "])
def test_nothing_is_wrong_with_a_valid_address(address: str) -> None:
    assert diagnose(address) is None


@pytest.mark.parametrize(
    ("typed", "kind", "places"),
    [
        (GENESIS[:5] + "O" + GENESIS[6:], "alphabet", (5,)),
        (GENESIS[:-1] + "b", "checksum", ()),
        (SEGWIT[:9] + "b" + SEGWIT[10:], "alphabet", (9,)),
        (SEGWIT[:9] + "q" + SEGWIT[10:], "checksum", (9,)),
        (" " + SEGWIT[:9] + "q" + SEGWIT[10:], "checksum", (10,)),
        (SEGWIT[:9] + "q" + SEGWIT[10:30] + "p" + SEGWIT[31:], "checksum", (9, 30)),
        (SEGWIT[:20] + SEGWIT[20:].upper(), "case", (0,)),
        (ETHER[:5] + "G" + ETHER[6:], "alphabet", (5,)),
        (ETHER[:-1] + "D", "case", (41,)),
        (ETHER[:-1], "length", ()),
        (SEGWIT[:-1], "length", ()),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "testnet", ()),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "testnet", ()),
        ("bchtest:pr6m7j9njldwwzlg9v7v53unlr4jkmx6eyvwc0uz5t", "testnet", ()),
        ("addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz", "testnet", ()),
        ("stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw", "other", ()),
        ("5KN7MzqK5wt2TP1fQCYyHBtDrXdJuXbUzm4A9rKAteGu3Qi5CVR", "other", ()),
        ("a" * 64, "other", ()),
        ("hello", "unknown", ()),
        ("", "unknown", ()),
    ],
)  # fmt: skip
def test_a_diagnosis_says_what_is_wrong_and_where(typed: str, kind: str, places: tuple[int, ...]) -> None:
    problem = diagnose(typed)
    assert problem is not None
    assert problem.reason
    assert problem.kind == kind
    if kind != "case" or places == (41,):
        assert problem.places == places
    assert problem.place == (problem.places[0] if problem.places else None)


def test_addresses_with_the_same_ends_look_alike() -> None:
    other = GENESIS[:4] + "z" * (len(GENESIS) - 8) + GENESIS[-4:]
    assert lookalike(GENESIS, other)
    assert not lookalike(GENESIS, GENESIS)
    assert not lookalike(ETHER, ETHER.lower()), "the same address"
    assert not lookalike(GENESIS, SEGWIT)
    assert lookalike(ETHER.lower(), ETHER[:6].lower() + "0" * 32 + ETHER[-4:].lower())
