"""How right a search was: what it found against what stands in the corpus.

`Strings` judges any tool by the strings it found, wherever it says they stand and whatever it calls them;
`exact` judges our own hits by everything FORMATS.md says of one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from corpus.kinds import CASH, KINDS

CHECKED = frozenset(kind.label for kind in KINDS if kind.checked)
_FIELDS = ("start", "end", "text", "address", "kind", "check")


def rows(path: Path) -> Iterable[dict]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


@dataclass(frozen=True, slots=True)
class Strings:
    """By label: how many addresses there are, how many were found, how many near misses were taken for one.

    `elsewhere` counts the other strings that were found and are none.
    """

    there: Counter[str]
    found: Counter[str]
    taken: Counter[str]
    elsewhere: int

    @classmethod
    def of(cls, corpus: Corpus, found: Iterable[str]) -> "Strings":
        """A cash address counts as found with or without its prefix."""
        truth = {_bare(row["text"]): row["label"] for row in rows(corpus.truth)}
        near = {_bare(row["text"]): row["label"] for row in rows(corpus.near)}
        strings = {_bare(text) for text in found}
        return cls(
            Counter(truth.values()),
            Counter(truth[text] for text in strings & truth.keys()),
            Counter(near[text] for text in strings & near.keys()),
            len(strings - truth.keys() - near.keys()),
        )

    def recall(self, labels: Iterable[str]) -> float:
        return _share(_sum(self.found, labels), _sum(self.there, labels))

    def precision(self, labels: Iterable[str]) -> float:
        """Of the addresses and near misses of these kinds that were taken, how many are addresses."""
        right = _sum(self.found, labels)
        return _share(right, right + _sum(self.taken, labels))

    @property
    def overall(self) -> float:
        """The precision over everything that was found."""
        right = self.found.total()
        return _share(right, right + self.taken.total() + self.elsewhere)


@dataclass(frozen=True, slots=True)
class Exact:
    """Addresses there, those of them found with every field right, and hits that are none of them."""

    there: int
    found: int
    other: int

    def __str__(self) -> str:
        precision = _share(self.found, self.found + self.other)
        return f"recall {_share(self.found, self.there):.4f}, precision {precision:.4f} ({self.there} there)"


def exact(corpus: Corpus, hits: Iterable[Mapping[str, object]]) -> dict[bool, Exact]:
    """For kinds with a checksum (True) and without one (False)."""
    truth = {key(row) for row in rows(corpus.truth)}
    found = {key(hit) for hit in hits}

    def count(checked: bool) -> Exact:
        there, here = (
            {one for one in ours if (one[-1] != "unchecked") is checked} for ours in (truth, found)
        )
        return Exact(len(there), len(there & here), len(here - there))

    return {True: count(True), False: count(False)}


def key(row: Mapping[str, object]) -> tuple[object, ...]:
    return (tuple(row["networks"]), *(row[field] for field in _FIELDS))


def _bare(text: str) -> str:
    return text[len(CASH) :] if text[: len(CASH)].lower() == CASH else text


def _sum(counts: Counter[str], labels: Iterable[str]) -> int:
    return sum(counts[label] for label in labels)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
