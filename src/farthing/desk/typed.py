"""A hand-typed address, checked as it is typed: what it is, or what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farthing import coins
from farthing.records.models import Indicator, Member
from farthing.records.selectors.lookalikes import lookalikes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of an address: `good` or not, a sentence, the wrong character's place in `text`, and
    recorded addresses that it could be mistaken for."""

    text: str
    good: bool
    sentence: str
    place: int | None = None
    alike: Sequence[Indicator] = ()

    @property
    def ordinal(self) -> str:
        """The wrong character's place as people count: "1st", "12th"."""
        number = (self.place or 0) + 1
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"


def judge(viewer: Member, text: str, network: str) -> Verdict | None:
    """The verdict on `text` as an address on `network` (any, where empty); None where nothing was typed."""
    if not text.strip():
        return None
    readings = coins.parse(text.strip())
    if not readings:
        problem = coins.diagnose(text)
        if problem is None:
            return Verdict(text, False, "This is not an address.")
        return Verdict(text, False, _sentence(problem.reason), problem.place)
    networks = sorted({name for reading in readings for name in reading.networks})
    named = " or ".join(coins.CHAINS[name].name for name in networks)
    if network and network not in networks:
        return Verdict(text, False, f"This address is valid on {named}, not on the network chosen.")
    reading = readings[0]
    how = (
        "its checksum holds"
        if reading.check == "verified"
        else "this form has no checksum: compare it by eye"
    )
    alike = lookalikes(viewer, reading.address)
    return Verdict(text, True, f"A {named} address, {how}.", alike=alike)


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".") + "."
