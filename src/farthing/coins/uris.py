"""Payment URIs: finding them in bytes and taking them apart, with true offsets.

Grammar after RFC 3986 as BIP-21 uses it: `scheme:path?key=value&…`. Pages write the separators in other ways
too (`&amp;` in attributes, `%3A %3F %3D %26` inside another URL, `\\/` in scripts); those are read the same.
What each scheme means stands in `schemes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a URI, percent-decoded, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Uri:
    """A URI in bytes: `data[start:end]`. The scheme is lower case; keys are as written."""

    scheme: str
    start: int
    end: int
    path: Part
    query: tuple[tuple[str, Part], ...]

    def first(self, *keys: str) -> str | None:
        """The first non-empty value of any of `keys` (lower case), in the order of `keys`."""
        for key in keys:
            for name, part in self.query:
                if name.lower() == key and part.text:
                    return part.text
        return None


# What may stand in a path: no white space, quotes, angle brackets, query mark or non-ASCII; `\/` is a slash.
_PATH = rb"(?:[^\s\"'<>?\\&\x80-\xff`|%]|\\/|%(?!3[Ff]))*"
_QUERY = rb"(?:(?:\?|%3[Ff])[^\s\"'<>\\`]*)?"
_PAIR = re.compile(rb"(?:\?|%3[Ff]|&amp;|&#0*38;|&|%26)([A-Za-z0-9_.+-]+)(?:=|%3[Dd])((?:(?!%26)[^&])*)")
_ESCAPED = re.compile(rb"((?:%[0-9A-Fa-f]{2})+)")
_TRAILING = b".,;:!)]}"


def finder(schemes: tuple[str, ...]) -> re.Pattern[bytes]:
    """The pattern that finds URIs of `schemes`."""
    names = b"|".join(re.escape(name.encode()) for name in sorted(schemes, key=len, reverse=True))
    groups = rb"(?P<scheme>" + names + rb")(?::|%3[Aa])(?P<path>" + _PATH + rb")(?P<query>" + _QUERY + rb")"
    return re.compile(rb"(?<![A-Za-z0-9+.])" + groups, re.IGNORECASE)


def find_uris(data: bytes, pattern: re.Pattern[bytes]) -> Iterator[Uri]:
    """Every URI of the pattern's schemes in `data`."""
    for match in pattern.finditer(data):
        yield _take_apart(data, match)


def _take_apart(data: bytes, match: re.Match[bytes]) -> Uri:
    end = match.end()
    if not match["query"]:
        end = match.start("path") + len(match["path"].rstrip(_TRAILING))
    path_start, path_end = match.start("path"), min(match.end("path"), end)
    query = [
        (pair[1].decode(), Part(unquote(pair[2]), pair.start(2), pair.end(2)))
        for pair in _PAIR.finditer(data, match.start("query"), match.end("query"))
    ]
    path = Part(unquote(data[path_start:path_end]), path_start, path_end)
    return Uri(match["scheme"].decode().lower(), match.start(), end, path, tuple(query))


def unquote(value: bytes) -> str:
    """Percent-decoded text; bytes that are no UTF-8 become U+FFFD."""
    return _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace(b"%", b"").decode()), value).decode(
        "utf-8", "replace"
    )
