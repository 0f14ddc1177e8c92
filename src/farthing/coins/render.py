"""What a reader sees of bytes, as far as it can break an address, with a way back to the offsets.

Invisible material (zero-width characters, soft hyphens, inline tags, comments, hidden spans, soft line
breaks) vanishes; line breaks, block tags and every kind of space become one space; full-width letters and
character references become the ASCII letter they show. Everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from farthing.coins.offsets import Offsets

# Elements that go on in the line, those of them that may hide what they hold, and character references.
INLINE = (
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label"),
    *("mark", "nobr", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
)
HIDING = ("span", "b", "i", "u", "em", "font", "small")
NOTHING = ("shy", "zwnj", "zwj", "ZeroWidthSpace", "NoBreak", "lrm", "rlm")
SPACES = ("nbsp", "ensp", "emsp", "thinsp")
_INLINE, _HIDING, _NOTHING, _SPACES = (
    "|".join(words).encode() for words in (INLINE, HIDING, NOTHING, SPACES)
)
# An element whose content is not shown, after its "<".
_HIDDEN = (
    rb"(?i:(?P<hidden>%b)\b[^<>]{0,200}(?:display\s*:\s*none|font-size\s*:\s*0(?![0-9.])"
    rb"|visibility\s*:\s*hidden|\shidden\b)[^<>]{0,200}>[^<>]{0,200}</(?P=hidden)\s*>)" % _HIDING
)
# Every alternative looks back at the one character that the leading class took: so the search is one for a
# class of bytes, which is fast.
_MATERIAL = re.compile(
    rb"[<=&\t\n\v\f\r\\ \xc2\xcd\xe1\xe2\xe3\xef\xf0](?:"
    rb"(?P<nothing>(?<=<)(?:" + _HIDDEN + rb"|/?(?i:" + _INLINE + rb")(?:\s[^<>]{0,400})?/?>"
    rb"|!--[^<>]{0,400}-->)|(?<==)\r?\n"
    rb"|(?<=\xe2)(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])|(?<=\xef)\xbb\xbf|(?<=\xc2)\xad"
    rb"|(?<=\xe1)\xa0\x8e|(?<=\xcd)\x8f|(?<=&)(?:" + _NOTHING + rb");)"
    rb"|(?P<letter>(?<=&)\#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});?"
    rb"|(?<=\xef)(?:\xbc[\x8b\x8d\x8f\x90-\x9a\xa1-\xba\xbf]|\xbd[\x81-\x9a])|(?<=\xf0)\x9d[\x90-\x9f][\x80-\xbf])"
    rb"|(?P<space>(?<=<)/?[A-Za-z][^<>]{0,400}>|(?<= ) +|(?<=&)(?:" + _SPACES + rb");|(?<=\xc2)\xa0"
    rb"|(?:(?<=[\t\n\v\f\r])|(?<=\\)[nrt])(?:[ \t\n\v\f\r]|\\[nrt]|(?<=\n)>)*"
    rb"|(?<=\xe2)(?:\x80[\x80-\x8a\xaf\xa8\xa9]|\x81\x9f)|(?<=\xe3)\x80\x80))"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Rendered bytes and the offsets they came from."""

    text: bytes
    offsets: Offsets


def render(data: bytes) -> Rendered:
    """`data` as a reader sees it."""
    offsets = Offsets()
    return Rendered(b"".join(_segments(data, offsets)), offsets)


def _segments(data: bytes, offsets: Offsets) -> Iterator[bytes]:
    size, at, after_space = 0, 0, False
    for match in _MATERIAL.finditer(data):
        shown = _shown(match)
        if shown is None:
            continue
        begin, end = match.span()
        if begin > at:
            offsets.copied(size, at)
            size += begin - at
            after_space = data[begin - 1] == 0x20
            yield data[at:begin]
        at = end
        if shown and not (shown == b" " and after_space):
            offsets.replaced(size, begin, end - begin)
            size += 1
            after_space = shown == b" "
            yield shown
    if at < len(data):
        offsets.copied(size, at)
        yield data[at:]


def _shown(match: re.Match[bytes]) -> bytes | None:
    """The one ASCII character (or nothing) that stands for the match; None to leave it as it is."""
    if match["nothing"] is not None:
        return b""
    if match["space"] is not None:
        return b" "
    letter = match[0]
    if letter[:1] != b"&":
        shown = unicodedata.normalize("NFKC", letter.decode("utf-8"))
    else:
        digits = letter[2:].rstrip(b";")
        code = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
        shown = chr(code) if code < 0x110000 else "?"
    if shown.isascii() and (shown.isalnum() or shown in ":-_+/ ") and len(shown) == 1:
        return shown.encode()
    return _shown_code(shown)


_VANISHING = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _shown_code(shown: str) -> bytes | None:
    if _VANISHING.fullmatch(shown):
        return b""
    return b" " if shown.isspace() else None
