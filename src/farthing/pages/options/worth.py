"""Whether a word for a way to pay is meant as one where it stands."""

from __future__ import annotations

import re

from farthing.pages.options.page import Page, is_denied
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

SHORT_LINE = 8  # tokens of a line that is a list entry rather than a sentence


_PAYING = re.compile(r"pay|method|wallet|gateway|accept|checkout", re.I)
_SHORT_VALUE = 60  # signs of a member of a record that names something, rather than telling of it


def is_meant(page: Page, scan: Scan, mark: Mark) -> bool:
    """Not struck out nor denied, and where one speaks of paying: in its line or heading, in a row."""
    start, end = scan.start(mark), scan.end(mark)
    if scan.line.is_struck(start, end) or is_denied(scan, mark):
        return False
    if scan.line.hidden:
        return _is_member(scan, start, end)
    if _is_gift_card(scan, mark):
        return False
    if page.is_paying(scan):
        return True
    if mark.sense == "mayrail":
        return False
    return len(scan.tokens) <= SHORT_LINE or _beside_others(scan, mark)


def _is_member(scan: Scan, start: int, end: int) -> bool:
    """In a record of a script or of data attributes: a short value whose name, or whose place, is paying."""
    for key, first, last in scan.line.fields:
        if first <= start and end <= last:
            about = f"{scan.line.path}/{key}"
            return last - first <= _SHORT_VALUE and _PAYING.search(about) is not None
    return False


def _is_gift_card(scan: Scan, mark: Mark) -> bool:
    """The word for cards right behind a brand of gift cards: "Amazon and Steam gift cards"."""
    if mark.value != "card" or mark.sense == "brand":
        return False
    before = scan.ending(mark.first - 1, "brand") or scan.ending(mark.first - 1, "rail")
    return before is not None and before.value.startswith("gift-card")


def _beside_others(scan: Scan, mark: Mark) -> bool:
    """In a row of ways to pay: at least two others in the same line."""
    others = {(m.sense, m.value) for m in scan.all("brand", "rail", "coin")} - {(mark.sense, mark.value)}
    return len(others) >= 2
