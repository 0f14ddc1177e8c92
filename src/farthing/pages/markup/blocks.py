"""QR codes without a picture: set in block letters, or as a table whose cells are the modules.

In letters one sign is as wide
as half its height, so that it stands for one module wide and two high ("▀", "▄"), or half a module ("██").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.drawing import Bits

_LEAST = 21  # modules on a side of the smallest code (ISO/IEC 18004)
_MOST = 250
_SCALE = 4
_HALVES = {
    "█": "11", "■": "11", "⬛": "11", "#": "11", "▀": "10", "▄": "01", " ": "00", "\u00a0": "00", "░": "00",
    "□": "00", "⬜": "00", "▓": "11", "▒": "00", "\u2007": "00", "\u3000": "00",
}  # fmt: skip
_LETTERS = re.compile(rf"[{''.join(_HALVES)}]{{{_LEAST},{_MOST}}}\Z")
_TURNED = str.maketrans("01", "10")
_CELL = re.compile(r"<(tr|td|th)\b(?=((?:[^>\"']+|\"[^\"]*\"|'[^']*'){0,20000}))\2>", re.I)


def in_letters(lines: list[str]) -> Iterator[tuple[int, int, Bits]]:
    """(first line, line after the last, bits) of every run of lines made of block letters alone."""
    first: int | None = None
    for number, line in enumerate([*lines, ""]):
        if _LETTERS.match(line) is not None:
            first = number if first is None else first
        elif first is not None:
            run = lines[first:number]
            if _LEAST // 2 <= len(run) <= _MOST:
                yield first, number, _of_letters(run)
            first = None


def in_cells(table: str) -> Bits | None:
    """The bits of a table of at least 21 × 21 cells in two kinds."""
    rows: list[str] = []
    first = None
    for cell in _CELL.finditer(table):
        if cell.group(1).lower() == "tr":
            rows.append("")
        elif rows:
            first = cell.group(2) if first is None else first
            rows[-1] += "0" if cell.group(2) == first else "1"
    rows = [row for row in rows if row]
    width = len(rows[0]) if rows else 0
    if not (_LEAST <= width <= _MOST and _LEAST <= len(rows) <= _MOST) or any(len(r) != width for r in rows):
        return None
    if "1" in rows[0]:  # no quiet zone: the first cell is the corner of a finder, and dark
        rows = [row.translate(_TURNED) for row in rows]
    return _scaled(rows)


def _of_letters(run: list[str]) -> Bits:
    width = max(map(len, run))
    rows = []
    for line in run:
        halves = [_HALVES[sign] for sign in line.ljust(width)]
        rows += ["".join(half[0] for half in halves), "".join(half[1] for half in halves)]
    return _scaled(rows)


def _scaled(rows: list[str]) -> Bits:
    bits = [int("".join(sign * _SCALE for sign in row), 2) for row in rows]
    return Bits(len(rows[0]) * _SCALE, tuple(row for row in bits for _ in range(_SCALE)))
