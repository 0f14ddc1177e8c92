"""Any bytes at all: the command neither fails nor falls silent, and what stands beside them is read."""

from __future__ import annotations

from pathlib import Path

from cli.command import farthing
from pages.packing import ADDRESS, TEXT, zipped

HOSTILE = {
    "deep tags": b"<div>" * 100_000 + TEXT,
    "deep unclosed inline": b"<b>" * 100_000 + TEXT,
    "one line of letters": b"x" * 2_000_000 + b" " + TEXT,
    "one line of angles": b"<" * 1_000_000 + b" " + TEXT,
    "one line of references": b"&" * 1_000_000 + b" " + TEXT,
    "zeros": TEXT + bytes(1_000_000),
    "lone surrogates": b"\xed\xa0\x80" * 1_000 + TEXT,
    "mixed encodings": "Überweisung: ".encode("cp1252")
    + "оплата ".encode("koi8-r")
    + "支付 ".encode()
    + TEXT,
    "two-byte text without a mark": (b"pay " * 20 + TEXT).decode().encode("utf-16-le"),
    "a wrong charset": b'<meta charset="utf-7"><p>' + TEXT,
    "a charset that is none": b'<meta charset="rot13"><p>' + TEXT,
}


def test_the_address_is_found_in_each_and_in_their_neighbour() -> None:
    said = farthing("find", "-", given=zipped({**HOSTILE, "plain": TEXT}))
    found = {hit["source"] for hit in said.documents if hit["address"] == ADDRESS}
    assert found == {f"-!{name}" for name in (*HOSTILE, "plain")}
    assert (said.lines, said.status) == ([], 0)


def test_each_is_read_as_a_page_or_refused_with_a_line(tmp_path: Path) -> None:
    for name, data in {**HOSTILE, "z": b"<html><p>30 days 5 USD</p>" + TEXT}.items():
        (tmp_path / name).write_bytes(data)
    said = farthing("read", ".", folder=tmp_path)
    assert said.sources[-1] == "./z"
    assert len(said.sources) + len(said.lines) == len(HOSTILE) + 1
    assert said.status == bool(said.lines)
    assert "fault of this program" not in "".join(said.lines)
