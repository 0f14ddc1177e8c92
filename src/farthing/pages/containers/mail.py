"""Mail (RFC 5322, MIME: RFC 2045–2047) and MHTML (RFC 2557): the parts to read, each with its place.

A parser of our own: the standard library's loses the places. Of `multipart/alternative` the richest part
that is read counts; pictures, sound, video and other attachments are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.charset import decode
from farthing.pages.containers.page import Page, Pages, Part
from farthing.pages.layers import Base64, Decoded, Plain, QuotedPrintable, Raw, Whole
from farthing.pages.picture import NoPicture, TooManyPixels, looked_at

MAX_DEPTH = 12
MAX_PARTS = 500
MAX_PIXELS = 6_000_000  # of all pictures of one mail, which are looked through for QR codes

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z)")
_PARAMETER = re.compile(rb";\s*([\w*-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\s]+))")
_SHOWN = (b"from", b"reply-to", b"subject")

Headers = dict[bytes, tuple[bytes, int]]  # lower-case name → (value, its place)


def pages(data: bytes, base: int = 0, member: str = "") -> Pages:
    """The one page of a mail or a saved MHTML page."""
    headers, body = parse_headers(data)
    parts: list[Part] = []
    saved = b"snapshot-content-location" in headers
    for name in _SHOWN if not saved else ():
        if name in headers:
            value, place = headers[name]
            line = name + b": " + value
            layer = decode(Plain(line, base + place - len(name) - 2), markup=False)
            parts.append(Part(layer, "headers"))
    parts.extend(list(_walk(data, headers, body, len(data), base, 0, [MAX_PARTS, MAX_PIXELS])))
    yield Page(member, tuple(parts))


def parse_headers(data: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """The header fields from `start` on, and where the body begins."""
    end = len(data) if end is None else end
    headers: Headers = {}
    while (field := _FIELD.match(data, start, end)) is not None:
        headers.setdefault(field.group(1).lower(), (field.group(2), field.start(2)))
        start = field.end()
    if data.startswith(b"\r\n", start):
        start += 2
    elif data.startswith(b"\n", start):
        start += 1
    return headers, min(start, end)


def content_type(headers: Headers) -> tuple[str, dict[str, str]]:
    """The media type in lower case and its parameters; text/plain where none is said."""
    value = headers.get(b"content-type", (b"text/plain", 0))[0]
    kind = value.partition(b";")[0].strip().lower().decode("ascii", "replace")
    parameters = {
        match.group(1).lower().decode("ascii", "replace"): (match.group(2) or match.group(3) or b"").decode(
            "latin-1"
        )
        for match in _PARAMETER.finditer(value)
    }
    return kind or "text/plain", parameters


def _walk(
    data: bytes, headers: Headers, start: int, end: int, base: int, depth: int, left: list[int]
) -> Iterator[Part]:
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0:
        return
    kind, parameters = content_type(headers)
    if kind.startswith("multipart/") and parameters.get("boundary"):
        parts = list(_split(data, parameters["boundary"].encode("latin-1"), start, end))
        if kind == "multipart/alternative":
            yield from _richest(data, parts, base, depth, left)
            return
        for part_start, part_end in parts:
            part_headers, body = parse_headers(data, part_start, part_end)
            yield from _walk(data, part_headers, body, part_end, base, depth + 1, left)
    elif kind == "message/rfc822":
        inner, body = parse_headers(data, start, end)
        yield from _walk(data, inner, body, end, base, depth + 1, left)
    elif kind in ("text/html", "application/xhtml+xml"):
        yield Part(decode(_raw(data, headers, start, end, base), parameters.get("charset")), "html")
    elif kind == "text/plain" and not _is_attached_file(headers):
        layer = decode(_raw(data, headers, start, end, base), parameters.get("charset"), markup=False)
        yield Part(layer, "text")
    elif kind.startswith("image/"):
        yield from _codes(_raw(data, headers, start, end, base).data, base + start, base + end, left)


def _codes(picture: bytes, start: int, end: int, left: list[int]) -> Iterator[Part]:
    """The payloads of the QR codes in a picture that hangs on a mail; their place is the picture."""
    try:
        found, pixels = looked_at(picture, left[1])
    except (NoPicture, TooManyPixels):
        return
    left[1] -= pixels
    for code in found:
        raw = Whole(code.payload.encode("utf-8", "surrogateescape"), start, end)
        yield Part(Decoded(raw, code.payload, "utf-8"), "payload")


def _richest(
    data: bytes, parts: list[tuple[int, int]], base: int, depth: int, left: list[int]
) -> Iterator[Part]:
    """Of several forms of one content the last that can be read (RFC 2046, 5.1.4) and says something."""
    plain: list[Part] = []
    for start, end in reversed(parts):
        headers, body = parse_headers(data, start, end)
        found = list(_walk(data, headers, body, end, base, depth + 1, left))
        if any(part.notation == "html" and len(part.layer.text.strip()) > 20 for part in found):
            yield from found
            return
        plain = plain or found
    yield from plain


def _split(data: bytes, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bodies between the delimiter lines; a missing last delimiter ends with the container."""
    delimiter = re.compile(rb"(?:\A|(?<=\n))--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    opened: int | None = None
    for match in delimiter.finditer(data, start, end):
        if opened is not None:
            stop = match.start()
            stop -= 2 if data[stop - 2 : stop] == b"\r\n" else 1
            yield opened, max(opened, stop)
        opened = None if match.group(1) else match.end()
    if opened is not None:
        yield opened, end


def _raw(data: bytes, headers: Headers, start: int, end: int, base: int) -> Raw:
    encoding = headers.get(b"content-transfer-encoding", (b"", 0))[0].strip().lower()
    body = data[start:end]
    if encoding == b"quoted-printable":
        return QuotedPrintable(body, base + start)
    if encoding == b"base64":
        return Base64(body, base + start)
    return Plain(body, base + start)


def _is_attached_file(headers: Headers) -> bool:
    """A text file that hangs on a mail is read too, unless its name says that it is something else."""
    value = headers.get(b"content-disposition", (b"", 0))[0].lower()
    return value.startswith(b"attachment") and not re.search(rb"\.(?:txt|md|asc|text)\b", value)
