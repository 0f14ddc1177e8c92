"""All methods for one site address, in turn; each says what it found, or why it did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings

from farthing.doors import egress
from farthing.doors.egress import EgressError, Exit
from farthing.doors.egress.places import literal, require_public
from farthing.doors.hosting import fronts, registry
from farthing.doors.hosting.networks import network_of
from farthing.records.services.hosting import Result
from farthing.records.site_address import SiteAddress, parse
from farthing.records.words import Asking, HostingMethod, MethodOutcome

_FORBIDDEN = "The site's handling forbids to ask: {}."
_MOST_ADDRESSES = 4  # of those a name answers with, that are looked into


@dataclass(frozen=True, slots=True)
class Means:
    """With what to look: the exit (None, and why, while the house does not go out), the operator's MMDB files
    and the RDAP service that he named."""

    out: Exit | None
    shut: str = ""
    files: tuple[str, ...] = ()
    rdap: str = ""


def means() -> Means:
    """As the settings have it."""
    files = tuple(filter(None, settings.HOSTING_MMDB.split(":")))
    try:
        return Means(egress.exits()[0], "", files, settings.HOSTING_RDAP)
    except EgressError as error:
        return Means(None, str(error), files, settings.HOSTING_RDAP)


def look(address: str, asking: Asking, by: Means) -> list[Result]:
    """What each method says of the site at `address`."""
    site = parse(address)
    if site.network != "clear":
        said = "A hidden service has no network address that could be looked up."
        return [Result(method, MethodOutcome.NOT_ASKED, said) for method in HostingMethod]
    answer, places = _dns(site, asking, by)
    results = [answer]
    for place in places[:_MOST_ADDRESSES]:
        results.append(network_of(place, by.files))
        results.append(_registered(f"ip/{place}", HostingMethod.RDAP, asking, by, place))
    if not places:
        said = "There is no address to look up."
        results += [
            Result(method, MethodOutcome.NOT_ASKED, said)
            for method in (HostingMethod.NETWORK, HostingMethod.RDAP)
        ]
    if literal_of(site) is None:
        results.append(_registered(f"domain/{site.own_hosts[-1]}", HostingMethod.REGISTRAR, asking, by))
    return results


def literal_of(site: SiteAddress) -> str | None:
    """The address that the site's host is written as, or None for a name."""
    try:
        found = literal(site.host)
    except EgressError:
        return None
    return None if found is None else str(found)


def _dns(site: SiteAddress, asking: Asking, by: Means) -> tuple[Result, list[str]]:
    """The DNS answer, and the public addresses in it. Name servers may be the site's own: asking them is
    asking the site."""
    method = HostingMethod.DNS
    own = literal_of(site)
    if own is not None:
        return Result(method, MethodOutcome.NOT_ASKED, "The site is written as an address."), [own]
    if asking != Asking.SITE:
        return Result(method, MethodOutcome.NOT_ASKED, _FORBIDDEN.format(asking.label)), []
    if by.out is None:
        return Result(method, MethodOutcome.NOT_ASKED, by.shut), []
    source = "resolver " + (by.out.resolver[0] if by.out.resolver else "")
    try:
        answers = [egress.resolve(by.out, site.host, kind) for kind in ("A", "AAAA")]
    except EgressError as error:
        return Result(method, MethodOutcome.FAILED, str(error), source), []
    values = [value for answer in answers for value in answer.values]
    if not values:
        exists = any(answer.exists for answer in answers)
        said = "The name exists and has no address." if exists else "There is no such name."
        return Result(method, MethodOutcome.NOTHING, said, source), []
    public = list(_public(values, by.out))
    front = fronts.by_alias(alias for answer in answers for alias in answer.aliases)
    said = f"{len(values)} address{'' if len(values) == 1 else 'es'}"
    said += "" if len(public) == len(values) else f", of which {len(values) - len(public)} not public"
    said += f"; an alias of {front}." if front else "."
    found = MethodOutcome.FOUND if public else MethodOutcome.NOTHING
    return Result(method, found, said, source, public[0] if public else None, front=front), public


def _public(values: Sequence[str], out: Exit) -> Iterator[str]:
    for value in values:
        try:
            require_public(ip_address(value), loopback=out.loopback)
        except EgressError:
            continue
        yield value


def _registered(
    path: str, method: HostingMethod, asking: Asking, by: Means, address: str | None = None
) -> Result:
    """What a register says, unless the site's handling forbids to ask even there."""
    if asking == Asking.NOBODY:
        return Result(method, MethodOutcome.NOT_ASKED, _FORBIDDEN.format(asking.label), address=address)
    if by.out is None:
        return Result(method, MethodOutcome.NOT_ASKED, by.shut, address=address)
    if not by.rdap:
        said = "No RDAP service is configured (FARTHING_RDAP)."
        return Result(method, MethodOutcome.NOT_ASKED, said, address=address)
    return registry.ask(by.out, by.rdap, path, method, address)
