"""A partner's open reports: the removals that its organisation was told of and that have not ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from farthing.disclosure import Field, Handling, Value, cleared
from farthing.records.disclosing import decisions
from farthing.records.models import Member, NoticeItem, Removal
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import HandlingLevel, PartnerKind, RemovalState


@dataclass(frozen=True, slots=True)
class OpenReport:
    """What of one open report its recipient may read; what he may not is the empty text, or None.
    `waits_for_word`: it goes on once these police say so."""

    removal: Removal
    ours: str
    theirs: str
    country: str
    told_at: datetime | None
    progress: str
    waits_for_word: bool


def open_removals(viewer: Member, after: int = 0) -> QuerySet[Removal]:
    """What the viewer's organisation was told of and is still asked for, the longest open first, beyond the
    removal of the number `after`. One that it was told of twice is there once, and one on which an embargo
    lies by now is not there."""
    require_read(viewer, Shelf.OWN_NOTICES)
    still = NoticeItem.objects.filter(
        recipient__in=viewer.partner.recipients.all(), told_at__isnull=False, ended_at=None
    )
    found = Removal.objects.filter(pk__in=still.values("removal"), pk__gt=after).order_by("pk")
    return found.exclude(handling=HandlingLevel.EMBARGO)


def removal_told(viewer: Member, number: int) -> Removal:
    """One removal that the viewer's organisation was told of. Raises Removal.DoesNotExist."""
    removal = Removal.objects.get(pk=number)
    if not _told(viewer, [removal]):
        raise Removal.DoesNotExist
    return removal


def shown(viewer: Member, removals: Sequence[Removal]) -> list[OpenReport]:
    """These removals as the disclosure table lets the viewer's organisation read them, in their order. There
    is no address in them: that stands in the notice, and nowhere else."""
    told = _told(viewer, removals)
    return [_shown(removal, told[removal.pk]) for removal in removals]


def _told(viewer: Member, removals: Sequence[Removal]) -> dict[int, list[NoticeItem]]:
    """How the viewer's organisation was told of these removals, by their number, the first time first.

    Found by the removals, and narrowed here: a database that starts from the recipient would go through all
    that it was ever told.
    """
    require_read(viewer, Shelf.OWN_NOTICES)
    found: dict[int, list[NoticeItem]] = {}
    told = NoticeItem.objects.filter(removal__in=[one.pk for one in removals], told_at__isnull=False)
    for item in told.select_related("recipient__partner").order_by("told_at", "pk"):
        if item.recipient.partner_id == viewer.partner_id:
            found.setdefault(item.removal_id, []).append(item)
    return found


def _shown(removal: Removal, items: Sequence[NoticeItem]) -> OpenReport:
    """A removal as it was first told."""
    recipient, told_at = items[0].recipient, items[0].told_at
    assert told_at is not None
    values = {
        Field.REFERENCES: Value(removal.reference),
        Field.HOSTING: Value(removal.country, generalised=removal.country),
        Field.DATES: Value(told_at.isoformat()),
        Field.PROGRESS: Value(RemovalState(removal.state).value),
    }
    may = cleared(values, decisions(recipient, Handling(removal.handling), values))
    waits = removal.state == RemovalState.HELD and recipient.kind == PartnerKind.POLICE
    theirs = next((item.their_reference for item in reversed(items) if item.their_reference), "")
    return OpenReport(
        removal,
        may.get(Field.REFERENCES, ""),
        theirs if Field.REFERENCES in may else "",
        may.get(Field.HOSTING, ""),
        told_at if Field.DATES in may else None,
        may.get(Field.PROGRESS, ""),
        waits and Field.PROGRESS in may,
    )
