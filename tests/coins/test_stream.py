"""A stream gives what its bytes give at once, wherever the windows fall."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import pytest

from coins.samples import GENESIS, MONERO, SEGWIT, TRON
from farthing.coins import Hit, PrivateKey, find, find_in
from farthing.coins.stream import BEFORE, BEHIND

FILLER = b"Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n"
SPACED = " ".join(SEGWIT[at : at + 4] for at in range(0, len(SEGWIT), 4))
LINES = (
    f"Pay BTC to {GENESIS} now\n", f"bitcoin:{SEGWIT}?amount=0.5&label=members%20area\n", f"XMR {MONERO}\n",
    f"USDT (TRC20): <code>{TRON}</code>\n", f"BTC {SPACED}\n",
)  # fmt: skip


def document(size: int) -> bytes:
    parts, number = [], 0
    while sum(map(len, parts)) < size:
        parts += [FILLER * (number % 7 * 9), LINES[number % len(LINES)].encode()]
        number += 1
    return b"".join(parts)


@pytest.mark.parametrize("window", [20_000, 33_333, 100_000])
def test_windows_give_what_the_whole_gives(window: int) -> None:
    data = document(300_000)
    whole = find(data)
    assert len(whole) > 50
    assert list(find_in(io.BytesIO(data), window=window)) == whole


def test_a_run_longer_than_a_window_is_no_address_in_any_of_them() -> None:
    data = b"x" * (BEFORE + BEHIND) * 5 + GENESIS.encode() + b"x" * 50_000
    assert list(find_in(io.BytesIO(data), window=20_000)) == []


def test_the_encoded_body_of_a_mail_is_read_whole() -> None:
    body = base64.encodebytes(document(200_000))
    data = b"Subject: a\nContent-Transfer-Encoding: base64\n\n" + body + b"\n--x\n" + FILLER * 900
    assert list(find_in(io.BytesIO(FILLER * 500 + data), window=20_000)) == [
        replace(hit, start=hit.start + len(FILLER) * 500, end=hit.end + len(FILLER) * 500)
        for hit in find(data)
    ]


def test_two_byte_text_is_read_whole() -> None:
    data = document(60_000).decode().encode("utf-16")
    assert list(find_in(io.BytesIO(data), window=20_000)) == find(data)


def test_private_keys_are_told_once_with_their_place() -> None:
    key = b"5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
    data, told = FILLER * 700 + b"key " + key + b"\n" + FILLER * 700, list[PrivateKey]()
    found: list[Hit] = list(find_in(io.BytesIO(data), on_private_key=told.append, window=20_000))
    assert found == []
    assert [(one.start, one.end) for one in told] == [(data.index(key), data.index(key) + len(key))]
