"""The worker's hunts: what the house has just come to know, searched in earlier readings. Nothing is asked
outside the house; it stands here because the worker does it."""

from __future__ import annotations

from datetime import datetime

from farthing.records.services.hunts import carry_on, claim_hunt
from farthing.records.words import Hand


def work(now: datetime, most: int) -> int:
    """Ends `most` of the hunts that wait; gives how many there were. A hunt keeps its place with each step: a
    worker that is killed leaves it to the next one, once its lease is over."""
    for count in range(most):
        hunt = claim_hunt(now=now)
        if hunt is None:
            return count
        while carry_on(actor=Hand.HOUSE, now=now, hunt=hunt).ended_at is None:
            pass
    return most
