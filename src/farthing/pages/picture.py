"""QR codes in pictures: the payload is taken in memory, the picture itself is looked at by no one.

Decoding is zxing-cpp's, dark on light and inverted. Sizes are checked before a pixel is decoded, so a small
file that unpacks to a huge picture costs nothing. Both libraries are imported only when a picture comes.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

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
    """The QR codes in one PNG, JPEG, GIF or WebP picture, first frame only."""
    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
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
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [Code(code.text, _share(code.position, width * height)) for code in found if code.text]


def _flatten(picture: Image.Image) -> Image.Image:  # type: ignore[name-defined]  # noqa: F821
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
