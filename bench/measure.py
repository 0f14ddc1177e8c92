"""Timing something often enough to trust the figure, and a row of the table."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "tests" / "data" / "pages"


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    figure: str
    to_reach: str = ""


def seconds(work: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` runs took, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def milliseconds(taken: Sequence[float]) -> str:
    """The middle one, and the one that 95 of 100 do not pass."""
    late = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return f"{statistics.median(taken) * 1e3:.1f} ms (95 %: {late * 1e3:.1f} ms)"


def pages() -> dict[str, bytes]:
    """The test pages by name: the documents, without their truth files."""
    names = (path for path in sorted(PAGES.iterdir()) if path.stem.isdigit())
    return {path.name: path.read_bytes() for path in names}
