"""Deliveries of the outbox: what left, what waits, and what was given up; never their bytes."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Delivery, Member, Recipient
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import DeliveryState

COUNTED = 100  # what was given up is not counted further


def deliveries(viewer: Member, state: str = "") -> QuerySet[Delivery]:
    """Deliveries, the newest first; all of them, or those in one state."""
    require_read(viewer, Shelf.REMOVALS)
    found = Delivery.objects.select_related("recipient").defer("rendered").order_by("-pk")
    return found.filter(state=state) if state else found


def delivery(viewer: Member, number: int) -> Delivery:
    """One delivery. Raises Delivery.DoesNotExist."""
    return deliveries(viewer).get(pk=number)


def deliveries_to(viewer: Member, one: Recipient) -> QuerySet[Delivery]:
    """What was or is to be sent to one recipient, the newest first."""
    return deliveries(viewer).filter(recipient=one)


def given_up(viewer: Member) -> int:
    """How many deliveries wait for a person, up to COUNTED."""
    return deliveries(viewer, DeliveryState.DEAD).order_by()[:COUNTED].count()
