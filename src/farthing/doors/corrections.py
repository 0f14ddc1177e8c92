"""Corrections on their way out: what `disclosure` lets a recipient be told of them, rendered."""

from __future__ import annotations

from collections.abc import Sequence

from farthing.disclosure import Field, cleared
from farthing.doors.errors import NotSent
from farthing.formats.correction import Corrected, mail
from farthing.formats.notice import Letter
from farthing.records.disclosing import decisions
from farthing.records.models import Delivery
from farthing.records.services import corrections
from farthing.records.services.outbox import Told


def rendered(delivery: Delivery, letter: Letter) -> tuple[str, Sequence[Told]] | None:
    """The correction's mail with what it tells, or nothing where nothing changes for this recipient. Raises
    NotSent where he may not be told: a person has to look."""
    entries: list[Corrected] = []
    told: dict[Field, Told] = {}
    for item in corrections.ready(delivery):
        decided = decisions(delivery.recipient, item.handling, item.values)
        may = cleared(item.values, decided)
        if Field.REFERENCES not in may or Field.CATEGORY not in may:
            raise NotSent("Its handling does not let this recipient be told.", permanent=True)
        before, after = item.before.told(decided[Field.CATEGORY].form), may[Field.CATEGORY]
        if before == after:
            continue
        entries.append(
            Corrected(may[Field.REFERENCES], item.notice, item.told_at, before, after, item.withdrawn)
        )
        told |= {field: Told(field, decided[field].form, decided[field].rule) for field in may}
    return (mail(letter, entries), list(told.values())) if entries else None
