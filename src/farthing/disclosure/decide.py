"""The decision: one look into the table, with the rule that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from farthing.disclosure.table import Combination, read, spread
from farthing.disclosure.words import Basis, Field, Form, Handling, Obligation, Purpose, Recipient

NO_RULE = 0


@dataclass(frozen=True, slots=True)
class Request:
    """May `recipient` be told `field` of a record held at `handling`, for `purpose`, on `basis`?"""

    recipient: Recipient
    purpose: Purpose
    basis: Basis
    handling: Handling
    field: Field


@dataclass(frozen=True, slots=True)
class Decision:
    """In what form, by which rule (0: none speaks of it, so it is withheld), with what a person may read of
    it, and what whoever is told takes on."""

    form: Form
    rule: int
    sentence: str
    obligations: tuple[Obligation, ...] = ()


WITHHELD = Decision(Form.WITHHELD, NO_RULE, "No rule allows this to be told.")


@dataclass(frozen=True, slots=True)
class Value:
    """One value in the forms in which it may have to be told; a form that it lacks is the empty text."""

    full: str
    generalised: str = ""
    masked: str = ""

    def told(self, form: Form) -> str:
        forms = {Form.FULL: self.full, Form.GENERALISED: self.generalised, Form.MASKED: self.masked}
        return forms.get(form, "")


def decide(request: Request) -> Decision:
    """The decision for one combination. It depends on nothing else: whoever has many records asks once for
    each combination and applies the answer to all of them."""
    combination = (request.recipient, request.purpose, request.basis, request.handling, request.field)
    return _decisions().get(combination, WITHHELD)


def decide_all(
    recipient: Recipient, purpose: Purpose, basis: Basis, handling: Handling, fields: Iterable[Field] = Field
) -> dict[Field, Decision]:
    """The decisions for every field of a record, or for those of `fields`."""
    return {field: decide(Request(recipient, purpose, basis, handling, field)) for field in fields}


def cleared(values: Mapping[Field, Value], decisions: Mapping[Field, Decision]) -> dict[Field, str]:
    """What of `values` may be told, each in its form; what is withheld, undecided or empty is not there."""
    told = {field: value.told(decisions.get(field, WITHHELD).form) for field, value in values.items()}
    return {field: text for field, text in told.items() if text}


@cache
def _decisions() -> dict[Combination, Decision]:
    """The house's table, spread once a process."""
    rules = read((files("farthing.disclosure") / "table.toml").read_text("utf-8"))
    made = {rule.number: Decision(rule.form, rule.number, rule.says, rule.obligations) for rule in rules}
    return {combination: made[rule.number] for combination, rule in spread(rules).items()}
