"""Plain text: lines in paragraphs, with the signs by which people draw headings and lists."""

from __future__ import annotations

import re

from farthing.pages.layers import Decoded
from farthing.pages.markup.builder import MAX_LINES, Builder

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+|\r\n?|\n|[\u2028\u2029\x0b\x0c\x85]")
_QUOTED = re.compile(r"^[ \t]*>+ ?")


def build(layer: Decoded, builder: Builder) -> None:
    """Reads plain text: a blank line ends a paragraph, a line by itself before others heads them."""
    builder.begin(layer)
    text = layer.text
    builder.open("para", block=True)
    blank = True
    for number, piece in enumerate(_LINE.finditer(text)):
        if number > 2 * MAX_LINES:  # lines and their ends
            why = "behind so many lines nothing but addresses is read"
            builder.rest(text[piece.start() :], piece.start(), why)
            break
        chunk = piece.group()
        if chunk in ("\r\n", "\r", "\n") or (len(chunk) == 1 and not chunk.strip()):
            if blank:
                builder.close("para")
                builder.open("para", block=True)
            blank = True
            continue
        blank = False
        _pieces(builder, chunk, piece.start())
    builder.close("para")


def _pieces(builder: Builder, chunk: str, place: int) -> None:
    quoted = _QUOTED.match(chunk)
    if quoted:
        chunk, place = chunk[quoted.end() :], place + quoted.end()
    if not chunk.strip():
        return
    builder.raw_line(chunk, place)
