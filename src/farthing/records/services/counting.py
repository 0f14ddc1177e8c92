"""Counts what a metric's rule says, by month and by year; `metrics.toml` names these functions.

Each takes the moment before which things count and gives `(period, label) -> count`, the period "2021" or
"2021-03"; for a metric that is a median, the numbers themselves. Rows are streamed in the order of time, so
that a year's things are held at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Count, F, Min, Value, When
from django.db.models.functions import TruncMonth, TruncYear

from farthing.records.models import HostingCheck, Observation, Offer, Option, Rate, Removal
from farthing.records.trend.durations import hours_class, period_class
from farthing.records.trend.metrics import defined
from farthing.records.trend.prices import Rates, band
from farthing.records.words import Attribution, HostingState, Rail, RemovalState

Counts = Counter[tuple[str, str]]
Numbers = dict[tuple[str, str], list[float]]
_PLACE = Case(
    When(attribution=Attribution.CDN, then=Value("behind a CDN")),
    When(attribution=Attribution.HIDDEN, then=Value("hidden service")),
    When(country="", then=Value("not attributable")),
    default=F("country"),
)


def crypto_sites(until: datetime) -> Counts:
    """Sites by the month in which one of their pages first named a coin."""
    counts: Counts = Counter()
    named = Option.objects.filter(rail=Rail.CRYPTO, observation__observed_at__lt=until)
    firsts = named.values("observation__site").annotate(first=Min("observation__observed_at")).order_by()
    for first in firsts.values_list("first", flat=True).iterator():
        counts[f"{first:%Y-%m}", ""] += 1
        counts[f"{first:%Y}", ""] += 1
    return counts


def options(until: datetime) -> Counts:
    """Coins on networks, once a site."""
    counts: Counts = Counter()
    named = Option.objects.filter(rail=Rail.CRYPTO, observation__observed_at__lt=until)
    for turn, form in ((TruncMonth, "%Y-%m"), (TruncYear, "%Y")):
        found = (
            named.annotate(turn=turn("observation__observed_at"))
            .values_list("turn", "asset", "network")
            .annotate(sites=Count("observation__site", distinct=True))
            .order_by()
        )
        for at, asset, network, sites in found.iterator():
            counts[at.strftime(form), _coin(asset, network)] += sites
    return counts


def offer_periods(until: datetime) -> Counts:
    return _offers(until, lambda offer: period_class(offer.period))


def offer_prices(until: datetime) -> Counts:
    said = defined()
    known = Rate.objects.filter(currency=said.currency).values_list("asset", "day", "rate")
    rates = Rates(said.currency, known.iterator())
    return _offers(
        until, lambda offer: band(rates.price(offer.amount, offer.currency, offer.at.date()), said.bands)
    )


def brands(until: datetime) -> Counts:
    """Brands by whether a site of theirs was seen before the year or month."""
    seen = Observation.objects.filter(observed_at__lt=until).exclude(site__brand=None)
    months = seen.annotate(turn=TruncMonth("observed_at")).values_list("site__brand", "turn").distinct()
    first: dict[int, datetime] = {}
    once: set[tuple[int, str]] = set()
    counts: Counts = Counter()
    for brand, at in months.order_by("turn").iterator():
        began = first.setdefault(brand, at)
        for form in ("%Y-%m", "%Y"):
            period = at.strftime(form)
            if (brand, period) not in once:
                once.add((brand, period))
                counts[period, "new" if began.strftime(form) == period else "returning"] += 1
    return counts


def hosting_countries(until: datetime) -> Counts:
    """Sites by the countries that hosting checks found, once each."""
    counts: Counts = Counter()
    done = HostingCheck.objects.filter(state=HostingState.DONE, done_at__lt=until).annotate(label=_PLACE)
    for turn, form in ((TruncMonth, "%Y-%m"), (TruncYear, "%Y")):
        found = done.annotate(turn=turn("done_at")).values_list("turn", "label").order_by()
        for at, label, sites in found.annotate(sites=Count("site", distinct=True)).iterator():
            counts[at.strftime(form), label] += sites
    return counts


def removals(until: datetime) -> Counts:
    """Removals by the class of hours that they took."""
    counts: Counts = Counter()
    for at, hours in _removed(until):
        counts.update([(f"{at:%Y-%m}", hours_class(hours)), (f"{at:%Y}", hours_class(hours))])
    return counts


def removal_hours(until: datetime) -> Numbers:
    """The hours that removals took."""
    numbers: Numbers = {}
    for at, hours in _removed(until):
        for period in (f"{at:%Y-%m}", f"{at:%Y}"):
            numbers.setdefault((period, ""), []).append(hours)
    return numbers


MEDIANS: dict[str, Callable[[datetime], Numbers]] = {"removal_hours": removal_hours}
COUNTERS: dict[str, Callable[[datetime], Counts]] = {
    "crypto_sites": crypto_sites,
    "options": options,
    "offer_periods": offer_periods,
    "offer_prices": offer_prices,
    "brands": brands,
    "hosting_countries": hosting_countries,
    "removals": removals,
}


class _Offered:
    """One offer of one site in one month."""

    __slots__ = ("amount", "at", "currency", "period")

    def __init__(self, amount: Decimal, currency: str, period: str, at: datetime) -> None:
        self.amount, self.currency, self.period, self.at = amount, currency, period, at


def _offers(until: datetime, label: Callable[[_Offered], str]) -> Counts:
    counts: Counts = Counter()
    year, of_year = "", set[int]()
    for turn, site, offer in _by_month(until):
        if year != f"{turn:%Y}":
            year, of_year = f"{turn:%Y}", set()
        said = label(offer)
        counts[f"{turn:%Y-%m}", said] += 1
        same = hash((site, offer.amount, offer.currency, offer.period))
        if same not in of_year:
            of_year.add(same)
            counts[year, said] += 1
    return counts


def _by_month(until: datetime) -> Iterator[tuple[datetime, int, _Offered]]:
    found = (
        Offer.objects.filter(observation__observed_at__lt=until)
        .annotate(turn=TruncMonth("observation__observed_at"), site=F("observation__site"))
        .values_list("turn", "site", "amount", "currency", "period")
        .annotate(at=Min("observation__observed_at"))
        .order_by("turn")
    )
    for turn, site, amount, currency, period, at in found.iterator():
        yield turn, site, _Offered(amount, currency, period, at)


def _removed(until: datetime) -> Iterator[tuple[datetime, float]]:
    """When each removed site was gone, and how many hours after the first notice."""
    gone = Removal.objects.filter(state=RemovalState.REMOVED, ended_at__lt=until)
    for noticed, ended in gone.values_list("noticed_at", "ended_at").iterator():
        if noticed and ended:
            yield ended, max(0.0, (ended - noticed).total_seconds() / 3600)


def _coin(asset: str, network: str) -> str:
    if not network or not asset:
        return asset or network
    return f"{asset} on {network}"
