"""Mailboxes of any length (RFC 4155): one entry a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.containers.crowd import Crowd
from farthing.pages.containers.entry import Entry, moved
from farthing.pages.containers.streams import CHUNK, Buffered, Slice, drain

_SEPARATOR = re.compile(rb"\nFrom [^\r\n]{0,900}\r?\n(?=[!-9;-~]{1,76}:)")
_FROM = re.compile(rb"(?<=\n)From [^\r\n]{0,900}\r?\n(?=[!-9;-~]{1,76}:)")
_WINDOW = 1_100  # more than a separator and the name of the field behind it


def entries(source: Buffered) -> Iterator[Entry]:
    """The mails, each with the line before it that begins with "From "; small ones beyond a number together,
    for `read` to say so."""
    crowd = Crowd()
    while source.peek(1):
        start = source.position
        run = crowd.together(source.peek(CHUNK), start, _FROM)
        mail = Slice(source, run) if run else _Mail(source)
        yield Entry(f"#{start}", mail, moved(start), is_bare=True)
        drain(mail)


class _Mail:
    """A stream up to the line feed before the next mail, and past that line feed."""

    __slots__ = ("_is_over", "_source")

    def __init__(self, source: Buffered) -> None:
        self._source = source
        self._is_over = False

    def read(self, size: int, /) -> bytes:
        if self._is_over:
            return b""
        window = self._source.peek(CHUNK)
        separator = _SEPARATOR.search(window)
        if separator is not None:
            self._is_over = separator.start() < size
            return self._source.take(min(size, separator.start() + 1))
        return self._source.take(
            min(size, max(len(window) - _WINDOW, 1) if len(window) == CHUNK else len(window))
        )
