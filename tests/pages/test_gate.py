"""The upload gate: only text and QR codes come in, whatever a file calls itself."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

import pytest
import segno
from PIL import Image

from farthing.pages import Kind, PagesError, Refused, admit
from farthing.pages.gate import MAX_BYTES

PAGE = b"<!doctype html><html><body><p>30 days access: 20 USD</p></body></html>"


def png(width: int = 64, height: int = 64) -> bytes:
    """A plain picture without any code in it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 210, 220)).save(out, "PNG")
    return out.getvalue()


def qr(share: float = 1.0, form: str = "PNG", words: str = "30 days access") -> bytes:
    """A QR code whose own square fills about `share` of the picture's area."""
    drawn = io.BytesIO()
    segno.make(words, error="m").save(drawn, kind="png", scale=6, border=4)
    code = Image.open(drawn).convert("L")
    side = max(code.width, int(code.width / share**0.5))
    ground = Image.new("L", (side, side), 255)
    ground.paste(code, ((side - code.width) // 2, (side - code.height) // 2))
    out = io.BytesIO()
    ground.save(out, form)
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("page.html", PAGE)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("page.html")
        member.size = len(PAGE)
        archive.addfile(member, io.BytesIO(PAGE))
    return out.getvalue()


def flood() -> bytes:
    """A PNG of a few bytes whose header announces 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, Kind.HTML),
        ("Zugang für 30 Tage: 20 €".encode("latin-1", "replace"), Kind.TEXT),
        (PAGE.decode().encode("utf-16"), Kind.HTML),
        (b"From: a@shop.invalid\r\nSubject: access\r\n\r\n20 USD", Kind.MAIL),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", Kind.WARC),
    ],
)
def test_text_comes_in(data: bytes, kind: Kind) -> None:
    assert admit(data, name="page", content_type=None) is kind


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_is_a_qr_code_comes_in(form: str) -> None:
    assert admit(qr(form=form), name="code", content_type="image/png") is Kind.PICTURE


@pytest.mark.parametrize("share", [1.0, 0.9, 0.75])
def test_a_qr_code_that_fills_enough_comes_in(share: float) -> None:
    assert admit(qr(share), name="code.png", content_type=None) is Kind.PICTURE


@pytest.mark.parametrize("share", [0.3, 0.1, 0.05])
def test_a_small_qr_code_in_a_larger_picture_is_refused(share: float) -> None:
    with pytest.raises(Refused, match="third"):
        admit(qr(share), name="code.png", content_type=None)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (png(), "no QR code"),
        (qr()[:300], "cannot be decoded"),
        (flood(), "dropped unseen"),
        (png(2100, 2000), "2100 × 2000"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1_000_001), "1.0 MB"),
        (zipped(), "packed archive"),
        (tarred(), "packed archive"),
        (gzip.compress(PAGE, mtime=0), "packed archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "video"),
        (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "video"),
        (b"ID3\x04\0\0\0\0\0\x21", "sound"),
        (b"\x7fELF\2\1\1" + bytes(60), "program"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "SVG"),
        (bytes(range(256)) * 8, "kind is unknown"),
        (b"a" * (MAX_BYTES + 1), "at most 20 MB"),
    ],
)
@pytest.mark.parametrize(("name", "content_type"), [("page.html", "text/html"), ("x", None)])
def test_nothing_else_comes_in_whatever_it_is_called(
    data: bytes, says: str, name: str, content_type: str | None
) -> None:
    with pytest.raises(Refused, match=says):
        admit(data, name=name, content_type=content_type)


def test_exactly_the_largest_size_comes_in() -> None:
    assert admit(b"a " * (MAX_BYTES // 2), name="page.txt", content_type=None) is Kind.TEXT


@pytest.mark.parametrize("said", ["image/png", "video/mp4", "IMAGE/SVG+XML; q=1", "audio/ogg"])
def test_text_that_is_announced_as_media_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="announced as"):
        admit(PAGE, name="page.html", content_type=said)


def test_a_refusal_is_an_error_of_this_room() -> None:
    assert issubclass(Refused, PagesError)
