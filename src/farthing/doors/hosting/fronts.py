"""CDNs and shields that stand before a server: recognised by the alias or the network they answer with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


def by_alias(aliases: Iterable[str]) -> str:
    """The CDN to which one of the names that a site stands for belongs; empty where none does."""
    _, names = _known()
    for alias in aliases:
        labels = alias.lower().split(".")
        for start in range(len(labels)):
            if front := names.get(".".join(labels[start:])):
                return front
    return ""


def by_network(asn: int | None) -> str:
    """The CDN that the network of this number belongs to; empty where it is none's."""
    networks, _ = _known()
    return networks.get(asn or 0, "")


@cache
def _known() -> tuple[dict[int, str], dict[str, str]]:
    text = (files("farthing.doors.hosting") / "fronts.toml").read_text("utf-8")
    entries = tomllib.loads(text)["front"]
    return (
        {asn: entry["name"] for entry in entries for asn in entry.get("networks", ())},
        {name: entry["name"] for entry in entries for name in entry.get("aliases", ())},
    )
