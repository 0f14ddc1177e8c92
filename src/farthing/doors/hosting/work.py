"""The worker's part: waiting hosting checks are taken, looked into and concluded, one after another."""

from __future__ import annotations

from datetime import UTC, datetime

from farthing.doors.hosting.look import look, means
from farthing.records.models import Site
from farthing.records.routing import Hosting
from farthing.records.services import removals
from farthing.records.services.hosting import claim, claim_for, conclude_hosting_check, standing

MOST = 50  # checks a call


def work(now: datetime, most: int = MOST) -> int:
    """Concludes the checks that wait, `most` at a time; gives how many. A check in the middle of which a
    worker dies is taken up again when its lease is over."""
    for count in range(most):
        errand = claim(now=now)
        if errand is None:
            return count
        results = look(errand.address, errand.asking, means())
        conclude_hosting_check(now=now, check=errand.check, results=results, then=removals.concluded)
    return most


def stands_now(site: Site) -> Hosting | None:
    """Where a site's server stands at this moment: the look just before a notice goes. None where that cannot
    be told; it is then taken to stand where it stood."""
    by, now = means(), datetime.now(UTC)
    if by.out is None:
        return None
    errand = claim_for(now=now, site=site)
    results = look(errand.address, errand.asking, by)
    return standing(conclude_hosting_check(now=now, check=errand.check, results=results))
