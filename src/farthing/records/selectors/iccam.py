"""ICCAM as the house reads it: what of a removal stands there, and how far it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from farthing.records.models import IccamDay, IccamReport, Member, Removal
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read

BEHIND_AFTER = timedelta(minutes=15)  # a day that is due for so long shows that nobody reads


@dataclass(frozen=True, slots=True)
class Status:
    """When ICCAM was read last, since when something due is not read, and since when and how it fails."""

    read_at: datetime | None
    behind_since: datetime | None
    failing_since: datetime | None
    error: str
    faults: list[str]


def reports_of(viewer: Member, one: Removal) -> QuerySet[IccamReport]:
    """The reports of ICCAM by which a removal was told, with what was done about them there."""
    require_read(viewer, Shelf.REMOVALS)
    found = IccamReport.objects.filter(item__removal=one).select_related("item__notice", "item__removal")
    return found.prefetch_related("actions").order_by("pk")


def status(viewer: Member, now: datetime) -> Status | None:
    """How far ICCAM is read; None where it never was asked for."""
    require_read(viewer, Shelf.RECIPIENTS)
    days = IccamDay.objects.order_by("-day")[:30]  # older ones are read
    if not days:
        return None
    late = [day.next_at for day in days if day.next_at and day.next_at < now - BEHIND_AFTER]
    failing = [day for day in days if day.failing_since]
    return Status(
        read_at=max((day.read_at for day in days if day.read_at), default=None),
        behind_since=min(late, default=None),
        failing_since=min((day.failing_since for day in failing if day.failing_since), default=None),
        error=failing[0].error if failing else "",
        faults=list(days[0].faults),
    )
