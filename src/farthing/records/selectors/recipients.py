"""Recipients, hosts and countries, the slowest first, with what is open and overdue there now.

Medians are kept where they are measured, and what is open lies in an index of its own: no page counts the
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from farthing.records.clock import OVERDUE_AFTER
from farthing.records.models import Member, NoticeItem, Partner, Place, Recipient, Removal
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import PartnerKind, PlaceKind

OFFERED = 200  # hotlines and units that a form offers by name
_REFERENCE = re.compile(r"k-?0*(\d{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many removals are open, and how many of them overdue."""

    open: int = 0
    overdue: int = 0


def recipients(viewer: Member, kind: str = "", words: str = "") -> QuerySet[Recipient]:
    """All recipients, or those of a kind, or with these words in their name or address."""
    require_read(viewer, Shelf.RECIPIENTS)
    found = Recipient.objects.select_related("partner").order_by("-median", "pk")
    if kind:
        found = found.filter(kind=kind)
    return found.filter(Q(name__icontains=words) | Q(mail__icontains=words)) if words else found


def recipient(viewer: Member, number: int) -> Recipient:
    """One recipient. Raises Recipient.DoesNotExist."""
    return recipients(viewer).get(pk=number)


def recipient_said(viewer: Member, said: str) -> Recipient | None:
    """The recipient of a reference ("K-000012") or mail address, or None."""
    said = said.strip()
    by_number = _REFERENCE.fullmatch(said)
    found = recipients(viewer)
    if by_number:
        return found.filter(pk=int(by_number[1])).first()
    return found.filter(mail=said.lower()).first() if said else None


def organisations(viewer: Member) -> QuerySet[Partner]:
    """The partners whose people may sign in for a recipient."""
    require_read(viewer, Shelf.RECIPIENTS)
    kinds = (PartnerKind.HOTLINE, PartnerKind.POLICE, PartnerKind.HOSTING)
    return Partner.objects.filter(active=True, kind__in=kinds).order_by("name")


def offered(viewer: Member) -> QuerySet[Recipient]:
    """The hotlines and police units that may be told, by name."""
    kinds = (PartnerKind.HOTLINE, PartnerKind.POLICE)
    return recipients(viewer).filter(active=True, kind__in=kinds).order_by("name", "pk")[:OFFERED]


def tallies(viewer: Member, some: Iterable[Recipient], now: datetime) -> dict[int, Tally]:
    """What is open with each of these recipients, by its number."""
    require_read(viewer, Shelf.RECIPIENTS)
    told = NoticeItem.objects.filter(
        recipient__in=[one.pk for one in some], told_at__isnull=False, ended_at=None
    )
    counts = told.order_by().values_list("recipient_id").annotate(**_counts("told_at", now))
    return {number: Tally(*pair) for number, *pair in counts}


def open_with(viewer: Member, one: Recipient) -> QuerySet[NoticeItem]:
    """What a recipient was told of and what is open still, the longest told first."""
    require_read(viewer, Shelf.REMOVALS)
    found = NoticeItem.objects.filter(recipient=one, told_at__isnull=False, ended_at=None)
    return found.select_related("removal__site", "notice").order_by("told_at", "pk")


def places(viewer: Member, kind: PlaceKind) -> QuerySet[Place]:
    """All hosts, or all countries, from which something is gone."""
    require_read(viewer, Shelf.RECIPIENTS)
    return Place.objects.filter(kind=kind).order_by("-median", "pk")


def place_tallies(viewer: Member, kind: PlaceKind, some: Iterable[Place], now: datetime) -> dict[str, Tally]:
    """What is open at each of these hosts or in these countries, by its name."""
    require_read(viewer, Shelf.RECIPIENTS)
    column = kind.value
    told = Removal.objects.filter(
        **{f"{column}__in": [one.name for one in some]}, host_told_at__isnull=False, ended_at=None
    )
    counts = told.order_by().values_list(column).annotate(**_counts("host_told_at", now))
    return {name: Tally(*pair) for name, *pair in counts}


def _counts(told_at: str, now: datetime) -> dict[str, Count]:
    overdue = Q(**{f"{told_at}__lt": now - OVERDUE_AFTER})
    return {"open": Count("pk"), "overdue": Count("pk", filter=overdue)}
