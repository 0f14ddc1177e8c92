"""The worker's part: waiting hosting checks are taken, looked into and concluded, one after another."""

from __future__ import annotations

from datetime import datetime

from farthing.doors.hosting.look import look, means
from farthing.records.services.hosting import claim, conclude_hosting_check

MOST = 50  # checks a call, so that the worker's other duties get their turn


def work(now: datetime) -> int:
    """Concludes the checks that wait, MOST at a time; gives how many. A check in the middle of which a worker
    dies is taken up again when its lease is over."""
    for count in range(MOST):
        errand = claim(now=now)
        if errand is None:
            return count
        results = look(errand.address, errand.asking, means())
        conclude_hosting_check(now=now, check=errand.check, results=results)
    return MOST
