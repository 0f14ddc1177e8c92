"""Who may be asked about what stands at a host: the closest handling of all sites there.

An operation against one page of a host is given away by questions about another, so that no site is asked
more than any of its neighbours. The way out (`doors.egress`) asks here for every host that it is led to.
"""

from __future__ import annotations

from farthing.records.models import Site
from farthing.records.sealing import index
from farthing.records.words import Asking


def asking_at(host: str) -> Asking:
    """Who may be asked about what stands at `host`; where the house knows no site, anybody."""
    return closest(index("site.host", host.lower().rstrip(".").removeprefix("www.")))


def closest(host_index: bytes) -> Asking:
    """The same by the blind index of a host."""
    limited = Site.objects.filter(host_index=host_index).exclude(asking=Asking.SITE)
    found = set(limited.values_list("asking", flat=True).distinct())
    return next((asking for asking in (Asking.NOBODY, Asking.OTHERS) if asking in found), Asking.SITE)
