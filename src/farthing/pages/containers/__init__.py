"""containers: from a file's bytes to the pages in it, and from a stream to its members.

`members` goes into archives and packed files of any size (`members.py`, one module a container beside it:
`unpack`, `zips`, `tars`, `warc_records`, `mailboxes`; `streams` and `budget` are what they stand on).

`READERS` finds the pages in the bytes of one file: each module knows one kind and gives
`pages(data) -> Iterator[Page]`, so a new kind is one module and one line. Inside a page, each `Part` is HTML
or text, in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from farthing.pages.containers import mail, mbox, single, warc
from farthing.pages.containers.members import Member, members
from farthing.pages.containers.page import Page
from farthing.pages.kinds import Kind

READERS: dict[Kind, Callable[[bytes], Iterator[Page]]] = {
    Kind.HTML: single.html_page,
    Kind.TEXT: single.text_page,
    Kind.PICTURE: single.picture_page,
    Kind.MAIL: mail.pages,
    Kind.MHTML: mail.pages,
    Kind.MBOX: mbox.pages,
    Kind.WARC: warc.pages,
}

__all__ = ["READERS", "Member", "Page", "members"]
