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
from farthing.pages.containers.mail import Headers, content_type, parse_headers
from farthing.pages.containers.page import Page, Pages, Part
from farthing.pages.kinds import Kind, sniff
from farthing.pages.layers import Plain, Raw, Whole

MAX_UNPACKED = 20_000_000

_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+\d{3}[^\r\n]*\r?\n")


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
    position = 0
    while (version := _VERSION.search(data, position)) is not None:
        headers, body = parse_headers(data, version.end())
        length = headers.get(b"content-length", (b"", 0))[0].strip()
        end = body + int(length) if length.isdigit() and len(length) < 16 else len(data)
        end = min(end, len(data))
        yield Record(version.start(), headers, body, end)
        position = max(end, body)


def pages(data: bytes) -> Pages:
    """One page a response (or resource) that holds text; requests and metadata are not pages."""
    for record in records(data):
        kind = record.headers.get(b"warc-type", (b"", 0))[0].strip().lower()
        if kind == b"response":
            page = _response(data, record)
        elif kind in (b"resource", b"conversion"):
            page = _page(Plain(data[record.body : record.end], record.body), record.headers, record.start)
        else:
            continue
        if page is not None:
            yield page


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
    while (size := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(body, position)) is not None:
        length = int(size.group(1), 16)
        pieces.append(body[size.end() : size.end() + length])
        position = size.end() + length + (2 if body[size.end() + length :][:2] == b"\r\n" else 1)
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
