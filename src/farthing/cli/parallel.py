"""One large file searched by several processes, each a part of it, in order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path

from farthing.cli.lines import line

_PART = 16 << 20
Part = tuple[bytes, list[int]]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pays(file: Path, jobs: int) -> bool:
    """Whether the file is large enough to be divided, and can be."""
    from farthing import coins

    if jobs < 2 or file.stat().st_size < 2 * _PART or "fork" not in multiprocessing.get_all_start_methods():
        return False
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
        return coins.can_be_parted(data)


def search(file: Path, source: str, jobs: int) -> Iterator[Part]:
    """For each part of the file in turn, its hits as lines and where private keys stand."""
    from farthing import coins

    coins.warm()  # once, before the processes divide
    size = file.stat().st_size
    parts = [(start, min(start + _PART, size)) for start in range(0, size, _PART)]
    with multiprocessing.get_context("fork").Pool(min(jobs, len(parts))) as pool:
        yield from pool.imap(partial(_part, file, source), parts)


def _part(file: Path, source: str, part: tuple[int, int]) -> Part:
    from farthing import coins
    from farthing.coins.stream import BEFORE

    keys: list[int] = []
    with file.open("rb", buffering=0) as stream:
        stream.seek(max(0, part[0] - BEFORE))
        hits = coins.find_in(stream, on_private_key=lambda key: keys.append(key.start), part=part)
        lines = [line(source, hit) for hit in hits]
    return "".join(f"{one}\n" for one in lines).encode("utf-8", "replace"), keys
