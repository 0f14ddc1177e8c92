"""The links of a brand as a picture: what is shared at the left, the sites at the right, a line for each that
has it; drawn by the server as SVG geometry.

Every node is a link, so that the keyboard reaches it in the order of the table below, which says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farthing.records.models import Site
from farthing.records.selectors.brands import Link

WIDTH, LEFT, RIGHT, TOP, STEP = 960, 420, 780, 24, 26
MOST = 20
LONGEST = 48


@dataclass(frozen=True, slots=True)
class TraitNode:
    y: float
    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class SiteNode:
    y: float
    site: Site


@dataclass(frozen=True, slots=True)
class Line:
    start: float
    end: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    traits: list[TraitNode]
    sites: list[SiteNode]
    lines: list[Line]
    height: int
    more: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def picture(links: Sequence[Link]) -> Picture | None:
    """The drawing of the heaviest links; None where nothing is shared."""
    drawn = links[:MOST]
    if not drawn:
        return None
    counts: dict[Site, int] = {}
    for link in drawn:
        for site in link.sites:
            counts[site] = counts.get(site, 0) + 1
    sites = sorted(counts, key=lambda site: (-counts[site], site.pk))[:MOST]
    rows = max(len(drawn), len(sites))
    places = {site: _place(number, len(sites), rows) for number, site in enumerate(sites)}
    nodes = [
        TraitNode(_place(number, len(drawn), rows), _short(link), link) for number, link in enumerate(drawn)
    ]
    lines = [
        Line(node.y, places[site], round(0.5 + node.link.weight / 2, 1))
        for node in nodes
        for site in node.link.sites
        if site in places
    ]
    more = len(links) - len(drawn) + len(counts) - len(sites)
    at_right = [SiteNode(y, site) for site, y in places.items()]
    return Picture(nodes, at_right, lines, TOP * 2 + STEP * (rows - 1), more)


def _place(number: int, count: int, rows: int) -> float:
    """The height of a node: each side is spread over the whole picture."""
    return round(TOP + STEP * (rows - 1) * (number + 0.5) / count if count < rows else TOP + STEP * number, 1)


def _short(link: Link) -> str:
    words = f"{link.kind.label}: {link.said.words}"
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
