"""The trend: the page for everybody, its downloads, and what the house enters for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from farthing.desk.access import Door, allow
from farthing.desk.charts import Chart, chart
from farthing.desk.forms.trend import YearsForm, YearTotalForm
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_WRITE
from farthing.records.selectors import trend as selector
from farthing.records.selectors.trend import Series
from farthing.records.services import trend as service
from farthing.records.trend.growth import Growth, fit, longest_rise
from farthing.records.trend.metrics import Metric, defined
from farthing.records.words import CountUnit, Verb

SITES = "crypto-sites"
PUBLISHERS = MAY_WRITE[Verb.TREND_PUBLISHED]
MONTHS_SHOWN = 36
Value = tuple[int | None, bool]  # a number or nothing where it is hidden, and whether there is such a cell


@dataclass(frozen=True, slots=True)
class Section:
    """One metric on the page: its versions, a chart of them, and the same as rows of a table."""

    metric: Metric
    versions: list[Metric]
    chart: Chart
    labels: list[str]
    rows: list[tuple[str, int, list[Value]]]  # period, version, a value for each label


@dataclass(frozen=True, slots=True)
class Share:
    """The sites of a year as a share of a total; where that counts something else, the unit is said."""

    year: int
    sites: int | None
    total: int
    unit: str
    same_unit: bool
    source: str

    @property
    def percent(self) -> str:
        return "hidden" if self.sites is None else f"{100 * self.sites / self.total:.2f} %"


@allow(Door.STREET)
@require_safe
def trend(request: HttpRequest) -> HttpResponse:
    monthly = request.GET.get("by") == "month"
    found = selector.published(monthly)
    context: dict[str, Any] = {"published": found, "monthly": monthly}
    if found:
        context["sections"] = [
            _section(list(versions)) for _, versions in groupby(found.series, lambda one: one.metric.name)
        ]
        by_year = _sites_by_year(found.series if not monthly else [])
        context |= {"shares": list(_shares(by_year)), **_growth(request, by_year)}
    return render(request, "desk/trend.html", context)


@allow(Door.STREET)
@require_safe
def trend_csv(request: HttpRequest) -> HttpResponse:
    from farthing.formats.trend_table import to_csv

    return HttpResponse(
        to_csv(_figures()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": "attachment"},
    )


@allow(Door.STREET)
@require_safe
def trend_parquet(request: HttpRequest) -> HttpResponse:
    from farthing.formats.trend_table import to_parquet

    return HttpResponse(
        to_parquet(_figures()),
        content_type="application/vnd.apache.parquet",
        headers={"Content-Disposition": "attachment"},
    )


@allow(PUBLISHERS)
def trend_figures(request: HttpRequest) -> HttpResponse:
    """What the house enters, and the button that publishes."""
    return _figures_page(request, YearTotalForm())


@allow(PUBLISHERS)
@require_POST
def enter_year_total(request: HttpRequest) -> HttpResponse:
    form = YearTotalForm(request.POST)
    if form.is_valid():
        try:
            total = service.enter_year_total(
                actor=viewer_of(request), now=timezone.now(), **form.cleaned_data
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"The total of {total.year} is entered, and public from now on.")
            return redirect("trend_figures")
    return _figures_page(request, form, 422)


@allow(PUBLISHERS)
@require_POST
def publish_trend(request: HttpRequest) -> HttpResponse:
    service.publish_trend(actor=viewer_of(request), now=timezone.now())
    messages.success(request, "The trend is counted anew and published.")
    return redirect("trend_figures")


def _figures_page(request: HttpRequest, form: YearTotalForm, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "form": form,
        "totals": selector.year_totals(),
        "release": selector.last_release(viewer),
        "rates": selector.rates_known(viewer),
        "currency": defined().currency,
    }
    return render(request, "desk/trend_figures.html", context, status=status)


def _section(versions: list[Series]) -> Section:
    if len(next(iter(versions[-1].rows))) > 4:
        versions = _last_months(versions)
    labels = list(dict.fromkeys(label for one in versions for label in one.labels))
    rows = [
        (period, one.metric.version, [(row.get(label), label in row) for label in labels])
        for one in versions
        for period, row in sorted(one.rows.items())
    ]
    return Section(versions[-1].metric, [one.metric for one in versions], chart(versions), labels, rows)


def _last_months(versions: list[Series]) -> list[Series]:
    months = sorted(month for one in versions for month in one.rows)[-MONTHS_SHOWN:]
    kept = [
        Series(one.metric, one.labels, {month: row for month, row in one.rows.items() if month in months})
        for one in versions
    ]
    return [one for one in kept if one.rows]


def _sites_by_year(series: Sequence[Series]) -> dict[int, int | None]:
    """The sites of each year, in the latest version alone: growth and shares never cross two."""
    own = [one for one in series if one.metric.name == SITES]
    return {int(year): row.get("") for year, row in sorted(own[-1].rows.items())} if own else {}


def _shares(by_year: dict[int, int | None]) -> Iterator[Share]:
    for total in selector.year_totals():
        if total.year in by_year:
            unit = CountUnit(total.unit)
            same = unit == CountUnit.SITE
            yield Share(total.year, by_year[total.year], total.value, unit.label, same, total.source)


def _growth(request: HttpRequest, by_year: dict[int, int | None]) -> dict[str, Any]:
    """Growth over the years asked for, or over the longest stretch in which the number rose each year."""
    years = [year for year, value in by_year.items() if value]
    form = YearsForm(years, request.GET if "first" in request.GET else None)
    span = longest_rise(years, [by_year[year] for year in years])
    if form.is_bound and form.is_valid():
        span = form.cleaned_data["first"], form.cleaned_data["last"]
    elif span:
        form = YearsForm(years, initial={"first": span[0], "last": span[1]})
    fitted: Growth | None = None
    if span:
        chosen = [year for year in years if span[0] <= year <= span[1]]
        unbroken = all(later == earlier + 1 for earlier, later in pairwise(chosen))
        fitted = fit(chosen, [by_year[year] or 0 for year in chosen]) if unbroken else None
    return {"growth": fitted, "years": form, "chosen": form.is_bound, "enough_years": len(years) >= 3}


def _figures() -> Iterator[Any]:
    from farthing.formats.trend_table import Figure

    units = {(metric.name, metric.version): metric.unit for metric in defined().each}
    for one in selector.all_figures().iterator():
        unit = units.get((one.metric, one.version), "")
        yield Figure(one.metric, one.version, unit, one.period, one.label, one.value, one.value is None)
