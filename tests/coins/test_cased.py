"""Base58 addresses in one case, recovered by their checksum where the words name the coin."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coins.samples import GENESIS, SEGWIT
from farthing.coins import find
from farthing.coins.codecs import base58
from farthing.coins.formats import xrp_base58
from farthing.coins.kernel import case_search

VERSIONS = [b"\x00", b"\x05", b"\x41", b"\x1c\xb8"]


def options(text: str, free: int, alphabet: str = base58.BITCOIN) -> list[str]:
    """The choices at each place, where the case of the first `free` letters that may have either is lost."""
    chosen = []
    for letter in text:
        both = "".join(sorted(case for case in {letter.upper(), letter.lower()} if case in alphabet))
        lost = len(both) == 2 and free > 0
        free -= lost
        chosen.append(both if lost else letter)
    return chosen


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(VERSIONS), st.binary(min_size=20, max_size=20), st.integers(0, 7))
def test_the_search_finds_what_the_reference_finds(version: bytes, digest: bytes, free: int) -> None:
    for alphabet in (base58.BITCOIN, xrp_base58.ALPHABET):
        text = base58.encode_check(version + digest, alphabet)
        choices = options(text, free, alphabet)
        found = case_search.search(choices, version, alphabet)
        assert found == sorted(case_search.reference(choices, version, alphabet))
        assert text in found
        wrong = [*choices[:-1], "2" if text[-1] != "2" else "3"]
        assert case_search.search(wrong, version, alphabet) == case_search.reference(wrong, version, alphabet)


def sparse(version: bytes, alphabet: str = base58.BITCOIN, most: int = 15) -> str:
    """An address of a random account that has few letters of unknown case, so that its search is short."""
    random = Random(0)
    while True:
        text = base58.encode_check(version + random.randbytes(20), alphabet)
        if sum(len(choice) == 2 for choice in options(text, 99, alphabet)) <= most:
            return text


@pytest.fixture(scope="module")
def bitcoin() -> str:
    return sparse(b"\x00", most=16)


@pytest.mark.parametrize("around", ["Bitcoin: {}", "<b>BTC</b> {}", "{} (BTC)", '{"btc":"{}"}'])
def test_an_address_in_capitals_or_small_letters_is_recovered(bitcoin: str, around: str) -> None:
    for written in (bitcoin.upper(), bitcoin.lower()):
        data = around.replace("{}", written).encode()
        (hit,) = find(data, recover_case=True)
        assert (hit.address, hit.networks, hit.check) == (bitcoin, ("bitcoin",), "recovered")
        assert hit.asset == "BTC"
        assert data[hit.start : hit.end].decode() == hit.text == written
        assert find(data) == []


def test_the_words_must_name_the_coin(bitcoin: str) -> None:
    for words in ("pay to", "LTC", "Monero", "", "the checksum"):
        assert find(f"{words} {bitcoin.upper()} now".encode(), recover_case=True) == []
    hits = find(f"BTC {SEGWIT} {bitcoin.upper()}".encode(), recover_case=True)
    assert [hit.address for hit in hits] == [SEGWIT], "the word belongs to the other address"


def test_the_other_networks_in_base58_are_recovered_too() -> None:
    tron = sparse(b"\x41", most=18)
    assert find(f"USDT TRC20: {tron.upper()}".encode(), recover_case=True)[0].networks == ("tron",)
    ripple = sparse(b"\x00", xrp_base58.ALPHABET, most=18)
    (hit,) = find(f"XRP {ripple.upper()} tag: 4711".encode(), recover_case=True)
    assert (hit.address, hit.memo) == (ripple, "4711")


def test_what_is_no_address_is_not_recovered(bitcoin: str) -> None:
    wrong = bitcoin[:-1] + ("2" if bitcoin[-1] != "2" else "3")
    assert find(f"BTC {wrong.upper()}".encode(), recover_case=True) == []
    for text in (f"BTC 1{'A' * 40}", "BTC 1F3D0C5A7E9B2D4F6A8C0E1B3D5F7A9C1E", f"BTC {bitcoin.upper()}X7"):
        assert find(text.encode(), recover_case=True) == []


def test_other_hits_stay_as_they_are(bitcoin: str) -> None:
    data = f"BTC {GENESIS}\nBTC {bitcoin.upper()}\nBTC {SEGWIT}".encode()
    hits = find(data, recover_case=True, rejected=True)
    assert [hit.address for hit in hits] == [GENESIS, bitcoin, SEGWIT]
    assert [hit for hit in hits if hit.check == "verified"] == find(data)
