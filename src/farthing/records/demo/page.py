"""An invented payment page, and the draft of an observation as an analyst would confirm it.

The page is put together as text, sentence by sentence; the readings are cut out of it where they stand, so
that quotes and offsets are those of a real page that said the same.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(slots=True)
class _Text:
    """A page's text as it grows."""

    text: str = ""

    def say(self, sentence: str, **words: str) -> dict[str, Span]:
        """Adds a sentence; gives the span of the whole ("") and of each word that was filled in."""
        start = len(self.text)
        spans: dict[str, Span] = {}
        for piece in _pieces(sentence):
            name, filled = piece if isinstance(piece, tuple) else ("", piece)
            value = words[name] if name else filled
            if name:
                spans[name] = (len(self.text), len(self.text) + len(value))
            self.text += value
        spans[""] = (start, len(self.text))
        self.text += "\n"
        return spans
