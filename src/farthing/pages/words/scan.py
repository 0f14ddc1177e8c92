"""A line with its tokens and marks, and the places of a sense in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from farthing.pages.markup.tree import Document, Line
from farthing.pages.words.ages import without_ages
from farthing.pages.words.lexer import Token, tokens
from farthing.pages.words.lexicon import Lexicon, Mark

_HEADINGS = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "dt", "th", "summary", "optgroup", "title"]
)


@dataclass(slots=True, eq=False)
class Scan:
    """What the words of one line mean. `at[i]` are the marks that begin at token `i`."""

    line: Line
    tokens: list[Token]
    marks: list[Mark]
    at: dict[int, list[Mark]] = field(default_factory=dict)
    senses: frozenset[str] = frozenset()
    _heading: bool | None = None

    @classmethod
    def of(cls, line: Line, cut: list[Token], marks: list[Mark]) -> Scan:
        """A scan from tokens and the marks upon them."""
        return cls(line, cut, marks, _by_place(marks), frozenset(mark.sense for mark in marks))

    def drop(self, dropped: list[Mark]) -> None:
        """Takes away marks that mean nothing where they stand."""
        if dropped:
            self.marks = [mark for mark in self.marks if mark not in dropped]
            self.at = _by_place(self.marks)
            self.senses = frozenset(mark.sense for mark in self.marks)

    def value(self, index: int, sense: str) -> Mark | None:
        """The mark of a sense that begins at token `index`."""
        for mark in self.at.get(index, ()):
            if mark.sense == sense:
                return mark
        return None

    def ending(self, index: int, sense: str) -> Mark | None:
        """The mark of a sense whose last token is `index`."""
        for first in range(index, max(-1, index - 5), -1):
            for mark in self.at.get(first, ()):
                if mark.sense == sense and mark.last == index:
                    return mark
        return None

    def all(self, *senses: str) -> list[Mark]:
        """The marks of any of these senses, in order."""
        if self.senses.isdisjoint(senses):
            return []
        return [mark for mark in self.marks if mark.sense in senses]

    def has(self, *senses: str) -> bool:
        return not self.senses.isdisjoint(senses)

    @property
    def is_heading(self) -> bool:
        """A heading by its element, by being all strong, or by the colon it ends with."""
        if self._heading is None:
            line, node = self.line, self.line.node
            self._heading = (
                node.tag in _HEADINGS
                or (node.parent is not None and node.parent.tag in _HEADINGS)
                or bool(self.tokens and self.tokens[-1].text in (":", "："))
                or (bool(line.strong) and line.strong[0] == (line.start, line.end))
            )
        return self._heading

    def start(self, mark: Mark) -> int:
        return self.tokens[mark.first].start

    def end(self, mark: Mark) -> int:
        return self.tokens[mark.last].end


def _by_place(marks: list[Mark]) -> dict[int, list[Mark]]:
    at: dict[int, list[Mark]] = {}
    for mark in marks:
        at.setdefault(mark.first, []).append(mark)
    return at


def scan_line(document: Document, line: Line, lexicon: Lexicon, cuts: Sequence[int] = ()) -> Scan:
    """The scan of one line; at `cuts` something else begins without a blank."""
    inside = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)] if cuts else ()
    edges = [line.start, *inside, line.end]
    found = [token for start, end in pairwise(edges) for token in tokens(document.text, start, end)]
    cut, marks = lexicon.marks(found)
    return Scan.of(line, cut, without_ages(cut, marks))
