"""Members and partners, for the administrator."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, OuterRef, QuerySet, When

from farthing.records.models import Member, Partner
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import PartnerKind


def members(viewer: Member) -> QuerySet[Member]:
    """All members, with `has_passkey`."""
    require_read(viewer, Shelf.MEMBERS)
    passkeys = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.WEBAUTHN)
    return (
        Member.objects.select_related("partner")
        .annotate(has_passkey=Exists(passkeys))
        .order_by(_own_house_first("partner__kind"), "partner__kind", "username")
    )


def member(viewer: Member, number: int) -> Member:
    """One member. Raises Member.DoesNotExist."""
    return members(viewer).get(pk=number)


def partners(viewer: Member) -> QuerySet[Partner]:
    """All partners, the own house among them."""
    require_read(viewer, Shelf.MEMBERS)
    return Partner.objects.order_by(_own_house_first("kind"), "kind", "name")


def _own_house_first(kind: str) -> Case:
    return Case(When(**{kind: PartnerKind.OWN}, then=0), default=1)
