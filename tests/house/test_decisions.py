"""Decisions (`docs/adr`) are numbered one after another, each number once, in name and heading alike."""

import re

from house.repository import ROOT, text_of


def test_decisions_are_numbered_one_after_another() -> None:
    found = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(one.name[:4]) for one in found] == list(range(1, len(found) + 1))
    for number, one in enumerate(found, 1):
        assert re.match(rf"# {number}\. \S", text_of(one)), one.name
