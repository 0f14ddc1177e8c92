"""The words that a reading came from, with a little of what stands around them."""

from __future__ import annotations

import re

from farthing.pages.markup.tree import Document
from farthing.pages.reading import MARGIN, Quote

_WORD = r"[^\s\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff08\uff09\u300c\u300d\u3010\u3011]+"
_FIRST_WORD, _LAST_WORD = re.compile(rf"\A{_WORD}"), re.compile(rf"{_WORD}\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text for people: undecodable bytes, kept as lone surrogates inside, become U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def quote(document: Document, start: int, end: int) -> Quote:
    """`text[start:end]` with `MARGIN` characters of visible text around; a hidden value stands by itself."""
    text = document.text
    words = clean(text[start:end])
    if start >= document.visible:
        return Quote("", words, "")
    before, after = surroundings(text[: document.visible], start, end)
    return Quote(clean(before), words, clean(after))


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """At most `MARGIN` characters on either side of `text[start:end]`, in whole words: of a host cut in two,
    neither half would be known for one, and it would stand unmasked in what is kept."""
    cut, stop = max(0, start - MARGIN), min(end + MARGIN, len(text))
    before, after = text[cut:start], text[end:stop]
    if cut and not text[cut - 1].isspace():
        before = _FIRST_WORD.sub("", before)
    if stop < len(text) and not text[stop].isspace():
        after = _LAST_WORD.sub("", after)
    return before, after
