"""A neutral corpus with known truth: pages, scripts, logs and encoded bytes, with addresses of every kind.

`build` writes a file of documents and beside it its truth, a JSON line for each address and for each near
miss. The same seed gives the same bytes. Documents are page-like in size (log-normal, the middle one 22 KB,
few above 600 KB) and in what they hold (`filler`); addresses are of random keys (`kinds`, `encode`), each
in a context that pages put them in and with two near misses elsewhere (`placing`). At most one document is
held in memory.
"""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpus.filler import Filler
from corpus.kinds import KINDS, Kind
from corpus.placing import Placed, near_miss, place

SPARSE, DENSE = 10, 150  # addresses in a million bytes
SEPARATOR = b"\n\n\n"  # between documents, and nowhere else
_UPPER_CASE = 0.1
_LARGEST = 600_000
_HEAD = b"<!doctype html>\n<html><head><title>Members area</title></head><body>\n"
_DOCUMENTS = {"page": 84, "script": 7, "log": 6, "blob": 3}


@dataclass(frozen=True, slots=True)
class Corpus:
    """The file of documents, and beside it what stands in it (`truth`) and what only looks so (`near`)."""

    documents: Path

    @property
    def truth(self) -> Path:
        return self.documents.with_suffix(".truth.jsonl")

    @property
    def near(self) -> Path:
        return self.documents.with_suffix(".near.jsonl")


def build(documents: Path, size: int, density: int = SPARSE, seed: int = 1) -> Corpus:
    """Write about `size` bytes with `density` addresses in each million."""
    corpus = Corpus(documents)
    documents.parent.mkdir(parents=True, exist_ok=True)
    writer = _Writer(Random(seed), density)
    with ExitStack() as files:
        into = [files.enter_context(path.open("wb")) for path in (documents, corpus.truth, corpus.near)]
        while writer.place < size:
            for file, content in zip(into, writer.document(), strict=True):
                file.write(content)
    return corpus


class _Writer:
    """Makes one document after another and remembers where it is."""

    def __init__(self, random: Random, density: int) -> None:
        self.random, self.filler, self.place = random, Filler(random), 0
        self._rate = 3 * density / 1e6  # an address and its two near misses
        self._waiting: list[tuple[Kind, Placed, bool]] = []
        self._gap = random.expovariate(self._rate)
        filler = self.filler
        self._fragments = {
            "page": (
                (filler.text, filler.links, filler.digests, filler.script, filler.token, filler.blob),
                (46, 20, 12, 8, 5, 4),
            ),
            "script": ((filler.script, filler.token), (9, 1)),
            "log": ((filler.log, filler.digests), (9, 1)),
            "blob": ((filler.blob, filler.text), (9, 1)),
        }

    def document(self) -> tuple[bytes, bytes, bytes]:
        """The next document with the lines of its truth and of its near misses."""
        kind = self.random.choices([*_DOCUMENTS], [*_DOCUMENTS.values()])[0]
        wanted = min(_LARGEST, int(self.random.lognormvariate(10, 1)))
        makers, weights = self._fragments[kind]
        document = bytearray(_HEAD if kind == "page" else b"")
        rows: dict[bool, list[str]] = {True: [], False: []}
        while len(document) < wanted:
            before = len(document)
            document += self.random.choices(makers, weights)[0]()
            if self._gap < len(document) - before:
                row, line, real = self._next(self.place + len(document))
                rows[real].append(json.dumps(row) + "\n")
                document += line + self.filler.text()
                self._gap += self.random.expovariate(self._rate)
            self._gap -= len(document) - before
        document += (b"</body></html>" if kind == "page" else b"") + SEPARATOR
        self.place += len(document)
        return bytes(document), *("".join(rows[real]).encode() for real in (True, False))

    def _next(self, at: int) -> tuple[dict[str, object], bytes, bool]:
        """The next line that goes in at `at`, an address or a near miss, and its row."""
        if not self._waiting:
            self._waiting = self._lot()
        kind, placed, real = self._waiting.pop()
        start = at + placed.start
        row: dict[str, object] = {"start": start, "end": start + len(placed.text), "text": placed.text}
        row |= {"label": kind.label, "context": placed.context}
        if real:
            networks = (kind.coin.network,) if placed.context == "uri" else kind.networks
            row |= {"address": kind.address(placed.text), "networks": networks, "kind": kind.kind}
            row["check"] = "verified" if kind.checked else "unchecked"
        return row, placed.line + b"\n", real

    def _lot(self) -> list[tuple[Kind, Placed, bool]]:
        """One address of every kind, each with two near misses, in some order: so that all occur early."""
        lot = []
        for kind in KINDS:
            text = kind.make(self.random)
            if kind.upper and self.random.random() < _UPPER_CASE:
                text = text.upper()
            lot.append((kind, place(self.random, kind, text), True))
            lot += [(kind, near_miss(self.random, kind, text), False) for _ in range(2)]
        self.random.shuffle(lot)
        return lot
