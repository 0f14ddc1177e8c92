"""Removals of the house and their notices, without any site's address."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Member, NoticeItem, Removal, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import RemovalState

COUNTED = 100  # what waits is not counted further


def removals(viewer: Member, state: str = "") -> QuerySet[Removal]:
    """Removals, the newest first; all of them, or those in one state."""
    require_read(viewer, Shelf.REMOVALS)
    found = Removal.objects.select_related("site", "opened_by").order_by("-pk")
    return found.filter(state=state) if state else found


def removal(viewer: Member, number: int) -> Removal:
    """One removal. Raises Removal.DoesNotExist."""
    return removals(viewer).get(pk=number)


def removals_of(viewer: Member, site: Site) -> QuerySet[Removal]:
    """A site's removals, the newest first."""
    return removals(viewer).filter(site=site)


def told(viewer: Member, one: Removal) -> QuerySet[NoticeItem]:
    """Who was or is to be told of a removal, the first one first."""
    require_read(viewer, Shelf.REMOVALS)
    return one.notice_items.select_related("recipient", "notice").order_by("pk")


def unrouted(viewer: Member) -> int:
    """How many removals wait for a person, up to COUNTED."""
    return removals(viewer, RemovalState.UNROUTED).order_by()[:COUNTED].count()
