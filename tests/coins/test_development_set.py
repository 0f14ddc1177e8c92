"""The development set of addresses: everything valid is found as it must be, nothing invalid is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from farthing.coins import find, formats, parse

DATA = Path(__file__).parent.parent / "data" / "addresses"
COVERED = {network for form in formats.FORMATS for network in form.SPEC.networks}
AROUND = ("{}", "price 40 / month, pay to {} now", "<p>Wallet: <b>{}</b></p>", '{{"wallet":"{}"}}')


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


VALID = [row for row in rows("valid.jsonl") if set(row["network"]) <= COVERED]


def test_the_set_is_there() -> None:
    assert len(VALID) >= 113
    assert len(rows("invalid.jsonl")) == 175


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("row", VALID, ids=lambda row: row["text"][:48])
def test_a_valid_address_is_found_with_its_networks(row: dict[str, Any], around: str) -> None:
    data = around.format(row["text"]).encode()
    found = {(hit.address, hit.networks): hit for hit in find(data)}
    hit = found[row["address"], tuple(row["network"])]
    assert hit.check == row["check"]
    assert data[hit.start : hit.end].decode() == hit.text
    if row["kind"].startswith("uri"):
        for field in ("label", "chain"):
            assert getattr(hit, field) == row.get(field)
        assert hit.memo == row.get("memo")
        assert hit.amount == row.get("amount") or "lightning" in row["network"]
    else:
        assert hit.kind == row["kind"]


@pytest.mark.parametrize("row", VALID, ids=lambda row: row["text"][:48])
def test_a_valid_string_is_read_as_a_whole(row: dict[str, Any]) -> None:
    assert (row["address"], tuple(row["network"])) in {(a.address, a.networks) for a in parse(row["text"])}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("row", rows("invalid.jsonl"), ids=lambda row: row["text"][:48])
def test_nothing_invalid_is_found(row: dict[str, Any], around: str) -> None:
    if not row.get("disputed"):
        assert find(around.format(row["text"]).encode()) == []
