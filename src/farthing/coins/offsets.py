"""The way back from transformed bytes to where they stood."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right


class Offsets:
    """A row of segments, each copied from the origin or one byte that stands for `width` bytes of it."""

    def __init__(self) -> None:
        self._starts, self._origins, self._widths = array("q"), array("q"), array("q")

    def copied(self, start: int, origin: int) -> None:
        """From `start` on, bytes are those from `origin` on."""
        self.replaced(start, origin, 0)

    def replaced(self, start: int, origin: int, width: int) -> None:
        """The byte at `start` stands for `width` bytes from `origin` on."""
        self._starts.append(start)
        self._origins.append(origin)
        self._widths.append(width)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the transformed bytes from `start` to `end` (not empty) stand in the origin."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        begin = self._origins[first] + (0 if self._widths[first] else start - self._starts[first])
        return begin, self._origins[last] + (self._widths[last] or end - self._starts[last])

    def cuts(self, start: int, end: int) -> list[int]:
        """The places between `start` and `end` where something was left out or replaced."""
        return self._starts[bisect_right(self._starts, start) : bisect_left(self._starts, end)].tolist()

    def is_changed(self, start: int, end: int) -> bool:
        """Whether the bytes from `start` to `end` differ from what stands in the origin."""
        begin, stop = self.span(start, end)
        return stop - begin != end - start or bool(self._widths[bisect_right(self._starts, start) - 1])
