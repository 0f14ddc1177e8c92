"""Farthing on the whole corpus: `find` in process, the command by itself, and how much memory it takes.

In process it is read as a stream, on one core, and seconds of CPU count. The command gets the file, on one
core and on two, and a tenth of it, to show whether its memory grows with its input. All hits are compared
with the truth.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from corpus import DENSE, SPARSE, Corpus, build
from farthing import coins
from measure import Row
from scoring import exact
from scoring import rows as lines_of

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"
COMMAND = Path(sys.executable).with_name("farthing")


def rows(size: int) -> Iterator[Row]:
    start = time.perf_counter()
    corpus = build(FOLDER / f"{_megabytes(size)}.txt", size)
    rate = _rate(corpus, time.perf_counter() - start)
    yield Row(f"writing the corpus of {_megabytes(size)} MB, {SPARSE} addresses a MB", rate)
    tenth = build(FOLDER / f"{_megabytes(size // 10)}.txt", size // 10)
    dense = build(FOLDER / f"{_megabytes(size // 10)}-dense.txt", size // 10, DENSE)
    yield from _in_process(corpus, "`find` in process, one core", "≥ 600 MB/s")
    yield from _in_process(dense, f"the same, a tenth of it, {DENSE} addresses a MB")
    yield from _command(corpus, tenth)


def _in_process(corpus: Corpus, what: str, to_reach: str = "") -> Iterator[Row]:
    coins.warm()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        with corpus.documents.open("rb", buffering=0) as stream:
            start = time.process_time()
            hits = list(coins.find_in(stream))
            taken = time.process_time() - start
    finally:
        os.sched_setaffinity(0, cores)
    yield Row(what, _rate(corpus, taken), to_reach)
    yield from _exact(corpus, map(asdict, hits))


def _exact(corpus: Corpus, hits: Iterable[Mapping[str, object]]) -> Iterator[Row]:
    scores = exact(corpus, hits)
    yield Row("its hits with a checksum, every field right", str(scores[True]), "1, 1")
    yield Row("its hits without one", str(scores[False]))


def _command(corpus: Corpus, tenth: Corpus) -> Iterator[Row]:
    one, memory_on_one = _run(corpus, 1)
    yield Row("`farthing find`, one core, by the clock from start to end", _rate(corpus, one))
    yield from _exact(corpus, lines_of(_output(corpus)))
    two, memory_on_two = _run(corpus, 2)
    yield Row("the same, two cores", f"{_rate(corpus, two)}, {one / two:.2f} ×", "≥ 1000 MB/s, ≥ 1.8 ×")
    yield from _exact(corpus, lines_of(_output(corpus)))
    for cores, name, memory in ((1, "one core", memory_on_one), (2, "two cores", memory_on_two)):
        figure = f"{memory:.0f} MB, for a tenth of the corpus {_run(tenth, cores)[1]:.0f} MB"
        yield Row(f"memory of its largest process, {name}", figure, "does not grow")


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


def _rate(corpus: Corpus, seconds: float) -> str:
    return f"{corpus.documents.stat().st_size / 1e6 / seconds:.1f} MB/s"


def _megabytes(size: int) -> int:
    return size // 1_000_000
