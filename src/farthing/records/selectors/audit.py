"""The audit: who did what, when and why."""

from __future__ import annotations

import re

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
        found = found.filter(actor__username=actor.lower())
    if subject:
        found = found.filter(subject=_reference(subject))
    return found.order_by("-pk")


def _reference(text: str) -> str:
    """A reference as it is stored, however many noughts were typed: "s-12" is "S-000012"."""
    match = re.fullmatch(r"\s*([A-Za-z])\s*-?\s*0*(\d{1,12})\s*", text)
    return f"{match[1].upper()}-{int(match[2]):06d}" if match else text
