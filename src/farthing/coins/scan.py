"""Addresses that stand unbroken in bytes.

A candidate is a maximal run of ASCII letters and digits (or, for formats with other alphabets, a match of the
format's own pattern). Runs are found at the speed of `bytes.translate` and `bytes.find`: every letter and
digit becomes `a`, everything else a space, and any address has at least `SHORTEST` of them in a row. A run
that is longer than an address is not one: substrings never hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from farthing.coins import formats
from farthing.coins.formats.spec import Reading

SHORTEST = 25
_ALNUM = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CLASSES = bytes(0x61 if byte in _ALNUM else 0x20 for byte in range(256))
_0X = re.compile(rb"0x[0-9a-fA-F]{40}")
_JOINTS = (b"-", b"_", b"+")
# The tail of an escape that touches an address: %3A, %253A, =3D, \n, \u003d, ESC[0m: no part of the run.
_BEFORE_ESCAPED = (b"%", b"=", b"\\", b"[", b";")
_ESCAPES = (
    (re.compile(rb"%25[0-9A-Fa-f]{2}\Z"), 4),
    (re.compile(rb"%[0-9A-Fa-f]{2}\Z"), 2),
    (re.compile(rb"=[0-9A-F]{2}\Z"), 2),
    (re.compile(rb"\\[nrtbfv]\Z"), 1),
    (re.compile(rb"\\x[0-9A-Fa-f]{2}\Z"), 3),
    (re.compile(rb"\\u[0-9A-Fa-f]{4}\Z"), 5),
    (re.compile(rb"\x1b\[[0-9;]{0,9}m\Z"), None),
)


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where it stands."""

    start: int
    end: int
    text: str
    reading: Reading


def runs(data: bytes, shortest: int = SHORTEST) -> Iterator[Span]:
    """Start and end of every maximal run of letters and digits of at least `shortest`."""
    classes = data.translate(CLASSES)
    needle = b"a" * shortest
    start = classes.find(needle)
    while start >= 0:
        end = classes.find(b" ", start + shortest)
        if end < 0:
            end = len(classes)
        yield start, end
        start = classes.find(needle, end)


def readings_at(data: bytes, start: int, end: int) -> Found | None:
    """The reading of the run `data[start:end]`: as it is, or without the escape it begins with."""
    if end - start > formats.LONGEST + 6:
        return None
    text = data[start:end].decode("ascii")
    reading = formats.read(text, run=True)
    if reading is not None:
        return Found(start, end, text, reading)
    skip = _escape(data, start)
    if skip and (reading := formats.read(text[skip:], run=True)) is not None:
        return Found(start + skip, end, text[skip:], reading)
    return None


def verbatim(
    data: bytes, spans: Iterable[Span], spots: Iterable[int] | None, free: Callable[[int, int], bool]
) -> Iterator[Found]:
    """Every address of `data` that stands there unbroken, in order of start within each kind of candidate:
    what begins at `spots` (None: anywhere) in an alphabet of its own, and those runs `spans` that are `free`.
    """
    for form, pattern in formats.PATTERNS:
        for match in matches(pattern, data, spots):
            text = match[0].decode("ascii")
            if form.SPEC.could_be(text) and form.validate(text):
                yield Found(match.start(), match.end(), text, form.parse(text))
    for start, end in spans:
        found = readings_at(data, start, end) if free(start, end) else None
        if found is not None and (found.reading.check == "verified" or _stands_alone(data, start, end)):
            yield found


def _stands_alone(data: bytes, start: int, end: int) -> bool:
    """Whether a run without a checksum is no piece of a longer one in another alphabet (base64, a name with
    hyphens); 0x begins anew."""
    return data[start : start + 2].lower() == b"0x" or (
        data[start - 1 : start] not in _JOINTS and data[end : end + 1] not in (*_JOINTS, b"=")
    )


def matches(
    pattern: re.Pattern[bytes], data: bytes, spots: Iterable[int] | None
) -> Iterator[re.Match[bytes]]:
    """The pattern's matches that begin at `spots`; anywhere if there are none given."""
    if spots is None:
        yield from pattern.finditer(data)
        return
    done = 0
    for spot in spots:
        match = pattern.match(data, spot) if spot >= done else None
        if match is not None:
            done = match.end()
            yield match


def mixed_case_hex(data: bytes, spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Every 0x run of 40 digits among `spans`, for checks that need to know the chain."""
    for start, end in spans:
        if end - start == 42 and _0X.fullmatch(data, start, end):
            yield start, end, data[start:end].decode("ascii")


def _escape(data: bytes, start: int) -> int:
    """How many characters of the run at `start` belong to an escape that begins before it."""
    if data[start - 1 : start] not in _BEFORE_ESCAPED or start == 0:
        return 0
    before = data[max(0, start - 12) : start + 5]
    at = start - max(0, start - 12)
    for pattern, length in _ESCAPES:
        for skip in (length,) if length else (1, 2, 3):
            match = pattern.search(before[: at + skip])
            if match and match.end() == at + skip:
                return skip
    return 0
