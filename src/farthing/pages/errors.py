"""The errors of this room.

PagesError
├── Refused      the bytes may not come in: a picture, a video, a packed archive, too large
└── Unreadable   the bytes are of a kind that is read, but nothing can be made of them
"""

from __future__ import annotations


class PagesError(Exception):
    """Any error of the room `pages`; its text says what is wrong and what to do."""


class Refused(PagesError):
    """The upload gate keeps these bytes out. The text is meant for the person who sent them."""


class Unreadable(PagesError):
    """The bytes cannot be read as a page (an empty file, a picture that holds no QR code, …)."""
