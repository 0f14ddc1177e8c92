"""The one question that every selector asks first."""

from __future__ import annotations

from farthing.records.errors import Forbidden
from farthing.records.models import Member
from farthing.records.permissions import Shelf, may_read


def require_read(viewer: Member, shelf: Shelf) -> None:
    """Raises Forbidden where `viewer` may not read from `shelf`."""
    if not may_read(viewer, shelf):
        raise Forbidden("Your role does not read this.")
