"""Scores readings against truth: precision, recall and F1 of offers, options, contacts; share of right
languages.

Run by hand for the misses: `python tests/pages/score.py DIR`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from farthing.coins import CHAINS
from farthing.pages import Reading, read, to_json

PAGES = Path(__file__).parent.parent / "data" / "pages"


@dataclass
class Score:
    """Counts of one kind of thing, and what was missed or made up."""

    right: int = 0
    found: int = 0
    true: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, page: str, found: Counter[Any], true: Counter[Any]) -> None:
        self.right += (found & true).total()
        self.found += found.total()
        self.true += true.total()
        self.wrong += [f"{page}: missed {item}" for item in (true - found).elements()]
        self.wrong += [f"{page}: made up {item}" for item in (found - true).elements()]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0


def offer_key(offer: dict[str, Any]) -> tuple[str, str, str]:
    return (str(Decimal(offer["amount"]).normalize()), offer["currency"], offer["period"])


def option_key(option: dict[str, Any]) -> tuple[str | None, ...]:
    if option["rail"] != "crypto":
        return (option["rail"],)
    return ("crypto", option["asset"], option["network"], option["address"], option["memo"])


def contact_key(contact: dict[str, Any]) -> tuple[str, str]:
    return contact["kind"], contact["value"].casefold()


def known_networks() -> set[str]:
    """The networks whose addresses `coins` reads so far; options on others are not scored."""
    return {chain if isinstance(chain, str) else chain.network for chain in CHAINS}


def score(paths: Iterable[Path]) -> dict[str, Score]:
    scores = {name: Score() for name in ("language", "offers", "options", "contacts")}
    for path in paths:
        truth = json.loads(path.with_name(path.name.split(".")[0] + ".truth.json").read_text("utf-8"))
        found = merged(read(path.read_bytes(), name=path.name), path.name)
        name = path.name
        scores["language"].add(name, Counter([found["language"]]), Counter([truth["language"]]))
        for kind, key in KEYS.items():
            scores[kind].add(name, unique(found[kind], key), unique(truth[kind], key))
    return scores


KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "offers": offer_key,
    "options": option_key,
    "contacts": contact_key,
}


def unique(items: list[dict[str, Any]], key: Callable[[dict[str, Any]], Any]) -> Counter[Any]:
    """Each thing once: a rail counts once however many brands it has."""
    return Counter(set(map(key, items)))


def merged(readings: list[Reading], source: str) -> dict[str, Any]:
    documents = [to_json(reading, source) for reading in readings]
    whole = dict(documents[0])
    for kind in KEYS:
        whole[kind] = [item for document in documents for item in document[kind]]
    return whole


def page_files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.name[:3].isdigit() and not path.name.endswith(".json")
    )


if __name__ == "__main__":
    for what, result in score(page_files(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)).items():
        print(
            f"{what:9} right {result.right:3} found {result.found:3} true {result.true:3} F1 {result.f1:.3f}"
        )
        for miss in result.wrong:
            print("   ", miss)
