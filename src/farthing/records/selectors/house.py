"""The house itself."""

from __future__ import annotations

from farthing.records.models import Partner
from farthing.records.words import PartnerKind


def house_name() -> str:
    """The name under which the house signs what it sends. Asked by its own worker: nobody looks."""
    return Partner.objects.get(kind=PartnerKind.OWN).name
