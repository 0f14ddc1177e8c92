"""What sites have in common: accounts, contacts, templates and the wording of offers.

A trait is a kind and a key; the sites that have it are its posting list. Pairs of sites are nowhere stored
and nowhere counted: whatever joins sites goes from key to key, in one pass over the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from farthing.records.models import Contact, Indicator, Observation, Offer, Sighting
from farthing.records.words import TraitKind

BASE = {TraitKind.ACCOUNT: 5.0, TraitKind.CONTACT: 4.0, TraitKind.TEMPLATE: 2.0, TraitKind.WORDING: 2.0}


@dataclass(frozen=True, slots=True)
class Trait:
    kind: TraitKind
    key: str


@dataclass(frozen=True, slots=True)
class Named:
    """A trait as a page says it; `number` is the indicator's or contact's own, 0 where it has no page."""

    words: str
    number: int


def weight(kind: TraitKind, sites: int) -> float:
    """How much a trait says that the sites which have it are of one hand: the more have it, the less.

    A shared account says most, since money goes where its owner wants it; a template is sold and copied.
    """
    damping: float = (2 / max(sites, 2)) ** 0.25
    return round(BASE[kind] * damping, 1)


def traits(sites: Collection[int] | None = None) -> Iterator[tuple[Trait, int]]:
    """Every trait with every site that has it, of these sites or of all; a pair may come more than once."""
    sightings, contacts = Sighting.objects.all(), Contact.objects.exclude(kind__in=("mirror", "onion", "url"))
    observations, offers = Observation.objects.exclude(fingerprint=""), Offer.objects.exclude(wording="")
    if sites is not None:
        sightings, contacts = sightings.filter(site__in=sites), contacts.filter(observation__site__in=sites)
        observations, offers = observations.filter(site__in=sites), offers.filter(observation__site__in=sites)
    accounts = sightings.values_list("indicator__account_hash", "site_id").order_by().distinct()
    for account, site in accounts.iterator():
        yield Trait(TraitKind.ACCOUNT, account), site
    ways = contacts.values_list("value_index", "observation__site_id").order_by().distinct()
    for value, site in ways.iterator():
        yield Trait(TraitKind.CONTACT, bytes(value).hex()), site
    for fingerprint, site in (
        observations.values_list("fingerprint", "site_id").order_by().distinct().iterator()
    ):
        yield Trait(TraitKind.TEMPLATE, fingerprint), site
    yield from _wordings(offers)


def posting_lists(sites: Collection[int] | None = None) -> dict[Trait, set[int]]:
    """The sites of every trait."""
    found: dict[Trait, set[int]] = {}
    for trait, site in traits(sites):
        found.setdefault(trait, set()).add(site)
    return found


def named(wanted: Collection[Trait]) -> dict[Trait, Named]:
    """How a page says each trait: an address, a contact (masked where it must be), a template's mark."""
    said = {
        one: Named("the wording of all offers on a page" if one.kind == TraitKind.WORDING else one.key, 0)
        for one in wanted
    }
    accounts = [one.key for one in wanted if one.kind == TraitKind.ACCOUNT]
    for indicator in Indicator.objects.filter(account_hash__in=accounts).order_by("-pk"):
        said[Trait(TraitKind.ACCOUNT, indicator.account_hash)] = Named(indicator.identity, indicator.pk)
    indexes = [bytes.fromhex(one.key) for one in wanted if one.kind == TraitKind.CONTACT]
    for contact in Contact.objects.filter(value_index__in=indexes).order_by("pk"):
        key = Trait(TraitKind.CONTACT, bytes(contact.value_index).hex())
        said[key] = Named(f"{contact.kind} {contact.value}", contact.pk)
    return said


def _wordings(offers: QuerySet[Offer]) -> Iterator[tuple[Trait, int]]:
    """The wording of a page's offers taken together, in small letters; prices are part of it."""
    now, site, words = 0, 0, list[str]()
    rows = offers.order_by("observation_id", "position").values_list(
        "observation_id", "observation__site_id", "wording"
    )
    for observation, at, wording in rows.iterator():
        if observation != now and words:
            yield _wording(words), site
            words = []
        now, site = observation, at
        words.append(" ".join(wording.casefold().split()))
    if words:
        yield _wording(words), site


def _wording(words: list[str]) -> Trait:
    return Trait(TraitKind.WORDING, hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest())
