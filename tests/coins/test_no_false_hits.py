"""What stands on pages and is no address: hashes, keys, tokens, base64, other coins. Never a verified hit."""

from __future__ import annotations

import base64
import string
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farthing.coins import find
from farthing.coins.codecs import base32, base58, bech32, crc16

AROUND = "Pay BTC, ETH, SOL, TON or XRP to the wallet address {} now"
BYTES_20, BYTES_32 = st.binary(min_size=20, max_size=20), st.binary(min_size=32, max_size=32)
BASE58 = st.text(base58.BITCOIN, min_size=25, max_size=110)


def verified(text: str) -> list[str]:
    return [hit.text for hit in find(AROUND.format(text).encode()) if hit.check == "verified"]


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=16, max_size=64))
def test_digests_and_transaction_ids(digest: bytes) -> None:
    for text in (digest.hex(), digest.hex().upper(), "0x" + digest.hex(), f"{digest.hex()}:0"):
        if len(digest) not in (20, 32) or not text.startswith("0x"):
            assert find(f"Pay BTC to {text} now".encode()) == []


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=30, max_size=400))
def test_base64_in_both_alphabets(data: bytes) -> None:
    for text in (base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()):
        assert verified(text) == []
        assert find(f"<img src=data:application/octet-stream;base64,{text}>".encode()) == []


@settings(max_examples=500, deadline=None)
@given(BASE58)
def test_random_base58(text: str) -> None:
    assert verified(text) == [] or (text[0] == "1" and len(text) in range(46, 49)), "a checksum of two bytes"


@settings(max_examples=300, deadline=None)
@given(st.text(string.ascii_letters + string.digits, min_size=25, max_size=120), st.uuids())
def test_random_letters_and_identifiers(text: str, number: uuid.UUID) -> None:
    assert verified(text) == [] or text[0] == "1"
    assert find(f"Pay BTC, order {number}".encode()) == []


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        ["tb", "bcrt", "tltc", "rltc", "tsp", "bnb", "osmo", "kava", "addr_test", "stake", "utest"]
    ),
    st.sampled_from([bech32.BECH32, bech32.BECH32M]),
    st.binary(min_size=20, max_size=60),
)  # fmt: skip
def test_bech32_of_other_networks_and_test_networks(hrp: str, constant: int, payload: bytes) -> None:
    for symbols in (bech32.to_symbols(payload), [0, *bech32.to_symbols(payload)]):
        text = bech32.encode(hrp, symbols, constant)
        assert find(AROUND.format(text).encode()) == []
        assert find(AROUND.format(text.upper()).encode()) == []


# The version bytes whose 20-byte payloads are addresses for us: see the formats in Base58Check.
OURS = {0x00, 0x05, 0x10, 0x16, 0x1E, 0x30, 0x32, 0x41, 0x4C}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 255), BYTES_20)
def test_base58check_of_other_coins(version: int, digest: bytes) -> None:
    text = base58.encode_check(bytes([version]) + digest)
    assert bool(verified(text)) == (version in OURS)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 255), BYTES_32)
def test_strkeys_that_are_no_accounts(version: int, key: bytes) -> None:
    body = bytes([version]) + key
    text = base32.encode(body + crc16.xmodem(body).to_bytes(2, "little"))
    assert bool(verified(text)) == (version == 6 << 3)


@pytest.mark.parametrize("prefix", range(1, 64))
def test_ss58_of_other_chains(prefix: int) -> None:
    from hashlib import blake2b

    body = bytes([prefix]) + bytes(range(32))
    text = base58.encode(body + blake2b(b"SS58PRE" + body).digest()[:2])
    assert verified(text) == []
