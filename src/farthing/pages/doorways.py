"""Pages that stand before another one: they keep out who looks, or ask who he is.

The words are `lists/doorways.toml`, all languages at once; a field for a password says it in any language.
Only short pages are doorways: a long one that says such words somewhere is a page of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum

from farthing.pages.containers import READERS
from farthing.pages.kinds import sniff
from farthing.pages.reader import build
from farthing.pages.words.lexer import tokens
from farthing.pages.words.lexicon import listed

LONGEST = 4000  # signs that can be seen
_ASKS_A_PASSWORD = re.compile(rb"<input[^>]{0,500}\btype\s*=\s*[\"']?password", re.IGNORECASE)


class Doorway(StrEnum):
    """What stands before a page."""

    BLOCKED = "blocked"
    LOGIN = "login"


def doorway(data: bytes) -> Doorway | None:
    """What of these the saved page in `data` is. Raises PagesError where it cannot be read.

    Where it says both, it asks who one is: that page can be got past.
    """
    if _ASKS_A_PASSWORD.search(data):
        return Doorway.LOGIN
    said: set[str] = set()
    for page in READERS[sniff(data)](data):
        document = build(page)
        if document.visible > LONGEST:
            continue
        for line in document.lines:
            if not line.hidden:
                _, marks = listed("doorways").marks(tokens(document.text, line.start, line.end))
                said |= {mark.sense for mark in marks}
    return next((one for one in (Doorway.LOGIN, Doorway.BLOCKED) if one in said), None)
