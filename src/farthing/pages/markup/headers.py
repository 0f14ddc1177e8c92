"""The header lines of a mail that say something: subject, and whom an answer reaches. Encoded words are
resolved."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header

from farthing.pages.layers import Decoded
from farthing.pages.markup.builder import Builder

SENDER = "sender"  # the name of the block that holds From and Reply-To
_FOLD = re.compile(r"\r?\n[ \t]+")


def build(layer: Decoded, builder: Builder) -> None:
    """One line for a header field: a subject as a title, an address with the word "mail" before it."""
    builder.begin(layer)
    name, _, value = layer.text.partition(": ")
    place = len(name) + 2
    if name.lower() == "subject":
        builder.open("title", block=True)
        shown = _resolved(value)
        if shown == value:
            builder.text(value, place)
        else:
            builder.replaced(shown, place, len(value))
        builder.close("title")
    else:
        builder.open("para", block=True, names=SENDER)
        builder.text(value, place)
        builder.close("para")
    builder.end_line()


def _resolved(value: str) -> str:
    """RFC 2047 words as text; what cannot be resolved stays as written."""
    value = _FOLD.sub(" ", value)
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, LookupError, UnicodeDecodeError, ValueError):
        return value
