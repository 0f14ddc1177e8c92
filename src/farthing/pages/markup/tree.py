"""A page as the readers see it: one text, its lines, and the blocks that hold them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from farthing.pages.layers import Decoded

REST = "rest"  # the tag of what is read for addresses alone


@dataclass(slots=True, eq=False)
class Node:
    """A block of the page: an element, a paragraph of plain text, the page itself."""

    tag: str
    parent: Node | None = None
    depth: int = 0
    names: str = ""  # class and id, lower case
    columns: int = 1
    rows: int = 1
    children: list[Node | Line] = field(default_factory=list)

    def ancestors(self) -> Iterator[Node]:
        """This node and everything around it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(slots=True, eq=False)
class Line:
    """One line of text, `text[start:end]` of its document. `hidden` lines come from attributes and scripts.

    `struck`, `code` and `strong` are spans of the text in that dress; `fields` are the members of a record
    (an object in a script, the data attributes of an element) as (key, start, end) of the value.
    """

    start: int
    end: int
    node: Node
    hidden: bool = False
    source: str = (
        ""  # for a hidden line: the attribute's name, "data" (all data attributes), "script", "code" (QR)
    )
    struck: list[tuple[int, int]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    fields: list[tuple[str, int, int]] = field(default_factory=list)
    number: int = 0
    path: str = ""  # for an object in a script: the names under which it stands, outermost first
    near: int = -1  # for a hidden line: the number of the visible line at which it stands

    def is_struck(self, start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in self.struck)

    def is_code(self, start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in self.code)


def lines_of(node: Node, most: int = 200) -> list[Line]:
    """The lines in a block, in order, at most so many."""
    found: list[Line] = []
    stack: list[Node | Line] = [node]
    while stack and len(found) < most:
        top = stack.pop()
        if isinstance(top, Line):
            found.append(top)
        else:
            stack.extend(reversed(top.children))
    return found


@dataclass(slots=True)
class Document:
    """The text of a page with the tree over it; `visible` is where the hidden lines begin.

    A segment maps `text[starts[i]:starts[i+1]]` to the source: sign by sign where its width is -1, else as a
    whole to `widths[i]` characters (an entity, a run of blanks, nothing for what was put in between).
    """

    text: str
    visible: int
    root: Node
    lines: list[Line]
    language: str | None  # as the markup claims
    layers: list[Decoded]
    starts: array[int]
    places: array[int]
    widths: array[int]
    owners: array[int]
    source: str = ""  # what tags and scripts say, without the drawings and pictures in them
    given_up: dict[str, int] = field(default_factory=dict)  # why, and from where
    _line_starts: array[int] = field(default_factory=partial(array, "q"))

    def give_up(self, position: int, why: str) -> None:
        """From a position on, the page is read for its addresses alone."""
        self.given_up[why] = min(position, self.given_up.get(why, position))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the input from which `text[start:end]` came."""
        first, last = self._segment(start), self._segment(max(start, end - 1))
        while last > first and self.owners[last] != self.owners[first]:
            last -= 1
        begin = self.places[first] + (start - self.starts[first] if self.widths[first] < 0 else 0)
        if self.widths[last] < 0:
            length = (
                min(end, self.starts[last + 1] if last + 1 < len(self.starts) else end) - self.starts[last]
            )
            stop = self.places[last] + length
        else:
            stop = self.places[last] + self.widths[last]
        return self.layers[self.owners[first]].span(begin, max(begin, stop))

    def line_at(self, position: int) -> Line | None:
        """The line in which a position of the text lies."""
        if len(self._line_starts) != len(self.lines):
            self._line_starts = array("q", (line.start for line in self.lines))
        index = bisect_right(self._line_starts, position) - 1
        return self.lines[index] if index >= 0 and position < self.lines[index].end else None

    def _segment(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)
