"""How much a file may unpack to, so that a small one cannot occupy us for long.

A packed stream may give `RATIO` times what was read of it and `STREAM_SLACK` beyond: honest text packs less
well than that, however large it is. All streams in one file together may give `RATIO` times what was read of
the file and `FILE_SLACK` beyond, so that nesting gains nothing. Each member counts as `MEMBER_COST` bytes.
A stream that goes beyond is a bomb: it ends there, and what stands behind it is read.
"""

from __future__ import annotations

from farthing.pages.errors import Damaged

MAX_DEPTH = 8  # containers in one another
RATIO = 250
STREAM_SLACK = 32_000_000
FILE_SLACK = 128_000_000
MEMBER_COST = 4_096
MAX_BOMBS = 100
_CREDIT = 1_000_000  # what an honest neighbour of a bomb may use


class Budget:
    """What one file, as given, may still unpack to."""

    __slots__ = ("_bombs", "_given", "_read")

    def __init__(self) -> None:
        self._given = 0
        self._read = 0
        self._bombs = 0

    def read(self, size: int) -> None:
        """So many bytes more were read of the file itself."""
        self._read += size

    def member(self) -> None:
        """One more member begins. Raises Damaged where there are too many for so small a file."""
        self._spend(MEMBER_COST)

    def unpacked(self, size: int, packed: int, all_unpacked: int) -> None:
        """A stream gave `size` bytes more; of its `packed` bytes come `all_unpacked`. Raises Damaged."""
        self._spend(size)
        if all_unpacked > STREAM_SLACK + RATIO * packed:
            raise self._bomb()

    @property
    def is_spent(self) -> bool:
        """Whether so many bombs went off that nothing more is unpacked."""
        return self._bombs >= MAX_BOMBS

    def _spend(self, size: int) -> None:
        self._given += size
        if self._given > FILE_SLACK + RATIO * self._read:
            self._given = FILE_SLACK + RATIO * self._read - _CREDIT
            raise self._bomb()

    def _bomb(self) -> Damaged:
        self._bombs += 1
        return Damaged(
            f"unpacks to more than {RATIO} times its size, as a bomb does; the rest of it was not read"
        )
