"""Near misses: what looks like an address and is none, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from farthing.coins import formats, scan
from farthing.coins.claims import Claims
from farthing.coins.hit import Hit

# An alphabet or shape flaw says no more than that the run is something else.
_TELLING = frozenset({"checksum", "case", "structure", "testnet"})
_PLACED = 2_000  # near misses of one text whose wrong character is looked for, which takes a while


def near_misses(data: bytes, claims: Claims) -> Iterator[Hit]:
    """Unclaimed runs with the prefix and length of an address whose check fails."""
    placed = 0
    for start, end in scan.runs(data):
        if end - start > formats.LONGEST or not claims.free(start, end):
            continue
        text = data[start:end].decode("ascii")
        telling = [(form, flaw) for form, flaw in formats.flaws(text) if flaw.kind in _TELLING]
        if telling:
            form, flaw = telling[0]
            placed += 1
            place = flaw.place if placed <= _PLACED else None
            where = "" if place is None else f" (at character {place + 1})"
            yield Hit(
                start=start,
                end=end,
                text=text,
                address=text,
                networks=(),
                kind=form.SPEC.name,
                check="rejected",
                reason=flaw.reason + where,
            )
