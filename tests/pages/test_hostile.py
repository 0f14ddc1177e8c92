"""What is bounded on a page, however much of it there is: counted, not timed."""

from __future__ import annotations

import pytest

from farthing.pages.containers import READERS
from farthing.pages.kinds import Kind
from farthing.pages.markup import builder
from farthing.pages.markup.tree import Document
from farthing.pages.reader import build, read

ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173


def _document(source: str, kind: Kind) -> Document:
    (page,) = READERS[kind](source.encode())
    return build(page)


@pytest.mark.parametrize(("piece", "kind"), [("<p>x", Kind.HTML), ("<br>x", Kind.HTML), ("$9\n", Kind.TEXT)])
def test_lines_run_on_behind_the_first_ones(piece: str, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_LINES", 100)
    monkeypatch.setattr(builder, "MAX_BLOCKS", 100)
    document = _document(piece * 2_000, kind)
    assert 100 < len(document.lines) < 110
    assert all(line.end - line.start <= builder.MAX_LINE + len(piece) for line in document.lines)
    assert document.text.count(piece.strip()[-1]) == 2_000


def test_an_address_behind_them_is_found_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_LINES", 100)
    monkeypatch.setattr(builder, "MAX_BLOCKS", 100)
    data = f"<!doctype html>{'<p>x' * 500}<p>Bitcoin<p>{ADDRESS}<p>thanks".encode()
    (reading,) = read(data)
    (option,) = reading.options
    assert option.address == ADDRESS
    assert data[option.start : option.end] == ADDRESS.encode()
