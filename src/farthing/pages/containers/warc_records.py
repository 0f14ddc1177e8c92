"""WARC files of any length (ISO 28500), plain or with each record packed by itself: entries for each record.

An entry is the record as it stands, its headers and its block; of an answer that the server sent packed or in
chunks the body is unpacked, and the places in a packed body are that body as a whole. Records are found by
their lengths, and where a length does not hold, by the beginning of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.containers.budget import Budget
from farthing.pages.containers.crowd import TOGETHER, Crowd, holds_encoded
from farthing.pages.containers.entry import Entry, Place, Tell, moved
from farthing.pages.containers.forms import HEAD, form_of, is_media
from farthing.pages.containers.mail import Headers, parse_headers
from farthing.pages.containers.streams import CHUNK, Buffered, Joined, Slice, Until, drain
from farthing.pages.containers.transfer import plain, said
from farthing.pages.containers.unpack import Unpacked
from farthing.pages.errors import Damaged

_MAX_HEADER = 1 << 16
_BEGINS = b"\nWARC/1."
_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+\d{3}[^\r\n]*\r?\n")
_BEGINNING = re.compile(rb"(?<=\n)WARC/1\.")
_ENDLESS = 1 << 62


def entries(
    source: Buffered, budget: Budget, tell: Tell, packed: Unpacked | None, *, as_pages: bool
) -> Iterator[Entry]:
    """The records in order. `as_pages` leaves them as they stand, for the reader of pages.

    `packed` is the stream that `source` is unpacked from, if it is: a record that begins where a packed
    member does is named by the member's place there. `tell(name, why)` hears of records that are broken.
    """
    crowd = Crowd()
    while _pass_blank_lines(source):
        start = source.position
        place = packed.packed_place(start) if packed else None
        name, base = (f"#{start}", start) if place is None else (f"#{place}", 0)
        window = source.peek(CHUNK)
        run = crowd.together(window, start, _BEGINNING)
        if run and not holds_encoded(window[:run]):
            tell(name, TOGETHER)
            records = Slice(source, run)
            yield Entry(name, records, moved(base), is_bare=True)
            drain(records)
            continue
        size, headers = _header(source)
        length = _length(headers)
        if length is None:
            tell(name, _why(size))
            record = Slice(Until(source, _BEGINS), _ENDLESS)
        else:
            record = Slice(source, size + length)
        if as_pages or not size:
            yield Entry(name, record, moved(base), is_bare=True)
        else:
            yield from _bodies(name, base, size, length, Buffered(record), budget, tell)
        drain(record)
        if length is not None and record.is_short:
            tell(name, "the record is cut short; what there is was read")


def _why(size: int) -> str:
    if size:
        return "the record does not say how long it is; read up to the next one"
    return "no record begins here (a length before it may be wrong); read as it stands, up to the next one"


def _pass_blank_lines(source: Buffered) -> bool:
    """Whether anything follows the blank lines between two records."""
    while (head := source.peek(4)) and head[:1] in b"\r\n":
        source.take(len(head) - len(head.lstrip(b"\r\n")))
    return bool(head)


def _header(source: Buffered) -> tuple[int, Headers]:
    """The size of the record's header, the blank line with it, and its fields; 0 where there is no header."""
    head = source.peek(_MAX_HEADER)
    version = _VERSION.match(head)
    blank = _BLANK.search(head) if version else None
    if version is None or blank is None:
        return 0, {}
    return blank.end(), parse_headers(head, version.end(), blank.end())[0]


def _length(headers: Headers) -> int | None:
    stated = said(headers, b"content-length")
    return int(stated) if stated.isdigit() and len(stated) < 16 else None


def _bodies(
    name: str, base: int, size: int, length: int | None, record: Buffered, budget: Budget, tell: Tell
) -> Iterator[Entry]:
    """The record as one entry; or, where its body is a container itself, the head as one and the body as
    another; or the head alone, where the body is a picture, a video or sound."""
    block = record.peek(size + _MAX_HEADER)[size:]
    status = _STATUS.match(block)
    answer: Headers = {}
    if status is not None:
        answer, body_at = parse_headers(block, status.end())
        length = None if length is None else max(0, length - body_at)
        size += body_at
    head = record.take(size)
    body, inner = plain(record, answer, _ENDLESS if length is None else length, budget)
    if said(answer, b"content-encoding") == b"br":
        tell(name, "the body is packed with Brotli, which is not read here")
    try:
        beginning = body.peek(HEAD)
    except Damaged as error:
        tell(name, str(error))
        beginning = b""
    if form_of(beginning) is not None:
        yield Entry(name, Joined(head, Slice(body, 0)), moved(base), is_bare=True)
        yield Entry(name, body)
    elif is_media(beginning):
        yield Entry(name, Joined(head, Slice(body, 0)), moved(base), is_bare=True)
    else:
        yield Entry(name, Joined(head, body), _place(base, size, inner), is_bare=True)


def _place(base: int, size: int, inner: Place) -> Place:
    """The places of a record whose body begins at `size` and has places of its own."""

    def place(start: int, end: int) -> tuple[int, int]:
        if end <= size:
            return base + start, base + end
        first, last = inner(max(0, start - size), end - size)
        return base + (size + first if start >= size else start), base + size + last

    return place
