"""The words that a reading came from, with a little of what stands around them."""

from __future__ import annotations

import re

from farthing.pages.markup.tree import Document
from farthing.pages.reading import MARGIN, Quote

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
    return Quote(
        clean(text[max(0, start - MARGIN) : start]),
        words,
        clean(text[end : min(end + MARGIN, document.visible)]),
    )
