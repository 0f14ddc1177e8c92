"""One large file searched by several processes, each a part of it, in order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from farthing.cli.inputs import warn
from farthing.cli.lines import line

_PART = 8 << 20
Part = tuple[bytes, list[int]]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pays(file: Path, jobs: int) -> bool:
    """Whether the file is large enough to be divided."""
    return jobs > 1 and file.stat().st_size >= 4 * _PART and "fork" in multiprocessing.get_all_start_methods()


def search(file: Path, source: str, jobs: int) -> Iterator[Part]:
    """For each part of the file in turn, its hits as lines and where private keys stand.

    From the first part on that cannot be read by itself, the rest is read in one.
    """
    from farthing import coins

    if not coins.ready():  # loaded once, before the processes divide
        warn(f"{source}: is searched slowly: “farthing warm”, run once, compiles what makes it fast")
    size = file.stat().st_size
    parts = [(start, min(start + _PART, size)) for start in range(0, size, _PART)]
    with multiprocessing.get_context("fork").Pool(min(jobs, len(parts))) as pool:
        for (start, _), done in zip(parts, pool.imap(partial(_part, file, source), parts), strict=True):
            if done is None:
                pool.terminate()
                yield from _rest(file, source, start)
                return
            yield done


def _part(file: Path, source: str, part: tuple[int, int]) -> Part | None:
    from farthing.coins import stream

    start, end = part
    keys: list[int] = []
    with file.open("rb", buffering=0) as opened:
        at = opened.seek(max(0, start - stream.BEFORE))
        data = opened.read(end + stream.BEHIND - at)
    hits = stream.find_part(data, at, start, end, lambda key: keys.append(key.start))
    if hits is None:
        return None
    return "".join(f"{line(source, hit)}\n" for hit in hits).encode("utf-8", "replace"), keys


def _rest(file: Path, source: str, start: int) -> Iterator[Part]:
    from farthing.coins import stream

    keys: list[int] = []
    with file.open("rb", buffering=0) as opened:
        opened.seek(max(0, start - stream.BEFORE))
        for hit in stream.find_in(opened, on_private_key=lambda key: keys.append(key.start), start=start):
            yield f"{line(source, hit)}\n".encode("utf-8", "replace"), []
    yield b"", keys
