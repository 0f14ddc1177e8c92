"""The metrics' own file: complete, and versions that never share a year."""

from __future__ import annotations

import pytest

from farthing.records.services.counting import COUNTERS, MEDIANS
from farthing.records.trend.durations import HOURS, hours_class, period_class
from farthing.records.trend.metrics import defined, parse
from farthing.records.trend.prices import NO_RATE, band, bands

ENTRY = """
[[metric]]
name = "sites"
version = {version}
title = "Sites"
unit = "site"
rule = "Counts."
counted_by = "crypto_sites"
tells = "figures"
monthly = true
adds_up = true
{span}
"""
HEAD = 'currency = "USD"\nbands = [10]\n'


def test_every_metric_says_all_and_is_counted_by_something() -> None:
    for metric in defined().each:
        assert metric.counted_by in (MEDIANS if metric.median else COUNTERS)
        assert metric.unit in {"site", "URL", "domain", "report", "option", "offer", "brand", "hour"}
        assert metric.rule.endswith(".")
    assert len({(metric.name, metric.version) for metric in defined().each}) == len(defined().each)


def test_two_versions_have_years_of_their_own() -> None:
    apart = HEAD + ENTRY.format(version=1, span="until = 2020") + ENTRY.format(version=2, span="since = 2021")
    assert [metric.counts(2020) for metric in parse(apart).each] == [True, False]
    with pytest.raises(ValueError, match="share a year"):
        parse(apart.replace("until = 2020", "until = 2021"))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("P1D", "a day or less"),
        ("PT6H", "a day or less"),
        ("P1W", "up to a week"),
        ("P30D", "up to a month"),
        ("P1M", "up to a month"),
        ("P90D", "up to three months"),
        ("P6M", "up to half a year"),
        ("P1Y", "up to a year"),
        ("P2Y", "longer than a year"),
        ("lifetime", "lifetime"),
        ("once", "once, or no period said"),
    ],
)
def test_a_period_belongs_to_one_class(period: str, said: str) -> None:
    assert period_class(period) == said


def test_a_removals_hours_belong_to_one_class() -> None:
    assert [hours_class(hours) for hours in (0, 24, 24.5, 100, 700, 9000)] == [HOURS[0], *HOURS]


def test_a_price_belongs_to_one_band() -> None:
    edges = defined().bands
    assert bands(edges) == ["under 10", "10 to 25", "25 to 50", "50 to 100", "100 and more", NO_RATE]
    assert [band(edge, edges) for edge in edges] == ["10 to 25", "25 to 50", "50 to 100", "100 and more"]
    assert band(None, edges) == NO_RATE
