"""Leads, the strongest first, and how far scans and hunts are."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Hunt, Lead, Member, ScannedFile
from farthing.records.permissions import Shelf
from farthing.records.sealing import index
from farthing.records.selectors.scope import require_read
from farthing.records.words import LeadState

HUNTS_SHOWN = 5
ORDERS = {"strength": "strength", "found": "found_at"}


def leads(
    viewer: Member, order: str = "strength", descending: bool = True, state: str = ""
) -> QuerySet[Lead]:
    """Leads with their reasons, those that wait unless said."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Lead.objects.filter(state=state or LeadState.OPEN).select_related(
        "reading", "contact__observation"
    )
    column = ORDERS.get(order, "strength")
    return found.prefetch_related("reasons").order_by(("-" if descending else "") + column, "pk")


def lead(viewer: Member, number: int) -> Lead:
    """One lead. Raises Lead.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Lead.objects.select_related("reading", "contact__observation", "decided_by", "report").get(
        pk=number
    )


def hunts(viewer: Member) -> list[Hunt]:
    """The hunts under way, the oldest first, then those that ended last; a few of each."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Hunt.objects.select_related("brand").order_by("pk")
    under_way = found.filter(ended_at=None)[:HUNTS_SHOWN]
    ended = found.exclude(ended_at=None).order_by("-pk")[:HUNTS_SHOWN]
    return [*under_way, *ended]


def hunts_under_way(viewer: Member) -> QuerySet[Hunt]:
    require_read(viewer, Shelf.OBSERVATIONS)
    return Hunt.objects.filter(ended_at=None)


def file_mark(path: str, size: int, changed: int) -> bytes:
    """The mark of a file in a scan: another size or time makes it another file."""
    return index("scan.file", f"{path}\0{size}\0{changed}")


def scanned(viewer: Member, mark: bytes) -> ScannedFile | None:
    """How far the file of this mark is scanned; None where it is new."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return ScannedFile.objects.filter(mark=mark).first()
