"""Ages: "under 26: 6 € a month", "from 18 years", "12歳以下". Their bounds say nothing of a price."""

from __future__ import annotations

from collections.abc import Iterator

from farthing.pages.words.lexer import Token
from farthing.pages.words.lexicon import Mark

_BOUNDS = frozenset({"limit", "means", "from", "to"})
_SUMS = frozenset({"cur", "coin", "mult", "unit", "counted", "glued", "span"})  # what other numbers count
_YEARS = frozenset({("unit", "Y"), ("counted", "Y"), ("span", "P1Y")})
_YOUNGEST, _OLDEST = 6, 99
_BETWEEN = 2  # tokens between a bound and the age before it, or an age and its years
_FOLLOWING = frozenset({"limit", "means"})  # bounds that may follow an age


def without_ages(line: list[Token], marks: list[Mark]) -> list[Mark]:
    """The marks of a line but for those of a bound on somebody's age and of the years that it counts."""
    bounds = [mark for mark in marks if mark.sense in _BOUNDS]
    if not bounds:
        return marks
    dropped: set[Mark] = set()
    for bound in bounds:
        for age in _ages(line, bound):
            if any(mark.sense == "cur" and age in (mark.last + 1, mark.first - 1) for mark in marks):
                continue  # "$45 / year": a sum
            beside = [mark for mark in marks if _is_beside(mark, age)]
            years = [mark for mark in beside if (mark.sense, mark.value) in _YEARS]
            if years or (bound.sense in _FOLLOWING and not any(mark.sense in _SUMS for mark in beside)):
                dropped.update(years)
                if bound.sense in _FOLLOWING:
                    dropped.add(bound)
    return [mark for mark in marks if mark not in dropped] if dropped else marks


def _ages(line: list[Token], bound: Mark) -> Iterator[int]:
    """The tokens at a bound that may be an age: "under 26", "under the 26", "26 and under"."""
    after = range(bound.last + 1, min(len(line), bound.last + 1 + _BETWEEN))
    before = range(max(0, bound.first - 1 - _BETWEEN), bound.first) if bound.sense in _FOLLOWING else ()
    for at in (*after, *before):
        text = line[at].text
        if text.isdecimal() and len(text) <= 2 and _YOUNGEST <= int(text) <= _OLDEST:
            yield at


def _is_beside(mark: Mark, age: int) -> bool:
    """Whether a mark ends right before an age, or begins within two tokens behind it."""
    return mark.last == age - 1 or age < mark.first <= age + _BETWEEN
