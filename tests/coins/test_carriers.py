"""Long encoded bodies of mail: found in parts, each hit once and at its place."""

from __future__ import annotations

import base64
import binascii
import quopri
import random
import time

import pytest

from farthing import coins
from farthing.coins.carriers import bodies, open_body

ADDRESS = b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173


def text() -> bytes:
    """1.3 MB of words, with an address after every thousand bytes or so."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgh \n=é", k=chance.randrange(900, 1100))) for _ in range(1_200)]
    return f" pay {ADDRESS.decode()} now ".join(words).encode()


@pytest.mark.parametrize("width", [76, 61, 10**9])
def test_every_address_in_a_long_base64_body_is_found_once(width: int) -> None:
    signs = base64.b64encode(text())
    lines = b"\n".join(signs[at : at + width] for at in range(0, len(signs), width))
    data = b"Content-Transfer-Encoding: base64\n\n" + lines
    assert len(list(bodies(data))) > 1
    hits = coins.find(data)
    assert len(hits) == text().count(ADDRESS)
    assert len({hit.start for hit in hits}) == len(hits)
    assert all(ADDRESS in binascii.a2b_base64(data[hit.start : hit.end]) for hit in hits)


def test_every_address_in_a_long_quoted_printable_body_is_found_once() -> None:
    data = b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(text())
    hits = coins.find(data)
    assert len(hits) == text().count(ADDRESS)
    assert all(quopri.decodestring(data[hit.start : hit.end]) == ADDRESS for hit in hits)


@pytest.mark.parametrize("end", [b"", b"\n\n", b"\n\nwords\n--b"])
def test_headers_without_end_take_no_time(end: bytes) -> None:
    data = b"Content-Transfer-Encoding: base64\n" * 50_000 + end
    start = time.monotonic()
    list(bodies(data))
    open_body(data, None)
    assert time.monotonic() - start < 5
