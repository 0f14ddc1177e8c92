"""Quantities in a line: "150k", "1,2 triệu", "2만 9천", "1 lakh 50 thousand"; in words "三千", "twenty".

A number with a greater multiple takes the smaller ones that follow it at once: "2만 9천" is one quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from farthing.pages.offers.numbers import number
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_SHORT = frozenset({"k", "к", "w", "tr", "ng", "n", "t", "m"})  # multiples that are written without a blank
_SPLITTING = frozenset({"tr", "triệu"})  # "2tr5" is two and a half million, "1tr250" a quarter more than one


@dataclass(slots=True)
class Quantity:
    """Tokens `first` to `last`: written numbers each with its multiple; `multiple` is the last one's mark."""

    first: int
    last: int
    parts: list[tuple[str, int]]
    multiple: Mark | None = None
    spelled: bool = False

    def value(self, decimal: str, *, fine: bool = False) -> Decimal | None:
        """The sum of its parts; None where one of them is no number."""
        total = Decimal(0)
        for written, times in self.parts:
            one = number(written, decimal=decimal, fine=fine and times == 1)
            if one is None:
                return None
            total += one * times
        return total


def quantities(scan: Scan) -> list[Quantity]:
    """The quantities of a line, in order; numbers inside known phrases ("TRC 20") are none."""
    taken = {
        index
        for mark in scan.marks
        if mark.last > mark.first and mark.sense not in ("num", "mult")
        for index in range(mark.first, mark.last + 1)
    }
    found: list[Quantity] = []
    for index, token in enumerate(scan.tokens):
        if index in taken or (found and index <= found[-1].last):
            continue
        if token.kind == "number":
            one = _written(scan, index)
            before = found[-1] if found else None
            if before is not None and _continues(scan, before, one):
                before.parts += one.parts
                before.last, before.multiple = one.last, one.multiple
            else:
                found.append(one)
        elif scan.value(index, "num") or scan.value(index, "mult"):
            spelled = _spelled(scan, index)
            if spelled is not None:
                found.append(spelled)
    return found


def _written(scan: Scan, index: int) -> Quantity:
    """A number and the multiple after it."""
    token = scan.tokens[index]
    multiple = scan.value(index + 1, "mult")
    if multiple is not None:
        word = scan.tokens[index + 1]
        if word.text.lower() in _SHORT and word.start != token.end:
            multiple = None
    if multiple is None:
        return Quantity(index, index, [(token.text, 1)])
    parts = [(token.text, int(multiple.value))]
    if scan.tokens[multiple.last].text.lower() in _SPLITTING:
        rest = scan.tokens[multiple.last + 1] if multiple.last + 1 < len(scan.tokens) else None
        if rest is not None and rest.start == scan.tokens[multiple.last].end and rest.text.isdigit():
            parts.append((rest.text, int(multiple.value) // 10 ** len(rest.text)))
            return Quantity(index, multiple.last + 1, parts, multiple)
    return Quantity(index, multiple.last, parts, multiple)


def _continues(scan: Scan, before: Quantity, after: Quantity) -> bool:
    """Whether a number goes on with the one before it: it stands at its side and is smaller than its unit."""
    if before.multiple is None or before.last + 1 != after.first or before.spelled:
        return False
    if scan.tokens[after.first].start - scan.tokens[before.last].end > 1:
        return False
    times, own = before.parts[-1][1], after.parts[0][1]
    written = after.parts[0][0]
    return times > own and written.isdigit() and int(written) * own < times


def _spelled(scan: Scan, index: int) -> Quantity | None:
    """A number in words, from two upwards: "twenty", "三千", "пять тысяч"."""
    total = current = 0
    at, last = index, -1
    while at < len(scan.tokens):
        num, times = scan.value(at, "num"), scan.value(at, "mult")
        if num is not None and num.value.isdigit():
            tens = num.value == "10" and 0 < current < 10  # "四十" is forty
            current = current * 10 if tens else current + int(num.value)
            last = num.last
        elif times is not None and (last >= 0 or len(scan.tokens[at].text) > 1):
            current = max(1, current) * int(times.value)
            if int(times.value) >= 1000:
                total, current = total + current, 0
            last = times.last
        elif last < 0 or scan.value(at, "link") is None or scan.value(at + 1, "num") is None:
            break
        else:  # "one hundred and twenty"
            at += 1
            continue
        at = last + 1
    if total + current < 2:
        return None
    return Quantity(index, last, [(str(total + current), 1)], spelled=True)
