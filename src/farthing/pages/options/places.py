"""Where a page's text has payment addresses, and near misses of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from farthing.coins import Hit, find
from farthing.pages.markup.tree import Line

_SHORTEST = 25  # signs of an address
_RUN, _LAST = re.compile(r"\w{1,120}"), re.compile(r"(?<!\w)\w{1,120}\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A hit with its place in the document's text."""

    hit: Hit
    start: int
    end: int


def places(text: str) -> tuple[list[Place], list[Place]]:
    """The payment addresses of a text, and the near misses."""
    data = text.encode("utf-8", "surrogatepass")
    found: list[Place] = []
    byte = char = 0
    for hit in sorted(find(data, rejected=True), key=lambda hit: hit.start):
        if len(data) == len(text):
            found.append(Place(hit, hit.start, hit.end))
            continue
        if hit.start < byte:
            byte = char = 0
        char += len(data[byte : hit.start].decode("utf-8", "surrogatepass"))
        byte = hit.start
        end = char + len(data[hit.start : hit.end].decode("utf-8", "surrogatepass"))
        found.append(Place(hit, char, end))
    return [p for p in found if p.hit.check != "rejected"], [p for p in found if p.hit.check == "rejected"]


def parted(text: str, lines: Iterable[Line], found: list[Place]) -> list[Place]:
    """The addresses that only their dress parts from a word: `<b>Bitcoin</b><code>bc1…</code>`."""
    more: list[Place] = []
    for start, end in _pieces(text, lines):
        if any(place.start < end and start < place.end for place in (*found, *more)):
            continue
        inside, _ = places(text[start:end])
        more += [Place(place.hit, start + place.start, start + place.end) for place in inside]
    return sorted([*found, *more], key=lambda place: place.start) if more else found


def _pieces(text: str, lines: Iterable[Line]) -> Iterator[tuple[int, int]]:
    """What begins or ends in the middle of a word where bold or typewriter letters do."""
    for line in lines:
        edges = {edge for span in (*line.code, *line.strong) for edge in span if line.start < edge < line.end}
        cuts = sorted(edge for edge in edges if text[edge - 1].isalnum() and text[edge].isalnum())
        for start, end in pairwise([line.start, *cuts, line.end]) if cuts else ():
            run = _RUN.match(text, start, end) if start > line.start else _LAST.search(text, start, end)
            if run is not None and run.end() - run.start() >= _SHORTEST:
                yield run.span()
