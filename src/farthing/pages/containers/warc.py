"""WARC (ISO 28500): every response or resource record with a page in it.

Records are walked by their own headers, so that places in the file hold. A body in chunks or packed by the
server (RFC 9112, 7.1) is unpacked under a budget; its spans are then the body as a whole.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from farthing.pages.charset import decode
from farthing.pages.containers.crowd import Crowd, holds_encoded
from farthing.pages.containers.mail import Headers, content_type, parse_headers
from farthing.pages.containers.page import Page, Pages, Part
from farthing.pages.kinds import Kind, sniff
from farthing.pages.layers import Plain, Raw, Whole

MAX_UNPACKED = 20_000_000
_RUN = 1 << 16  # bytes of records that are taken together

_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+\d{3}[^\r\n]*\r?\n")


_BEGINNING = re.compile(rb"(?<=\n)WARC/\d\.")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its own headers and `data[body:end]`, its block."""

    start: int
    headers: Headers
    body: int
    end: int


def records(data: bytes) -> Iterator[Record]:
    """The records in order. One that is cut short ends with the file; rubbish between records is passed
    over."""
    record = _record(data, 0)
    while record is not None:
        yield record
        record = _record(data, max(record.end, record.body))


def _record(data: bytes, position: int) -> Record | None:
    """The first record from `position` on."""
    version = _VERSION.search(data, position)
    if version is None:
        return None
    headers, body = parse_headers(data, version.end())
    length = headers.get(b"content-length", (b"", 0))[0].strip()
    end = body + int(length) if length.isdigit() and len(length) < 16 else len(data)
    return Record(version.start(), headers, body, min(end, len(data)))


def pages(data: bytes) -> Pages:
    """One page a response (or resource) that holds text; requests and metadata are not pages. Small records
    beyond a number are one page together, as they stand."""
    crowd = Crowd()
    record = _record(data, 0)
    while record is not None:
        window = data[record.start : record.start + _RUN]
        run = crowd.together(window, record.start, _BEGINNING)
        if run and not holds_encoded(window[:run]):
            layer = decode(Plain(window[:run], record.start), markup=False)
            yield Page(f"#{record.start}", (Part(layer, "rest"),))
            record = _record(data, record.start + run)
            continue
        page = _of(data, record)
        if page is not None:
            yield page
        record = _record(data, max(record.end, record.body))


def _of(data: bytes, record: Record) -> Page | None:
    kind = record.headers.get(b"warc-type", (b"", 0))[0].strip().lower()
    if kind == b"response":
        return _response(data, record)
    if kind in (b"resource", b"conversion"):
        return _page(Plain(data[record.body : record.end], record.body), record.headers, record.start)
    return None


def _response(data: bytes, record: Record) -> Page | None:
    status = _STATUS.match(data, record.body, record.end)
    if status is None:
        return _page(Plain(data[record.body : record.end], record.body), record.headers, record.start)
    headers, body = parse_headers(data, status.end(), record.end)
    raw: Raw = Plain(data[body : record.end], body)
    coding = headers.get(b"content-encoding", (b"", 0))[0].strip().lower()
    if headers.get(b"transfer-encoding", (b"", 0))[0].strip().lower() == b"chunked":
        raw = Whole(_unchunked(raw.data), body, record.end)
    if coding in (b"gzip", b"x-gzip", b"deflate"):
        raw = Whole(_inflated(raw.data), body, record.end)
    return _page(raw, headers, record.start)


def _page(raw: Raw, headers: Headers, start: int) -> Page | None:
    kind, parameters = content_type(headers)
    seen = sniff(raw.data)
    charset = parameters.get("charset")
    if seen is Kind.HTML or (kind in ("text/html", "application/xhtml+xml") and seen is Kind.TEXT):
        return Page(f"#{start}", (Part(decode(raw, charset), "html"),))
    if seen is Kind.TEXT and kind in ("text/plain", "application/json"):
        return Page(f"#{start}", (Part(decode(raw, charset, markup=False), "text"),))
    return None


def _unchunked(body: bytes) -> bytes:
    """The chunks of a body put together; a body that only claims to be in chunks comes back as it is."""
    pieces: list[bytes] = []
    position = 0
    while (size := _CHUNK.match(body, position)) is not None:
        length = int(size.group(1), 16)
        end = size.end() + length
        pieces.append(body[size.end() : end])
        position = end + (2 if body.startswith(b"\r\n", end) else 1)
        if length == 0:
            break
    return b"".join(pieces) if pieces else body


def _inflated(body: bytes) -> bytes:
    """What a gzip or deflate body unpacks to, at most `MAX_UNPACKED` bytes of it; broken ones as far as
    they go."""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(body, MAX_UNPACKED)
        except zlib.error:
            continue
    return body
