"""Leads: some pages as a crawler may have saved them, in a file that only seems to exist; and the hunts that
the records before have begun."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from itertools import count

from django.db.models import Count

from farthing import pages
from farthing.records.demo.saved import folder
from farthing.records.models import Brand, Member
from farthing.records.selectors.leads import file_mark
from farthing.records.services.hunts import begin_brand_hunts, carry_on, claim_hunt
from farthing.records.services.leads import Scanned, record_scan
from farthing.records.services.sifting import Page

_BRANDS = 4
_CRAWL = "crawl-of-this-week.warc.gz"
_SAVED = ("001.html", "002.html", "003.html", "005.html", "008.html", "009.html", "012.html")


def scan(actor: Member, now: datetime) -> None:
    """Ends the hunts that the records have begun, scans a few saved pages, whose accounts and templates
    the house has seen, and hunts for the largest brands, for the last of which the worker may."""
    _hunt(actor, now)
    found = [one for one in sorted(folder().iterdir(), key=lambda one: one.name) if one.name in _SAVED]
    read: list[Page] = []
    for number, one in enumerate(found):
        data = one.read_bytes()
        read += [
            Page(f"{_CRAWL}#{512 * number}", sha256(data).hexdigest(), said) for said in pages.read(data)
        ]
    mark = file_mark(_CRAWL, 0, 0)
    record_scan(actor=actor, now=now, pages=read, files=[Scanned(mark, len(found), is_done=True)])
    known = Brand.objects.annotate(count=Count("sites")).order_by("-count", "pk")[:_BRANDS]
    begin_brand_hunts(actor, now, known)
    _hunt(actor, now, _BRANDS - 1)


def _hunt(actor: Member, now: datetime, most: int | None = None) -> None:
    for _ in range(most) if most else count():
        hunt = claim_hunt(now=now)
        if hunt is None:
            return
        while hunt.ended_at is None:
            hunt = carry_on(actor=actor, now=now, hunt=hunt)
