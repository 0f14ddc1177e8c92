"""Amounts of money in a line: a number, its multiple ("150k", "1,2 triệu") and its currency before or after
it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from farthing.pages.offers.quantities import Quantity, quantities
from farthing.pages.words.lexer import Token
from farthing.pages.words.lexicon import Lexicon, Mark
from farthing.pages.words.scan import Scan

COINS = frozenset({
    "BTC", "LTC", "DOGE", "DASH", "BCH", "ZEC", "XMR", "ETH", "ETC", "BNB", "POL", "AVAX", "TRX", "XRP",
    "SOL", "ADA", "TON", "XLM", "DOT", "ATOM", "ALGO",
})  # fmt: skip
SIGNS = ("$", "¥", "kr", "元", "﷼")  # the page decides which currency these are
_PREFERS_BEFORE = frozenset("$€£¥₽₴₺₹₩₫₪฿₦₱₸₿＄￥￦")
_MOST_NUMBERS = 40  # in one line; more of them are data, not prices
COINS_AND_TOKENS = COINS | {"USDT", "USDC", "DAI", "BUSD", "TUSD", "FDUSD", "PYUSD", "EURC"}
_LONG_WORD = 5
_COLONS = frozenset(":：=")
_DASHES = frozenset({",", "-", "–", "—", ".", "\u2212"})
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
    if not scan.has("cur", "coin") and not ("kr" in lexicon.settings and _has_dashes(scan)):
        return []
    found_numbers = quantities(scan)
    if len(found_numbers) > _MOST_NUMBERS:
        return []
    befores = {one.first: None if one.spelled else _before(scan, one.first) for one in found_numbers}
    afters = {number.first: _after(scan, number) for number in found_numbers}
    _share(scan, found_numbers, befores, afters)
    found = []
    for number in found_numbers:
        amount = _amount(scan, number, befores[number.first], afters[number.first], lexicon)
        if amount is not None:
            found.append(amount)
        elif found and not _add_cents(scan, found[-1], number):
            shared = _shared(scan, found[0], number, lexicon)
            found += [shared] if shared is not None else []
    return found


def _shared(scan: Scan, head: Amount, number: Quantity, lexicon: Lexicon) -> Amount | None:
    """ "LTC: 0.15 (30 days) / 0.4 (90 days)": the currency at the head of a line holds for all of it."""
    if head.first != 0 or head.digits - head.first < 2 or scan.tokens[head.digits - 1].text not in _COLONS:
        return None
    after = number.last + 1
    counted = any(scan.value(after, sense) for sense in ("unit", "counted", "glued", "span"))
    if number.spelled or counted or _is_part(scan, number):
        return None
    value = number.value(lexicon.decimal, fine=head.currency in COINS)
    return Amount(scan, number.first, number.last, number.first, value, head.currency) if value else None


def _add_cents(scan: Scan, amount: Amount, number: Quantity) -> bool:
    """ "6 euros e 50 cêntimos": hundredths right after a sum are part of it."""
    mark = scan.value(number.last + 1, "cents")
    if mark is None or number.first - amount.last > 2 or amount.value != amount.value.to_integral_value():
        return False
    value = number.value(".")
    if value is None or value >= 100:
        return False
    amount.value += value / 100
    amount.last = mark.last
    return True


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


def _after(scan: Scan, quantity: Quantity) -> _Side | None:
    """The currency after a quantity; ",-" and ".–" between them are a price's dashes."""
    at = quantity.last + 1
    if quantity.multiple is not None and at < len(scan.tokens) and scan.tokens[at].text == ".":
        at += bool(currency_at(scan, at + 1))
    if scan.value(at, "link") is not None:  # "500 de lei"
        at += 1
    if _is_dashed(scan, at):
        return _side(scan, currency_at(scan, at + 2), at + 2) or _Side(at, at + 1, "kr", True, True)
    while at < min(quantity.last + 4, len(scan.tokens)) and scan.tokens[at].text in _DASHES:
        if scan.tokens[at].start != scan.tokens[at - 1].end:
            break
        at += 1
    own = currency_at(scan, quantity.multiple.first) if quantity.multiple is not None else None
    return (
        _side(scan, own, at) if own else _side(scan, currency_at(scan, at), at)
    )  # "15만원": both in one word


def _side(scan: Scan, mark: Mark | None, at: int) -> _Side | None:
    """The currency after a quantity whose dashes end before token `at`."""
    if mark is None:
        return None
    text = scan.tokens[mark.first].text
    touches = scan.tokens[mark.first].start == scan.tokens[at - 1].end
    return _Side(mark.first, mark.last, mark.value, touches, not text[0].isalpha())


def _has_dashes(scan: Scan) -> bool:
    return any(token.text == ":" and _is_dashed(scan, index) for index, token in enumerate(scan.tokens))


def _is_dashed(scan: Scan, at: int) -> bool:
    """ "499:-", as crowns are written."""
    if not 0 < at < len(scan.tokens) - 1:
        return False
    colon, dash = scan.tokens[at], scan.tokens[at + 1]
    return (
        colon.text == ":"
        and dash.text in _DASHES
        and scan.tokens[at - 1].end == colon.start == dash.start - 1
    )


def _share(
    scan: Scan,
    numbers: list[Quantity],
    befores: dict[int, _Side | None],
    afters: dict[int, _Side | None],
) -> None:
    """A currency between two numbers belongs to one of them: the one that it touches, else the usual side."""
    for left, right in pairwise(numbers):
        after, before = afters[left.first], befores[right.first]
        if after is None or before is None or after.first != before.first:
            continue
        ahead = scan.tokens[right.first].start - scan.tokens[before.last].end
        behind = scan.tokens[after.first].start - scan.tokens[left.last].end
        if after.touches != before.touches or abs(ahead - behind) > 1:  # in a column of text
            to_left = behind < ahead
        elif befores[left.first] is not None and afters[right.first] is None:
            to_left = False
        elif afters[right.first] is not None and befores[left.first] is None:
            to_left = True
        else:
            to_left = not (before.sign and scan.tokens[before.last].text[-1] in _PREFERS_BEFORE)
        if to_left:
            befores[right.first] = None
        else:
            afters[left.first] = None


def _amount(
    scan: Scan, quantity: Quantity, before: _Side | None, after: _Side | None, lexicon: Lexicon
) -> Amount | None:
    if before is None and after is None:
        return None
    index = quantity.first
    side = _choose(before, after, scan, index)
    if side is None or _is_counted(scan, quantity, side, after) or _is_part(scan, quantity):
        return None
    if quantity.spelled and (side is not after or side.sign or side.code in COINS):
        return None
    code, _, fraction = side.code.partition("/")
    value = quantity.value(lexicon.decimal, fine=code in COINS and fraction in ("", "1000"))
    if value is None:
        return None
    if fraction:
        value /= Decimal(fraction)
    first, last = index, quantity.last
    if before is not None and (side is before or _alike(before.code, side.code)):
        first = before.first
    if after is not None and (side is after or _alike(after.code, side.code)):
        last = max(last, after.last)
    return Amount(scan, first, last, index, value, code)


def _alike(one: str, other: str) -> bool:
    """Signs that may stand with a code for one sum: "$20 CAD", "US$ 20 USD", "¥500 JPY"."""
    return one in (*SIGNS, other) or other in SIGNS


def _choose(before: _Side | None, after: _Side | None, scan: Scan, index: int) -> _Side | None:
    """Of a currency on each side the code before the bare sign, else the nearer one."""
    if before is None or after is None:
        return before or after
    if before.code in SIGNS:
        return after if _alike(before.code, after.code) and not after.sign else before
    if after.code in SIGNS:
        return before if not before.sign and not after.touches else after
    if before.touches != after.touches:
        return before if before.touches else after
    separated = before.last < index - 1  # "USDT: 20 €"
    return after if separated or not before.sign else before


def _is_counted(scan: Scan, quantity: Quantity, side: _Side, after: _Side | None) -> bool:
    """ "30 days" after "USD": the number counts days. "5 €" or "$30/day" do not."""
    if side is after:
        return False
    follower = quantity.last + 1
    if follower < len(scan.tokens) and scan.tokens[follower].text in ("-", "‑"):
        follower += 1
    unit = any(scan.value(follower, sense) for sense in ("unit", "counted", "glued"))
    return (unit and not (side.sign and side.touches)) or _counts_a_thing(scan, quantity, side)


def _counts_a_thing(scan: Scan, quantity: Quantity, side: _Side) -> bool:
    """ "Bitcoin: 2 confirmations": a small whole number after a coin, and a long word of no known meaning."""
    if side.code not in COINS or quantity.spelled or not scan.tokens[quantity.first].text.isdigit():
        return False
    at = quantity.last + 1
    if at >= len(scan.tokens) or scan.at.get(at):
        return False
    return scan.tokens[at].kind in ("word", "wide") and len(scan.tokens[at].text) >= _LONG_WORD


def _is_part(scan: Scan, quantity: Quantity) -> bool:
    """A number that is glued to what makes it something else: "15%", "#3", or counts a list: "3. USDT"."""
    tokens = scan.tokens
    following: Token | None = tokens[quantity.last + 1] if quantity.last + 1 < len(tokens) else None
    if following is not None and quantity.last == 0 and following.text in (".", ")", "．", "）"):
        beyond = tokens[quantity.last + 2] if quantity.last + 2 < len(tokens) else None
        return beyond is not None and beyond.start > following.end and tokens[0].text.isdigit()
    if following is not None and following.text in ("%", "％", "٪"):
        return True
    return quantity.first > 0 and tokens[quantity.first - 1].text in ("#", "№")
