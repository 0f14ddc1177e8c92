"""What a reader sees of bytes, as far as it can break an address, with a way back to the offsets.

Invisible material (zero-width characters, soft hyphens, inline tags, comments, hidden spans, soft line
breaks) vanishes; line breaks, block tags and every kind of space become one space; full-width letters and
character references become the ASCII letter they show. Everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_INLINE = (
    rb"(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strong|sub"
    rb"|sup|tt|u|var|wbr)"
)
_HIDDEN = (
    rb"<(?P<hidden>span|b|i|u|em|font|small)\b[^<>]{0,200}(?:display\s*:\s*none|font-size\s*:\s*0(?![0-9.])"
    rb"|visibility\s*:\s*hidden|\shidden\b)[^<>]{0,200}>[^<>]{0,200}</(?P=hidden)\s*>"
)
_MATERIAL = re.compile(
    rb"(?P<nothing>" + _HIDDEN + rb"|</?" + _INLINE + rb"(?:\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->|=\r?\n"
    rb"|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xc2\xad|\xe1\xa0\x8e|\xcd\x8f"
    rb"|&(?:shy|zwnj|zwj|ZeroWidthSpace|NoBreak|lrm|rlm);)"
    rb"|(?P<space></?[A-Za-z][^<>]{0,400}>|(?:[\t\n\v\f\r]|\\[nrt])(?:[ \t\n\v\f\r]|\\[nrt]|(?<=\n)>)*| {2,}"
    rb"|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf\xa8\xa9]|\xe2\x81\x9f|\xe3\x80\x80|&(?:nbsp|ensp|emsp|thinsp|#160);)"
    rb"|(?P<letter>&\#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});?|\xef(?:\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])"
    rb"|\xf0\x9d[\x90-\x9f][\x80-\xbf])",
    re.IGNORECASE,
)


class Rendered:
    """Rendered bytes and the offsets they came from.

    The text is a row of segments. A copied segment is `_widths == 0`; a letter or space that stands for
    something longer is a segment of its own with the width of what it stands for.
    """

    def __init__(self, data: bytes) -> None:
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._widths: list[int] = []
        self.text = b"".join(self._segments(data))

    def _segments(self, data: bytes) -> Iterator[bytes]:
        size, at, after_space = 0, 0, False
        for match in _MATERIAL.finditer(data):
            shown = _shown(match)
            if shown is None:
                continue
            begin, end = match.span()
            if begin > at:
                self._add(size, at, 0)
                size += begin - at
                after_space = data[begin - 1] == 0x20
                yield data[at:begin]
            at = end
            if shown and not (shown == b" " and after_space):
                self._add(size, begin, end - begin)
                size += 1
                after_space = shown == b" "
                yield shown
        if at < len(data):
            self._add(size, at, 0)
            yield data[at:]

    def _add(self, start: int, origin: int, width: int) -> None:
        self._starts.append(start)
        self._origins.append(origin)
        self._widths.append(width)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the rendered `text[start:end]` (not empty) stands in the data."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        begin = self._origins[first] + (0 if self._widths[first] else start - self._starts[first])
        width = self._widths[last] or end - self._starts[last]
        return begin, self._origins[last] + width

    def cuts(self, start: int, end: int) -> list[int]:
        """The places inside `text[start:end]` where something was left out or replaced."""
        return self._starts[bisect_right(self._starts, start) : bisect_left(self._starts, end)]

    def is_mapped(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` differs from what stands in the data."""
        begin, stop = self.span(start, end)
        first = bisect_right(self._starts, start) - 1
        return stop - begin != end - start or bool(self._widths[first])


def _shown(match: re.Match[bytes]) -> bytes | None:
    """The one ASCII character (or nothing) that stands for the match; None to leave it as it is."""
    if match.lastgroup == "nothing" or match["nothing"] is not None:
        return b""
    if match["space"] is not None:
        return b" "
    letter = match["letter"]
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
