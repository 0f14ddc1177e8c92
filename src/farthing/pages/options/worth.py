"""Whether a word for a way to pay is meant as one where it stands."""

from __future__ import annotations

import re

from farthing.pages.options.between import AND, BY
from farthing.pages.options.page import Page
from farthing.pages.options.refusals import is_denied
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_WAYS = ("brand", "rail", "mayrail", "coin", "processor")
_LOGO = 5  # tokens of a picture's words that name a way to pay
_ROW = 3  # pictures that make a row of ways to pay
_BOUNDS = AND | BY  # on either side of a bare word for a way to pay ("transfer", "cash") that is meant
SHORT_LINE = 8  # tokens of a line that is a list entry rather than a sentence
_PAYING = re.compile(r"pay|method|wallet|gateway|accept|checkout", re.I)
_SHORT_VALUE = 60  # signs of a member of a record that names something, rather than telling of it


def is_meant(page: Page, scan: Scan, mark: Mark) -> bool:
    """Not struck out nor denied, and where one speaks of paying: in its line or heading, in a row."""
    start, end = scan.start(mark), scan.end(mark)
    if scan.line.is_struck(start, end) or is_denied(scan, mark) or page.is_declined(scan, mark):
        return False
    if mark.sense != "coin" and scan.has("elsewhere"):
        return False
    if scan.line.source == "alt":
        return _is_logo(page, scan)
    if scan.line.hidden:
        return _is_member(page, scan, start, end)
    if _is_gift_card(scan, mark):
        return False
    if mark.sense == "mayrail":
        return _is_maybe(page, scan, mark)
    if page.is_paying(scan) or (page.takes_money and _is_in_list(scan, mark)):
        return True
    if mark.sense == "rail":
        sure = page.takes_money and mark.value in ("card", "transfer")
        return sure or bool(_others(scan, mark))
    if mark.sense == "coin":
        short = page.takes_money and len(scan.tokens) <= SHORT_LINE
        return (short or len(_others(scan, mark)) >= 2) and not _is_pair(scan, mark)
    return len(scan.tokens) <= SHORT_LINE or len(_others(scan, mark)) >= 2


def _is_in_list(scan: Scan, mark: Mark) -> bool:
    """Next to another way to pay, with a comma, a stroke or an "or" between: "Swish, card or Cardano"."""
    for other in scan.all(*_WAYS):
        if other.value == mark.value:
            continue
        first, last = sorted((mark, other), key=lambda m: m.first)
        between = range(first.last + 1, last.first)
        if 1 <= len(between) <= 2 and all(_is_bound(scan, index) for index in between):
            return True
    return False


def _is_maybe(page: Page, scan: Scan, mark: Mark) -> bool:
    """A word that may be a way to pay: set apart from the words around it, and where one speaks of paying."""
    if mark.value != "card" and not _is_set_apart(scan, mark):
        return False
    if page.is_paying(scan) or (page.takes_money and _is_in_list(scan, mark)):
        return True
    return len({other for other in _others(scan, mark) if other[0] != "coin"}) >= 2


def _is_set_apart(scan: Scan, mark: Mark) -> bool:
    """ "Cash, transfer or Bitcoin"; not "transfers in Bitcoin", "check the sum" or "transfer it to me"."""
    before, after = mark.first - 1, mark.last + 1
    leads = before < 0 or _is_bound(scan, before) or scan.ending(before, "pay") is not None
    return leads and (after >= len(scan.tokens) or _is_bound(scan, after))


def _is_bound(scan: Scan, index: int) -> bool:
    token = scan.tokens[index]
    return token.kind == "sign" or token.text.lower() in _BOUNDS


def _is_member(page: Page, scan: Scan, start: int, end: int) -> bool:
    """In a record of a script or of data attributes: a short value whose name, or whose place, is paying."""
    edge = scan.line.start
    for key, first, last in scan.line.fields:
        if first <= start and end <= last:
            if last - first > _SHORT_VALUE:
                return False
            named = any(edge <= scan.start(m) and scan.end(m) <= first for m in scan.all("pay"))
            return named or _PAYING.search(f"{scan.line.path}/{key}") is not None or page.is_paid_at(scan)
        edge = last
    return False


def _is_logo(page: Page, scan: Scan) -> bool:
    """The words of a picture, where the text at it speaks of paying, or in a row of such pictures."""
    if len(scan.tokens) > _LOGO:
        return False
    shown = page.by_number.get(scan.line.near) or page.by_number.get(scan.line.near - 1)
    if page.is_paying(scan) or (shown is not None and page.is_paying(shown)):
        return True
    row = [other for other in page.logos if other.line.near == scan.line.near]
    return len(row) >= _ROW


def _is_gift_card(scan: Scan, mark: Mark) -> bool:
    """The word for cards right behind a brand of gift cards: "Amazon and Steam gift cards"."""
    if mark.value != "card" or mark.sense == "brand":
        return False
    before = scan.ending(mark.first - 1, "brand") or scan.ending(mark.first - 1, "rail")
    return before is not None and before.value.startswith("gift-card")


def _others(scan: Scan, mark: Mark) -> set[tuple[str, str]]:
    """The other ways to pay that its line names."""
    named = {(m.sense, m.value) for m in scan.all(*_WAYS) if m.sense != "mayrail"}
    return {entry for entry in named if entry[1] != mark.value}


def _is_pair(scan: Scan, mark: Mark) -> bool:
    """A pair of a market, "BTC/USD"."""
    after = scan.tokens[mark.last + 1 : mark.last + 3]
    return len(after) == 2 and after[0].text in "/-" and scan.value(mark.last + 2, "cur") is not None
