"""Sums that are no prices (FORMATS.md, "Not offers"), and the words by which they are told."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from farthing.pages.offers.money import COINS, Amount
from farthing.pages.offers.price import OLD, Price
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_OTHER_VOICES = re.compile(
    r"(?:^|[\s_-])(?:reviews?|testimonials?|quotes?|comments?|comment-?list|comment-?body|comment-?text|cart|basket|minicart|ticker|exchange-?rates?)(?:$|[\s_-])"
)
_ALL_ROUND = frozenset({"form", "body", "html"})  # named after what is done there: "variations_form cart"
_TIMES = frozenset(
    {"x", "×", "х", "*", "mal", "fois", "volte", "veces", "vezes", "razy", "раза", "раз", "回", "lần"}
)
_COMMAS = frozenset(",，、،")
_DASHES = frozenset("-–—~～")
_MINUS = frozenset("-−–")
_ARROWS = frozenset("→➜➔⇒►▶»➡")
_OPENING, _CLOSING = "“«„「『", "”»“」』"
_MILLIONS_ARE_PRICES = frozenset(
    {"VND", "IDR", "IRR", "KRW", "JPY", "LAK", "UZS", "PYG", "COP", "CLP", "MMK", "UGX", "TZS"}
)
# Less than a cent at any price these coins ever had: what the network takes, not what is sold.
_DUST = {"BTC": Decimal("0.0000001"), "ETH": Decimal("0.000001"), "SOL": Decimal("0.00001")}
_STRIKING = ("noise", "tax", "means", "total", "due", "was", "off", "instead", "others", "goal")
_WHOLE = ("others", "goal")  # words that speak of every sum of their clause
_PART = Decimal("2.9")
_NEXT = 2  # tokens from a word for "about" to its sum


def refuse(scan: Scan, prices: list[Price], numbers: list[int]) -> None:
    """Marks the prices of one line that are none by its own words and dress."""
    for price in prices:
        price.why = price.why or _by_itself(scan, price.amount)
    _by_words(scan, prices, numbers)
    _lowered(scan, prices)
    _rates(scan, prices)


def refuse_quotes(every: list[Price]) -> None:
    """Marks what is quoted in a block of its own, where the seller himself names prices beside it."""
    sound = [price for price in every if price.why is None]
    quoted = [p for p in sound if any(node.tag == "blockquote" for node in p.scan.line.node.ancestors())]
    if len(quoted) < len(sound):
        for price in quoted:
            price.why = "quoted"


def _by_itself(scan: Scan, amount: Amount) -> str | None:
    line = scan.line
    if amount.value <= 0:
        return "nothing"
    if line.is_struck(amount.start, amount.end):
        return "struck out"
    if amount.currency not in COINS and line.is_code(amount.start, amount.end):
        return "code"
    around = (node for node in line.node.ancestors() if node.names and node.tag not in _ALL_ROUND)
    if any(_OTHER_VOICES.search(node.names) for node in around):
        return "another voice"
    if amount.value >= 1_000_000 and amount.currency not in _MILLIONS_ARE_PRICES:
        return "too large"
    if amount.value < _DUST.get(amount.currency, 0):
        return "too small"
    if _is_negative(scan, amount):
        return "negative"
    if _is_instalment(scan, amount):
        return "instalment"
    if _is_quoted(scan, amount):
        return "quoted"
    if _is_gauged(scan, amount):
        return "rate"
    return None


def _is_gauged(scan: Scan, amount: Amount) -> bool:
    """ "4 sat/vB", "5 gwei per gas": what the network takes."""
    return any(scan.value(at, "gauge") is not None for at in (amount.last + 1, amount.last + 2))


def _is_negative(scan: Scan, amount: Amount) -> bool:
    """ "Voucher −3 €"; at the beginning of a line only the minus sign itself, or any dash in a cell."""
    before = amount.first - 1
    if before < 0 or scan.tokens[before].text not in _MINUS or scan.tokens[before].end != amount.start:
        return False
    if before == 0:
        return scan.tokens[0].text == "−" or scan.line.node.tag == "td"
    return scan.tokens[before - 1].end < scan.tokens[before].start


def _is_instalment(scan: Scan, amount: Amount) -> bool:
    """ "3 × 20 €": a number and a times sign before the sum."""
    before = amount.first - 1
    if before < 1 or scan.tokens[before].text.lower() not in _TIMES:
        return False
    return scan.tokens[before - 1].text.isdigit() and int(scan.tokens[before - 1].text) > 1


def _is_quoted(scan: Scan, amount: Amount) -> bool:
    """Inside quotation marks with a sentence around it: somebody's words, not the seller's."""
    opened = -1
    for index, token in enumerate(scan.tokens):
        if token.text in _OPENING and opened < 0:
            opened = index
        elif token.text in _CLOSING and opened >= 0:
            if opened < amount.first and amount.last < index:
                return sum(1 for inner in scan.tokens[opened:index] if inner.kind in ("word", "wide")) >= 4
            opened = -1
    return False


def _by_words(scan: Scan, prices: list[Price], numbers: list[int]) -> None:
    """Each word for savings, postage, totals, old prices … strikes the sum it stands with."""
    for mark in scan.all("about"):
        for price in prices:
            price.soft = price.soft or 0 < price.amount.first - mark.last <= _NEXT
    if not scan.has(*_STRIKING):
        return
    sums = _sums(scan, prices)
    for mark in scan.all(*(sense for sense in _STRIKING if sense not in _WHOLE)):
        included = mark.sense in ("noise", "tax") and _is_included(scan, mark, numbers)
        if included and not _is_opened(scan, mark.last + 1):
            continue
        told = [entry for entry in sums if entry[2] is not None] if mark.sense == "tax" else sums
        target = _target(scan, mark.first, mark.last, mark.sense, told, numbers)
        if target is None:
            continue
        if mark.sense == "means":
            target.soft = True
        elif mark.sense == "total":
            target.total = True
        elif mark.sense == "due":
            target.due = True
        else:
            reason = OLD if mark.sense in ("was", "instead") else "word"
            target.why = target.why or f"{reason}: {scan.tokens[mark.first].text}"
    for mark in scan.all("others"):
        inside = [price for price in prices if price.clause == numbers[mark.first]]
        for at, price in enumerate(inside):
            first, last = sorted((mark.first, price.amount.first))
            apart = any(token.text in _COMMAS for token in scan.tokens[first:last])
            if not apart or (at == 0 and mark.first == first):
                price.why = price.why or f"word: {scan.tokens[mark.first].text}"
    for mark in scan.all("goal"):
        for price in prices:
            if price.clause == numbers[mark.first] and price.amount.first > mark.last:
                price.why = price.why or f"word: {scan.tokens[mark.first].text}"
    for left, right in pairwise(prices):
        between = range(left.amount.last + 1, right.amount.first)
        joined = len(between) == 1 and (
            scan.value(between[0], "to") or scan.tokens[between[0]].text in _DASHES
        )
        if joined and (left.why or "").startswith("word"):
            right.why = right.why or left.why


def _sums(scan: Scan, prices: list[Price]) -> list[tuple[int, int, Price | None]]:
    """Sums and percentages of a line in order; a percentage takes a word for savings upon itself."""
    found: list[tuple[int, int, Price | None]] = [(p.amount.first, p.amount.last, p) for p in prices]
    for index, token in enumerate(scan.tokens):
        if token.text in ("%", "％", "٪"):
            found.append((max(0, index - 1), index, None))
    return sorted(found, key=lambda entry: entry[0])


def _target(
    scan: Scan,
    first: int,
    last: int,
    sense: str,
    sums: list[tuple[int, int, Price | None]],
    numbers: list[int],
) -> Price | None:
    """The sum that a word speaks of: the next one in its clause, else the one before it."""
    clause = numbers[first]
    if sense not in ("was", "instead"):
        sums = [entry for entry in sums if entry[2] is None or entry[2].why != "struck out"]
    after = [entry for entry in sums if entry[0] > last and numbers[entry[0]] == clause]
    before = [entry for entry in sums if entry[1] < first and numbers[entry[1]] == clause]
    ahead = _distance(scan, last, after[0][0]) if after else 99
    behind = first - before[-1][1] if before else 99
    if sense in ("off", "instead"):
        parted = before and any(scan.tokens[i].text in "(（,;" for i in range(before[-1][1] + 1, first))
        return before[-1][2] if behind <= 2 and not parted else None
    if behind == 1 and _is_led_on(scan, last, after[0][0] if after else 0):
        return before[-1][2]
    reach = 4 if sense == "was" else 7
    if ahead <= reach and (ahead <= behind + 1 or sense == "was"):
        return after[0][2]
    if behind <= (2 if sense == "was" else 4):
        return before[-1][2]
    return None


def _is_led_on(scan: Scan, last: int, following: int) -> bool:
    """Whether words and a colon stand between a word and a sum: "400 TL tasarruf edin: yılda 1.600 TL"."""
    return any(scan.tokens[index].text in ":：" for index in range(last + 2, following))


def _distance(scan: Scan, last: int, first: int) -> int:
    """Tokens from a word on to a sum; words that say how long do not count ("that is each day only 0.82")."""
    lengths = {i for m in scan.all("span", "unit", "num", "per") for i in range(m.first, m.last + 1)}
    counted = {index - 1 for index in lengths if index and scan.tokens[index - 1].kind == "number"}
    between = set(range(last + 1, first)) - lengths - counted
    return 1 + sum(1 for index in between if scan.tokens[index].text not in ":：")


def _is_opened(scan: Scan, index: int) -> bool:
    """ "excl. postage (1.95)": the sum in the brackets is still the postage."""
    return index < len(scan.tokens) and scan.tokens[index].text in "(（["


def _is_included(scan: Scan, mark: Mark, numbers: list[int]) -> bool:
    """ "incl. postage", "free delivery", "no fees", "VAT included": nothing is said of a sum."""
    index = mark.first
    if scan.value(mark.last + 1, "incl") and not scan.value(mark.last + 1, "free"):
        return True
    before = (at for at in range(max(0, index - 2), index) if numbers[at] == numbers[index])
    return any(scan.ending(at, "incl") or scan.ending(at, "free") for at in before)


def _lowered(scan: Scan, prices: list[Price]) -> None:
    """ "20 € → 15 €", "de R$ 50 por R$ 30", "$9 now $5": the greater sum is the old price."""
    for old, new in pairwise(price for price in prices if price.why is None):
        if old.amount.currency != new.amount.currency or old.amount.value <= new.amount.value:
            continue
        between = range(old.amount.last + 1, new.amount.first)
        texts = [scan.tokens[index].text for index in between]
        if len(texts) > 3:
            continue
        arrow = any(text in _ARROWS for text in texts) or "->" in "".join(texts) or "=>" in "".join(texts)
        fell = any(scan.value(index, "now") or scan.value(index, "to") for index in between)
        meant = any(scan.value(index, "means") for index in between)
        if fell and not arrow and _is_fraction(scan, old.amount, new.amount):
            new.soft = True
        elif (arrow or fell) and not meant:
            old.why = f"{OLD}: lowered"


def _is_fraction(scan: Scan, whole: Amount, part: Amount) -> bool:
    """ "$199.95, only $16.66 a month": a third of the sum or less, and at once said for how long."""
    after = range(part.last + 1, part.last + 3)
    timed = any(scan.value(at, sense) for at in after for sense in ("unit", "span"))
    return timed and whole.value > _PART * part.value


def _rates(scan: Scan, prices: list[Price]) -> None:
    """ "1 BTC = 60,000 USD": neither side is a price."""
    for left, right in pairwise(prices):
        between = {token.text for token in scan.tokens[left.amount.last + 1 : right.amount.first]}
        signs = {"=", "≈", "~", ":", "—", "–", "-"} if left.amount.currency in COINS else {"=", "≈"}
        if left.amount.value == 1 and between & signs and left.amount.currency != right.amount.currency:
            left.why = left.why or "rate"
            right.why = right.why or "rate"
