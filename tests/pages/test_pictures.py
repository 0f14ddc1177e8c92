"""QR codes inside a page are read wherever they stand, and their carrier is their place."""

from __future__ import annotations

import base64
import io
from urllib.parse import quote

import pytest
import segno
from PIL import Image

from farthing.pages import Option, read
from farthing.pages.markup import pictures

ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
PAYLOAD = f"bitcoin:{ADDRESS}?amount=0.002"
CODE = segno.make(PAYLOAD, micro=False)
MODULES = [list(map(bool, row)) for row in CODE.matrix]
SIZE = len(MODULES)
DARK = [(x, y) for y in range(SIZE) for x in range(SIZE) if MODULES[y][x]]


def picture(kind: str, *, inverted: bool = False) -> bytes:
    drawn = io.BytesIO()
    CODE.save(
        drawn,
        kind="png",
        scale=6,
        dark="white" if inverted else "black",
        light="#111" if inverted else "white",
    )
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn.getvalue())).convert("RGB").save(out, kind)
    return out.getvalue()


def uri(kind: str = "PNG", *, inverted: bool = False) -> str:
    body = base64.b64encode(picture(kind, inverted=inverted)).decode()
    return f"data:image/{kind.lower()};base64,{body}"


def svg() -> str:
    out = io.BytesIO()
    CODE.save(out, kind="svg", scale=4, xmldecl=False)
    return out.getvalue().decode()


def options(page: str) -> list[tuple[Option, str]]:
    """The crypto options, each with the piece of the source at its place."""
    data = page.encode()
    [reading] = read(data)
    return [
        (option, data[option.start : option.end].decode())
        for option in reading.options
        if option.rail == "crypto"
    ]


CARRIERS = {
    "png": f'<img alt="code" src="{uri()}">',
    "gif": f"<img src='{uri('GIF')}'>",
    "jpeg": f'<img src="{uri("JPEG")}">',
    "webp": f'<img src="{uri("WEBP")}">',
    "inverted": f'<img src="{uri(inverted=True)}">',
    "style": f"<style>.code{{background:url({uri()})}}</style>",
    "style attribute": f"<div style=\"background-image:url('{uri()}')\"></div>",
    "json": '<script type="application/json">{"qr":"' + uri().replace("/", "\\/") + '"}</script>',
    "svg": svg(),
    "svg in a link": f'<img src="data:image/svg+xml,{quote(svg())}">',
    "svg as written": f"<img src='data:image/svg+xml;utf8,{svg().replace(chr(39), chr(34))}'>",
    "svg in base64": f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg().encode()).decode()}">',
    "cells": "<table>"
    + "".join(
        "<tr>"
        + "".join(f'<td style="background:{"#000" if cell else "#fff"}"></td>' for cell in row)
        + "</tr>"
        for row in MODULES
    )
    + "</table>",
    "letters": "<pre>"
    + "\n".join("".join("██" if cell else "  " for cell in [False, *row]) for row in MODULES)
    + "</pre>",
}


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
def test_a_code_is_read_from_its_carrier(carrier: str) -> None:
    page = f"<p>Members area, 30 days access.</p><p>Pay here:</p>{carrier}<p>Thank you.</p>"
    [(option, place)] = options(page)
    assert (option.address, option.asset, option.network) == (ADDRESS, "BTC", "bitcoin")
    assert place in carrier
    assert len(place) > 400


DRAWINGS = {
    "rects": "".join(f'<rect x="{x}" y="{y}" width="1" height="1"/>' for x, y in DARK),
    "paths": f'<path d="{"".join(f"M{x},{y}h1v1h-1z" for x, y in DARK)}"/>',
    "absolute paths": f'<path d="{"".join(f"M{x} {y}H{x + 1}V{y + 1}H{x}Z" for x, y in DARK)}"/>',
    "dots": "".join(f'<circle cx="{x + 0.5}" cy="{y + 0.5}" r=".5"/>' for x, y in DARK),
    "uses": '<defs><rect id="m" width="1" height="1"/></defs>'
    + "".join(f'<use href="#m" x="{x}" y="{y}"/>' for x, y in DARK),
    "light on dark": f'<rect x="-4" y="-4" width="{SIZE + 8}" height="{SIZE + 8}" style="fill:#123"/>'
    + '<g fill="#fff">'
    + "".join(f'<rect x="{x}" y="{y}" width="1" height="1"/>' for x, y in DARK)
    + "</g>",
    "transformed": '<g transform="translate(9 9) scale(5)"><path d="'
    + "".join(f"M{x} {y}h1v1h-1z" for x, y in DARK)
    + '"/></g>',
    "polygons": "".join(
        f'<polygon points="{x},{y} {x + 1},{y} {x + 1},{y + 1} {x},{y + 1}"/>' for x, y in DARK
    ),
    "clipped": '<defs><clipPath id="c">'
    + "".join(f'<rect x="{x}" y="{y}" width="1" height="1"/>' for x, y in DARK)
    + f'</clipPath></defs><rect width="{SIZE}" height="{SIZE}" clip-path="url(#c)"/>',
}


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_is_read_however_it_is_drawn(drawing: str) -> None:
    page = f"<p>Pay here</p><svg viewBox='0 0 {SIZE} {SIZE}'>{drawing}</svg>"
    assert [option.address for option, _ in options(page)] == [ADDRESS]


def test_letters_half_as_high_are_modules_too() -> None:
    rows = [*MODULES, [False] * SIZE]
    letters = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    lines = ["".join(letters[pair] for pair in zip(*rows[y : y + 2], strict=True)) for y in range(0, SIZE, 2)]
    [(option, place)] = options(
        "Pay here:\n\n" + "\n".join(f" {line}" for line in lines) + "\n\nThank you.\n"
    )
    assert option.address == ADDRESS
    assert place.count("\n") == len(lines) - 1


def test_a_bare_address_takes_its_coin_from_the_words_at_the_picture() -> None:
    address = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"  # from TRON's own documentation
    drawn = segno.make(address, micro=False).png_data_uri(scale=5)
    page = f"<h3>Bitcoin</h3><p>soon</p><h3>USDT (TRC20)</h3><img src='{drawn}'><h3>Litecoin</h3><p>soon</p>"
    assert ("USDT", "tron", address) in [(o.asset, o.network, o.address) for o, _ in options(page)]


@pytest.mark.parametrize(
    ("payload", "brand", "handle"),
    [
        ("BCD\n002\n1\nSCT\n\nQuiet Shop\nDE89370400440532013000\nEUR12.00", None, "DE89370400440532013000"),
        ("00020126360014br.gov.bcb.pix0114+5561912345678520400005303986", "Pix", "+5561912345678"),
        ("upi://pay?pa=quietshop@okbank&pn=Shop&am=99", "UPI", "quietshop@okbank"),
    ],
)
def test_a_code_of_a_bank_names_its_payee(payload: str, brand: str | None, handle: str) -> None:
    drawn = segno.make(payload, micro=False).png_data_uri(scale=4)
    [reading] = read(f"<h1>Members area</h1><img src='{drawn}'>".encode())
    assert [(o.rail, o.brand, o.handle) for o in reading.options] == [("transfer", brand, handle)]


def test_a_page_may_not_make_us_decode_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = io.BytesIO()
    Image.new("1", (3000, 3000), 1).save(blank, "PNG")
    huge = base64.b64encode(blank.getvalue()).decode()
    looker = pictures.Looker()
    text = f'<img src="data:image/png;base64,{huge}">' * 5 + f'<img src="{uri()}">'
    assert [payload for payload, _, _ in looker.payloads(text, 0, len(text))] == [PAYLOAD]
    looker = pictures.Looker(pictures=3)
    text = f'<img src="{uri()}">' * 5
    assert len(list(looker.payloads(text, 0, len(text)))) == 3


@pytest.mark.parametrize(
    "broken", [uri()[:300], "data:image/png;base64,", "data:image/png;base64,AAAA", "data:image/svg+xml,%zz"]
)
def test_a_broken_picture_does_no_harm(broken: str) -> None:
    assert options(f"<p>Members area</p><img src='{broken}'>") == []
