"""A partner's open reports: the removals that its organisation was told of and that have not ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from farthing.disclosure import Field, Handling, Value, cleared
from farthing.records.disclosing import decisions
from farthing.records.models import Member, NoticeItem, Removal
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import PartnerKind, RemovalState


@dataclass(frozen=True, slots=True)
class OpenReport:
    """What of one open report its recipient may read; what he may not is the empty text. `waits_for_word`:
    it goes on once these police say so."""

    removal: Removal
    ours: str
    theirs: str
    country: str
    told_at: datetime
    waits_for_word: bool


def open_items(viewer: Member) -> QuerySet[NoticeItem]:
    """What the viewer's organisation was told of and what is still open, the longest told first."""
    require_read(viewer, Shelf.OWN_NOTICES)
    return (
        NoticeItem.objects.filter(
            recipient__in=viewer.partner.recipients.all(), told_at__isnull=False, ended_at=None
        )
        .select_related("removal", "recipient__partner")
        .order_by("told_at", "pk")
    )


def removal_told(viewer: Member, number: int) -> Removal:
    """One removal that the viewer's organisation was told of. Raises Removal.DoesNotExist."""
    require_read(viewer, Shelf.OWN_NOTICES)
    told = NoticeItem.objects.filter(recipient__partner=viewer.partner, told_at__isnull=False)
    return Removal.objects.get(pk=number, notice_items__in=told)


def shown(item: NoticeItem) -> OpenReport:
    """One open report as the disclosure table lets its recipient read it. There is no address in it: that
    stands in the notice, and nowhere else."""
    removal, recipient = item.removal, item.recipient
    values = {
        Field.REFERENCES: Value(removal.reference),
        Field.HOSTING: Value(removal.country, generalised=removal.country),
    }
    may = cleared(values, decisions(recipient, Handling(removal.handling), values))
    assert item.told_at is not None
    return OpenReport(
        removal,
        may.get(Field.REFERENCES, ""),
        item.their_reference,
        may.get(Field.HOSTING, ""),
        item.told_at,
        removal.state == RemovalState.HELD and recipient.kind == PartnerKind.POLICE,
    )
