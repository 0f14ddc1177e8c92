"""The encodings, against published vectors and other people's implementations."""

from __future__ import annotations

import base58 as other_base58
import bech32 as other_bech32
import pytest
from eth_hash.auto import keccak
from hypothesis import given
from hypothesis import strategies as st

from farthing.coins.codecs import base58, bech32, cashaddr, monero58
from farthing.coins.codecs import keccak as ours
from farthing.coins.errors import Flaw


@given(st.binary(max_size=60))
def test_base58_agrees_with_another_implementation(payload: bytes) -> None:
    assert base58.encode(payload) == other_base58.b58encode(payload).decode()
    assert base58.decode(base58.encode(payload)) == payload
    assert base58.encode_check(payload) == other_base58.b58encode_check(payload).decode()
    if payload:
        assert base58.decode_check(base58.encode_check(payload)) == payload


@given(st.binary(min_size=2, max_size=40))
def test_bech32_agrees_with_another_implementation(payload: bytes) -> None:
    symbols = bech32.to_symbols(payload)
    assert symbols == other_bech32.convertbits(payload, 8, 5)
    text = bech32.encode("bc", symbols, bech32.BECH32)
    assert text == other_bech32.bech32_encode("bc", symbols)
    assert bech32.decode(text) == ("bc", symbols, bech32.BECH32)
    assert bech32.to_bytes(symbols) == payload


@given(st.binary(min_size=20, max_size=32), st.data())
def test_bech32_says_where_one_or_two_characters_are_wrong(payload: bytes, data: st.DataObject) -> None:
    text = bech32.encode("bc", bech32.to_symbols(payload), bech32.BECH32M)
    places = sorted(data.draw(st.sets(st.integers(3, len(text) - 1), min_size=1, max_size=2)))
    wrong = list(text)
    for place in places:
        wrong[place] = data.draw(st.sampled_from([c for c in bech32.CHARSET if c != text[place]]))
    assert bech32.locate("".join(wrong), bech32.BECH32M) == tuple(places)


@pytest.mark.parametrize(
    "text", ["A1LQFN3A", "a1lqfn3a", "split1checkupstagehandshakeupstreamerranterredcaperredlc445v"]
)
def test_bech32m_takes_the_valid_strings_of_bip_350(text: str) -> None:
    assert bech32.decode(text)[2] == bech32.BECH32M


@pytest.mark.parametrize(
    "text",
    [
        "qyrz8wqd2c9m",
        "1qyrz8wqd2c9m",
        "y1b0jsk6g",
        "lt1igcx5c0",
        "in1muywd",
        "M1VUXWEZ",
        "16plkw9",
        "A1lqfn3a",
    ],
)
def test_bech32_refuses_the_invalid_strings_of_bip_350(text: str) -> None:
    with pytest.raises(Flaw):
        bech32.decode(text)


@given(st.binary(max_size=300))
def test_keccak_agrees_with_another_implementation(message: bytes) -> None:
    assert ours.keccak256(message) == keccak(message)


@given(st.binary(min_size=1, max_size=80))
def test_monero_base58_goes_there_and_back(payload: bytes) -> None:
    assert monero58.decode(monero58.encode(payload)) == payload


@pytest.mark.parametrize("text", ["1", "1111", "zz", "z" * 11, "0" * 11])
def test_monero_base58_refuses_what_fits_no_bytes(text: str) -> None:
    with pytest.raises(Flaw):
        monero58.decode(text)


@pytest.mark.parametrize(
    ("size", "version", "text"),
    [
        (20, 0, "bitcoincash:qr6m7j9njldwwzlg9v7v53unlr4jkmx6eylep8ekg2"),
        (24, 1, "bitcoincash:q9adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2ws4mr9g0"),
    ],
)  # fmt: skip
def test_cash_addresses_are_those_of_the_specification(size: int, version: int, text: str) -> None:
    kind, digest = cashaddr.decode("bitcoincash", text.split(":")[1])
    assert (len(digest), kind) == (size, 0)
    assert cashaddr.encode("bitcoincash", kind, digest) == text
