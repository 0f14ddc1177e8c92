"""Files that are one page: HTML, plain text, a picture of a QR code."""

from __future__ import annotations

from farthing.pages.charset import decode
from farthing.pages.containers.page import Page, Pages, Part
from farthing.pages.errors import Unreadable
from farthing.pages.layers import Decoded, Plain, Whole
from farthing.pages.picture import NoPicture, TooManyPixels, codes


def html_page(data: bytes) -> Pages:
    """The page of an HTML file."""
    yield Page("", (Part(decode(Plain(data)), "html"),))


def text_page(data: bytes) -> Pages:
    """The page of a text file."""
    yield Page("", (Part(decode(Plain(data), markup=False), "text"),))


def picture_page(data: bytes) -> Pages:
    """The payloads of the QR codes in a picture; spans are the whole file: a code has no place in it."""
    try:
        found = codes(data)
    except TooManyPixels as error:
        raise Unreadable(f"the picture has {error}: too many to decode") from error
    except NoPicture as error:
        raise Unreadable("the picture cannot be decoded; PNG, JPEG, GIF and WebP are") from error
    if not found:
        raise Unreadable("there is no QR code in this picture")
    text = "\n".join(code.payload for code in found)
    raw = Whole(text.encode("utf-8", "surrogateescape"), 0, len(data))
    yield Page("", (Part(Decoded(raw, text, "utf-8"), "payload"),))
