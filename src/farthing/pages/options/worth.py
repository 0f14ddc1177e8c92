"""Whether a word for a way to pay is meant as one where it stands."""

from __future__ import annotations

from farthing.pages.options.page import Page, is_denied
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

SHORT_LINE = 8  # tokens of a line that is a list entry rather than a sentence


def is_meant(page: Page, scan: Scan, mark: Mark) -> bool:
    """Not struck out nor denied, and where one speaks of paying: in its line or heading, in a row."""
    start, end = scan.start(mark), scan.end(mark)
    if scan.line.is_struck(start, end) or is_denied(scan, mark):
        return False
    if page.is_paying(scan):
        return True
    if mark.sense == "mayrail":
        return False
    return len(scan.tokens) <= SHORT_LINE or _beside_others(scan, mark)


def _beside_others(scan: Scan, mark: Mark) -> bool:
    """In a row of ways to pay: at least two others in the same line."""
    others = {(m.sense, m.value) for m in scan.all("brand", "rail", "coin")} - {(mark.sense, mark.value)}
    return len(others) >= 2
