"""Payment URIs: finding them in bytes and taking them apart, with true offsets.

Grammar after RFC 3986 as BIP-21 uses it: `scheme:path?key=value&…`. Pages write the separators in other ways
too: `&amp;` and `&#38;` in attributes, `\\/` and `\\u0026` in scripts; and inside another URL the whole of it
is percent-encoded once more (`bitcoin%3A…%3Famount%3D1%26label%3D…`). All are read the same. What each scheme
means stands in `schemes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice


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
    raw_path: bytes
    query: tuple[tuple[str, Part], ...]

    @property
    def scheme(self) -> str:
        """The scheme in lower case."""
        return self.written.lower()

    @property
    def last_step(self) -> Part:
        """The path behind its last slash ("//", "transfer/"), where an address stands."""
        match = _LAST_STEP.search(self.raw_path)
        if match is None:
            return self.path
        start = self.path.start + match.start(1)
        return Part(match[1].decode("ascii"), start, start + len(match[1]))

    @property
    def first_step(self) -> Part:
        """The path before its first slash: an explorer's own page goes on behind an account."""
        step = self.raw_path.split(b"/", 1)[0].decode("ascii", "replace")
        return Part(step, self.path.start, self.path.start + len(step))

    def first(self, *keys: str) -> str | None:
        """The first non-empty value of any of `keys` (lower case), in the order of `keys`."""
        for key in keys:
            for name, part in self.query:
                if name.lower() == key and part.text:
                    return part.text
        return None

    def agreed(self, *keys: str) -> str | None:
        """`first`, but nothing where a key is given more than once with different values (BIP-321)."""
        for key in keys:
            values = {part.text for name, part in self.query if name.lower() == key}
            if values - {""}:
                return values.pop() if len(values) == 1 else None
        return None


_LAST_STEP = re.compile(rb"(?:\A|/|%2[Ff])([^/\\%\x80-\xff]+)(?:/|\\/|%2[Ff])*\Z")
# What may stand in the path of a payment URI; `\/` is a slash, an encoded quotation mark or the like an end.
# Repeats of choices are bounded, here and below, because the engine remembers each.
_PATH = rb"(?:[A-Za-z0-9_.~+;:@/,-]+|\\/|%(?!3[CEFcef]|2[02567]|0[ADad])[0-9A-Fa-f]{2}){0,100000}"
# A query as it is (ended by a fragment), or percent-encoded inside another URL (ended by that one's own `&`).
_PLAIN = rb"(?:\?|\\u003[Ff])(?:[^\s\"'<>\\`#]+|\\u00[0-9A-Fa-f]{2}|\\/|(?<=&)\#){0,100000}"
_ENCODED = rb"%3[Ff][^\s\"'<>\\`&#]*"
_REST = re.compile(
    rb"(?P<path>" + _PATH + rb")(?:(?P<plain>" + _PLAIN + rb")|(?P<encoded>" + _ENCODED + rb"))?"
)
_AND = rb"(?:&|\\u0026)(?:(?:amp|\#0*38|\#[xX]0*26);)*"
_PLAIN_PAIR = re.compile(
    rb"(?:\?|\\u003[Ff]|" + _AND + rb")([A-Za-z0-9_.+-]+)(?:=|\\u003[Dd])((?:[^&\\]+|\\(?!u0026)){0,100000})"
)
_MANY = 1_000  # parameters of one URI that are read
_ENCODED_PAIR = re.compile(rb"(?:%3[Ff]|%26)([A-Za-z0-9_.+-]+)%3[Dd]((?:[^%\n]+|%(?!26)){0,100000})")
_ESCAPED = re.compile(rb"((?:%[0-9A-Fa-f]{2})+)")
_UNICODE = re.compile(rb"\\u00([0-9A-Fa-f]{2})")
_TRAILING = b".,;:!"
_CLOSING = {b")": b"(", b"]": b"[", b"}": b"{"}
_QUOTES = (b'"', b"'", b"`", b"\\")
_ESCAPE = re.compile(rb"%(?:25)?[0-9A-Fa-f]{2}|=[0-9A-F]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt]|\x1b\[[0-9]{1,2}m")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*\Z")


def finder(schemes: tuple[str, ...]) -> re.Pattern[bytes]:
    """The pattern of the colon that ends one of `schemes`; for lower-cased bytes.

    It begins with the colon and looks back from there, because a search for one byte is the fastest there is.
    """
    names = [re.escape(scheme.encode()) for scheme in schemes]
    return re.compile(
        rb":(?:" + b"|".join(b"(?<=%b:)" % name for name in names) + rb")(?=[0-9a-z/?\\%])"
        rb"|%3a(?:" + b"|".join(b"(?<=%b%%3a)" % name for name in names) + rb")"
    )


def find_uris(
    data: bytes, pattern: re.Pattern[bytes], schemes: frozenset[str], colons: Iterable[int] | None
) -> Iterator[Uri]:
    """Every URI of the pattern's schemes in `data` whose scheme ends at one of `colons` (None: anywhere)."""
    done = 0
    for colon, end in _colons(data, pattern, colons):
        before = _SCHEME.search(data, max(done, colon - 20), colon)
        start = before.start() if before else colon
        scheme = data[start:colon].decode("ascii")
        if scheme.lower() not in schemes and (tail := _escape_tail(data, start)):
            start, scheme = start + tail, scheme[tail:]
        if scheme.lower() in schemes:
            match = _REST.match(data, end)
            if match is not None:
                done = match.end()
                yield _take_apart(data, scheme, start, match)


def _escape_tail(data: bytes, start: int) -> int:
    """How many letters at `start` belong to an escape that begins before them: =3D, \\n, \\u0022, ESC[0m."""
    for match in _ESCAPE.finditer(data, max(0, start - 6), start + 5):
        if match.start() < start < match.end():
            return match.end() - start
    return 0


def _colons(
    data: bytes, pattern: re.Pattern[bytes], colons: Iterable[int] | None
) -> Iterator[tuple[int, int]]:
    """Start and end of every colon, plain or percent-encoded, that the pattern matches."""
    if colons is None:
        yield from (match.span() for match in pattern.finditer(data.lower()))
        return
    for colon in colons:
        low = max(0, colon - 24)
        match = pattern.match(data[low : colon + 8].lower(), colon - low)
        if match is not None:
            yield low + match.start(), low + match.end()


def _take_apart(data: bytes, scheme: str, start: int, match: re.Match[bytes]) -> Uri:
    end = _end(data, start, match.end())
    path_start, path_end = match.start("path"), min(match.end("path"), end)
    pairs = _ENCODED_PAIR if match["encoded"] else _PLAIN_PAIR
    query = [
        (pair[1].decode(), Part(_value(pair[2], encoded=bool(match["encoded"])), pair.start(2), pair.end(2)))
        for pair in islice(pairs.finditer(data, match.end("path"), end), _MANY)
    ]
    raw = data[path_start:path_end]
    return Uri(scheme, start, end, Part(unquote(raw), path_start, path_end), raw, tuple(query))


def _end(data: bytes, start: int, end: int) -> int:
    """The end without the punctuation of the sentence around it; inside quotation marks all of it counts."""
    if data[end : end + 1] in _QUOTES or (start == 0 and end == len(data)):
        return end
    unmatched = {
        closing: data.count(closing, start, end) - data.count(opening, start, end)
        for closing, opening in _CLOSING.items()
    }
    while end > start:
        last = data[end - 1 : end]
        if last not in _TRAILING and unmatched.get(last, 0) <= 0:
            break
        if last in unmatched:
            unmatched[last] -= 1
        end -= 1
    return end


def _value(raw: bytes, *, encoded: bool) -> str:
    """A value, percent-decoded once, or twice where the whole URI was encoded again."""
    if encoded:
        raw = _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace(b"%", b"").decode()), raw)
    elif b"\\" in raw:
        raw = _UNICODE.sub(lambda m: chr(int(m[1], 16)).encode(), raw).replace(b"\\/", b"/")
    return unquote(raw)


def unquote(value: bytes) -> str:
    """Percent-decoded text; bytes that are no UTF-8 become U+FFFD."""
    return _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace(b"%", b"").decode()), value).decode(
        "utf-8", "replace"
    )
