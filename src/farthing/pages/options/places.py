"""Where a page's text has payment addresses, and near misses of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from farthing.coins import Hit, find
from farthing.pages.markup.tree import Document

_SHORTEST = 25  # signs of an address
_LONGEST = 120
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


def parted(document: Document, found: list[Place]) -> list[Place]:
    """The addresses that only a tag parts from a word: `<span>Bitcoin</span><span>bc1…</span>`."""
    known = [place.start for place in found]
    more: list[Place] = []
    for start, end in _pieces(document):
        before = bisect_left(known, end) - 1
        if before >= 0 and found[before].end > start:
            continue
        inside, _ = places(document.text[start:end])
        more += [Place(place.hit, start + place.start, start + place.end) for place in inside]
    return more


def _pieces(document: Document) -> Iterator[tuple[int, int]]:
    """What begins or ends where the source has a tag in the middle of a word."""
    text = document.text
    inside = (at for at in document.starts if 0 < at < len(text))
    cuts = [at for at in inside if text[at - 1].isalnum() and text[at].isalnum()]
    last = 0
    for index, cut in enumerate(cuts):
        line = document.line_at(cut)
        if line is None or line.start == cut:
            continue
        following = cuts[index + 1] if index + 1 < len(cuts) else line.end
        runs = (
            _LAST.search(text, max(last, line.start, cut - _LONGEST), cut) if last <= line.start else None,
            _RUN.match(text, cut, min(following, line.end)),
        )
        last = cut
        for run in runs:
            if run is not None and run.end() - run.start() >= _SHORTEST:
                yield run.span()
