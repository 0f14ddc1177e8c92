"""A hand-typed address, checked as it is typed: what it is, or what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farthing import coins
from farthing.records.drafts import OptionDraft
from farthing.records.errors import Invalid
from farthing.records.models import Indicator, Member
from farthing.records.selectors.lookalikes import lookalikes
from farthing.records.services.identity import identify, sentence
from farthing.records.words import Rail


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
    """The verdict on `text` as an address on `network` (any, where empty); None where nothing was typed.

    It asks what recording will ask, so that nothing is said good here and refused there.
    """
    text = text.strip()
    if not text:
        return None
    if network:
        try:
            identity = identify(OptionDraft(Rail.CRYPTO, network=network, address=text), "address")
        except Invalid as error:
            problem = error.problems[0]
            return Verdict(text, False, problem.sentence, problem.place)
        assert identity is not None, "an option with an address names an indicator"
        return _good(viewer, text, identity.address, [network], identity.check)
    readings = coins.parse(text)
    if readings:
        networks = sorted({name for reading in readings for name in reading.networks})
        return _good(viewer, text, readings[0].address, networks, readings[0].check)
    flaw = coins.diagnose(text)
    return Verdict(text, False, sentence(flaw.reason), flaw.place) if flaw else None


def _good(viewer: Member, text: str, address: str, networks: Sequence[str], check: str) -> Verdict:
    named = " or ".join(coins.CHAINS[name].name for name in networks)
    how = "its checksum holds" if check == "verified" else "this form has no checksum: compare it by eye"
    return Verdict(text, True, f"Valid on {named}; {how}.", alike=lookalikes(viewer, address))
