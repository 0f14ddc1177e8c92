"""Invented hosting checks and rechecks of the newest sites: addresses and networks kept for documentation."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from farthing.records.demo.chance import seeded
from farthing.records.models import Member, Site
from farthing.records.services.hosting import Result, ask_hosting_check, conclude_hosting_check
from farthing.records.services.rechecks import Errand, Look, record_recheck, start_watch
from farthing.records.words import Asking, HostingMethod, MethodOutcome, Seen

_COUNTRIES = ("NL", "US", "BG", "HK", "RO", "MY")
_SITES = 60
_THERE, _GONE = Look(Seen.PRESENT, "The page is there."), Look(Seen.MISS, "Status 404.")
_LOOKS = (
    (_THERE, _GONE, _GONE, _GONE),
    (_THERE, _THERE),
    (_THERE, _GONE, _GONE, _GONE),
    (_THERE, Look(Seen.MOVED, "The page is there, in another network.")),
    (_THERE, _GONE),
    (_THERE, Look(Seen.LOGIN, "It asks for a name and password.")),
)
_FILE = "networks.mmdb of 2026-11-01"


def check_hosting(actor: Member, now: datetime) -> None:
    """Asks for a check of the newest sites and concludes all but the last few."""
    sites = list(Site.objects.order_by("-last_seen", "-pk")[:_SITES])
    for number, site in enumerate(reversed(sites)):
        at = now - timedelta(hours=3 * (_SITES - number), minutes=7)
        if number < _SITES - 3:
            concluded(actor, site, at)
        else:
            ask_hosting_check(actor=actor, now=at, site=site)


def concluded(actor: Member, site: Site, at: datetime) -> None:
    """A check that was asked for, and done two minutes later."""
    check = ask_hosting_check(actor=actor, now=at, site=site)
    results = _results(site, seeded("hosting", site.pk))
    conclude_hosting_check(now=at + timedelta(minutes=2), check=check, results=results)


def recheck(actor: Member, now: datetime) -> None:
    """Has older sites watched, of which some are gone by now, some moved, and one waits for a person."""
    for number, site in enumerate(Site.objects.order_by("-last_seen", "-pk")[_SITES : _SITES + 24]):
        started = now - timedelta(hours=30, minutes=number)
        watch = start_watch(actor=actor, now=started, site=site)
        errand = Errand(watch, "", "", Asking.SITE, second=False)
        looks = _LOOKS[number % len(_LOOKS)]
        for place, look in enumerate(looks):
            at = now - timedelta(minutes=number + 20 * (len(looks) - 1 - place))
            record_recheck(now=at, errand=errand, look=look, two_exits=False)


def _results(site: Site, random: Random) -> list[Result]:
    if site.network != "clear":
        said = "A hidden service has no network address that could be looked up."
        return [Result(method, MethodOutcome.NOT_ASKED, said) for method in HostingMethod]
    found, address = MethodOutcome.FOUND, f"203.0.113.{random.randrange(1, 255)}"
    place = random.randrange(len(_COUNTRIES))
    country = _COUNTRIES[place]
    register = country if random.random() < 0.9 else _COUNTRIES[place - 1]
    front = "Example CDN" if random.random() < 0.2 else ""
    asn, name = 64496 + place, f"Hosting House {place + 1}"
    mail = f"abuse@house-{place + 1}.example"
    said = f"{country}, AS{asn}, {name}" + (f", a network of {front}." if front else ".")
    return [
        Result(HostingMethod.DNS, found, "1 address.", "resolver 192.0.2.53", address),
        Result(HostingMethod.NETWORK, found, said, _FILE, address, country, asn, name, front=front),
        Result(
            HostingMethod.RDAP,
            found,
            f"{register}, {name}, abuse contact {mail}.",
            "RDAP, rdap.example",
            address,
            register,
            organisation=name,
            abuse_contact=mail,
        ),
        Result(
            HostingMethod.REGISTRAR,
            found,
            "Names of Example, no abuse contact.",
            "RDAP, rdap.example",
            organisation="Names of Example",
        ),
    ]
