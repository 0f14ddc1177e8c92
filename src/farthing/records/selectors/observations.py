"""Observations, and what an observation has in common with earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from farthing.pages.fingerprint import DIGITS
from farthing.records.models import Contact, Member, Observation, Offer, Option
from farthing.records.permissions import Shelf
from farthing.records.selectors.counts import of_each
from farthing.records.selectors.scope import require_read
from farthing.records.selectors.templates import near_templates

ORDERS = {"observed": "observed_at", "recorded": "recorded_at", "site": "site_id"}  # each with an index
MOST_SEEN_BEFORE = 100
_NEAREST = 500  # templates


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """Another observation, and what it shares: "account …", "contact …", "template" or "near template …"."""

    observation: Observation
    shared: tuple[str, ...]


def observations(
    viewer: Member, order: str = "recorded", descending: bool = True, visibility: str = "", network: str = ""
) -> QuerySet[Observation]:
    """All observations with their counts of offers and options, the last recorded first unless said."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Observation.objects.select_related("site", "site__brand", "confirmed_by").annotate(
        offer_count=of_each(Offer, "observation"), option_count=of_each(Option, "observation")
    )
    if visibility:
        found = found.filter(visibility=visibility)
    if network:
        found = found.filter(Exists(Option.objects.filter(observation=OuterRef("pk"), network=network)))
    column = ORDERS.get(order, "recorded_at")
    return found.order_by(("-" if descending else "") + column, "-pk")


def observation(viewer: Member, number: int) -> Observation:
    """One observation with its offers, options and contacts. Raises Observation.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    related = ("offers", "options", "options__indicator", "contacts")
    return (
        Observation.objects.select_related("site", "site__brand", "confirmed_by")
        .prefetch_related(*related)
        .get(pk=number)
    )


def recorded_from(viewer: Member, mark: str) -> Observation | None:
    """The observation recorded from the draft of this mark, where there is one."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Observation.objects.filter(draft_mark=mark).first()


def seen_before(viewer: Member, observation: Observation) -> list[SeenBefore]:
    """The other observations with the same account (in any spelling, with any memo), contact, template or
    near template, newest first, at most MOST_SEEN_BEFORE."""
    require_read(viewer, Shelf.OBSERVATIONS)
    shared: dict[int, list[str]] = {}
    for number, what in _shared(observation):
        marks = shared.setdefault(number, [])
        if what not in marks:
            marks.append(what)
    found = (
        Observation.objects.filter(pk__in=shared)
        .select_related("site", "site__brand")
        .order_by("-observed_at", "-pk")[:MOST_SEEN_BEFORE]
    )
    return [SeenBefore(one, tuple(shared[one.pk])) for one in found]


def _shared(observation: Observation) -> Iterable[tuple[int, str]]:
    """Numbers of other observations, each with one thing that it shares; the newest of each kind only, so
    that an account seen everywhere costs no more than one seen twice."""
    others = ~Q(observation=observation)
    for option in observation.options.exclude(indicator=None).select_related("indicator"):
        assert option.indicator is not None
        same = Option.objects.filter(others, indicator__account_hash=option.indicator.account_hash)
        what = f"account {option.address or option.indicator.value}"
        for number in _newest(same.values_list("observation_id", flat=True)):
            yield number, what
    for contact in observation.contacts.all():
        alike = Contact.objects.filter(others, value_index=contact.value_index)
        for number in _newest(alike.values_list("observation_id", flat=True)):
            yield number, f"{contact.kind} {contact.value}"
    if observation.fingerprint:
        cut = Observation.objects.filter(fingerprint=observation.fingerprint).exclude(pk=observation.pk)
        for number in cut.order_by("-observed_at").values_list("pk", flat=True)[:MOST_SEEN_BEFORE]:
            yield number, "template"
        near = near_templates([observation.fingerprint])[observation.fingerprint]
        alike_cut = Observation.objects.filter(fingerprint__in=list(near)[:_NEAREST]).order_by("-observed_at")
        for number, cut_from in alike_cut.values_list("pk", "fingerprint")[:MOST_SEEN_BEFORE]:
            yield number, f"near template ({near[cut_from]} of {DIGITS} digits differ)"


def _newest(numbers: QuerySet[Option, int] | QuerySet[Contact, int]) -> Iterable[int]:
    return numbers.order_by("-observation__observed_at")[:MOST_SEEN_BEFORE]
