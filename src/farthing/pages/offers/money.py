"""Amounts of money in a line: a number, its multiple ("150k", "1,2 triệu") and its currency before or after
it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from farthing.pages.offers.numbers import number
from farthing.pages.words.lexer import Token
from farthing.pages.words.lexicon import Lexicon, Mark
from farthing.pages.words.scan import Scan

COINS = frozenset({
    "BTC", "LTC", "DOGE", "DASH", "BCH", "ZEC", "XMR", "ETH", "ETC", "BNB", "POL", "AVAX", "TRX", "XRP",
    "SOL", "ADA", "TON", "XLM", "DOT", "ATOM", "ALGO",
})  # fmt: skip
_SHORT = frozenset({"k", "к", "w", "tr", "ng"})  # multiples that are written without a blank
_PREFERS_BEFORE = frozenset("$€£¥₽₴₺₹₩₫₪฿₦₱₸₿＄￥￦")
_MOST_NUMBERS = 40  # in one line; more of them are data, not prices
_BETWEEN = frozenset(":=-–—.)]~≈")


@dataclass(slots=True, eq=False)
class Amount:
    """A sum in a line: tokens `first` to `last`, of which `digits` is the number itself."""

    scan: Scan
    first: int
    last: int
    digits: int
    value: Decimal
    currency: str

    @property
    def start(self) -> int:
        return self.scan.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.scan.tokens[self.last].end


@dataclass(slots=True)
class _Side:
    """A currency word beside a number: its tokens, its code, and whether it touches the number."""

    first: int
    last: int
    code: str
    touches: bool
    sign: bool


def amounts(scan: Scan, lexicon: Lexicon) -> list[Amount]:
    """The sums with a currency in this line, in order."""
    if not scan.has("cur", "coin"):
        return []
    taken = {
        index for mark in scan.marks if mark.last > mark.first for index in range(mark.first, mark.last + 1)
    }
    numbers = [
        index for index, token in enumerate(scan.tokens) if token.kind == "number" and index not in taken
    ]
    if len(numbers) > _MOST_NUMBERS:
        return []
    befores = {index: _before(scan, index) for index in numbers}
    afters = {index: _after(scan, index) for index in numbers}
    _share(scan, numbers, befores, afters)
    found = []
    for index in numbers:
        amount = _amount(scan, index, befores[index], afters[index][1], afters[index][0], lexicon)
        if amount is not None:
            found.append(amount)
    return found


def currency_at(scan: Scan, index: int, *, ends: bool = False) -> Mark | None:
    """A currency or a coin's ticker or name that begins (or, with `ends`, ends) at a token."""
    look = scan.ending if ends else scan.value
    return look(index, "cur") or look(index, "coin")


def _before(scan: Scan, index: int) -> _Side | None:
    at, gap = index - 1, 0
    while at >= 0 and gap < 2 and scan.tokens[at].text in _BETWEEN:
        at, gap = at - 1, gap + 1
    mark = currency_at(scan, at, ends=True) if at >= 0 else None
    if mark is None:
        return None
    text = scan.tokens[mark.last].text
    sign = not text[-1].isalpha()
    if gap and sign:
        return None
    touches = scan.tokens[mark.last].end == scan.tokens[index].start
    return _Side(mark.first, mark.last, mark.value, touches, sign)


def _after(scan: Scan, index: int) -> tuple[Mark | None, _Side | None]:
    """A multiple and the currency after a number; ",-" and ".–" between them are a price's dashes."""
    at = index + 1
    multiple = scan.value(at, "mult")
    if multiple is not None:
        token = scan.tokens[at]
        short = token.text.lower() in _SHORT
        if short and token.start != scan.tokens[index].end:
            multiple = None
        else:
            at = multiple.last + 1
            if at < len(scan.tokens) and scan.tokens[at].text == "." and currency_at(scan, at + 1):
                at += 1
    while at < min(index + 4, len(scan.tokens)) and scan.tokens[at].text in (
        ",",
        "-",
        "–",
        "—",
        ".",
        "\u2212",
    ):
        if scan.tokens[at].start != scan.tokens[at - 1].end:
            break
        at += 1
    own = currency_at(scan, multiple.first) if multiple is not None else None
    mark = own or currency_at(scan, at)  # "15만원": one word for the multiple and the currency
    if mark is None:
        return multiple, None
    text = scan.tokens[mark.first].text
    touches = scan.tokens[mark.first].start == scan.tokens[at - 1].end
    return multiple, _Side(mark.first, mark.last, mark.value, touches, not text[0].isalpha())


def _share(
    scan: Scan,
    numbers: list[int],
    befores: dict[int, _Side | None],
    afters: dict[int, tuple[Mark | None, _Side | None]],
) -> None:
    """A currency between two numbers belongs to one of them: the one that it touches, else the usual side."""
    for left, right in pairwise(numbers):
        after, before = afters[left][1], befores[right]
        if after is None or before is None or after.first != before.first:
            continue
        if after.touches != before.touches:
            to_left = after.touches
        elif befores[left] is not None and (afters[right][1] is None):
            to_left = False
        elif afters[right][1] is not None and befores[left] is None:
            to_left = True
        else:
            to_left = not (before.sign and scan.tokens[before.last].text[-1] in _PREFERS_BEFORE)
        if to_left:
            befores[right] = None
        else:
            afters[left] = (afters[left][0], None)


def _amount(
    scan: Scan, index: int, before: _Side | None, after: _Side | None, multiple: Mark | None, lexicon: Lexicon
) -> Amount | None:
    if before is None and after is None:
        return None
    side = _choose(before, after, scan, index)
    if side is None or _is_counted(scan, index, side, after) or _is_part(scan, index):
        return None
    code, _, fraction = side.code.partition("/")
    value = number(scan.tokens[index].text, decimal=lexicon.decimal, fine=code in COINS)
    if value is None:
        return None
    if multiple is not None:
        value *= int(multiple.value)
    if fraction:
        value /= int(fraction)
    first, last = index, max(index, multiple.last if multiple else index)
    if before is not None and (side is before or _alike(before.code, side.code)):
        first = before.first
    if after is not None and (side is after or _alike(after.code, side.code)):
        last = after.last
    return Amount(scan, first, last, index, value, code)


def _alike(one: str, other: str) -> bool:
    """Signs that may stand with a code for one sum: "$20 CAD", "US$ 20 USD", "¥500 JPY"."""
    return one in ("$", "¥", "kr", other) or other in ("$", "¥", "kr")


def _choose(before: _Side | None, after: _Side | None, scan: Scan, index: int) -> _Side | None:
    """Of a currency on each side the code before the bare sign, else the nearer one."""
    if before is None or after is None:
        return before or after
    if before.code in ("$", "¥", "kr"):
        return after if _alike(before.code, after.code) and not after.sign else before
    if after.code in ("$", "¥", "kr"):
        return before if not before.sign and not after.touches else after
    if before.touches != after.touches:
        return before if before.touches else after
    separated = before.last < index - 1  # "USDT: 20 €"
    return after if separated or not before.sign else before


def _is_counted(scan: Scan, index: int, side: _Side, after: _Side | None) -> bool:
    """ "30 days" after "USD": the number counts days. "5 €" or "$30/day" do not."""
    if side is after:
        return False
    follower = index + 1
    if follower < len(scan.tokens) and scan.tokens[follower].text in ("-", "‑"):
        follower += 1
    unit = scan.value(follower, "unit") or scan.value(follower, "counted")
    return unit is not None and not (side.sign and side.touches)


def _is_part(scan: Scan, index: int) -> bool:
    """A number that is glued to what makes it something else: "15%", "#3", "MP3"."""
    tokens = scan.tokens
    following: Token | None = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.text in ("%", "％", "٪"):
        return True
    return index > 0 and tokens[index - 1].text in ("#", "№")
