"""The trend as it was published, open to everybody; and what the house entered for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, QuerySet

from farthing.records.models import Member, Rate, TrendFigure, TrendRelease, YearTotal
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.trend.durations import HOURS
from farthing.records.trend.metrics import Metric, defined
from farthing.records.trend.prices import bands


@dataclass(frozen=True, slots=True)
class Series:
    """One metric's figures in one version: a column a label (the first is all together), a row a period.

    A value that is missing was hidden.
    """

    metric: Metric
    labels: list[str]
    rows: dict[str, dict[str, int | None]]


@dataclass(frozen=True, slots=True)
class Published:
    """The last publication: when, of all months before `until`, and its series, metric by metric."""

    at: datetime
    until: date
    series: list[Series]


@dataclass(frozen=True, slots=True)
class RatesKnown:
    assets: int
    first: date | None
    last: date | None


def published(monthly: bool = False) -> Published | None:
    """What everybody may see, by years or by months; None before the first publication.

    Nobody is asked who he is: a figure that is not to be seen was never stored.
    """
    release = TrendRelease.objects.order_by("-pk").first()
    if release is None:
        return None
    series = {(metric.name, metric.version): Series(metric, [], {}) for metric in defined().each}
    for figure in release.figures.order_by("pk"):
        one = series.get((figure.metric, figure.version))
        if one is None or (len(figure.period) > 4) is not monthly:
            continue
        if figure.label not in one.labels:
            one.labels.append(figure.label)
        one.rows.setdefault(figure.period, {})[figure.label] = figure.value
    found = [_in_order(one) for one in series.values() if one.rows]
    return Published(release.published_at, release.until, found)


def all_figures() -> QuerySet[TrendFigure]:
    """Every figure of the last publication, for the downloads."""
    last = TrendRelease.objects.order_by("-pk").values("pk")[:1]
    return TrendFigure.objects.filter(release__in=last).order_by("pk")


def year_totals() -> QuerySet[YearTotal]:
    """The totals that shares are taken of, with their sources: they are published beside them."""
    return YearTotal.objects.order_by("-year", "unit")


def rates_known(viewer: Member) -> RatesKnown:
    """Which days the rates table covers."""
    require_read(viewer, Shelf.OBSERVATIONS)
    days = Rate.objects.aggregate(first=Min("day"), last=Max("day"))
    return RatesKnown(Rate.objects.values("asset").distinct().count(), days["first"], days["last"])


def last_release(viewer: Member) -> TrendRelease | None:
    require_read(viewer, Shelf.OBSERVATIONS)
    return TrendRelease.objects.select_related("published_by").order_by("-pk").first()


def _in_order(series: Series) -> Series:
    """All together first, then bands of prices and times as they rise, other labels by what they come to."""
    weight = {label: sum(row.get(label) or 0 for row in series.rows.values()) for label in series.labels}
    in_order = (*bands(defined().bands), *HOURS)
    rank = {label: place for place, label in enumerate(in_order)}
    series.labels.sort(key=lambda label: (bool(label), rank.get(label, 0), -weight[label], label))
    return series
