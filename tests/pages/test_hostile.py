"""What is bounded on a page, however much of it there is: counted, not timed."""

from __future__ import annotations

import pytest

from farthing.pages.containers import READERS
from farthing.pages.kinds import Kind
from farthing.pages.markup import builder, html, plain
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


@pytest.mark.parametrize("piece", ["<p>x", "<b>", "</i>", "<x a='b'>", "<!-- c -->"])
def test_behind_more_tags_than_are_read_the_source_stands_as_it_is(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "MAX_TAGS", 100)
    data = f"<!doctype html>{piece * 500}<p>Bitcoin</p>\n<a href='bitcoin:{ADDRESS}'>pay</a>".encode()
    (reading,) = read(data)
    (option,) = reading.options
    assert option.address == ADDRESS
    assert data[option.start : option.end] == ADDRESS.encode()
    (page,) = READERS[Kind.HTML](data)
    assert build(page).text.count(piece) > 390


def test_behind_more_lines_of_text_than_are_read_it_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_LINES", 100)
    source = "x\n" * 500 + f"Bitcoin: {ADDRESS}\nthanks"
    (reading,) = read(source.encode())
    (option,) = reading.options
    assert option.address == ADDRESS
    assert source[option.start : option.end] == ADDRESS
    assert len(_document(source, Kind.TEXT).lines) < 110


@pytest.mark.parametrize("piece", ["&amp&", "<b>$9</b>", "&#x41&amp"])
def test_a_line_without_a_blank_ends_somewhere(piece: str) -> None:
    document = _document(f"<!doctype html>{piece * 5_000}", Kind.HTML)
    assert len(document.lines) > 1
    assert all(line.end - line.start < 2.1 * builder.MAX_LINE for line in document.lines)
