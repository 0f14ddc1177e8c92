"""Mailboxes (RFC 4155): mails one after another, each after a line that begins with "From "."""

from __future__ import annotations

import re

from farthing.pages.containers import mail
from farthing.pages.containers.page import Pages

_FROM = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]{1,76}:)")


def pages(data: bytes) -> Pages:
    """One page a mail; its member is the place of the mail in the mailbox."""
    starts = [(match.start(), match.end()) for match in _FROM.finditer(data)]
    for index, (start, body) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(data)
        yield from mail.pages(data[body:end], body, f"#{start}")
