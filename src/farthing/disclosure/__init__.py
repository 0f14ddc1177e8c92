"""disclosure: who may be told which field, for what purpose, in what form.

A decision table with numbered rules (`table.toml`) and `decide()`, which names the rule for each field of
each answer, so that everything that leaves the house can be explained. What no rule allows is withheld. Pure:
what it decides on is handed to it, and it touches no database.

The room's errors:

    DisclosureError
    ├── Unsound          the table cannot be read: a word that no list has, a form without a meaning
    └── Contradiction    two rules speak of the same combination; both are named
"""

from farthing.disclosure.decide import (
    NO_RULE,
    WITHHELD,
    Decision,
    Request,
    Value,
    cleared,
    decide,
    decide_all,
)
from farthing.disclosure.errors import Contradiction, DisclosureError, Unsound
from farthing.disclosure.words import Basis, Field, Form, Handling, Obligation, Purpose, Recipient

__all__ = [
    "NO_RULE",
    "WITHHELD",
    "Basis",
    "Contradiction",
    "Decision",
    "DisclosureError",
    "Field",
    "Form",
    "Handling",
    "Obligation",
    "Purpose",
    "Recipient",
    "Request",
    "Unsound",
    "Value",
    "cleared",
    "decide",
    "decide_all",
]
