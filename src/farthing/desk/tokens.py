"""Tokens of the public forms: signed, dated, good once; in place of a cookie.

A token is a slip (`seal.slip`) with the time, a random number and, while much comes in, a plain question. It
says that a form came from this house, how old it is, and nothing of who filled it in.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from farthing.records.sealing import open_draft, seal_draft
from farthing.records.services.reports import Token
from farthing.seal import Broken

LIFETIME = timedelta(hours=12)
YOUNGEST = timedelta(seconds=3)  # nobody reads the page and fills it in sooner
_NUMBERS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class TokenRefused(Exception):
    """The form cannot be taken as it came; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form's hidden token, and the plain question that stands beside it, if any."""

    token: str
    question: str = ""


def issue(purpose: str, now: datetime, *, ask: bool = False) -> Form:
    """A token for one form."""
    sum_of = [2 + secrets.randbelow(8), 2 + secrets.randbelow(8)] if ask else []
    text = json.dumps({"made": now.timestamp(), "once": secrets.token_hex(16), "sum": sum_of})
    question = f"What is {_NUMBERS[sum_of[0]]} plus {_NUMBERS[sum_of[1]]}?" if ask else ""
    return Form(seal_draft(_purpose(purpose), text), question)


def take(purpose: str, token: str, now: datetime, *, answer: str = "", ask: bool = False) -> Token:
    """The token of a form that came back, to be spent by the service. Raises TokenRefused with a sentence.

    With `ask` a question has to have been put and answered; one that was put is checked in any case.
    """
    try:
        said = json.loads(open_draft(_purpose(purpose), token, int(LIFETIME.total_seconds())))
    except Broken as error:
        raise TokenRefused("This form was open too long. Please send it once more.") from error
    made = datetime.fromtimestamp(said["made"], now.tzinfo)
    if now - made < YOUNGEST:
        raise TokenRefused("This form came back faster than people write. Please send it once more.")
    if ask and not said["sum"]:
        raise TokenRefused("Much is coming in just now. Please answer the question below, too.")
    if said["sum"] and answer.strip() != str(sum(said["sum"])):
        raise TokenRefused("Please answer the question below with a number, such as 12.")
    return Token(sha256(token.encode()).digest()[:16], made + LIFETIME)


def _purpose(purpose: str) -> str:
    return f"public:{purpose}"
