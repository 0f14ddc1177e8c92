"""Near misses: what looks like an address and is none, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from farthing.coins import formats, scan
from farthing.coins.claims import Claims
from farthing.coins.errors import Flaw
from farthing.coins.formats import testnets
from farthing.coins.formats.spec import Format
from farthing.coins.hit import Hit

Miss = tuple[int, str, str, Flaw]
# An alphabet or shape flaw says no more than that the run is something else.
_TELLING = frozenset({"checksum", "case", "structure", "testnet"})
_FEW = 2  # wrong characters of one text that are worth naming
_PLACED = 500  # near misses of one text whose wrong characters are looked for, which takes a while


def near_misses(data: bytes, claims: Claims) -> Iterator[Hit]:
    """Unclaimed runs with the prefix and length of an address whose check fails, in order of start."""
    others = [_of_other_letters(data, claims, form, pattern) for form, pattern in formats.PATTERNS]
    end = 0
    misses = merge(_runs(data, claims), *others, key=lambda miss: miss[0])
    for number, (start, text, kind, flaw) in enumerate(misses):
        if start >= end:
            end = start + len(text)
            yield _hit(start, text, kind, flaw, placed=number < _PLACED)


def _runs(data: bytes, claims: Claims) -> Iterator[Miss]:
    for start, end in scan.runs(data):
        if end - start <= formats.LONGEST and claims.free(start, end):
            text = data[start:end].decode("ascii")
            telling = [(form, flaw) for form, flaw in formats.flaws(text) if flaw.kind in _TELLING]
            if telling:
                form, flaw = telling[0]
                yield start, text, form.SPEC.name, flaw
            elif testnets.is_of_a_test_network(text):
                yield start, text, "testnet", Flaw("testnet", testnets.REASON)


def _of_other_letters(
    data: bytes, claims: Claims, form: Format, pattern: re.Pattern[bytes]
) -> Iterator[Miss]:
    """The same of a format that is not one run of letters and digits."""
    for match in pattern.finditer(data):
        text = match[0].decode("ascii")
        if form.SPEC.could_be(text) and claims.free(*match.span()):
            try:
                form.parse(text)
            except Flaw as flaw:
                if flaw.kind in _TELLING:
                    yield match.start(), text, form.SPEC.name, flaw


def _hit(start: int, text: str, kind: str, flaw: Flaw, *, placed: bool) -> Hit:
    return Hit(
        start=start,
        end=start + len(text),
        text=text,
        address=text,
        networks=(),
        kind=kind,
        check="rejected",
        reason=flaw.reason + (_where(flaw.places) if placed else ""),
    )


def _where(places: tuple[int, ...]) -> str:
    """Where the wrong characters are, counted from one, as the desk counts them."""
    if not 0 < len(places) <= _FEW:
        return ""
    return f" (at character {' and '.join(str(place + 1) for place in places)})"
