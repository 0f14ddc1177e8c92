"""Farthing beside the tools one would otherwise use: throughput, precision and recall by kind.

Every tool is a process of its own (`rivals/worker.py`) on one and the same core, gets the same bytes, and
is timed by the CPU it used, in turns with ours; a ratio is the middle one of the rounds'. Speed is measured
on a sample with few addresses, as pages have them; precision and recall on one with many. The samples are
small because the slowest tool would take twenty minutes for 2 GB. The rivals come from `var/rivals`, made
by `tools/rivals.py`.
"""

import json
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import DENSE, SPARSE, Corpus, build
from corpus.kinds import KINDS
from scoring import CHECKED, Strings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
WORKER = Path(__file__).with_name("rivals") / "worker.py"
OURS = Path(sys.executable)
THEIRS = ROOT / "var" / "rivals" / "bin" / "python"
SAMPLE, ROUNDS = 8_000_000, 3
RIVALS = {
    "iocsearcher": "its 13 coins",
    "ioc-finder": "bitcoin and monero, all it knows",
    "iocextract": "the union as its custom expression",
    "yara-python": "a string a family",
    "google-re2": "the union",
    "re": "the union",
}
COLUMNS = (
    *("tool", "MB/s", "ours is", "precision", "recall"),
    *("precision, with a checksum", "recall, with a checksum"),
    *("near misses taken", "found elsewhere", "kinds never found"),
)
LABELS = [kind.label for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Result:
    """Bytes a second of CPU, how many times as fast ours was beside it, and how right the tool was."""

    rate: float
    ratio: float
    score: Strings


class Worker:
    """A tool that has the sample loaded and waits to be asked."""

    def __init__(self, tool: str, sample: Path) -> None:
        python = OURS if tool == "farthing" else THEIRS
        self._process = subprocess.Popen(
            [python, WORKER, tool, sample], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.tool = tool

    def ask(self, what: str) -> object:
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.tool} stopped and did not answer")
        return json.loads(answer)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def tables() -> Iterator[str]:
    """The lines of two tables in Markdown: one line a tool, and one line a kind of address."""
    sparse, dense = build(FOLDER / "sparse.txt", SAMPLE, SPARSE), build(FOLDER / "dense.txt", SAMPLE, DENSE)
    size = sparse.documents.stat().st_size
    rounds: dict[str, list[tuple[float, float]]] = {}
    with Worker("farthing", sparse.documents) as ours:
        ours.ask("scan")
        for tool in RIVALS:
            with Worker(tool, sparse.documents) as rival:
                rival.ask("scan")
                rounds[tool] = [(ours.ask("scan"), rival.ask("scan")) for _ in range(ROUNDS)]
    mine = statistics.median(our for pairs in rounds.values() for our, _ in pairs)
    results = {"farthing": Result(size / mine, 1, _score("farthing", dense))}
    for tool, pairs in rounds.items():
        theirs = statistics.median(their for _, their in pairs)
        ratio = statistics.median(their / our for our, their in pairs)
        results[tool] = Result(size / theirs, ratio, _score(tool, dense))
    yield from _tools(results)
    yield from _kinds(results)


def _score(tool: str, corpus: Corpus) -> Strings:
    with Worker(tool, corpus.documents) as worker:
        return Strings.of(corpus, worker.ask("found"))


def _tools(results: dict[str, Result]) -> Iterator[str]:
    versions = dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "bench/rivals.lock").read_text("utf-8"), re.MULTILINE)
    )
    yield (
        f"Samples of {SAMPLE / 1e6:.0f} MB, one core, seconds of CPU, {ROUNDS} rounds in turns with ours. "
        "To reach: 150 × iocsearcher, the best that checks, and 20 × `re`.\n"
    )
    yield f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"
    for tool, result in results.items():
        score = result.score
        name = f"{tool} {versions.get(tool, '')}".strip() + (f" ({RIVALS[tool]})" if tool in RIVALS else "")
        never = sum(not score.found[label] for label in LABELS)
        cells = (
            f"{result.rate / 1e6:.1f}",
            "" if tool == "farthing" else f"{result.ratio:.3g} ×",
            f"{score.overall:.4f}",
            f"{score.recall(LABELS):.4f}",
            f"{score.precision(CHECKED):.4f}",
            f"{score.recall(CHECKED):.4f}",
            f"{score.taken.total()}",
            f"{score.elsewhere}",
            f"{never} of {len(LABELS)}",
        )
        yield f"| {name} | {' | '.join(cells)} |"


def _kinds(results: dict[str, Result]) -> Iterator[str]:
    yield "\nPrecision and recall by kind, each kind with two near misses an address; * has no checksum.\n"
    yield f"| kind | addresses | {' | '.join(results)} |"
    yield "|---" * (len(results) + 2) + "|"
    for label in LABELS:
        scores = [result.score for result in results.values()]
        cells = (_cell(score, label) for score in scores)
        star = "" if label in CHECKED else "*"
        yield f"| {label}{star} | {scores[0].there[label]} | {' | '.join(cells)} |"


def _cell(score: Strings, label: str) -> str:
    if not score.found[label] and not score.taken[label]:
        return "–"
    return f"{score.precision([label]):.2f} / {score.recall([label]):.2f}"
