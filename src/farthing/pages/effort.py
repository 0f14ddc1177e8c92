"""How much of a file's words are read, so that no file takes long for its size.

The unit is one token of text, and a file may cost one for each of its bytes. Payment pages cost some 0.3, and
none of the development set more than 0.8; what costs more is full of sums or pieces from end to end. What
is not read for its words is still searched for addresses.
"""

from __future__ import annotations

FIRST = 60_000  # units of any file, beside one for each byte
PAGE, SUM, WAY = 60, 20, 20  # units
FURTHER, FURTHER_EACH = 50_000, 20  # signs of long pages' later lines, and bytes for each further one
MOST_TOKENS = 40_000  # of one page
MOST_SUMS = 1_500  # of one page
MOST_WAYS = 2_500  # words for ways to pay, of one page


class Effort:
    """What may still be spent on the words of one file."""

    __slots__ = ("further", "left")

    def __init__(self, size: int) -> None:
        self.left = FIRST + size
        self.further = FURTHER + size // FURTHER_EACH

    def page(self) -> PageEffort:
        """What may be spent on the next page."""
        self.left -= PAGE
        return PageEffort(self)


class PageEffort:
    """What may still be spent on one page."""

    __slots__ = ("_file", "_sums", "_tokens", "_ways")

    def __init__(self, file: Effort) -> None:
        self._file = file
        self._tokens = MOST_TOKENS
        self._sums = MOST_SUMS
        self._ways = MOST_WAYS

    @property
    def is_spent(self) -> bool:
        return min(self._file.left, self._tokens, self._sums, self._ways) <= 0

    def goes_further(self, signs: int) -> bool:
        """Whether a line of so many signs may be read though it stands far behind in a long page."""
        self._file.further -= signs
        return self._file.further >= 0

    def spend(self, *, tokens: int, sums: int, ways: int) -> None:
        """A line of so many tokens, sums and words for ways to pay was read."""
        self._tokens -= tokens
        self._sums -= sums
        self._ways -= ways
        self._file.left -= tokens + SUM * sums + WAY * ways
