"""Members and partners: who may come in, and as what."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import AuditEvent, Member, Partner
from farthing.records.services.write import Written, service
from farthing.records.words import PartnerKind, Role, Verb


@dataclass(frozen=True, slots=True)
class Admission:
    """A new member, and the first password, which is shown this once."""

    member: Member
    password: str


@service(Verb.PARTNER_ADMITTED)
def admit_partner(
    *, actor: Member, now: datetime, name: str, kind: PartnerKind, country: str = ""
) -> Written[Partner]:
    """Admits an organisation."""
    if not name.strip() or Partner.objects.filter(name=name.strip()).exists():
        raise Invalid(Problem("name", "A partner needs a name that no other has."))
    partner = Partner.objects.create(name=name.strip(), kind=kind, country=country.upper(), admitted_at=now)
    return Written(partner, about=[partner], fields=("name", "kind", "country"))


@service(Verb.PARTNER_LET_GO)
def let_partner_go(*, actor: Member, now: datetime, partner: Partner) -> Written[Partner]:
    """Shuts an organisation out, and all its people with it, from their next request on."""
    if partner.kind == PartnerKind.OWN:
        raise Forbidden("The house does not let itself go.")
    partner.active = False
    partner.save(update_fields=["active"])
    return Written(partner, about=[partner], fields=("active",))


@service(Verb.MEMBER_ADMITTED)
def admit_member(
    *, actor: Member, now: datetime, username: str, role: Role, partner: Partner, password: str | None = None
) -> Written[Admission]:
    """Admits a person of `partner` with `role`; without `password` a random one is made."""
    member, password = new_member(username, role, partner, now, password)
    return Written(Admission(member, password), about=[member], fields=("username", "role", "partner"))


@service(Verb.MEMBER_ROLE_CHANGED)
def change_role(*, actor: Member, now: datetime, member: Member, role: Role) -> Written[Member]:
    """Gives a member of the own house another role. It holds from his next request on."""
    _not_himself(actor, member)
    _role_fits(role, member.partner)
    member.role = role
    member.save(update_fields=["role"])
    return Written(member, about=[member], fields=("role",))


@service(Verb.MEMBER_DEACTIVATED)
def deactivate(*, actor: Member, now: datetime, member: Member) -> Written[Member]:
    """Shuts a member out at once; what he wrote stays."""
    _not_himself(actor, member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    return Written(member, about=[member], fields=("is_active",))


@service(Verb.MEMBER_REACTIVATED)
def reactivate(*, actor: Member, now: datetime, member: Member) -> Written[Member]:
    """Lets a member in again."""
    member.is_active = True
    member.save(update_fields=["is_active"])
    return Written(member, about=[member], fields=("is_active",))


@service(Verb.MEMBER_PASSKEY_CLEARED)
def clear_passkeys(*, actor: Member, now: datetime, member: Member) -> Written[Admission]:
    """For a member who lost his passkey: removes it and sets a new first password; he enrols a new one."""
    _not_himself(actor, member)
    Authenticator.objects.filter(user=member).delete()
    password = secrets.token_urlsafe(15)
    member.set_password(password)
    member.save(update_fields=["password"])
    return Written(Admission(member, password), about=[member], fields=("password",))


@service(Verb.MEMBER_SIGNED_IN)
def signed_in(*, actor: Member, now: datetime) -> Written[None]:
    """Says in the audit that a member signed in."""
    return Written(None, about=[actor])


@transaction.atomic
def found_house(name: str, username: str, now: datetime, password: str | None = None) -> Admission:
    """The house itself and its first administrator, on an empty database: the one write that nobody signs,
    since nobody is there yet. Raises Forbidden where there is a member already."""
    if Member.objects.exists():
        raise Forbidden("This house has members already: an administrator admits further ones.")
    if not name.strip():
        raise Invalid(Problem("name", "The house needs a name."))
    partner = Partner.objects.create(name=name.strip(), kind=PartnerKind.OWN, admitted_at=now)
    member, password = new_member(username, Role.ADMIN, partner, now, password)
    AuditEvent.objects.create(at=now, actor=member, verb=Verb.MEMBER_ADMITTED, subject=member.reference)
    return Admission(member, password)


def new_member(
    username: str, role: Role, partner: Partner, now: datetime, password: str | None
) -> tuple[Member, str]:
    """A stored member and his password. Part of a service."""
    username = username.strip().lower()
    if not username.replace("-", "").isalnum() or Member.objects.filter(username=username).exists():
        raise Invalid(Problem("username", "A sign-in name is letters and digits that no other member has."))
    _role_fits(role, partner)
    password = password or secrets.token_urlsafe(15)
    try:
        validate_password(password)
    except ValidationError as error:
        raise Invalid(Problem("password", " ".join(error.messages))) from error
    member = Member(
        username=username, role=role, partner=partner, admitted_at=now, pseudonym=f"A-{secrets.token_hex(4)}"
    )
    member.set_password(password)
    member.save()
    return member, password


def _role_fits(role: Role, partner: Partner) -> None:
    if (role == Role.PARTNER) == (partner.kind == PartnerKind.OWN):
        raise Invalid(Problem("role", "Partners' people are partner members; the house's own are not."))


def _not_himself(actor: Member, member: Member) -> None:
    if actor.pk == member.pk:
        raise Forbidden("Nobody changes his own membership: ask another administrator.")
