"""The table: read from TOML, every rule spread over the combinations it speaks of.

A combination belongs to at most one rule, so that each answer has one reason. Two rules that meet are refused
with both numbers, even where they agree: the next change of one would contradict the other unseen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, TypeVar

from farthing.disclosure.errors import Contradiction, Unsound
from farthing.disclosure.words import Basis, Field, Form, Handling, Obligation, Purpose, Recipient

Combination = tuple[Recipient, Purpose, Basis, Handling, Field]
W = TypeVar("W", bound=StrEnum)
_KEYS = {"number", "to", "for", "basis", "handling", "above", "fields", "form", "says", "obligations"}
_OPTIONAL = {"above", "obligations"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, its levels of handling written out."""

    number: int
    recipients: tuple[Recipient, ...]
    purposes: tuple[Purpose, ...]
    bases: tuple[Basis, ...]
    handlings: tuple[Handling, ...]
    fields: tuple[Field, ...]
    form: Form
    says: str
    obligations: tuple[Obligation, ...]

    def combinations(self) -> Iterator[Combination]:
        return product(self.recipients, self.purposes, self.bases, self.handlings, self.fields)


def read(text: str) -> list[Rule]:
    """The rules of a table. Raises Unsound, naming the rule."""
    try:
        rows = tomllib.loads(text)["rule"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Unsound(f"The table is no TOML with [[rule]] entries: {error}") from error
    rules = [_rule(row) for row in rows]
    numbers = [rule.number for rule in rules]
    for number in numbers:
        if numbers.count(number) > 1:
            raise Unsound(f"Two rules have the number {number}.")
    return rules


def spread(rules: Iterable[Rule]) -> dict[Combination, Rule]:
    """Every combination that a rule speaks of. Raises Contradiction where two speak of the same."""
    spoken: dict[Combination, Rule] = {}
    for rule in rules:
        for combination in rule.combinations():
            before = spoken.setdefault(combination, rule)
            if before is not rule:
                raise Contradiction(before.number, rule.number, " × ".join(combination))
    return spoken


def _rule(row: dict[str, Any]) -> Rule:
    number = row.get("number")
    if not isinstance(number, int):
        raise Unsound(f"A rule has no number: {row}")
    if wrong := (row.keys() - _KEYS) or (_KEYS - _OPTIONAL - row.keys()):
        raise Unsound(f"Rule {number} has a key too many or too few: {', '.join(sorted(wrong))}.")
    if not str(row["says"]).strip():
        raise Unsound(f"Rule {number} says nothing that a person could read.")
    (form,) = _words(number, Form, [row["form"]])
    if form is Form.WITHHELD:
        raise Unsound(f"Rule {number} withholds: that is done already where no rule speaks.")
    return Rule(
        number=number,
        recipients=_words(number, Recipient, row["to"]),
        purposes=_words(number, Purpose, row["for"]),
        bases=_words(number, Basis, row["basis"]),
        handlings=_levels(number, row["handling"], row.get("above")),
        fields=_words(number, Field, row["fields"]),
        form=form,
        says=str(row["says"]).strip(),
        obligations=_words(number, Obligation, row.get("obligations", []), may_be_none=True),
    )


def _levels(number: int, most: Any, above: Any) -> tuple[Handling, ...]:
    (top,) = _words(number, Handling, [most])
    bottom = _words(number, Handling, [above])[0].level if above is not None else -1
    levels = tuple(one for one in Handling if bottom < one.level <= top.level)
    if not levels:
        raise Unsound(f"Rule {number} holds at no level of handling.")
    return levels


def _words(number: int, kind: type[W], said: Any, *, may_be_none: bool = False) -> tuple[W, ...]:
    if not isinstance(said, list) or (not said and not may_be_none):
        raise Unsound(f"Rule {number} needs a list of words for {kind.__name__.lower()}.")
    try:
        return tuple(kind(word) for word in said)
    except ValueError as error:
        raise Unsound(f"Rule {number}: {error}.") from error
