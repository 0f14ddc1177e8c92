"""Farthing on the whole corpus: `find` in process, the command by itself, and how much memory it takes.

In process the corpus comes in pieces cut between documents, on one core. The command gets the file, on one
core and on two, and a tenth of it, to show whether its memory grows with its input. All hits are compared
with the truth.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from corpus import Corpus, build
from farthing import coins
from measure import Row
from scoring import exact
from scoring import rows as lines_of

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"
COMMAND = Path(sys.executable).with_name("farthing")
PIECE = 64_000_000


def rows(size: int) -> Iterator[Row]:
    start = time.perf_counter()
    corpus = build(FOLDER / f"{size // 1_000_000}.txt", size)
    written = corpus.documents.stat().st_size
    name = f"{written / 1e6:,.0f} MB"
    yield Row(f"writing the corpus of {name}", f"{written / 1e6 / (time.perf_counter() - start):.0f} MB/s")
    yield from _in_process(corpus, written, name)
    yield from _command(corpus, written, name)
    tenth = build(FOLDER / f"{size // 10_000_000}.txt", size // 10)
    _, memory = _run(tenth, 1)
    yield Row(f"memory of `farthing find`, {size / 1e7:,.0f} MB", f"{memory:.0f} MB")


def _in_process(corpus: Corpus, written: int, name: str) -> Iterator[Row]:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    taken, hits = 0.0, []
    try:
        coins.find(next(corpus.slices(1_000_000))[1])
        for place, piece in corpus.slices(PIECE):
            start = time.process_time()
            found = coins.find(piece)
            taken += time.process_time() - start
            moved = ({"start": hit.start + place, "end": hit.end + place} for hit in found)
            hits += [asdict(hit) | at for hit, at in zip(found, moved, strict=True)]
    finally:
        os.sched_setaffinity(0, cores)
    yield Row(f"`find` in process, {name}, one core", f"{written / 1e6 / taken:.1f} MB/s", "≥ 600 MB/s")
    scores = exact(corpus, hits)
    yield Row("the same, kinds with a checksum, all fields exact", str(scores[True]), "1.0, 1.0")
    yield Row("the same, kinds without one", str(scores[False]))


def _command(corpus: Corpus, written: int, name: str) -> Iterator[Row]:
    one, memory = _run(corpus, 1)
    yield Row(f"`farthing find`, {name}, one core, start to end", f"{written / 1e6 / one:.1f} MB/s")
    scores = exact(corpus, lines_of(_output(corpus)))
    yield Row("the same, kinds with a checksum, all fields exact", str(scores[True]), "1.0, 1.0")
    two, _ = _run(corpus, 2)
    speed = f"{written / 1e6 / two:.1f} MB/s, {one / two:.2f} ×"
    yield Row("the same, two cores", speed, "≥ 1000 MB/s, ≥ 1.8 ×")
    yield Row(f"memory of `farthing find`, {name}", f"{memory:.0f} MB", "no more than for a tenth")


def _run(corpus: Corpus, cores: int) -> tuple[float, float]:
    """Seconds by the clock and most memory (in megabytes) of the command on that many cores."""
    mine = sorted(os.sched_getaffinity(0))[:cores]
    start = time.perf_counter()
    with _output(corpus).open("wb") as output:
        process = subprocess.Popen(
            [COMMAND, "find", corpus.documents],
            stdout=output,
            preexec_fn=lambda: os.sched_setaffinity(0, mine),
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"`farthing find` ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024 / 1e6


def _output(corpus: Corpus) -> Path:
    return corpus.documents.with_suffix(".found.jsonl")
