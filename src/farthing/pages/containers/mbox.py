"""Mailboxes (RFC 4155): mails one after another, each after a line that begins with "From "."""

from __future__ import annotations

import re

from farthing.pages.charset import decode
from farthing.pages.containers import mail
from farthing.pages.containers.crowd import Crowd
from farthing.pages.containers.page import Page, Pages, Part
from farthing.pages.layers import Plain

_RUN = 1 << 16  # bytes of mails that are taken together
_FROM = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]{1,76}:)")


def pages(data: bytes) -> Pages:
    """One page a mail; its member is the place of the mail in the mailbox. Small mails beyond a number are
    one page together, as they stand: the search for addresses decodes the bodies in it by itself."""
    crowd = Crowd()
    separator = _FROM.search(data)
    while separator is not None:
        start, body = separator.span()
        run = crowd.together(data[start : start + _RUN], start, _FROM)
        if run:
            layer = decode(Plain(data[start : start + run], start), markup=False)
            yield Page(f"#{start}", (Part(layer, "rest"),))
            separator = _FROM.search(data, start + run)
            continue
        separator = _FROM.search(data, body)
        end = separator.start() if separator is not None else len(data)
        yield from mail.pages(data[body:end], body, f"#{start}")
