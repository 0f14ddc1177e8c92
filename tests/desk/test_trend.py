"""The public page of the trend, its downloads, and what the house enters for it."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.desk.charts import chart
from farthing.records.models import TrendFigure, TrendRelease
from farthing.records.selectors.trend import Series
from farthing.records.services.trend import enter_year_total
from farthing.records.trend.metrics import Metric, defined
from farthing.records.words import CountUnit

SITES = {"2018": 81, "2019": 221, "2020": 468, "2021": 1014, "2022": 240}


@pytest.fixture
def release(cast: Cast) -> TrendRelease:
    """Five years of sites, one metric with a hidden cell, and two totals."""
    one = TrendRelease.objects.create(published_by=cast["supervisor"], published_at=NOW, until=NOW.date())
    figures = [("crypto-sites", year, "", value) for year, value in SITES.items()]
    figures += [
        ("brands", "2020", "", 9),
        ("brands", "2020", "new", None),
        ("brands", "2020", "returning", None),
    ]
    TrendFigure.objects.bulk_create(
        TrendFigure(release=one, metric=metric, version=1, period=period, label=label, value=value)
        for metric, period, label, value in figures
    )
    for year, unit in ((2021, CountUnit.SITE), (2022, CountUnit.URL)):
        enter_year_total(
            actor=cast["supervisor"], now=NOW, year=year, unit=unit, value=4000, source="The year's report"
        )
    return one


def test_anybody_reads_the_trend_and_gets_no_cookie(client: Client, release: TrendRelease) -> None:
    answer = client.get(reverse("trend"))
    assert answer.status_code == 200
    assert not answer.cookies
    assert not tree(answer).css("script")
    said = tree(answer).css_first("main").text()
    for words in ("81", "221", "468", "1,014", "times 2.22 a year", "doubling in 10.4 months"):
        assert words in said
    assert "between 1.94 and 2.55" in said


def test_growth_is_said_for_other_years_and_never_for_two(client: Client, release: TrendRelease) -> None:
    asked = client.get(reverse("trend") + "?first=2020&last=2022")
    assert "From 2020 to 2022" in tree(asked).css_first("main").text()
    for query in ("first=2020&last=2021", "first=2021&last=2018", "first=x&last=2"):
        answer = client.get(f"{reverse('trend')}?{query}")
        assert answer.status_code == 200


def test_a_share_over_another_unit_says_so(client: Client, release: TrendRelease) -> None:
    said = tree(client.get(reverse("trend"))).css_first("#shares").parent
    assert said is not None
    assert "25.35 %" in said.text()
    assert "sites over URLs: another unit" in said.text()
    assert "The year's report" in said.text()


def test_every_chart_stands_above_a_table_that_holds_the_same(client: Client, release: TrendRelease) -> None:
    page = tree(client.get(reverse("trend")))
    assert len(page.css("svg.chart")) == 2
    for section in page.css("section:has(svg)"):
        shown = {title.text().rpartition(": ")[2] for title in section.css("rect title")}
        assert shown <= {cell.text() for cell in section.css("td.number")}


def test_before_the_first_publication_the_page_says_so(client: Client, db: None) -> None:
    assert "Nothing is published yet" in client.get(reverse("trend")).content.decode()
    assert client.get(reverse("trend_csv")).content.count(b"\n") == 1
    assert client.get(reverse("trend_parquet")).status_code == 200


def test_both_downloads_hold_the_same_figures(client: Client, release: TrendRelease) -> None:
    lines = list(csv.DictReader(io.StringIO(client.get(reverse("trend_csv")).content.decode())))
    rows = pq.read_table(io.BytesIO(client.get(reverse("trend_parquet")).content)).to_pylist()
    assert len(lines) == len(rows) == len(SITES) + 3
    assert rows[3] == {
        "metric": "crypto-sites", "version": 1, "unit": "site", "period": "2021", "label": "",
        "value": 1014, "hidden": False,
    }  # fmt: skip
    assert [line["value"] for line in lines if line["hidden"] == "true"] == ["", ""]
    assert [row["value"] for row in rows if row["hidden"]] == [None, None]


def test_a_new_version_is_set_apart_by_a_line() -> None:
    first = next(metric for metric in defined().each if metric.name == "crypto-sites")
    second = Metric(
        "crypto-sites", 2, first.title, "domain", "Otherwise.", "crypto_sites", "figures", True, True, 2020
    )
    older, newer = {"2018": {"": 5}, "2019": {"": 9}}, {"2020": {"": 40}}
    drawn = chart([Series(first, [""], dict(older)), Series(second, [""], dict(newer))])
    assert [mark.label for mark in drawn.breaks] == ["version 2"]
    bars = drawn.lanes[0].bars
    assert bars[1].x + bars[1].width < drawn.breaks[0].x < bars[2].x


def test_the_house_enters_a_total_and_publishes(enter: Enter, cast: Cast) -> None:
    client = enter("disclosure")
    said = {"year": "2020", "value": "3120", "unit": "site", "source": "The year's report"}
    assert client.post(reverse("enter_year_total"), said).status_code == 302
    assert client.post(reverse("publish_trend")).status_code == 302
    page = client.get(reverse("trend_figures")).content.decode()
    assert "3,120" in page
    assert "Published" in page
    wrong = client.post(reverse("enter_year_total"), said | {"year": "2031"})
    assert wrong.status_code == 422
    assert "A year lies between" in wrong.content.decode()
