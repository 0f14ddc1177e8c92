"""What kind of file some bytes are, judged by the bytes themselves and never by a name alone.

Signatures: the registered magic numbers of each format (PNG: W3C PNG 5.2; JPEG: ITU-T T.81; WARC: ISO 28500;
ZIP: APPNOTE 4.3; gzip: RFC 1952; ISO base media: ISO/IEC 14496-12 4.3; mail: RFC 5322; MHTML: RFC 2557).
"""

from __future__ import annotations

import re
from enum import Enum

_HEAD = 4096  # bytes looked at


class Kind(Enum):
    """A kind of file; its value is the word for a person."""

    HTML = "HTML page"
    MHTML = "MHTML page"
    WARC = "WARC archive"
    MAIL = "mail"
    MBOX = "mailbox"
    TEXT = "plain text"
    PICTURE = "picture"
    VECTOR = "vector drawing (SVG)"
    VIDEO = "video"
    AUDIO = "sound"
    DOCUMENT = "office or PDF document"
    PACKED = "packed archive"
    PROGRAM = "program"
    UNKNOWN = "binary file of an unknown kind"


READ_AS_TEXT = frozenset({Kind.HTML, Kind.MHTML, Kind.WARC, Kind.MAIL, Kind.MBOX, Kind.TEXT})

_SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (0, b"\xff\xd8\xff", Kind.PICTURE),
    (0, b"GIF87a", Kind.PICTURE),
    (0, b"GIF89a", Kind.PICTURE),
    (8, b"WEBP", Kind.PICTURE),
    (0, b"BM", Kind.PICTURE),
    (0, b"II*\0", Kind.PICTURE),
    (0, b"MM\0*", Kind.PICTURE),
    (0, b"II+\0", Kind.PICTURE),
    (0, b"MM\0+", Kind.PICTURE),
    (0, b"\0\0\1\0", Kind.PICTURE),
    (0, b"\0\0\0\x0cjP  ", Kind.PICTURE),
    (0, b"\xff\x0a", Kind.PICTURE),
    (0, b"\0\0\0\x0cJXL ", Kind.PICTURE),
    (0, b"8BPS", Kind.PICTURE),
    (0, b"qoif", Kind.PICTURE),
    (0, b"\x1aE\xdf\xa3", Kind.VIDEO),
    (8, b"AVI ", Kind.VIDEO),
    (0, b"FLV\x01", Kind.VIDEO),
    (0, b"\0\0\1\xba", Kind.VIDEO),
    (0, b"\0\0\1\xb3", Kind.VIDEO),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind.VIDEO),
    (0, b"OggS", Kind.VIDEO),
    (0, b".RMF", Kind.VIDEO),
    (8, b"WAVE", Kind.AUDIO),
    (0, b"ID3", Kind.AUDIO),
    (0, b"fLaC", Kind.AUDIO),
    (0, b"\xff\xfb", Kind.AUDIO),
    (0, b"\xff\xf3", Kind.AUDIO),
    (0, b"\xff\xf1", Kind.AUDIO),
    (0, b"MThd", Kind.AUDIO),
    (0, b"#!AMR", Kind.AUDIO),
    (0, b"%PDF-", Kind.DOCUMENT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.DOCUMENT),
    (0, b"{\\rtf", Kind.DOCUMENT),
    (0, b"%!PS", Kind.DOCUMENT),
    (0, b"PK\x03\x04", Kind.PACKED),
    (0, b"PK\x05\x06", Kind.PACKED),
    (0, b"PK\x07\x08", Kind.PACKED),
    (0, b"\x1f\x8b", Kind.PACKED),
    (0, b"\x1f\x9d", Kind.PACKED),
    (0, b"BZh", Kind.PACKED),
    (0, b"\xfd7zXZ\0", Kind.PACKED),
    (0, b"\x5d\0\0", Kind.PACKED),
    (0, b"\x28\xb5\x2f\xfd", Kind.PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (0, b"Rar!\x1a\x07", Kind.PACKED),
    (0, b"\x04\x22\x4d\x18", Kind.PACKED),
    (0, b"MSCF", Kind.PACKED),
    (0, b"xar!", Kind.PACKED),
    (0, b"!<arch>\n", Kind.PACKED),
    (257, b"ustar", Kind.PACKED),
    (0, b"\x7fELF", Kind.PROGRAM),
    (0, b"MZ", Kind.PROGRAM),
    (0, b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (0, b"\xce\xfa\xed\xfe", Kind.PROGRAM),
    (0, b"\0asm", Kind.PROGRAM),
    (0, b"dex\n", Kind.PROGRAM),
)
_WORDLIKE = frozenset({b"BM", b"MZ", b"BZh", b"ID3", b"OggS", b"MSCF", b"8BPS", b"qoif", b"xar!", b"MThd"})
_PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_ENCODED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_WARC = re.compile(rb"\s{0,64}WARC/\d")
_HEADER = re.compile(rb"[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_FIELDS = re.compile(
    rb"^(?:received|return-path|delivered-to|message-id|mime-version|date|from|to|subject|content-type|"
    rb"reply-to|x-[\w-]+|dkim-signature|snapshot-content-location)[ \t]*:",
    re.I | re.M,
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|table|tr|td|span|h[1-6]|ul|ol|"
    rb"li|a|b|i|br|hr|center|font|form|select|option|section|main|article|pre|code|dl|img|input|button|"
    rb"strong|em|label|header|footer|nav)\b[^<>]*>",
    re.I,
)


def sniff(data: bytes) -> Kind:
    """The kind of `data`. Bytes that carry no signature and no control bytes are text of some sort."""
    if _WARC.match(data):  # its records may hold anything
        return Kind.WARC
    binary = _binary_kind(data)
    return binary if binary is not None else _text_kind(data)


def _binary_kind(data: bytes) -> Kind | None:
    looks_binary = _has_control_bytes(data[:_HEAD])
    for offset, magic, kind in _SIGNATURES:
        if data.startswith(magic, offset) and (looks_binary or magic not in _WORDLIKE):
            return kind
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand in _PICTURE_BRANDS:
            return Kind.PICTURE
        return Kind.AUDIO if brand in _SOUND_BRANDS else Kind.VIDEO
    if data.startswith(_ENCODED) or not looks_binary:
        return None
    return None if _is_wide_text(data[:_HEAD]) else Kind.UNKNOWN


def _has_control_bytes(head: bytes) -> bool:
    """True for bytes that no text in an 8-bit or UTF-8 charset has (escape is kept: ISO 2022 uses it)."""
    controls = sum(head.count(c) for c in (b"\0", b"\1", b"\2", b"\3", b"\4", b"\5", b"\6", b"\x0e", b"\x0f"))
    return controls > len(head) // 200


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 without a byte order mark: every second byte of mostly Latin text is zero."""
    half = len(head) // 2
    if half < 8:
        return False
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return (odd > 0.7 * half and even < 0.1 * half) or (even > 0.7 * half and odd < 0.1 * half)


def _text_kind(data: bytes) -> Kind:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide_text(head):
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    lowered = start[:512].lower()
    if start.startswith(b"From ") and b"\n" in start and _HEADER.match(start, start.index(b"\n") + 1):
        return Kind.MBOX
    if _is_mail(start):
        related = re.search(rb"^content-type:\s*multipart/related", start, re.I | re.M)
        saved = re.search(rb"^snapshot-content-location:|^from:\s*<saved by", start, re.I | re.M)
        return Kind.MHTML if saved or (related and b"content-location:" in start.lower()) else Kind.MAIL
    if lowered.startswith(b"<svg") or (lowered.startswith(b"<?xml") and b"<svg" in lowered):
        return Kind.VECTOR
    if lowered.startswith((b"<!doctype html", b"<html")) or len(_MARKUP.findall(head)) >= 2:
        return Kind.HTML
    if start.startswith(b"<") and _MARKUP.search(head):
        return Kind.HTML
    return Kind.TEXT


def _is_mail(start: bytes) -> bool:
    """Header lines from the very first one, and at least two that mails have."""
    end, count = 0, 0
    while (match := _HEADER.match(start, end)) is not None and count < 200:
        end, count = match.end(), count + 1
    return count >= 2 and len(_MAIL_FIELDS.findall(start[:end])) >= 2
