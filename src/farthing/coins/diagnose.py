"""What is wrong with a typed address, in plain words, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from farthing.coins import formats
from farthing.coins.errors import Flaw
from farthing.coins.formats import testnets
from farthing.coins.formats.spec import Format
from farthing.coins.parse import parse

# Forms that are no payment address but are often pasted where one belongs.
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_PRIVATE = "looks like a private key: do not keep it anywhere"
_OTHER = tuple(
    (re.compile(shape + r"\Z"), kind, reason)
    for shape, kind, reason in (
        (rf"(?i:(?:{'|'.join(testnets.PARTS)})1)[A-Za-z0-9]{{6,}}", "testnet", testnets.REASON),
        (r"(?i:bchtest|bchreg):[A-Za-z0-9]{30,}", "testnet", testnets.REASON),
        (r"[mn2]" + _BASE58 + "{25,34}", "testnet", "looks like " + testnets.REASON),
        (r"(?i:stake1)[A-Za-z0-9]{40,}", "other", "a stake address, which takes no payments"),
        (r"[xyz]pub" + _BASE58 + "{90,}", "other", "an extended public key, not an address"),
        (r"[xyz]prv" + _BASE58 + "{90,}", "other", _PRIVATE),
        (r"[5KL]" + _BASE58 + "{50,51}", "other", _PRIVATE),
        (r"(?:0x)?[0-9a-fA-F]{64}", "other", "a transaction id, a hash or a key, not an address"),
    )
)
# A format that may begin with anything says little about what was meant.
_ANY_START = 20
_RANK = ("shape", "length", "alphabet", "structure", "case", "checksum", "testnet")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a typed address is not valid.

    `kind` is the class of the flaw ("alphabet", "case", "checksum", "length", "structure", "testnet",
    "other", "unknown"), `reason` a plain sentence, `places` the 0-based indices into the text as typed where
    the format can tell (`place` is the first), `format` the name of the format it was measured against.
    """

    kind: str
    reason: str
    places: tuple[int, ...] = ()
    format: str | None = None

    @property
    def place(self) -> int | None:
        """The first of `places`."""
        return self.places[0] if self.places else None


def diagnose(text: str) -> Problem | None:
    """What is wrong with `text` as an address; None if it is valid (also as a payment URI)."""
    stripped = text.strip()
    if parse(stripped):
        return None
    indent = len(text) - len(text.lstrip())
    for pattern, kind, reason in _OTHER:
        if pattern.match(stripped):
            return Problem(kind, reason)
    found = formats.flaws(stripped)
    telling = [pair for pair in found if _begins_its_own_way(pair[0])]
    near = None if telling else _near_miss(stripped)
    if near is not None or not found:
        return near or Problem("unknown", "this is no address of a network Farthing knows")
    form, flaw = max(telling or found, key=lambda pair: _RANK.index(pair[1].kind))
    return _problem(form, flaw, indent)


def _problem(form: Format, flaw: Flaw, indent: int) -> Problem:
    places = tuple(place + indent for place in flaw.places)
    return Problem(flaw.kind, flaw.reason, places, form.SPEC.name)


def _begins_its_own_way(form: Format) -> bool:
    """Whether the start of a text says that this format was meant."""
    return form.SPEC.starts != ("",) and len(form.SPEC.starts) < _ANY_START


def _near_miss(text: str) -> Problem | None:
    """A text that begins like an address but has another length."""
    for form in formats.FORMATS:
        spec = form.SPEC
        begins = _begins_its_own_way(form) and spec.begins(text)
        near = any(abs(len(text) - length) <= 6 for length in (spec.lengths[0], spec.lengths[-1]))
        if begins and near:
            return Problem("length", _length(spec.lengths, len(text)), (), spec.name)
    return None


def _length(lengths: Sequence[int], actual: int) -> str:
    wanted = " or ".join(map(str, lengths)) if len(lengths) < 4 else f"{lengths[0]} to {lengths[-1]}"
    return f"an address of this kind has {wanted} characters, this one has {actual}"
