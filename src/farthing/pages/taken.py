"""Places of a text that something was made of already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Taken:
    """Spans, of which one is found without going through all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []  # of all that begin no later, the last end
        for start, end in sorted(spans):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them has something in common with this one."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
