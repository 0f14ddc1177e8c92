"""Numbers as people write them: "1.234,56", "1 234.56", "1,50,000", "１，２００", "٫" and "٬".

Digits of every script count (Unicode Nd). Which sign is the decimal one is told by the number itself where
it can be, else by what is counted (coins have many decimals, money has two) and the language.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_BLANKS = re.compile(r"[ \u00a0\u202f\u2009'’٬]")
_MOST_DIGITS = 24


def number(written: str, *, decimal: str = ".", fine: bool = False) -> Decimal | None:
    """The value of a written number; None for what is none (a version, a date).

    `decimal` is the language's decimal sign. `fine` is true for coins, where three decimals are as likely
    as a group of thousands.
    """
    text = written.replace("，", ",").replace("．", ".").replace("٫", ".")
    text = _BLANKS.sub("", text)
    if len(text) > _MOST_DIGITS:
        return None
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        last = max(text.rfind("."), text.rfind(","))
        sign, other = text[last], "," if text[last] == "." else "."
        if text.count(sign) > 1:
            return None
        text = text.replace(other, "").replace(sign, ".")
    elif _INDIAN.fullmatch(text):
        text = text.replace(",", "")
    elif dots + commas:
        text = _one_sign(text, "." if dots else ",", dots + commas, decimal, fine)
    try:
        return Decimal("".join(str(int(sign)) if sign.isdigit() else sign for sign in text))
    except (InvalidOperation, ValueError):
        return None


def _one_sign(text: str, sign: str, count: int, decimal: str, fine: bool) -> str:
    """A number with one kind of sign in it: groups of three are thousands, else it is the decimal sign."""
    parts = text.split(sign)
    groups = (
        all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0].lstrip("0") != ""
    )
    if count > 1:
        return text.replace(sign, "") if groups else "x"
    if groups and not (fine and (sign == decimal or sign == ".")):
        return text.replace(sign, "")
    return text.replace(sign, ".")


def plain(value: Decimal) -> str:
    """A decimal string as FORMATS.md has it: no exponent, and no decimals where all of them are zero."""
    if value == value.to_integral_value():
        return str(value.quantize(Decimal(1)))
    return format(value, "f")
