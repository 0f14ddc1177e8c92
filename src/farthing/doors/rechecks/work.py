"""The worker's part: watches that are due are looked at, one after another."""

from __future__ import annotations

from datetime import datetime

from farthing.doors import egress
from farthing.doors.egress import Off
from farthing.doors.rechecks.look import look
from farthing.records.services.rechecks import claim_watch, record_recheck

MOST = 50  # looks a call


def work(now: datetime, most: int = MOST) -> int:
    """Looks at what is due, `most` at a time; gives how many. While egress is off nothing is looked at, and
    everything stays due."""
    try:
        ways = egress.exits()
    except Off:
        return 0
    two = len(ways) > 1
    for count in range(most):
        errand = claim_watch(now=now, two_exits=two)
        if errand is None:
            return count
        found = look(ways[1] if errand.second else ways[0], errand)
        record_recheck(now=now, errand=errand, look=found, two_exits=two)
    return most
