"""Which spans of the bytes are spoken for already, so that no two hits overlap."""

from __future__ import annotations

from bisect import bisect_left

from farthing.coins.schemes import Payee


class Claims:
    """Spans in order, and who is paid in each."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[tuple[int, int, list[Payee]]] = []

    def free(self, start: int, end: int) -> bool:
        """Whether no claimed span overlaps."""
        at = bisect_left(self._starts, end)
        return at == 0 or self._spans[at - 1][1] <= start

    def take(self, start: int, end: int, payees: list[Payee]) -> None:
        """Claim a span, if it is free."""
        if self.free(start, end):
            at = bisect_left(self._starts, start)
            self._starts.insert(at, start)
            self._spans.insert(at, (start, end, payees))

    def payees(self) -> list[Payee]:
        """Everybody paid, in order of start."""
        return sorted((payee for _, _, paid in self._spans for payee in paid), key=lambda p: p.start)
