"""A line with its tokens and marks, and the places of a sense in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from farthing.pages.markup.tree import Document, Line
from farthing.pages.words.lexer import Token, tokens
from farthing.pages.words.lexicon import Lexicon, Mark


@dataclass(slots=True, eq=False)
class Scan:
    """What the words of one line mean. `at[i]` are the marks that begin at token `i`."""

    line: Line
    tokens: list[Token]
    marks: list[Mark]
    at: dict[int, list[Mark]] = field(default_factory=dict)
    senses: frozenset[str] = frozenset()

    @classmethod
    def of(cls, line: Line, cut: list[Token], marks: list[Mark]) -> Scan:
        """A scan from tokens and the marks upon them."""
        at: dict[int, list[Mark]] = {}
        for mark in marks:
            at.setdefault(mark.first, []).append(mark)
        return cls(line, cut, marks, at, frozenset(mark.sense for mark in marks))

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

    def start(self, mark: Mark) -> int:
        return self.tokens[mark.first].start

    def end(self, mark: Mark) -> int:
        return self.tokens[mark.last].end


def scan_line(document: Document, line: Line, lexicon: Lexicon) -> Scan:
    """The scan of one line."""
    cut, marks = lexicon.marks(tokens(document.text, line.start, line.end))
    return Scan.of(line, cut, marks)
