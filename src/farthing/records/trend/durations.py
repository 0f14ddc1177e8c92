"""Times as the few classes that are counted: the period of an offer, and the hours until a site was gone."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)([YMWDH])")
_DAYS = {"Y": 365.0, "M": 30.4, "W": 7.0, "D": 1.0, "H": 1 / 24}
_PERIODS = ((1, "a day or less"), (7, "up to a week"), (31, "up to a month"), (93, "up to three months"))
_LONGER = ((186, "up to half a year"), (366, "up to a year"))
_ONCE = "once, or no period said"
_HOURS = ((24, "a day or less"), (72, "up to three days"), (168, "up to a week"), (720, "up to 30 days"))
_MORE = "longer than 30 days"
HOURS = (*(said for _, said in _HOURS), _MORE)


def period_class(period: str) -> str:
    """A period of FORMATS.md as one of the few that are counted."""
    if not period.startswith("P"):
        return period if period == "lifetime" else _ONCE
    day_part, _, time_part = period[1:].partition("T")
    parts = [*_PART.findall(day_part), *(one for one in _PART.findall(time_part) if one[1] == "H")]
    days = sum(int(number) * _DAYS[unit] for number, unit in parts)
    return next((said for most, said in (*_PERIODS, *_LONGER) if days <= most), "longer than a year")


def hours_class(hours: float) -> str:
    """Hours as one of HOURS."""
    return next((said for most, said in _HOURS if hours <= most), _MORE)
