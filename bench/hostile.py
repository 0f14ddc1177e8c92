"""Hostile input: seconds of CPU a megabyte and memory above its size, each case in a process of its own.

`rows` gives the worst of each work; by itself it prints every case, or those whose name holds a word:

    PYTHONPATH=tests .venv/bin/python bench/hostile.py [--megabytes 4] [--only WORD] [--work WORK]
"""

import argparse
import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from farthing import coins
from farthing.pages import PagesError, read
from farthing.pages.containers import members
from hostile_input import CONTAINERS, PAGES, Maker
from measure import Row

SECONDS, MEGABYTES = 1.0, 64.0  # a megabyte of input may take, and its reader above its size
_TIMES = 2  # that a slow case is measured: other work on the machine only ever slows it down
_STATUS = Path("/proc/self/status")


def _read(data: bytes) -> None:
    with suppress(PagesError):
        read(data)


def _find(data: bytes, *, rejected: bool = False) -> None:
    for member in members(io.BytesIO(data), tell=lambda name, why: None):
        for _ in coins.find_in(member.stream, rejected=rejected):
            pass


WORKS: dict[str, tuple[Callable[[bytes], None], dict[str, Maker]]] = {
    "read": (_read, PAGES),
    "find": (_find, PAGES | CONTAINERS),
    "find --rejected": (partial(_find, rejected=True), PAGES | CONTAINERS),
}


def rows(megabytes: float = 1) -> Iterator[Row]:
    """The slowest and the largest case of each work."""
    for work, (_, cases) in WORKS.items():
        measured = {name: measure(work, name, megabytes) for name in cases}
        slow = max(measured, key=lambda name: measured[name][0])
        large = max(measured, key=lambda name: measured[name][1])
        said = f"`{work}`, {len(cases)} hostile inputs of {megabytes:g} MB"
        yield Row(f"{said}, the slowest (“{slow}”)", f"{measured[slow][0]:.2f} s/MB", f"≤ {SECONDS:.0f} s/MB")
        above = f"{measured[large][1]:.0f} MB above its size"
        yield Row(f"{said}, the largest (“{large}”)", above, f"≤ {MEGABYTES:.0f} MB")


def measure(work: str, name: str, megabytes: float) -> tuple[float, float]:
    """Seconds of CPU a megabyte of input, and the most megabytes of memory above its size."""
    _warm()
    with get_context("fork").Pool(1) as pool:
        return pool.apply(_one, (work, name, megabytes))


@cache
def _warm() -> None:
    """What is loaded once, at the first page of a language and the first large input of a kind, is loaded in
    this process, and its children have it."""
    _find(b"\n".join(make(60_000) for make in PAGES.values()), rejected=True)
    for make in PAGES.values():
        _read(make(10_000))


def _one(work: str, name: str, megabytes: float) -> tuple[float, float]:
    do, cases = WORKS[work]
    data = cases[name](int(megabytes * 1e6))
    size = max(0.1, len(data) / 1e6)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _memory("VmRSS")
    taken = []
    for _ in range(_TIMES):
        start = time.process_time()
        do(data)
        taken.append((time.process_time() - start) / size)
        if taken[-1] < SECONDS / 2:
            break
    return min(taken), _memory("VmHWM") - before


def _memory(field: str) -> float:
    said = re.search(rf"{field}:\s*(\d+)", _STATUS.read_text(encoding="ascii"))
    return int(said.group(1)) / 1e3 if said else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure hostile input.")
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--work", choices=list(WORKS), action="append")
    asked = parser.parse_args()
    for work in asked.work or WORKS:
        for name in WORKS[work][1]:
            if asked.only in name:
                seconds, above = measure(work, name, asked.megabytes)
                mark = " <" if seconds > SECONDS or above > MEGABYTES else ""
                print(f"{work:16} {name:40} {seconds:6.2f} s/MB {above:6.0f} MB{mark}", flush=True)


if __name__ == "__main__":
    main()
