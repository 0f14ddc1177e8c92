"""Periods as people say them: "P30D" is "30 days", "P1M" a month."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)([YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute"}

COMMON = {
    "P1D": "1 day",
    "P3D": "3 days",
    "P1W": "1 week",
    "P7D": "7 days",
    "P30D": "30 days",
    "P1M": "1 month",
    "P3M": "3 months",
    "P6M": "6 months",
    "P1Y": "1 year",
    "lifetime": "lifetime",
    "once": "once, or no period said",
}


def say_period(text: str) -> str:
    """An ISO 8601 duration in words; anything else as it is."""
    if not text.startswith("P"):
        return text
    day_part, _, time_part = text[1:].partition("T")
    parts = [(number, unit) for number, unit in _PART.findall(day_part)]
    parts += [(number, "m" if unit == "M" else unit) for number, unit in _PART.findall(time_part)]
    said = [f"{number} {_UNITS[unit]}{'' if number == '1' else 's'}" for number, unit in parts]
    return " ".join(said) or text
