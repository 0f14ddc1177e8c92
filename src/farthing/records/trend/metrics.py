"""The metrics of the trend, read from `metrics.toml`, whose head explains each word."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric in one version; the words are explained at the head of `metrics.toml`."""

    name: str
    version: int
    title: str
    unit: str
    rule: str
    counted_by: str
    tells: str
    monthly: bool
    adds_up: bool | list[str]
    median: bool = False
    things: str = ""
    since: int | None = None
    until: int | None = None

    def adds(self, label: str) -> bool:
        """Whether the months of a year add up to it in this label ("" for all together)."""
        return self.adds_up if isinstance(self.adds_up, bool) else label in self.adds_up

    def counts(self, year: int) -> bool:
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Metrics:
    currency: str
    bands: tuple[Decimal, ...]
    each: tuple[Metric, ...]


@cache
def defined() -> Metrics:
    """The metrics of this release of Farthing."""
    return parse(files(__package__).joinpath("metrics.toml").read_text("utf-8"))


def parse(text: str) -> Metrics:
    """The metrics that a file defines. Raises ValueError where two versions of one share a year."""
    said: dict[str, Any] = tomllib.loads(text)
    each = tuple(Metric(**entry) for entry in said["metric"])
    by_version = sorted(each, key=lambda metric: (metric.name, metric.version))
    for older, newer in pairwise(by_version):
        apart = older.until is not None and newer.since is not None and older.until < newer.since
        if older.name == newer.name and not apart:
            raise ValueError(f"versions {older.version} and {newer.version} of “{older.name}” share a year")
    return Metrics(said["currency"], tuple(map(Decimal, said["bands"])), each)
