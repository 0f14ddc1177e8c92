"""The trend: what the operator enters for it, and its publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from farthing.disclosure import NO_RULE, Basis, Field, Handling, Purpose, Recipient, decide_all
from farthing.pages.masking import mask
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Member, Rate, TrendFigure, TrendRelease, YearTotal
from farthing.records.sealing import index
from farthing.records.services.counting import COUNTERS, MEDIANS
from farthing.records.services.write import Written, service
from farthing.records.trend.metrics import Metric, defined
from farthing.records.trend.publication import Cell, Place, Shown, middles, place_of, publishable
from farthing.records.words import CountUnit, Verb

FIRST_YEAR = 1991
_AT_ONCE = 500


@service(Verb.YEAR_TOTAL_ENTERED)
def enter_year_total(
    *, actor: Member, now: datetime, year: int, unit: CountUnit, value: int, source: str
) -> Written[YearTotal]:
    """Says how many things of a unit were identified in a year, and from where that is known; what was said
    before of the same year and unit is replaced."""
    wrong = []
    if not FIRST_YEAR <= year <= now.year:
        wrong.append(Problem("year", f"A year lies between {FIRST_YEAR} and {now.year}."))
    if value <= 0:
        wrong.append(Problem("value", "A total is a number above nought."))
    if not source.strip():
        wrong.append(Problem("source", "Say where the figure comes from."))
    if wrong:
        raise Invalid(*wrong)
    said = {"value": value, "source": mask(source.strip()), "entered_by": actor, "entered_at": now}
    total, _ = YearTotal.objects.update_or_create(year=year, unit=unit, defaults=said)
    return Written(total, about=[total], fields=("year", "unit", "value", "source"))


@service(Verb.RATES_LOADED)
def load_rates(
    *, actor: Member, now: datetime, rates: Iterable[tuple[str, str, date, Decimal]]
) -> Written[int]:
    """Loads rates (asset, currency, day, what one of the asset was worth); a later one of the same day
    replaces the earlier. Gives their number."""
    known = {(currency, asset, day): rate for asset, currency, day, rate in rates}
    rows = [Rate(currency=c, asset=a, day=day, rate=rate) for (c, a, day), rate in known.items()]
    Rate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["currency", "asset", "day"],
        update_fields=["rate"],
        batch_size=_AT_ONCE,
    )
    return Written(len(rows), about=[actor.partner], fields=("rates",), reason=f"{len(rows)} rates")


@service(Verb.TREND_PUBLISHED)
def publish_trend(*, actor: Member, now: datetime) -> Written[TrendRelease]:
    """Counts every metric over all complete months, hides what is too small or would give that away, and
    publishes the rest. What was published before stays, since a reader may have kept it too: nothing is shown
    that would tell by the difference. Takes seconds at a million sites; nobody who records waits for it."""
    now = now.astimezone(UTC)
    until = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    TrendRelease.objects.select_for_update().order_by("-pk").first()  # two at once: one after the other
    release = TrendRelease.objects.create(published_by=actor, published_at=now, until=until.date())
    for metrics in _together(filter(may_be_published, defined().each)):
        rows = [
            TrendFigure(
                release=release,
                metric=metric.name,
                version=metric.version,
                period=cell[0],
                label=cell[1],
                value=None if hide else value,
                mark=_mark(place_of(metric.name, cell), value) if hide else None,
            )
            for metric, cell, value, hide in _figures(metrics, until)
            if _complete(cell[0], until)
        ]
        TrendFigure.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return Written(release, about=[release], fields=("figures",))


def may_be_published(metric: Metric) -> bool:
    """Whether rules of `disclosure` let the public know the figures of this metric, and their months."""
    ground = Recipient.PUBLIC, Purpose.STATISTICS, Basis.PUBLICATION, Handling.NAMED
    told = decide_all(*ground, (Field(metric.tells), Field.DATES))
    return all(decision.rule != NO_RULE for decision in told.values())


def _together(metrics: Iterable[Metric]) -> Iterable[list[Metric]]:
    """The metrics, those of one version together that count the same things."""
    found: dict[tuple[str, int], list[Metric]] = {}
    for metric in metrics:
        found.setdefault((metric.things or metric.name, metric.version), []).append(metric)
    return found.values()


def _figures(metrics: Sequence[Metric], until: datetime) -> Iterator[tuple[Metric, Cell, int, bool]]:
    first = metrics[0]
    if first.median:
        numbers = MEDIANS[first.counted_by](until)
        yield from ((first, *one) for one in middles(numbers) if _of(first, one[0]))
    else:
        counts = {metric.name: COUNTERS[metric.counted_by](until) for metric in metrics}
        yield from publishable(metrics, counts, _published(metrics), _mark)


def _published(metrics: Sequence[Metric]) -> list[Shown]:
    """What each earlier publication showed and hid of these metrics."""
    found: dict[int, tuple[dict[str, dict[Cell, int]], dict[str, dict[Cell, bytes]]]] = {}
    names = [metric.name for metric in metrics]
    rows = TrendFigure.objects.filter(metric__in=names, version=metrics[0].version).order_by()
    for figure in rows.iterator():
        values, marks = found.setdefault(figure.release_id, ({}, {}))
        cell = figure.period, figure.label
        if figure.value is None:
            marks.setdefault(figure.metric, {})[cell] = bytes(figure.mark or b"")
        else:
            values.setdefault(figure.metric, {})[cell] = figure.value
    return [Shown(*one) for one in found.values()]


def _mark(place: Place, value: int) -> bytes:
    """Tells whether a hidden number has changed since; who has no key learns nothing by it."""
    return index("trend.figure", "\0".join((*place, str(value))))


def _complete(period: str, until: datetime) -> bool:
    return period < f"{until:%Y-%m}" and (len(period) > 4 or int(period) < until.year)


def _of(metric: Metric, cell: Cell) -> bool:
    return metric.counts(int(cell[0][:4])) and (metric.monthly or len(cell[0]) == 4)
