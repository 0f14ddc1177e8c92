"""Credentials of programs: made by a member, shown once, used until they end or are revoked."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from farthing import seal
from farthing.pages.masking import storable
from farthing.records.errors import Forbidden, Invalid, KeyRefused, Problem
from farthing.records.models import Credential, Member, Partner
from farthing.records.permissions import MAY_USE
from farthing.records.services.write import Written, service
from farthing.records.words import Role, Scope, Verb

LONGEST_LIFE = timedelta(days=366)
MOST_AT_ONCE = 20  # that hold, of one organisation


@dataclass(frozen=True, slots=True)
class Made:
    """A new credential and its key, which is shown this once."""

    credential: Credential
    key: str


@service(Verb.CREDENTIAL_MADE)
def make_credential(
    *,
    actor: Member,
    now: datetime,
    name: str,
    scopes: Collection[Scope],
    life: timedelta,
    member: Member | None = None,
    secret: str | None = None,
) -> Written[Made]:
    """Makes a credential for a program that acts in the name of `member`, or else of `actor` himself. The
    administrator makes them for any member whose role may use them, a partner's member for his own
    organisation. Without `secret` a random one is made."""
    member = member or actor
    if actor.role != Role.ADMIN and member.partner_id != actor.partner_id:
        raise Forbidden("You make credentials for your own organisation alone.")
    Partner.objects.select_for_update(no_key=True).get(pk=member.partner_id)  # two at once are counted as two
    name = storable(name).strip()
    if problems := [*_wrong(name, scopes, life, member), *_too_many(member, now)]:
        raise Invalid(*problems)
    secret = secret or seal.new_secret(secrets.token_bytes)
    credential = Credential.objects.create(
        member=member,
        name=name,
        scopes=[scope.value for scope in Scope if scope in scopes],
        secret_hash=seal.secret_hash(secret),
        made_by=actor,
        made_at=now,
        expires_at=now + life,
    )
    made = Made(credential, seal.write_key(credential.pk, secret))
    return Written(made, about=[credential], fields=("member", "name", "scopes", "expires_at"))


@service(Verb.CREDENTIAL_REVOKED)
def revoke_credential(*, actor: Member, now: datetime, credential: Credential) -> Written[Credential]:
    """Ends a credential at once; said twice, it is the same."""
    credential = Credential.objects.select_for_update().select_related("member").get(pk=credential.pk)
    if actor.role != Role.ADMIN and credential.member.partner_id != actor.partner_id:
        raise Forbidden("This is not a credential of your organisation.")
    if credential.revoked_at is not None:
        return Written(credential, about=[])
    credential.revoked_at = now
    credential.save(update_fields=["revoked_at"])
    return Written(credential, about=[credential], fields=("revoked_at",))


def credential_of_key(key: str, now: datetime) -> Credential:
    """The credential that a key opens, its member marked to act through it, and used today. Raises
    KeyRefused, which says why to him alone who has the secret."""
    number, secret = seal.read_key(key) or (0, key)
    found = Credential.objects.select_related("member__partner").filter(pk=number).first()
    if not seal.is_secret_of(bytes(found.secret_hash) if found else None, secret) or found is None:
        raise KeyRefused("This key opens nothing: it is mistyped, or was never made.")
    if not found.holds(now):
        raise KeyRefused(_why(found, now))
    if found.last_used != now.date():
        Credential.objects.filter(pk=found.pk).update(last_used=now.date())
    found.member.through = found.reference
    return found


def _why(credential: Credential, now: datetime) -> str:
    if credential.revoked_at is not None:
        return "This key was revoked. Make a new one at the desk."
    if now >= credential.expires_at:
        return "This key ran out. Make a new one at the desk."
    return "Who made this key, or his organisation, has no access any more."


def _wrong(name: str, scopes: Collection[Scope], life: timedelta, member: Member) -> list[Problem]:
    wrong = []
    if not 0 < len(name) <= 80:
        wrong.append(Problem("name", "Say in up to 80 characters which program it is for."))
    if not scopes:
        wrong.append(Problem("scopes", "Say what the program may do."))
    if not timedelta() < life <= LONGEST_LIFE:
        wrong.append(Problem("life", "A credential lives a year at most."))
    if not member.is_active or not member.partner.active:
        wrong.append(Problem("member", f"{member.username} has no access."))
    if beyond := [scope.label for scope in scopes if member.role not in MAY_USE[scope]]:
        wrong.append(Problem("scopes", f"{member.username} may not do this himself: {', '.join(beyond)}."))
    return wrong


def _too_many(member: Member, now: datetime) -> list[Problem]:
    held = Credential.objects.filter(
        member__partner=member.partner_id, revoked_at=None, expires_at__gt=now
    ).count()
    if held < MOST_AT_ONCE:
        return []
    return [Problem("name", f"{MOST_AT_ONCE} credentials are in use: revoke one that is not needed.")]
