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
    """A URI in bytes: `data[start:end]`. Keys are as written, the scheme also in lower case."""

    written: str
    start: int
    end: int
    path: Part
    query: tuple[tuple[str, Part], ...]

    @property
    def scheme(self) -> str:
        """The scheme in lower case."""
        return self.written.lower()

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


_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*\Z")
_REST = re.compile(rb"(?P<path>" + _PATH + rb")(?P<query>" + _QUERY + rb")")


def finder(schemes: tuple[str, ...]) -> re.Pattern[bytes]:
    """The pattern of the colon that ends one of `schemes`; for lower-cased bytes.

    It begins with the colon and looks back from there, because a search for one byte is the fastest there is.
    """
    names = [re.escape(scheme.encode()) for scheme in schemes]
    return re.compile(
        rb":(?:" + b"|".join(b"(?<=%b:)" % name for name in names) + rb")(?=[0-9a-z/?\\%])"
        rb"|%3a(?:" + b"|".join(b"(?<=%b%%3a)" % name for name in names) + rb")"
    )


def find_uris(data: bytes, pattern: re.Pattern[bytes], schemes: frozenset[str]) -> Iterator[Uri]:
    """Every URI of the pattern's schemes in `data`."""
    done = 0
    for colon in pattern.finditer(data.lower()):
        before = _SCHEME.search(data, max(done, colon.start() - 16), colon.start())
        start = before.start() if before else colon.start()
        scheme = data[start : colon.start()].decode("ascii")
        if scheme.lower() in schemes:
            match = _REST.match(data, colon.end())
            if match is not None:
                done = match.end()
                yield _take_apart(data, scheme, start, match)


def _take_apart(data: bytes, scheme: str, start: int, match: re.Match[bytes]) -> Uri:
    end = match.end()
    if not match["query"]:
        end = match.start("path") + len(match["path"].rstrip(_TRAILING))
    path_start, path_end = match.start("path"), min(match.end("path"), end)
    query = [
        (pair[1].decode(), Part(unquote(pair[2]), pair.start(2), pair.end(2)))
        for pair in _PAIR.finditer(data, match.start("query"), match.end("query"))
    ]
    path = Part(unquote(data[path_start:path_end]), path_start, path_end)
    return Uri(scheme, start, end, path, tuple(query))


def unquote(value: bytes) -> str:
    """Percent-decoded text; bytes that are no UTF-8 become U+FFFD."""
    return _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace(b"%", b"").decode()), value).decode(
        "utf-8", "replace"
    )
