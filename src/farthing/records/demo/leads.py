"""Leads: some pages as a crawler may have saved them, in a file that only seems to exist."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from farthing import pages
from farthing.records.demo.saved import folder
from farthing.records.models import Member
from farthing.records.selectors.leads import file_mark
from farthing.records.services.leads import record_scan
from farthing.records.services.sifting import Page

_CRAWL = "crawl-of-this-week.warc.gz"
_SAVED = ("001.html", "002.html", "003.html", "005.html", "008.html", "009.html", "012.html")


def scan(actor: Member, now: datetime) -> None:
    """Scans a few of the saved pages, whose accounts and templates the house has seen."""
    found = [one for one in sorted(folder().iterdir(), key=lambda one: one.name) if one.name in _SAVED]
    read: list[Page] = []
    for number, one in enumerate(found):
        data = one.read_bytes()
        read += [
            Page(f"{_CRAWL}#{512 * number}", sha256(data).hexdigest(), said) for said in pages.read(data)
        ]
    mark = file_mark(_CRAWL, 0, 0)
    record_scan(actor=actor, now=now, file=mark, members=len(found), pages=read, done=True)
