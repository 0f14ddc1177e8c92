"""Credentials of programs: an organisation's own for its members, all for the administrator."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Credential, Member
from farthing.records.permissions import MAY_USE, Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import Role


def credentials(viewer: Member) -> QuerySet[Credential]:
    """Those that the viewer may revoke, the newest first."""
    require_read(viewer, Shelf.CREDENTIALS)
    found = Credential.objects.select_related("member__partner").order_by("-pk")
    return found if viewer.role == Role.ADMIN else found.filter(member__partner=viewer.partner)


def credential(viewer: Member, number: int) -> Credential:
    """One of them. Raises Credential.DoesNotExist."""
    return credentials(viewer).get(pk=number)


def bearers(viewer: Member) -> QuerySet[Member]:
    """In whose name the viewer may make one: an administrator in that of whoever could use it, a partner's
    member in his own."""
    require_read(viewer, Shelf.CREDENTIALS)
    if viewer.role != Role.ADMIN:
        return Member.objects.filter(pk=viewer.pk)
    there = Member.objects.filter(is_active=True, partner__active=True).select_related("partner")
    return there.filter(role__in=frozenset().union(*MAY_USE.values())).order_by("username")
