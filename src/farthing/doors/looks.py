"""The worker's looks, beside its outbox: waiting hosting checks, due rechecks and hunts, in turn."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from django.db import close_old_connections

from farthing.doors import hosting, hunts, rechecks

SECONDS = 5.0  # between two rounds when nothing waits
log = logging.getLogger(__name__)


def run(stop: threading.Event) -> None:
    """Looks until `stop` is set. What failed is let go with its lease and tried again by then."""
    while not stop.is_set():
        try:
            done = step(datetime.now(UTC))
        except Exception:
            log.exception("a look failed")
            done = 0
        if not done:
            close_old_connections()
            stop.wait(SECONDS)


def step(now: datetime) -> int:
    """One check, one look and one hunt, where there are any; gives how many that were."""
    return hosting.work(now, most=1) + rechecks.work(now, most=1) + hunts.work(now, most=1)
