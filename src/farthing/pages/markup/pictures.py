"""QR codes that stand inside a page's own source: `data:` URIs, drawings, letters and cells used as modules.

Each gives its payload and the place of its carrier. Everything else that a page draws is dropped here, in
memory and unseen. A page may make us decode so many pictures and so many pixels, and no more.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from farthing.pages import drawing
from farthing.pages.drawing import Bits
from farthing.pages.markup import blocks
from farthing.pages.markup.builder import Builder
from farthing.pages.markup.records import unescape
from farthing.pages.picture import NoPicture, TooManyPixels, codes_in_bits, looked_at

MAX_PICTURES = 40  # of a page that are looked at
MAX_PIXELS = 6_000_000  # of all of them together
_MAX_URI = 1_500_000

_URI = re.compile(
    r"data:image\\*/(?P<kind>png|gif|jpe?g|pjpeg|webp|bmp|svg\+xml)(?P<how>[^,\"'<>()]{0,60}),(?P<body>(?:[^\"'()<>\s]|[\r\n])*)",
    re.I,
)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


@dataclass(slots=True)
class Looker:
    """What may still be looked at on one page."""

    pictures: int = MAX_PICTURES
    pixels: int = MAX_PIXELS

    def payloads(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(payload, start, end) of the codes in the `data:` URIs of `text[start:end]`."""
        for uri in _URI.finditer(text, start, end):
            if self.pictures <= 0 or len(uri.group("body")) > _MAX_URI:
                continue
            payloads, stop = self._of_uri(text, uri, end)
            for payload in payloads:
                yield payload, uri.start(), stop

    def _of_uri(self, text: str, uri: re.Match[str], end: int) -> tuple[list[str], int]:
        is_base64 = ";base64" in uri.group("how").lower()
        body, stop = uri.group("body"), uri.end()
        if uri.group("kind").lower() != "svg+xml":
            return self._of_picture(_base64(body) if is_base64 else unquote_to_bytes(body)), stop
        if is_base64:
            return self.of_drawing(_base64(body).decode("utf-8", "replace")), stop
        around = text[uri.start() - 1 : uri.start()]
        if around in ("'", '"'):  # a drawing as it is has quotes and brackets of its own
            stop = max(stop, text.find(around, stop, end))
        drawn = unquote_to_bytes(text[uri.start("body") : stop]).decode("utf-8", "replace")
        return self.of_drawing(drawn), stop

    def _of_picture(self, data: bytes) -> list[str]:
        self.pictures -= 1
        try:
            found, pixels = looked_at(data, self.pixels)
        except (NoPicture, TooManyPixels):
            return []
        self.pixels -= pixels
        return [code.payload for code in found]

    def of_drawing(self, svg: str) -> list[str]:
        """The payloads of the codes that an `<svg>` draws."""
        bits = drawing.raster(svg) if self.pictures > 0 else None
        return self.of_bits(bits) if bits is not None else []

    def of_bits(self, bits: Bits) -> list[str]:
        """The payloads of the codes in two tones."""
        self.pictures -= 1
        return [code.payload for code in codes_in_bits(bits)]


def carry_letters(builder: Builder) -> None:
    """Adds what QR codes in block letters carry, among the lines that the builder has so far."""
    if len(builder.lines) < 11:
        return
    looker = Looker()
    for first, last, bits in blocks.in_letters([builder.shown(line) for line in builder.lines]):
        place, end = (
            builder.place_of(builder.lines[first].start),
            builder.place_of(builder.lines[last - 1].end - 1),
        )
        for payload in looker.of_bits(bits) if looker.pictures > 0 else ():
            builder.carry(payload, place, end + 1 - place)


def _base64(written: str) -> bytes:
    """What a base64 body says; blanks, escapes of scripts and links, and a cut-off end do no harm."""
    if "\\" in written:
        written = unescape(written)
    if "%" in written:
        written = unquote_to_bytes(written).decode("ascii", "replace")
    signs = _NOT_BASE64.sub("", written)
    signs = signs[: len(signs) - (len(signs) % 4 == 1)]
    return binascii.a2b_base64(signs + "=" * (-len(signs) % 4))
