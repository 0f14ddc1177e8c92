"""Who is told of a site so that it is removed: the rule, over what is known of its host. Pure.

Hosted at home: police first where a unit is named for that, and the host once they say go. Hosted abroad:
the hotline of that country and the police liaison named for it; where no hotline is named, the host itself.
A host that nobody can name, or an abuse contact at the site's own domain, is for a person to decide: a
notice there would warn the seller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farthing.records.models import Recipient
from farthing.records.words import PartnerKind


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where a site's server stands, as the last check says: `country` (ISO 3166-1, two letters), the
    `address` of the server, its `network` in words, and whom its provider names for abuse."""

    country: str
    abuse_contact: str = ""
    address: str = ""
    network: str = ""

    @property
    def name(self) -> str:
        """The name by which a host is measured: its network's, or else that of whom it names for abuse."""
        return (self.network or self.abuse_contact.rpartition("@")[2].lower())[:254]

    @property
    def number(self) -> str:
        """The network's number alone ("AS64500"): its name is spelt differently from file to file."""
        return self.network.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Route:
    """`first`: whose word is awaited before anybody else is told. `told`: recipients that are known already.
    `host`: whether the provider's abuse contact is told. `why`: what keeps it from being routed."""

    first: Recipient | None = None
    told: tuple[Recipient, ...] = ()
    host: bool = False
    why: str = ""


def route(
    hosting: Hosting | None, home: str, recipients: Sequence[Recipient], own_hosts: Sequence[str]
) -> Route:
    """The route for a site of `own_hosts`, from the active `recipients` of a house in the country `home`."""
    if hosting is None or not hosting.country:
        return Route(why="It is not known where it is hosted.")
    host, why = _host(hosting, own_hosts)
    if hosting.country == home:
        first = next((one for one in recipients if one.asked_first), None)
        return Route(first=first, host=host, why="" if host else why)
    named = [one for one in recipients if hosting.country in one.countries and not one.asked_first]
    hotlines = tuple(one for one in named if one.kind == PartnerKind.HOTLINE)
    police = tuple(one for one in named if one.kind == PartnerKind.POLICE)
    if hotlines or host:
        return Route(told=hotlines + police, host=host and not hotlines)
    return Route(told=police, why=f"No hotline is named for {hosting.country}. {why}")


def _host(hosting: Hosting, own_hosts: Sequence[str]) -> tuple[bool, str]:
    domain = hosting.abuse_contact.rpartition("@")[2].lower()
    if not domain:
        return False, "Its host names nobody for abuse."
    if any(domain == own or domain.endswith("." + own) for own in own_hosts):
        return False, "The contact for abuse is at the site's own domain."
    return True, ""
