"""Find: one box for an address in any spelling, a contact, a site's host or address, or a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from farthing import coins
from farthing.records.contacts import contact_key
from farthing.records.errors import Invalid
from farthing.records.models import Brand, Contact, Indicator, Member, Observation, Site
from farthing.records.permissions import Shelf
from farthing.records.sealing import index
from farthing.records.selectors.scope import require_read
from farthing.records.services.identity import account_hash, concealed_account_hash
from farthing.records.site_address import parse

LONGEST_NAME = 200  # of a payee: what is longer is none, and too long for a database to compare
_REFERENCE = re.compile(r"\s*([OSIB])\s*-?\s*0*(\d{1,12})\s*", re.I)
_KINDS_OF_CONTACT = (
    *("email", "jabber", "telegram", "session", "tox", "wickr", "signal", "whatsapp"),
    *("discord", "matrix", "threema", "icq", "skype", "phone", "onion"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of an answer: what kind of record, which one, its dates, and how often it was seen."""

    kind: str  # "address", "payee", "contact", "site", "observation", "brand"
    record: Indicator | Contact | Site | Observation | Brand
    what: str
    first: datetime
    last: datetime
    times: int


def search(viewer: Member, text: str) -> list[Found]:
    """Every record that `text` names, the last seen first. What is typed is never stored or logged."""
    require_read(viewer, Shelf.OBSERVATIONS)
    text = text.strip()
    if not text:
        return []
    answers = [*_references(text), *_addresses(text), *_payees(text), *_contacts(text), *_sites(text)]
    answers += _brands(text)
    once = {(found.kind, found.record.pk): found for found in answers}
    return sorted(once.values(), key=lambda found: found.last, reverse=True)


def _references(text: str) -> Iterator[Found]:
    match = _REFERENCE.fullmatch(text)
    if not match:
        return
    letter, number = match[1].upper(), int(match[2])
    if letter == "O":
        for one in Observation.objects.filter(pk=number).select_related("site"):
            yield Found("observation", one, one.reference, one.observed_at, one.observed_at, 1)
    elif letter == "S":
        yield from _found_sites(Q(pk=number))
    elif letter == "I":
        yield from _found_indicators(Q(pk=number))
    else:
        yield from _found_brands(Q(pk=number))


def _addresses(text: str) -> Iterator[Found]:
    """By the account key of every network on which the string, in any spelling, is valid."""
    hashes = [
        account_hash(network, account)
        for address in coins.loosen(text)
        for network, account, _ in coins.account_keys(address)
    ]
    hashes += [account_hash("lightning", text.lower()), concealed_account_hash(text)]
    yield from _found_indicators(Q(account_hash__in=hashes))


def _payees(text: str) -> Iterator[Found]:
    if len(text) <= LONGEST_NAME:
        yield from _found_indicators(~Q(rail="crypto") & (Q(value__iexact=text) | Q(brand__iexact=text)))


def _found_indicators(which: Q) -> Iterator[Found]:
    for one in Indicator.objects.filter(which).annotate(times=Count("sightings")):
        kind = "address" if one.rail == "crypto" else "payee"
        yield Found(kind, one, one.identity, one.first_seen, one.last_seen, one.times)


def _contacts(text: str) -> Iterator[Found]:
    """By the blind index of the contact under every kind it may be of; one line a contact."""
    keys = {index("contact.value", contact_key(kind, text)) for kind in _KINDS_OF_CONTACT}
    grouped = (
        Contact.objects.filter(value_index__in=keys)
        .values("value_index")
        .annotate(
            newest=Max("pk"),
            first=Min("observation__observed_at"),
            last=Max("observation__observed_at"),
            times=Count("observation", distinct=True),
        )
    )
    newest = Contact.objects.select_related("observation").in_bulk([row["newest"] for row in grouped])
    for row in grouped:
        one = newest[row["newest"]]
        yield Found("contact", one, f"{one.kind} {one.value}", row["first"], row["last"], row["times"])


def _sites(text: str) -> Iterator[Found]:
    try:
        address = parse(text)
    except Invalid:
        return
    by_host = Q(host_index=index("site.host", address.host_key))
    by_address = Q(address_index=index("site.address", address.key))
    yield from _found_sites(by_host | by_address)


def _found_sites(which: Q) -> Iterator[Found]:
    for one in Site.objects.filter(which).annotate(times=Count("observations"))[:200]:
        yield Found("site", one, one.reference, one.first_seen, one.last_seen, one.times)


def _brands(text: str) -> Iterator[Found]:
    yield from _found_brands(Q(name_key=text.casefold()))


def _found_brands(which: Q) -> Iterator[Found]:
    for one in Brand.objects.filter(which).annotate(
        first=Min("sites__first_seen"), last=Max("sites__last_seen"), times=Count("sites")
    ):
        yield Found("brand", one, one.name, one.first or one.named_at, one.last or one.named_at, one.times)


def observations_with_contact(viewer: Member, contact: Contact) -> list[Observation]:
    """The observations that offer this contact, newest first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return list(
        Observation.objects.filter(contacts__value_index=contact.value_index)
        .select_related("site", "site__brand")
        .distinct()
        .order_by("-observed_at")[:500]
    )


def contact(viewer: Member, number: int) -> Contact:
    """One contact. Raises Contact.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Contact.objects.select_related("observation").get(pk=number)
