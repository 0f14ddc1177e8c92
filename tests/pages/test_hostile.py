"""What is bounded on a page, however much of it there is: counted, not timed."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from farthing.coins import find_in
from farthing.pages.containers import READERS, members
from farthing.pages.containers.crowd import TOGETHER
from farthing.pages.effort import MOST_SUMS
from farthing.pages.kinds import Kind
from farthing.pages.markup import builder, html, plain
from farthing.pages.markup.tree import Document
from farthing.pages.reader import build, read

PAGES = Path(__file__).parents[1] / "data" / "pages"
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


def _mails(number: int) -> str:
    return "".join(f"From x\nFrom: a{n}@b.example\nSubject: 30 days\n\n$20\n" for n in range(number))


def _record(body: str, headers: str = "") -> str:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n{body}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(block)}\r\n\r\n"
    return f"{head}{block}\r\n\r\n"


@pytest.mark.parametrize("encoding", ["", "base64"])
def test_very_many_small_mails_are_read_together_and_said_to_be(encoding: str) -> None:
    body = f"Bitcoin: {ADDRESS}"
    shown = base64.b64encode(body.encode()).decode() if encoding else body
    paying = f"From x\nFrom: c@b.example\nContent-Transfer-Encoding: {encoding or '8bit'}\n\n{shown}\n"
    data = f"{_mails(600)}{paying}{_mails(100)}".encode()
    readings = read(data)
    assert len(readings) < 400
    (option,) = (option for reading in readings for option in reading.options)
    assert option.address == ADDRESS
    where = data[option.start : option.end].decode()
    assert where == ADDRESS or base64.b64decode(where + "==").decode().count(ADDRESS[-30:])
    assert [each.reason for each in readings[-2].unread if each.kind == "rest"] == [TOGETHER]


@pytest.mark.parametrize("packed", [False, True])
def test_very_many_small_records_are_read_together(packed: bool) -> None:
    body, headers = f"<p>Bitcoin: {ADDRESS}", ""
    if packed:
        body, headers = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"
    few = _record("<p>30 days $20</p>") * 600
    data = f"{few}{_record(body, headers)}{few}".encode()
    readings = read(data)
    assert len(readings) < 600 + 400 * packed
    assert [option.address for reading in readings for option in reading.options] == [ADDRESS]
    told: list[tuple[str, str]] = []
    found = [
        (hit.address, member.name)
        for member in members(io.BytesIO(data), tell=lambda name, why: told.append((name, why)))
        for hit in find_in(member.stream)
    ]
    assert [address for address, _ in found] == [ADDRESS]
    assert {why for _, why in told} == {TOGETHER}


def test_behind_very_many_sums_only_addresses_are_read_and_this_is_said() -> None:
    data = "".join(f"{n} days ${n}\n" for n in range(1, 3_000)) + f"Bitcoin: {ADDRESS}"
    (reading,) = read(data.encode())
    assert len(reading.offers) <= MOST_SUMS + 1
    assert [option.address for option in reading.options] == [ADDRESS]
    assert reading.unread[0].kind == "rest"
    assert "nothing but addresses" in reading.unread[0].reason


def test_what_is_left_of_a_large_page_is_said_by_its_first_words() -> None:
    data = "members area\n" + "".join(f"line {n}\n" for n in range(30_000)) + f"Bitcoin: {ADDRESS}"
    (reading,) = read(data.encode())
    assert [option.address for option in reading.options] == [ADDRESS]
    said = [each for each in reading.unread if each.kind == "rest"]
    assert said
    assert all(data[each.start :].startswith(each.text[:6]) for each in said)


def test_behind_very_many_contacts_this_is_said() -> None:
    data = "".join(f"t.me/members{n} " for n in range(3_000)) + f"Bitcoin: {ADDRESS}"
    (reading,) = read(data.encode())
    assert len(reading.contacts) == 2_000
    assert [option.address for option in reading.options] == [ADDRESS]
    assert "contacts" in reading.unread[0].reason


def test_a_file_of_ordinary_pages_is_read_whole() -> None:
    pages = [path for path in sorted(PAGES.iterdir()) if path.suffix == ".html"]
    alone = [read(path.read_bytes())[0] for path in pages]
    blocks = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + path.read_bytes() for path in pages]
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
    records = b"".join(head % len(block) + block + b"\r\n\r\n" for block in blocks)
    times = 1 + 500_000 // len(records)
    readings = read(records * times)
    assert [len(one.offers) for one in readings] == [len(one.offers) for one in alone] * times
    assert not any(each.kind == "rest" for one in readings for each in one.unread)
