"""The trend: what the operator enters for it, and its publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from farthing.disclosure import NO_RULE, Basis, Field, Handling, Purpose, Recipient, decide_all
from farthing.pages.masking import mask
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Member, Rate, TrendFigure, TrendRelease, YearTotal
from farthing.records.services.counting import COUNTERS
from farthing.records.services.write import Written, service
from farthing.records.trend.metrics import Metric, defined
from farthing.records.trend.suppression import hidden
from farthing.records.words import CountUnit, Verb

FIRST_YEAR = 1991
_AT_ONCE = 500
Cell = tuple[str, str]  # period and label


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
    """Counts every metric over all complete months, hides what is too small, and publishes the rest in place
    of what was published before. Takes seconds at a million sites, and nobody waits for it who records."""
    now = now.astimezone(UTC)
    until = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    release = TrendRelease.objects.create(published_by=actor, published_at=now, until=until.date())
    for metric in filter(may_be_published, defined().each):
        counts = COUNTERS[metric.counted_by](until)
        complete = {cell: n for cell, n in counts.items() if _complete(cell[0], until) and _of(metric, cell)}
        rows = [
            TrendFigure(
                release=release,
                metric=metric.name,
                version=metric.version,
                period=period,
                label=label,
                value=value,
            )
            for (period, label), value in publishable(metric, complete)
        ]
        TrendFigure.objects.bulk_create(rows, batch_size=_AT_ONCE)
    TrendFigure.objects.exclude(release=release).delete()
    return Written(release, about=[release], fields=("figures",))


def may_be_published(metric: Metric) -> bool:
    """Whether rules of `disclosure` let the public know the figures of this metric, and their months."""
    ground = Recipient.PUBLIC, Purpose.STATISTICS, Basis.PUBLICATION, Handling.NAMED
    told = decide_all(*ground, (Field(metric.tells), Field.DATES))
    return all(decision.rule != NO_RULE for decision in told.values())


def publishable(metric: Metric, counts: dict[Cell, int]) -> Iterator[tuple[Cell, int | None]]:
    """Every cell of a metric, and the sums over its labels; None for a cell that is hidden.

    A year and its months are judged together, since they may give each other away.
    """
    by_year: dict[str, Counter[Cell]] = {}
    for (period, label), n in counts.items():
        if metric.monthly or len(period) == 4:
            cells = by_year.setdefault(period[:4], Counter())
            cells[period, label] += n
            if label:
                cells[period, ""] += n
    for year in sorted(by_year):
        cells = by_year[year]
        out = hidden(cells, list(_sums(metric, year, cells)))
        for cell in sorted(cells):
            yield cell, None if cell in out else cells[cell]


def _sums(metric: Metric, year: str, cells: Iterable[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    by_period: dict[str, list[Cell]] = {}
    by_label: dict[str, list[Cell]] = {}
    for period, label in cells:
        by_period.setdefault(period, []).append((period, label))
        by_label.setdefault(label, []).append((period, label))
    for period, found in by_period.items():
        if parts := [cell for cell in found if cell[1]]:
            yield (period, ""), parts
    for label, found in by_label.items():
        months = [cell for cell in found if cell[0] != year]
        if metric.adds_up and months and (year, label) in found:
            yield (year, label), months


def _complete(period: str, until: datetime) -> bool:
    return period < f"{until:%Y-%m}" and (len(period) > 4 or int(period) < until.year)


def _of(metric: Metric, cell: Cell) -> bool:
    return metric.counts(int(cell[0][:4]))
