"""Every offer names the bytes it was read from, in the file as received, however that file is wrapped."""

from __future__ import annotations

import base64
import quopri

import pytest

from farthing.pages import Offer, read

HTML = (
    '<!DOCTYPE html><html lang="fr"><meta charset="{charset}"><body><h1>Accès à la salle</h1>'
    "<p>Un mois : 9,90 € - é</p><p>À vie : 1 200 €</p></body></html>"
)


def offers(data: bytes) -> dict[str, Offer]:
    [reading] = read(data)
    return {offer.amount: offer for offer in reading.offers}


def mail(encoding: str, body: bytes) -> bytes:
    head = (
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252"])
def test_the_bytes_of_a_page(charset: str) -> None:
    data = HTML.format(charset=charset).encode(charset)
    found = offers(data)
    assert data[found["9.90"].start : found["9.90"].end].decode(charset) == "Un mois : 9,90 €"
    assert data[found["1200"].start : found["1200"].end].decode(charset) == "À vie : 1 200 €"


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_the_bytes_of_a_page_in_utf_16(codec: str, mark: bytes) -> None:
    data = mark + HTML.format(charset="utf-16").encode(codec)
    offer = offers(data)["9.90"]
    assert data[offer.start : offer.end].decode(codec) == "Un mois : 9,90 €"


def test_the_bytes_of_entities() -> None:
    data = b"<html lang=en><p>Month: &#36;9&period;90</p><p>Year: &#x20AC;&nbsp;90 &ndash; all</p>"
    found = offers(data)
    assert data[found["90"].start : found["90"].end] == b"Year: &#x20AC;&nbsp;90"


def test_the_bytes_of_a_string_in_a_script() -> None:
    data = b'<html lang=en><script>var p=[{"title":"30 days","price":"\\u20ac 12.50"}]</script>'
    offer = offers(data)["12.50"]
    assert data[offer.start : offer.end].endswith(b"\\u20ac 12.50")


def test_the_bytes_of_quoted_printable() -> None:
    body = quopri.encodestring(HTML.format(charset="utf-8").encode()).replace(b"\n", b"\r\n")
    data = mail("quoted-printable", body)
    offer = offers(data)["9.90"]
    assert quopri.decodestring(data[offer.start : offer.end]).decode() == "Un mois : 9,90 €"


def test_the_bytes_of_base64() -> None:
    data = mail("base64", base64.encodebytes(HTML.format(charset="utf-8").encode()).replace(b"\n", b"\r\n"))
    offer = offers(data)["1200"]
    place = data.index(b"\r\n\r\n") + 4
    ahead = len(data[place : offer.start].replace(b"\r\n", b"")) % 4
    piece = data[offer.start - ahead : offer.end].replace(b"\r\n", b"")
    decoded = base64.b64decode(piece + b"=" * (-len(piece) % 4))
    assert "1 200 €".encode() in decoded
    assert len(decoded) < 40


def test_the_bytes_of_a_saved_archive() -> None:
    html = quopri.encodestring(HTML.format(charset="utf-8").encode())
    data = (
        b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + html.replace(b"\n", b"\r\n")
        + b"\r\n--x--\r\n"
    )
    offer = offers(data)["9.90"]
    assert quopri.decodestring(data[offer.start : offer.end]).decode() == "Un mois : 9,90 €"


def test_the_wording_is_what_the_page_shows() -> None:
    data = b"<html lang=en><p>Three <b>months</b>:\n  $24.<sup>50</sup></p>"
    [reading] = read(data)
    assert [offer.wording for offer in reading.offers] == ["Three months: $24.50"]
