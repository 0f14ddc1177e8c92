"""The memo, destination tag or comment that a payment needs beside the address (XRP, Stellar, TON, Cosmos
…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.markup.tree import Line, Node, lines_of
from farthing.pages.options.assets import MEMO_NETWORKS
from farthing.pages.options.page import Page
from farthing.pages.words.scan import Scan

_AHEAD = 3  # lines after the address
_QUOTED = re.compile(r"[\"“«„'‘「]([^\"”»“'’」\n]{1,64})[\"”»“'’」]")
_VALUE = re.compile(r"[^\s,;:!?()\[\]\"“”«»„]+")
_MONERO_ID = re.compile(r"[0-9a-fA-F]{16}(?:[0-9a-fA-F]{48})?\Z")


def memo_beside(page: Page, start: int, end: int, network: str) -> str | None:
    """The memo for the address at `text[start:end]`, in its line or the next few; before it only in its
    line."""
    if network not in MEMO_NETWORKS:
        return None
    line = page.line_at(start)
    if line is None:
        return None
    column = _in_column(page, line)
    if column is not None:
        return column
    numbers = [line.number] if line.hidden else range(line.number, line.number + _AHEAD + 1)
    for number in numbers:
        scan = page.by_number.get(number)
        if scan is None or scan.line.hidden != line.hidden:
            continue
        if number != line.number and any(
            token.kind == "opaque" and len(token.text) > 30 for token in scan.tokens
        ):
            break
        value = _in_line(page, scan, end if number == line.number else 0, network)
        if value is None and number == line.number:
            value = _in_line(page, scan, 0, network, before=start)
        if value is not None:
            return value
    return None


def _in_column(page: Page, line: Line) -> str | None:
    """In a table whose head names a column of memos: what that column says in the row of the address."""
    row = next((node for node in line.node.ancestors() if node.tag == "tr"), None)
    table = next((node for node in line.node.ancestors() if node.tag == "table"), None)
    if row is None or table is None:
        return None
    head = next((node for node in _rows(table) if node is not row), None)
    for index, cell in enumerate(_cells(head) if head is not None else ()):
        scans = [page.by_number.get(inner.number) for inner in lines_of(cell)]
        if not any(scan is not None and scan.has("memo") for scan in scans):
            continue
        cells = _cells(row)
        if index < len(cells) and cells[index] is not line.node:
            said = " ".join(page.document.text[inner.start : inner.end] for inner in lines_of(cells[index]))
            return said.strip() if any(sign.isalnum() for sign in said) and len(said) <= 64 else None
    return None


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            else:
                yield from _rows(child)


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node) and child.tag in ("td", "th")]


def _in_line(page: Page, scan: Scan, after: int, network: str, before: int | None = None) -> str | None:
    for mark in scan.all("memo"):
        place = scan.end(mark)
        if place < after or (before is not None and place > before):
            continue
        value = _value(page, scan, place, before or scan.line.end)
        if value is not None and (network != "monero" or _MONERO_ID.match(value)):
            return value
    return None


def _value(page: Page, scan: Scan, place: int, stop: int) -> str | None:
    """What is to be written: the member of a record, what is quoted or set apart, or what follows a colon."""
    text = page.document.text
    for key, start, end in scan.line.fields:
        if start - len(key) - 3 <= place <= start:
            return text[start:end].strip() or None
    for start, end in scan.line.strong:
        if place <= start < stop and end <= stop:
            return text[start:end].strip(" .,;:") or None
    rest = text[place:stop]
    quoted = _QUOTED.search(rest)
    if quoted is not None and quoted.start() < 40:
        return quoted.group(1).strip()
    colon = re.match(r"\s*(?:\([^)]{0,30}\)|[^\s:：=]{1,12}){0,2}\s*[:：=#]\s*", rest)
    if colon is not None:
        value = _VALUE.match(rest, colon.end())
        return value.group().rstrip(".") if value is not None else None
    for value in _VALUE.finditer(rest):
        word = value.group().strip(".'’")
        if any(sign.isdigit() for sign in word):
            return word
    return None
