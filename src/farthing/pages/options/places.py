"""Where a page's text has payment addresses, and near misses of them."""

from __future__ import annotations

from dataclasses import dataclass

from farthing.coins import Hit, find


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
