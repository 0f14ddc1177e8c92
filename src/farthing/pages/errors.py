"""The errors of this room.

PagesError
├── Refused      the bytes may not come in: a picture, a video, a packed archive, too large
├── Unreadable   the bytes are of a kind that is read, but nothing can be made of them
└── Damaged      a container is broken, locked, or a bomb; what stands around the broken part is read
"""

from __future__ import annotations


class PagesError(Exception):
    """Any error of the room `pages`; its text says what is wrong and what to do."""


class Refused(PagesError):
    """The upload gate keeps these bytes out. The text is meant for the person who sent them."""


class Unreadable(PagesError):
    """The bytes cannot be read as a page (an empty file, a picture that holds no QR code, …)."""


class Damaged(PagesError):
    """A packed file, an archive or one of its members cannot be read, or only in part."""
