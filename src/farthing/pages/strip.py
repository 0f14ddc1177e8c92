"""Takes the media out of a file: what must not go further never leaves the first call.

Inline pictures (`data:` URIs), drawings (`<svg>`), embedded objects, the MIME parts and WARC records that
are no text: each is replaced by nothing, or by the name of its kind. The text stays byte for byte. Reading
the stripped file gives what reading the whole one gives, but for the places and for what QR codes carry.
"""

from __future__ import annotations

import re

from farthing.pages.containers.mail import Headers, content_type, parse_headers
from farthing.pages.containers.warc import records
from farthing.pages.kinds import READ_AS_TEXT, Kind, sniff

_DATA_URI = re.compile(
    rb"data:[\w.+-]{0,40}/?[\w.+-]{0,60}(?:;[\w-]+(?:=[\w.-]{0,60})?)*(?:;base64)?,[A-Za-z0-9+/=%._~:;\\!*()@&$-]*",
    re.I,
)
_DRAWN = re.compile(rb"<(svg|object|embed|video|audio|canvas|picture)\b.*?</\1\s*>", re.I | re.S)
_LONG_BASE64 = re.compile(rb"[A-Za-z0-9+/]{2000,}={0,2}")
_KEPT_TYPES = ("text/html", "text/plain", "application/xhtml+xml", "message/rfc822", "application/json")


def strip(data: bytes) -> bytes:
    """`data` without its media; b"" for what is no text at all (a picture, a video, an archive)."""
    kind = sniff(data)
    if kind not in READ_AS_TEXT:
        return b""
    if kind in (Kind.MAIL, Kind.MHTML):
        return _mail(data)
    if kind is Kind.WARC:
        return b"".join(
            _record(data, record.start, record.headers, record.body, record.end) for record in records(data)
        )
    return _text(data)


def _text(data: bytes) -> bytes:
    data = _DATA_URI.sub(b"", data)
    if b"<" in data:
        data = _drop_drawn(data)
    return _LONG_BASE64.sub(b"", data)


def _drop_drawn(data: bytes) -> bytes:
    """Without drawings and embedded objects; one that never ends is cut to the end of the file."""
    lowered = data.lower()
    for tag in (b"svg", b"object", b"embed", b"video", b"audio", b"canvas"):
        if b"<" + tag not in lowered:
            continue
        pieces, position = [], 0
        for opening in re.finditer(rb"<" + tag + rb"\b", lowered):
            if opening.start() < position:
                continue
            end = lowered.find(b"</" + tag, opening.end())
            closed = lowered.find(b">", end if end >= 0 else opening.end())
            pieces.append(data[position : opening.start()])
            position = closed + 1 if closed >= 0 else len(data)
            if end < 0 and tag != b"embed":
                position = len(data)
        data = b"".join(pieces) + data[position:]
        lowered = data.lower()
    return data


def _mail(data: bytes, depth: int = 0) -> bytes:
    headers, body = parse_headers(data)
    kind, parameters = content_type(headers)
    if kind.startswith("multipart/") and parameters.get("boundary") and depth < 12:
        return data[:body] + _parts(data[body:], parameters["boundary"].encode("latin-1"), depth)
    if kind == "message/rfc822" and depth < 12:
        return data[:body] + _mail(data[body:], depth + 1)
    if kind not in _KEPT_TYPES or _holds_media(headers, data[body:]):
        return data[:body]
    encoded = headers.get(b"content-transfer-encoding", (b"", 0))[0].strip().lower() in (
        b"base64",
        b"quoted-printable",
    )
    return data[:body] + (data[body:] if encoded else _text(data[body:]))


def _parts(body: bytes, boundary: bytes, depth: int) -> bytes:
    delimiter = re.compile(rb"(?:\A|(?<=\n))--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?:\r?\n|\Z)")
    pieces: list[bytes] = []
    position = 0
    for match in delimiter.finditer(body):
        part = body[position : match.start()]
        pieces.append(_mail(part, depth + 1) if position else b"")
        if pieces[-1] and not pieces[-1].endswith(b"\n"):
            pieces.append(b"\r\n")
        pieces.append(match.group())
        position = match.end()
    return b"".join(pieces)


def _holds_media(headers: Headers, body: bytes) -> bool:
    """A part that calls itself text and whose first bytes are a picture's."""
    encoding = headers.get(b"content-transfer-encoding", (b"", 0))[0].strip().lower()
    if encoding == b"base64":
        import binascii

        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body[:400])
        clean = clean[: len(clean) // 4 * 4]
        return sniff(binascii.a2b_base64(clean)) not in READ_AS_TEXT if clean else False
    return sniff(body) not in READ_AS_TEXT if body.strip() else False


def _record(data: bytes, start: int, headers: Headers, body: int, end: int) -> bytes:
    """A WARC record, its block only where it is text; the lengths it states are those of the original."""
    block = data[body:end]
    status = re.match(rb"HTTP/[^\r\n]*\r?\n", block)
    inner_start = parse_headers(block, status.end())[1] if status else 0
    inner = block[inner_start:]
    if inner.strip() and sniff(inner) not in READ_AS_TEXT:
        return data[start:body] + block[:inner_start] + b"\r\n\r\n"
    return data[start:body] + block[:inner_start] + _text(inner) + b"\r\n\r\n"
