"""From a visit to the draft of an observation, as an analyst confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import TypeVar

from farthing import pages
from farthing.records.demo import addresses, confirmed
from farthing.records.demo.chance import seeded
from farthing.records.demo.page import write_page
from farthing.records.demo.world import Visit, invented_host, visits
from farthing.records.drafts import ObservationDraft, Origins, Received
from farthing.records.site_address import parse
from farthing.records.words import Commerciality, Genuineness, Origin, Visibility

_VISIBILITY = {
    Visibility.PUBLIC: 55,
    Visibility.ACCOUNT: 20,
    Visibility.PAYWALLED: 12,
    Visibility.CONTACT: 8,
    Visibility.NOT_SHOWN: 5,
}
_COMMERCIALITY = {
    Commerciality.DIRECT_VISIBLE: 60,
    Commerciality.DIRECT_HIDDEN: 25,
    Commerciality.INDIRECT: 15,
}
_GENUINENESS = {Genuineness.UNKNOWN: 70, Genuineness.GENUINE: 20, Genuineness.SCAM: 10}
T = TypeVar("T")
_ZONES = ("Europe/London", "Europe/Berlin", "UTC", "America/Toronto")


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation to be recorded: what, when, and by which of the analysts."""

    draft: ObservationDraft
    recorded_at: datetime
    analyst: int


def entries(sites: int, observations: int, now: datetime, analysts: int) -> Iterator[Entry]:
    """All invented observations in the order in which they were recorded; none after `now`."""
    for visit in visits(sites, observations, now):
        random = seeded("visit", visit.site.number, visit.first, visit.at.toordinal())
        delay = timedelta(minutes=random.randint(4, 90), seconds=random.randrange(60))
        yield Entry(_draft(visit, random), visit.at + delay, random.randrange(analysts))


def _draft(visit: Visit, random: Random) -> ObservationDraft:
    host = parse(visit.site.address).host
    visibility = _drawn(_VISIBILITY, random)
    mirrors = tuple(_mirrors(visit))
    page = write_page(visit, host, mirrors, visibility is not Visibility.NOT_SHOWN, random)
    hand, data = visit.site.hand, page.text.encode()
    reading = page.reading(hand.wording.language, hand.fingerprint)
    return ObservationDraft(
        site_address=visit.site.address,
        site_kind=visit.site.kind,
        observed_at=visit.at,
        zone=random.choice(_ZONES),
        visibility=visibility,
        commerciality=_drawn(_COMMERCIALITY, random),
        genuineness=_drawn(_GENUINENESS, random),
        received=Received("text", len(data), sha256(data).hexdigest()),
        reader_version=pages.READER_VERSION,
        reading=reading,
        language=hand.wording.language,
        fingerprint=hand.fingerprint,
        referrer_path=_referrer(random, host),
        brand="" if _is_unnoticed(visit) else hand.brand,
        mirrors=mirrors,
        offers=tuple(map(confirmed.offer, reading.offers)),
        options=tuple(map(confirmed.option, reading.options)),
        contacts=tuple(map(confirmed.contact, reading.contacts)),
        origins=origins_of_page(),
    )


def origins_of_page() -> Origins:
    """Who says what of the page as a whole: the reader its language and template, a person all the rest."""
    by_person = (
        "site_address", "site_kind", "observed_at", "visibility", "commerciality", "genuineness",
        "referrer_path", "brand",
    )  # fmt: skip
    said: Origins = dict.fromkeys(by_person, Origin.PERSON)
    return said | {"language": Origin.CONFIRMED, "fingerprint": Origin.MACHINE}


def _is_unnoticed(visit: Visit) -> bool:
    """One site in fifteen of a brand was not yet seen to be its own: it is left to the brand proposals."""
    site = visit.site
    return site.number % 15 == 7 and site.number != site.hand.number


def _mirrors(visit: Visit) -> Iterator[str]:
    """One site in eight names a mirror; it is the same on every visit."""
    random = seeded("mirror", visit.site.number)
    if random.random() < 0.125:
        onion = random.random() < 0.5
        yield f"http://{addresses.onion(random) if onion else invented_host(visit.site.number, random)}/"


def _referrer(random: Random, host: str) -> str:
    """How one gets to the page: for some, from a list on another site."""
    if random.random() < 0.6:
        return ""
    number = random.randrange(40)
    return f"https://{invented_host(9000 + number, seeded('list', number))}/list > {host}"


def _drawn(weights: dict[T, int], random: Random) -> T:
    return random.choices(tuple(weights), tuple(weights.values()))[0]
