"""Why something is a lead: the accounts, contacts and templates that the house knows, hosts that it does not
know, and how much each says after what analysts made of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from farthing.pages.fingerprint import DIGITS
from farthing.pages.masking import mask
from farthing.records.errors import Invalid
from farthing.records.models import (
    Brand,
    Contact,
    Indicator,
    Lead,
    LeadReason,
    Observation,
    ReasonTally,
    Sighting,
    Site,
)
from farthing.records.sealing import Opener, index
from farthing.records.selectors.templates import near_templates
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
Key = tuple[TraitKind, str]


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


def known_of(keys: Collection[Key]) -> dict[Key, Reason]:
    """The reasons that those of the keys make which the house knows."""
    return _weighed(_known(keys))


def new_reasons(observations: Sequence[int]) -> dict[Key, Reason]:
    """The keys that these observations brought and none before them, each with the reason that it makes."""
    return known_of(keys_of(observations, new=True))


def known_templates(fingerprints: Collection[str]) -> dict[str, tuple[str, int]]:
    """For those of the fingerprints that observed templates have, or that are near one: the observed one that
    is nearest, and how many digits differ."""
    near = near_templates(fingerprints)
    asked = {*fingerprints, *(other for others in near.values() for other in others)}
    seen = Observation.objects.filter(fingerprint__in=asked).values_list("fingerprint", flat=True)
    observed = set(seen.order_by().distinct())
    found: dict[str, tuple[str, int]] = {}
    for one, others in near.items():
        nearest = next(((other, apart) for other, apart in others.items() if other in observed), None)
        if one in observed:
            found[one] = one, 0
        elif nearest:
            found[one] = nearest
    return found


def near_reasons(fingerprints: Collection[str]) -> dict[Key, Reason]:
    """For each template that is near an observed one the reason that it makes, under the observed one's key:
    what analysts make of one, the other learns."""
    near = known_templates(fingerprints)
    reasons = known_of({(TraitKind.TEMPLATE, known) for known, _ in near.values()})
    return {
        (TraitKind.TEMPLATE, one): _nearly(reasons[TraitKind.TEMPLATE, known], apart)
        for one, (known, apart) in near.items()
    }


def _nearly(reason: Reason, apart: int) -> Reason:
    """The reason of a template from which `apart` digits differ; the more do, the less it weighs."""
    words = f"near the {reason.words}: {apart} of {DIGITS} digits differ"
    return Reason(reason.kind, reason.key, words, round(reason.weight * (1 - apart / DIGITS), 2))


def with_near(reasons: Mapping[Key, Reason]) -> dict[Key, Reason]:
    """The same reasons, and for each template those near it that some reading may have."""
    found = dict(reasons)
    near = near_templates([key for kind, key in reasons if kind == TraitKind.TEMPLATE])
    for one, others in near.items():
        for other, apart in others.items():
            found.setdefault((TraitKind.TEMPLATE, other), _nearly(reasons[TraitKind.TEMPLATE, one], apart))
    return found


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
