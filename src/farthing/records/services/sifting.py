"""What makes a saved page a lead: the keys by which it is found, and the reasons that the house knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from farthing import pages
from farthing.pages.masking import mask
from farthing.pages.reading import Reading
from farthing.records.contacts import contact_key
from farthing.records.drafts import OptionDraft
from farthing.records.errors import Invalid
from farthing.records.models import (
    Brand,
    Contact,
    Indicator,
    Lead,
    LeadReason,
    Observation,
    ReasonTally,
    SavedReading,
    Sighting,
    Site,
)
from farthing.records.sealing import Opener, index
from farthing.records.services.identity import identify
from farthing.records.site_address import parse
from farthing.records.words import LeadReasonKind, TraitKind

WEIGHTS = {
    LeadReasonKind.ACCOUNT: 6.0,
    LeadReasonKind.CONTACT: 5.0,
    LeadReasonKind.TEMPLATE: 3.0,
    LeadReasonKind.BRAND: 2.0,
    LeadReasonKind.PAYMENT: 2.0,
    LeadReasonKind.HOST: 2.0,
}
_OF_A_KEY, _OF_A_KIND = 2, 20  # decisions that count as many as what the house believed before
_HOSTS = ("onion", "url", "mirror")
_BETWEEN = re.compile("[/!]")
_ENDING = r"\.(?:warc|x?html?|mht|mhtml|eml|mbox|txt|zip|tar|tgz|gz|bz2|xz|zst)"
_PIECE = re.compile(rf"(.*?)((?:{_ENDING})*(?:#\d+)*)", re.IGNORECASE | re.DOTALL)
Key = tuple[TraitKind, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page as it was read: the name of its place, the SHA-256 of its bytes, what it says."""

    source: str
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a page is a lead, and how much that says."""

    kind: LeadReasonKind
    key: str
    words: str
    weight: float

    def row(self, lead: Lead) -> LeadReason:
        return LeadReason(
            lead=lead, kind=self.kind, key=self.key, words=mask(self.words)[:300], weight=self.weight
        )


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is kept of a page, and by which keys it is found."""

    mark: bytes
    source: str
    language: str
    kept: dict[str, Any]
    keys: Collection[Key] = field(default=())
    sells: bool = False

    def row(self, now: datetime) -> SavedReading:
        return SavedReading(
            mark=self.mark,
            source=self.source,
            language=self.language,
            kept=self.kept,
            reader_version=pages.READER_VERSION,
            scanned_at=now,
        )


def worth_keeping(found: Sequence[Page]) -> list[Page]:
    """The pages that could ever be a lead: those that say something, and those cut from a known template."""
    marks = {page.reading.fingerprint for page in found} - {""}
    cut = Observation.objects.filter(fingerprint__in=marks).values_list("fingerprint", flat=True)
    known = set(cut.distinct())
    return [page for page in found if says_something(page.reading) or page.reading.fingerprint in known]


def says_something(reading: Reading) -> bool:
    paid = any(one.address or one.handle or one.merchant_id for one in reading.options)
    return bool(reading.offers or reading.contacts or paid)


def sifted(page: Page) -> Sifted:
    """What is kept of a page, and the keys by which it is found."""
    reading = page.reading
    keys: set[Key] = {(TraitKind.TEMPLATE, reading.fingerprint)} if reading.fingerprint else set()
    for contact in reading.contacts:
        value = index("contact.value", contact_key(contact.kind, contact.value))
        keys.add((TraitKind.CONTACT, value.hex()))
    for option in reading.options:
        said = OptionDraft(
            option.rail,
            asset=option.asset or "",
            network=option.network or "",
            address=option.address or "",
            memo=option.memo or "",
            brand=option.brand or "",
            handle=option.handle or "",
            merchant_id=option.merchant_id or "",
        )
        try:
            identity = identify(said, "option")
        except Invalid:
            continue
        if identity:
            keys.add((TraitKind.ACCOUNT, identity.account_hash))
    return Sifted(
        mark=index("scan.page", f"{page.source}\0{page.sha256}\0{reading.member}"),
        source=_shown_source(page.source)[-300:],
        language=(reading.language or "")[:8],
        kept=pages.keep(reading, _named_hosts(reading)).document,
        keys=keys,
        sells=bool(reading.offers) and any(one.address or one.handle for one in reading.options),
    )


def _named_hosts(reading: Reading) -> list[str]:
    """Every host that the page names. Nobody has said yet which are the site's own, so all are masked,
    in contacts too; the keys find them all the same."""
    hosts = []
    for address in pages.keep(reading).hidden:
        try:
            hosts.append(parse(address).host)
        except Invalid:
            continue
    return hosts


def _shown_source(source: str) -> str:
    """A place as it can be found again: what the file is called stays, a site's address in it is masked."""
    pieces = [_PIECE.fullmatch(piece) for piece in _BETWEEN.split(source)]
    return "/".join(f"{mask(piece[1])}{piece[2]}" for piece in pieces if piece)


def known_reasons(found: Sequence[Sifted]) -> dict[bytes, list[Reason]]:
    """For each page, by its mark, the reasons that it is a lead: what of its keys the house knows, and that
    it sells."""
    reasons = _weighed(_known({key for one in found for key in one.keys}))
    sells = Reason(
        LeadReasonKind.PAYMENT, "", "offers and a way to pay", learned(LeadReasonKind.PAYMENT, [""])[""]
    )
    return {
        one.mark: [reasons[key] for key in sorted(one.keys) if key in reasons] + [sells] * one.sells
        for one in found
    }


def new_reasons(observations: Sequence[int]) -> dict[Key, Reason]:
    """The keys that these observations brought and none before them, each with the reason that it makes."""
    return _weighed(_known(keys_of(observations, new=True)))


def brand_reason(brand: Brand) -> Reason:
    key = str(brand.pk)
    weight = learned(LeadReasonKind.BRAND, [key])[key]
    return Reason(LeadReasonKind.BRAND, key, f"shows what sites of {brand.reference} show", weight)


def keys_of(observations: Sequence[int], *, new: bool = False) -> set[Key]:
    """The accounts, contacts and templates on these observations; with `new`, those on none before."""
    sightings = Sighting.objects.filter(observation__in=observations)
    contacts = Contact.objects.filter(observation__in=observations)
    cut = Observation.objects.filter(pk__in=observations).exclude(fingerprint="")
    if new:
        before = Sighting.objects.filter(
            indicator__account_hash=OuterRef("indicator__account_hash"),
            observation_id__lt=OuterRef("observation_id"),
        )
        sightings = sightings.exclude(Exists(before))
        said = Contact.objects.filter(
            value_index=OuterRef("value_index"), observation_id__lt=OuterRef("observation_id")
        )
        contacts = contacts.exclude(Exists(said))
        seen = Observation.objects.filter(fingerprint=OuterRef("fingerprint"), pk__lt=OuterRef("pk"))
        cut = cut.exclude(Exists(seen))
    accounts = sightings.values_list("indicator__account_hash", flat=True)
    keys = {(TraitKind.ACCOUNT, account) for account in accounts.order_by().distinct()}
    keys |= {(TraitKind.CONTACT, bytes(one).hex()) for one in contacts.values_list("value_index", flat=True)}
    return keys | {(TraitKind.TEMPLATE, one) for one in cut.values_list("fingerprint", flat=True)}


def _weighed(said: Mapping[Key, str]) -> dict[Key, Reason]:
    """A reason for each key, as the house says it, by what it has learned of its weight."""
    weights = {
        kind: learned(LeadReasonKind(kind.value), [key for of, key in said if of == kind])
        for kind in (TraitKind.ACCOUNT, TraitKind.CONTACT, TraitKind.TEMPLATE)
    }
    return {
        (kind, key): Reason(LeadReasonKind(kind.value), key, words, weights[kind][key])
        for (kind, key), words in said.items()
    }


def unknown_hosts(observations: Sequence[int]) -> list[tuple[Contact, Reason]]:
    """The hosts that observed pages name and that the house knows no site at; each once."""
    named: dict[bytes, Contact] = {}
    contacts = Contact.objects.filter(observation__in=observations, kind__in=_HOSTS, lead=None)
    for contact in contacts.select_related("observation").order_by("pk"):
        try:
            address = parse(Opener(contact.observation).contact(contact))
        except Invalid:
            continue
        named.setdefault(index("site.host", address.host_key), contact)
    sites = Site.objects.filter(host_index__in=list(named))
    known = {bytes(one) for one in sites.values_list("host_index", flat=True)}
    hexes = [one.hex() for one in named]
    asked = set(
        LeadReason.objects.filter(kind=LeadReasonKind.HOST, key__in=hexes).values_list("key", flat=True)
    )
    weights = learned(LeadReasonKind.HOST, hexes)
    return [
        (contact, Reason(LeadReasonKind.HOST, host.hex(), _host_words(contact), weights[host.hex()]))
        for host, contact in named.items()
        if host not in known and host.hex() not in asked
    ]


def learned(kind: LeadReasonKind, keys: Collection[str]) -> dict[str, float]:
    """What each key weighs, after what analysts made of leads of its kind and of its own: each decision
    moves it, the more it rests on."""
    tallies = {one.key: one for one in ReasonTally.objects.filter(kind=kind, key__in={*keys, ""})}
    base = WEIGHTS[kind] * _share(tallies.get(""), _OF_A_KIND)
    return {key: round(base * (_share(tallies.get(key), _OF_A_KEY) if key else 1.0), 2) for key in keys}


def _share(tally: ReasonTally | None, prior: int) -> float:
    if tally is None:
        return 1.0
    return (tally.taken + prior) / (tally.taken + tally.dismissed + prior)


def _known(keys: Collection[Key]) -> dict[Key, str]:
    """Which keys the house has seen on a page, and how it says so."""
    of = {kind: [key for one, key in keys if one == kind] for kind in TraitKind}
    said: dict[Key, str] = {}
    for indicator in Indicator.objects.filter(account_hash__in=of[TraitKind.ACCOUNT]).order_by("-pk"):
        said[TraitKind.ACCOUNT, indicator.account_hash] = f"known account {indicator.reference}"
    values = [bytes.fromhex(key) for key in of[TraitKind.CONTACT]]
    for contact in Contact.objects.filter(value_index__in=values).order_by("-pk"):
        said[TraitKind.CONTACT, bytes(contact.value_index).hex()] = f"known {contact.kind} {contact.value}"
    cut = Observation.objects.filter(fingerprint__in=of[TraitKind.TEMPLATE]).order_by("-pk")
    for observation in cut.only("pk", "fingerprint"):
        said[TraitKind.TEMPLATE, observation.fingerprint] = f"template of {observation.reference}"
    return said


def _host_words(contact: Contact) -> str:
    return f"a host named on {contact.observation.reference} and not known yet"
