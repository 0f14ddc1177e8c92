"""Where in bytes something could be read: by the readable reference, or by the kernel where it pays.

The reference (`everywhere`) goes through all the bytes in Python and starts at once. The kernel (`kernel`)
goes through them at the speed of memory, but has to be loaded, which takes as long as a few megabytes do by
the reference: so it is loaded when so much is to be searched, and used from then on. Both give what the same
code reads; the kernel notes fewer places, and the tests hold the outcome equal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from farthing.coins import scan

Span = tuple[int, int]
_MODULE = "farthing.coins.kernel"
_LOADING = 2_500_000  # bytes that the reference searches while the kernel is loaded
_WORTH = 2_000  # bytes from which on the loaded kernel is faster


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look; None is everywhere.

    `runs` of letters and digits that may read, `colons` that may end a URI's scheme or name an encoding,
    `spots` where a format with other letters may begin, `keys`: where a run with a private key may begin,
    `broken`: spans in which an address may stand that was written broken.
    """

    runs: Iterable[Span]
    colons: list[int] | None = None
    spots: list[int] | None = None
    keys: list[int] | None = None
    broken: list[Span] | None = None

    def any_between(self, start: int, end: int) -> bool:
        """Whether a run or a spot begins there; always where not both were noted (in order)."""
        runs, spots = self.runs, self.spots
        if spots is None or not isinstance(runs, list):
            return True
        run, spot = bisect_left(runs, (start, start)), bisect_left(spots, start)
        return (run < len(runs) and runs[run][0] < end) or (spot < len(spots) and spots[spot] < end)


Sieve = Callable[[bytes], Places]


def everywhere(data: bytes) -> Places:
    """The reference: every run, and no other place left out."""
    return Places(scan.runs(data))


class _Kernel:
    """The kernel's sieve, once it is loaded."""

    def __init__(self) -> None:
        self._sieve: Sieve | None = None
        self._searched, self._missing = 0, False

    def sieve_for(self, size: int) -> Sieve:
        """The faster way to search `size` more bytes."""
        self._searched += size
        if self._searched > _LOADING and not self._missing:
            self.load(compiling=False)
        return self._sieve if self._sieve is not None and size >= _WORTH else everywhere

    def load(self, *, compiling: bool) -> bool:
        """Load the kernel; False where its compiler is not installed, or it would have to be compiled first
        and may not."""
        if self._sieve is None:
            try:
                kernel = import_module(_MODULE)
            except (ImportError, RuntimeError):  # no numba, or no place where it could keep what it compiles
                self._missing = True
                return False
            if compiling or kernel.is_compiled():
                self._sieve = kernel.sieve
            self._missing = self._sieve is None
        return self._sieve is not None


_KERNEL = _Kernel()


def sieve(data: bytes) -> Places:
    """The places of `data`, the faster way."""
    return _KERNEL.sieve_for(len(data))(data)


def ready() -> bool:
    """Load the kernel now, if it was compiled; False if it was not: then everything works, only slower."""
    return _KERNEL.load(compiling=False)


def warm() -> bool:
    """Compile the kernel if that was not done before, and load it; False where its compiler is missing."""
    if not _KERNEL.load(compiling=True):
        return False
    import_module(_MODULE).precompile()
    return True
