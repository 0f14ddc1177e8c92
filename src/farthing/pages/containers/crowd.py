"""Very many very small records. A file has so many that are told apart, for its size; behind them small ones
that follow one another are taken together as they stand, so that no file takes long for being in pieces."""

from __future__ import annotations

import re

FREE = 300  # records of any file that are told apart
EACH = 1_200  # bytes of a file for each further one
SMALL = 1_200  # bytes below which a record is taken together with its neighbours
TOGETHER = "so many small ones stand before that these were read together, for addresses alone"

_ENCODED = re.compile(rb"[\w-]{1,20}-encoding[ \t]*:", re.I)


class Crowd:
    """Counts the records of one file."""

    __slots__ = ("_told_apart",)

    def __init__(self) -> None:
        self._told_apart = 0

    def together(self, window: bytes, at: int, begins: re.Pattern[bytes]) -> int:
        """How many bytes of `window`, which a record at `at` of the file begins, are taken together; 0 where
        the record is told apart."""
        if self._told_apart < FREE + at // EACH:
            self._told_apart += 1
            return 0
        end = 0
        for match in begins.finditer(window, 1):
            if match.start() - end > SMALL:
                break
            end = match.start()
        return end


def holds_encoded(window: bytes) -> bool:
    """Whether the header of a record says that its body is encoded: it must be told apart to be decoded."""
    return _ENCODED.search(window) is not None
