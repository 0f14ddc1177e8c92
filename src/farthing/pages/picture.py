"""QR codes in pictures: the payload is taken in memory, the picture itself is looked at by no one.

Decoding is zxing-cpp's, dark on light and inverted. Sizes are checked before a pixel is decoded, so a small
file that unpacks to a huge picture costs nothing. Both libraries are imported only when a picture comes.
A code that is drawn (`drawing.py`) or set in letters or cells (`markup/blocks.py`) comes here as bits.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

from farthing.pages.drawing import Bits

_QUIET = 40  # light points around bits: a code may be drawn to its very edge

MAX_PIXELS = 4_000_000  # 2,000 × 2,000: far above any QR code that is shown on a page


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code's payload, and the share of the picture that its bounding box fills (0 to 1)."""

    payload: str
    share: float


class TooManyPixels(ValueError):
    """The picture's header announces more pixels than are decoded here."""


class NoPicture(ValueError):
    """The bytes are no picture of a format decoded here (PNG, JPEG, GIF, WebP), or a broken one."""


def codes(data: bytes) -> list[Code]:
    """The QR codes in one PNG, JPEG, GIF, WebP or BMP picture, first frame only."""
    return looked_at(data, MAX_PIXELS)[0]


def looked_at(data: bytes, most: int) -> tuple[list[Code], int]:
    """The QR codes in a picture, and how many pixels were decoded for them (at most so many)."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP")) as picture:
                width, height = picture.size
                if width * height > most:
                    raise TooManyPixels(f"{width} × {height} pixels")
                grey = _flatten(picture)
    except TooManyPixels:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        struct.error,
        Image.DecompressionBombError,
    ) as error:
        raise NoPicture(str(error)) from error
    return _read(grey), width * height


def codes_in_bits(bits: Bits) -> list[Code]:
    """The QR codes in a drawing of two tones."""
    from PIL import Image

    size = (bits.width + 7) // 8
    packed = b"".join((row << (size * 8 - bits.width)).to_bytes(size, "big") for row in bits.rows)
    drawn = Image.frombytes("1", (size * 8, len(bits.rows)), packed.translate(_TURNED)).convert("L")
    ground = Image.new("L", (drawn.width + 2 * _QUIET, drawn.height + 2 * _QUIET), "white")
    ground.paste(drawn, (_QUIET, _QUIET))
    return _read(ground)


_TURNED = bytes(range(255, -1, -1))  # in a picture of one bit a point, 1 is light


def _read(grey: Any) -> list[Code]:
    import zxingcpp

    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    area = grey.width * grey.height
    return [Code(code.text, _share(code.position, area)) for code in found if code.text]


def _flatten(picture: Any) -> Any:
    """Grey on a white ground: a transparent ground would otherwise come out black."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("L")
    return picture.convert("L")


def _share(position: object, area: int) -> float:
    corners = [getattr(position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
    across = max(c.x for c in corners) - min(c.x for c in corners) + 1
    down = max(c.y for c in corners) - min(c.y for c in corners) + 1
    return float(across * down / area) if area else 0.0
