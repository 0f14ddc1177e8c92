"""The audit: who did what, when and why."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import AuditEvent, Member
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read


def events(viewer: Member, verb: str = "", actor: str = "", subject: str = "") -> QuerySet[AuditEvent]:
    """Audit events, the newest first, narrowed by what was done, by whom, and to which record."""
    require_read(viewer, Shelf.AUDIT)
    found = AuditEvent.objects.select_related("actor")
    if verb:
        found = found.filter(verb=verb)
    if actor:
        found = found.filter(actor__username=actor)
    if subject:
        found = found.filter(subject=subject.strip().upper())
    return found.order_by("-pk")
