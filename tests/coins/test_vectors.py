"""The vectors that specifications publish (tests/data/vectors): read, refused and keyed as they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from farthing.coins import account_key, diagnose, find, parse
from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw

FILE = Path(__file__).parent.parent / "data" / "vectors" / "addresses.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
VALID = [row for row in ROWS if row["networks"]]
INVALID = [row for row in ROWS if not row["networks"]]
# The sign in front belongs to no offer, what follows is one.
STRAY_PLUS = "+ must be surrounded by bech32 characters"


def named(row: dict[str, Any]) -> str:
    return f"{row['source']}: {row['text'][:40]}"


@pytest.mark.parametrize("row", VALID, ids=named)
def test_a_valid_vector_is_found_as_its_specification_says(row: dict[str, Any]) -> None:
    around = "RSK wallet {}" if row.get("chain") == "rootstock" else "{}"
    (hit,) = find(around.format(row["text"]).encode())
    assert (list(hit.networks), hit.kind, hit.text) == (row["networks"], row["kind"], row["text"])
    assert hit.amount == row.get("amount")


@pytest.mark.parametrize(
    "row", [row for row in VALID if {"account", "legacy", "tag"} & row.keys()], ids=named
)
def test_the_spellings_of_one_account_have_one_key(row: dict[str, Any]) -> None:
    network, tag = row["networks"][0], row.get("tag")
    key = account_key(network, row["text"])
    assert key[2] == tag
    for spelling in ("account", "legacy"):
        if spelling in row:
            assert account_key(network, row[spelling], tag) == key


@pytest.mark.parametrize("row", INVALID, ids=named)
def test_an_invalid_vector_is_neither_read_nor_found(row: dict[str, Any]) -> None:
    assert parse(row["text"]) == ()
    assert diagnose(row["text"]) is not None
    if row.get("why") != STRAY_PLUS:
        for around in ("{}", "Pay BTC, BCH, XLM, ADA or XRP to the wallet {} now"):
            assert find(around.format(row["text"]).encode()) == []


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("A12UEL5L", bech32.BECH32), ("11" + "q" * 82 + "c8247j", bech32.BECH32),
        ("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", bech32.BECH32), ("?1ezyfcl", bech32.BECH32),
        ("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", bech32.BECH32M), ("?1v759aa", bech32.BECH32M),
        ("11" + "l" * 82 + "ludsr8", bech32.BECH32M),
    ],
)  # fmt: skip
def test_the_strings_of_bip_173_and_bip_350_are_valid_bech32(text: str, constant: int) -> None:
    assert bech32.decode(text)[2] == constant


@pytest.mark.parametrize(
    "text",
    [
        "\x201nwldj5", "\x7f1axkwrx", "\x801eym55h", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3",
        "de1lg7wt\xff", "A1G7SGD8", "10a06t8", "1qzzfhee", "\x201xj0phk", "\x7f1g6xzxy", "\x801vctc34",
        "mm1crxm3i", "au1s5cgom", "1p2gdwpf",
    ],
)  # fmt: skip
def test_their_invalid_strings_are_not(text: str) -> None:
    with pytest.raises(Flaw):
        bech32.decode(text)
