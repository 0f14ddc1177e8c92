"""One look at a site: along its referrer path to its page, and what is made of the answer."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from farthing import pages
from farthing.doors import egress
from farthing.doors.egress import Answer, Broken, EgressError, Exit, Forbidden, Limits, Off, Trip
from farthing.doors.hosting.networks import network_of
from farthing.pages.doorways import Doorway, doorway
from farthing.pages.fingerprint import NEAR, distance
from farthing.pages.kinds import Kind, sniff
from farthing.records.services.rechecks import Errand, Look
from farthing.records.site_address import SiteAddress, parse
from farthing.records.words import Asking, Seen

LIMITS = Limits(kinds=("text/html", "application/xhtml+xml"))
MOST_STEPS = 8  # of a referrer path
_STEP = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_DOORWAYS = {
    Doorway.LOGIN: Look(Seen.LOGIN, "It asks who one is."),
    Doorway.BLOCKED: Look(Seen.BLOCKED, "It keeps us out."),
}


def look(out: Exit, errand: Errand) -> Look:
    """What is seen of the site through this exit."""
    if errand.asking != Asking.SITE:
        return Look(Seen.VOID, "The site's handling forbids to ask it.")
    site = parse(errand.address)
    try:
        trip = _walked(out, errand)
    except Off as error:
        return Look(Seen.VOID, str(error))
    except Forbidden:
        return Look(Seen.CHANGED, "It leads to a site that its handling forbids to ask.")
    except Broken as error:
        return Look(Seen.CHANGED, str(error))
    except EgressError as error:
        return _missed(out, str(error))
    found = _judged(trip, site, errand.watch.fingerprint)
    if found.seen == Seen.MISS:
        return _missed(out, found.said)
    return _placed(out, site, errand.watch.asn, found) if found.seen == Seen.PRESENT else found


def _walked(out: Exit, errand: Errand) -> Trip:
    """The way through the recorded path to the site. A step that fails is left out: the page decides."""
    cookies: dict[tuple[str, str], str] = {}
    referrer = ""
    for step in _STEP.findall(errand.referrer_path)[:MOST_STEPS]:
        try:
            egress.follow(out, step, limits=LIMITS, referrer=referrer, cookies=cookies, verified=False)
        except Off:
            raise
        except EgressError:
            continue
        referrer = step
    return egress.follow(
        out, errand.address, limits=LIMITS, referrer=referrer, cookies=cookies, verified=False
    )


def _judged(trip: Trip, site: SiteAddress, reference: str) -> Look:
    answer = trip.last
    if trip.endless:
        return Look(Seen.CHANGED, "It leads on without an end.")
    if answer.status in (404, 410) or answer.status >= 500:
        return Look(Seen.MISS, f"Status {answer.status}.")
    if answer.status in (401, 407):
        return Look(Seen.LOGIN, f"Status {answer.status}: it asks for a name and password.")
    if answer.status in (403, 429, 451):
        return Look(Seen.BLOCKED, f"Status {answer.status}: it keeps us out.")
    host = (urlsplit(answer.url).hostname or "").removeprefix("www.")
    if not any(host == own or host.endswith(f".{own}") for own in site.own_hosts):
        return Look(Seen.CHANGED, "It leads to another host.")
    if answer.unread:
        return Look(Seen.CHANGED, f"It answers with {answer.unread}.")
    return _compared(answer, reference)


def _compared(answer: Answer, reference: str) -> Look:
    """The page against the template it had. The bytes decide what it is: a picture that is called HTML is
    dropped unread."""
    kind = sniff(answer.body)
    if kind not in (Kind.HTML, Kind.TEXT):
        return Look(Seen.CHANGED, f"It answers with a {kind.value}, called HTML; dropped unread.")
    try:
        mark, before_it = pages.read(answer.body)[0].fingerprint, doorway(answer.body)
    except pages.PagesError:
        mark, before_it = "", None
    if reference and mark and distance(reference, mark) <= NEAR:
        return Look(Seen.PRESENT, "The page is there.", mark)
    if before_it is not None:
        return _DOORWAYS[before_it]
    if reference:
        return Look(Seen.CHANGED, "Another page is there.")
    return Look(Seen.PRESENT, "A page is there; its template is held against the next looks.", mark)


def _missed(out: Exit, why: str) -> Look:
    """A miss, if the operator's control page loads through the same exit; else nothing can be said."""
    if not settings.CONTROL_PAGE:
        return Look(Seen.VOID, f"{why} No control page is configured (FARTHING_CONTROL_PAGE).")
    try:
        control = egress.fetch(out, settings.CONTROL_PAGE, verified=False)
    except EgressError:
        return Look(Seen.VOID, f"{why} The control page does not load either.")
    if control.status != 200:
        return Look(Seen.VOID, f"{why} The control page does not load either.")
    return Look(Seen.MISS, why)


def _placed(out: Exit, site: SiteAddress, known: int | None, found: Look) -> Look:
    """The page with the network that it is in now: another one than before means that it moved."""
    files = tuple(filter(None, settings.HOSTING_MMDB.split(":")))
    if site.network != "clear" or not files:
        return found
    try:
        values = egress.resolve(out, site.host, "A").values
    except EgressError:
        return found
    networks = {asn for value in values if (asn := network_of(value, files).asn) is not None}
    if known and networks and known not in networks:
        return Look(Seen.MOVED, "The page is there, in another network.", found.fingerprint, min(networks))
    return Look(found.seen, found.said, found.fingerprint, known or min(networks, default=None))
