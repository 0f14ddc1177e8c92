"""containers: from a file's bytes to the pages in it.

Each module knows one container and gives `pages(data) -> Iterator[Page]`; the table here names them, so a new
container is one module and one line. Inside a page, each `Part` is HTML or text, in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from farthing.pages.containers import mail, mbox, single, warc
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

__all__ = ["READERS", "Page"]
