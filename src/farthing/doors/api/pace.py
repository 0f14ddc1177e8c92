"""How often one credential may ask: a bucket of requests that fills again while it rests.

Kept in memory, for one serving process: it spares the database from a program gone wild, and counts nothing
that anybody could read.
"""

from __future__ import annotations

from threading import Lock


class Pace:
    """At most so many requests a minute, all at once or spread over it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: dict[int, tuple[float, float]] = {}  # by credential: requests left, and when that was

    def wait(self, credential: int, now: float, a_minute: int) -> float:
        """Takes one request out of the credential's bucket at `now` (seconds); gives how long to wait where
        there is none."""
        with self._lock:
            left, then = self._left.get(credential, (float(a_minute), now))
            left = min(a_minute, left + (now - then) * a_minute / 60)
            taken = left >= 1
            self._left[credential] = left - 1 if taken else left, now
        return 0.0 if taken else (1 - left) * 60 / a_minute
