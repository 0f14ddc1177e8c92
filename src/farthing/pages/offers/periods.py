"""How long: "30 days", "a month", "monthly", "half a year", "24 h", "lifetime", "one-time" in a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from farthing.pages.words.scan import Scan

_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 3  # tokens between a period and a word of waiting
_ENDS = frozenset(",.;:!?()|·•。，、；：।–—")
_HYPHENS = frozenset("-‑‐–/")
_PER = frozenset({"/", "／"})
_MOST = {"h": 8784, "D": 1100, "W": 260, "M": 120, "Y": 10}
_FIXED_MOST = 12
_OLDEST = 100
_DAY = 24  # hours


@dataclass(slots=True, eq=False)
class Period:
    """A length of time in a line: tokens `first` to `last`. `per` is true for "/ month", "per month"."""

    scan: Scan
    first: int
    last: int
    value: str
    per: bool = False
    used: bool = False

    @property
    def start(self) -> int:
        return self.scan.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.scan.tokens[self.last].end


def periods(scan: Scan, taken: set[int]) -> list[Period]:
    """The lengths of time in this line; tokens in `taken` belong to amounts."""
    if not scan.has("unit", "counted", "glued", "span"):
        return []
    found: list[Period] = []
    index = 0
    while index < len(scan.tokens):
        period = None if index in taken else _at(scan, index, taken)
        if period is None:
            index += 1
            continue
        period.per = period.per or _after_per(scan, index)
        found.append(period)
        index = period.last + 1
    return found


def is_waiting(scan: Scan, length: Period) -> bool:
    """ "14-day refund", "answers within 24 hours": how long something takes, not how long one has access."""
    if not scan.has("wait"):
        return False
    return _waits(scan, range(length.first - 1, length.first - _NEAR - 1, -1)) or _waits(
        scan, range(length.last + 1, length.last + _NEAR + 1)
    )


def _waits(scan: Scan, places: range) -> bool:
    """Whether a word of waiting stands on the way, before a sum or a sign that ends the thought."""
    for at in places:
        if not 0 <= at < len(scan.tokens) or scan.tokens[at].text in _ENDS:
            return False
        if scan.value(at, "wait") or scan.ending(at, "wait"):
            return True
        if scan.value(at, "cur") or scan.value(at, "coin"):
            return False
    return False


def _after_per(scan: Scan, index: int) -> bool:
    """Whether a "/" or a word for "per" stands right before."""
    return index > 0 and (scan.tokens[index - 1].text in _PER or scan.ending(index - 1, "per") is not None)


def _at(scan: Scan, index: int, taken: set[int]) -> Period | None:
    token = scan.tokens[index]
    span = scan.value(index, "span")
    if span is not None:
        aged = span.value == "P1Y" and _is_aged(scan, index, taken)
        return None if aged else Period(scan, index, span.last, span.value)
    if token.kind == "number":
        return _counted(scan, index, index, token.text, taken)
    word = scan.value(index, "num") or scan.value(index, "per")
    if word is not None:
        per = scan.value(index, "per") is not None
        found = _counted(scan, index, word.last, word.value or "1", taken)
        if found is not None:
            found.per = per
            return found
    unit = scan.value(index, "unit")
    if unit is not None:
        value = unit.value if len(unit.value) > 1 else _duration(1, unit.value)
        if unit.value == "h" and not _after_per(scan, index):
            return None  # an hour by itself is a time of day
        if unit.value == "Y" and index > 0 and _YEAR.fullmatch(scan.tokens[index - 1].text):
            return None  # "od 2012 roku"
        if unit.value == "Y" and _is_aged(scan, index, taken):
            return None
        return Period(scan, index, unit.last, value) if value else None
    glued = scan.value(index, "counted") or scan.value(index, "glued")
    if glued is not None and index > 0 and scan.tokens[index - 1].text in ("/", "／") and glued.value != "h":
        value = glued.value if len(glued.value) > 1 else _duration(1, glued.value)
        return Period(scan, index, glued.last, value, per=True) if value else None
    return None


def _is_aged(scan: Scan, index: int, taken: set[int]) -> bool:
    """ "Children up to 12 years", "26-jährige": more years before the unit than anybody sells."""
    before = index - 1
    if before > 0 and (scan.tokens[before].text in "-‑" or scan.ending(before, "link") is not None):
        before -= 1
    written = scan.tokens[before].text if before >= 0 and before not in taken else ""
    return written.isdecimal() and _MOST["Y"] < int(written[:4]) < _OLDEST


def _counted(scan: Scan, first: int, last: int, written: str, taken: set[int]) -> Period | None:
    """A count and its unit: "30 days", "30-day", "6mo", "три месяца", "三个月"."""
    at = last + 1
    if at < len(scan.tokens) and scan.tokens[at].text in _HYPHENS and scan.tokens[at].text != "/":
        at += 1
    if scan.value(at, "link") is not None:  # "30 de zile"
        at += 1
    if at >= len(scan.tokens) or at in taken:
        return None
    unit = scan.value(at, "unit")
    if unit is None:
        unit = scan.value(at, "counted")
    if unit is None and scan.tokens[at].start == scan.tokens[last].end:
        unit = scan.value(at, "glued")
    if unit is None:
        return _times_span(scan, first, at, written)
    try:
        count = int(written)
    except ValueError:
        return None
    if unit.value == "h" and _is_until(scan, first):
        return None
    value = lasting(count, unit.value)
    return Period(scan, first, unit.last, value) if value else None


def _is_until(scan: Scan, first: int) -> bool:
    """ "From 9 to 18 h": the second of two times of a day, with a smaller one before it."""
    if first < 2 or not (scan.ending(first - 1, "to") or scan.tokens[first - 1].text in _HYPHENS):
        return False
    before, own = scan.tokens[first - 2].text, scan.tokens[first].text
    return before.isdecimal() and own.isdecimal() and int(before[:4]) < int(own[:4]) < _DAY


def _times_span(scan: Scan, first: int, at: int, written: str) -> Period | None:
    """A count before an adjective: "3-month" is a count, "12 monthly" is not; "2 quarters" is."""
    span = scan.value(at, "span")
    if span is None or not written.isdigit():
        return None
    if int(written) == 1 and span.value.startswith("P"):
        return Period(scan, first, span.last, span.value)
    return None


def lasting(count: int, unit: str) -> str | None:
    """So many of a unit as an ISO 8601 duration: a letter, or a fixed length as "P3M"."""
    return _times(unit, count) if len(unit) > 1 else _duration(count, unit)


def _duration(count: int, unit: str) -> str | None:
    """An ISO 8601 duration as worded; whole days for hours where they are."""
    if not 0 < count <= _MOST[unit]:
        return None
    if unit == "h":
        return f"P{count // 24}D" if count % 24 == 0 else f"PT{count}H"
    return f"P{count}{unit}"


def _times(fixed: str, count: int) -> str | None:
    """So many quarters, half-years, fortnights."""
    if fixed in ("lifetime", "once") or not 0 < count <= _FIXED_MOST:
        return None
    return f"P{int(fixed[1:-1]) * count}{fixed[-1]}"


def days(period: str) -> float | None:
    """A period's length in days, None for `lifetime` and `once`."""
    if not period.startswith("P"):
        return None
    if period.startswith("PT"):
        return int(period[2:-1]) / 24
    return int(period[1:-1]) * {"D": 1.0, "W": 7.0, "M": 30.4375, "Y": 365.25}[period[-1]]
