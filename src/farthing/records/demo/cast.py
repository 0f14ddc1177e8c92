"""The cast: the people of the demonstration, and the organisations they come from.

The names are those of `cast.json` (FORMATS.md). Passwords and the keys of programs follow from the desk's
secret, so that nothing but that secret has to be kept for the file to be written again.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from farthing import seal
from farthing.records.models import Credential, Member
from farthing.records.permissions import MAY_USE
from farthing.records.services.credentials import make_credential
from farthing.records.services.members import admit_member, admit_partner, found_house, let_partner_go
from farthing.records.words import PartnerKind, Role

HOUSE = "Saltmarsh Hotline"
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    kind: PartnerKind
    country: str
    active: bool = True


_NORTH = Organisation("Northshire Police, economic crime unit", PartnerKind.POLICE, "GB")
_SOUTH = Organisation("Landeskriminalamt Südmark", PartnerKind.POLICE, "DE")
_FJORD = Organisation("Fjordland Hotline", PartnerKind.HOTLINE, "NO")
_BRIGHT = Organisation("Brightwater Exchange", PartnerKind.EXCHANGE, "IE")
_FORMER = Organisation("Greyfell Hosting", PartnerKind.HOSTING, "NL", active=False)
OTHER_ORGANISATIONS = (
    Organisation("Western Intelligence Unit", PartnerKind.FIU, "FR"),
    Organisation("Northcard", PartnerKind.PAYMENT_BRAND, "US"),
    Organisation("Lakeside Hotline", PartnerKind.HOTLINE, "CH"),
    Organisation("Copperfield Bank", PartnerKind.EXCHANGE, "GB"),
)

# Whom each of the cast belongs to; None is the house itself. `stranger` comes from a partner that was let go.
CAST: dict[str, tuple[Role, Organisation | None]] = {
    "analyst": (Role.ANALYST, None),
    "analyst2": (Role.ANALYST, None),
    "supervisor": (Role.SUPERVISOR, None),
    "disclosure": (Role.DISCLOSURE, None),
    "disclosure2": (Role.DISCLOSURE, None),
    "auditor": (Role.AUDITOR, None),
    ADMIN: (Role.ADMIN, None),
    "police": (Role.PARTNER, _NORTH),
    "police2": (Role.PARTNER, _SOUTH),
    "hotline": (Role.PARTNER, _FJORD),
    "exchange": (Role.PARTNER, _BRIGHT),
    "stranger": (Role.PARTNER, _FORMER),
}

_PROGRAM = "demonstration"
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeiou"


def password(secret: str, name: str) -> str:
    """Four groups of three syllables: 75 bits of the secret, easy to read out and to type."""
    digits = int.from_bytes(_derived(secret, name))
    groups = []
    for _ in range(4):
        group = ""
        for _ in range(3):
            digits, consonant = divmod(digits, len(_CONSONANTS))
            digits, vowel = divmod(digits, len(_VOWELS))
            group += _CONSONANTS[consonant] + _VOWELS[vowel]
        groups.append(group)
    return "-".join(groups)


def keys(secret: str) -> dict[str, str]:
    """The key of each of the cast whose role may come by the API, by name."""
    made = Credential.objects.filter(name=_PROGRAM, member__username__in=CAST).select_related("member")
    return {
        one.member.username: seal.write_key(one.pk, _key_secret(secret, one.member.username)) for one in made
    }


def admit_cast(secret: str, now: datetime) -> dict[str, Member]:
    """Founds the house and admits everybody. Part of the loading's transaction."""
    admin = found_house(HOUSE, ADMIN, now, password(secret, ADMIN)).member
    house = admin.partner
    partners = {
        one: admit_partner(actor=admin, now=now, name=one.name, kind=one.kind, country=one.country)
        for one in (_NORTH, _SOUTH, _FJORD, _BRIGHT, _FORMER, *OTHER_ORGANISATIONS)
    }
    cast = {ADMIN: admin}
    for name, (role, organisation) in CAST.items():
        if name != ADMIN:
            partner = partners[organisation] if organisation else house
            cast[name] = admit_member(
                actor=admin,
                now=now,
                username=name,
                role=role,
                partner=partner,
                password=password(secret, name),
            ).member
    for name, member in cast.items():
        if scopes := [scope for scope, roles in MAY_USE.items() if member.role in roles]:
            make_credential(
                actor=admin,
                now=now,
                name=_PROGRAM,
                scopes=scopes,
                life=timedelta(days=365),
                member=member,
                secret=_key_secret(secret, name),
            )
    for one, partner in partners.items():
        if not one.active:
            let_partner_go(actor=admin, now=now, partner=partner)
    return cast


def _key_secret(secret: str, name: str) -> str:
    return seal.new_secret(lambda length: _derived(secret, f"key/{name}")[:length])


def _derived(secret: str, name: str) -> bytes:
    return hmac.digest(secret.encode(), f"demonstration/{name}".encode(), sha256)
