"""Growth of a series: the fit, its interval, and when nothing is said."""

from __future__ import annotations

import math

import pytest

from farthing.records.trend.growth import fit, longest_rise


def test_a_series_that_doubles_each_year_doubles_in_twelve_months() -> None:
    growth = fit([2018, 2019, 2020, 2021], [100, 200, 400, 800])
    assert growth is not None
    assert growth.doubling is not None
    assert growth.factor.value == pytest.approx(2)
    assert growth.doubling.value == pytest.approx(12)
    assert growth.factor.low < 2 < growth.factor.high
    assert growth.doubling.low < 12 < growth.doubling.high


def test_the_published_series_grows_more_than_twofold_a_year() -> None:
    growth = fit([2018, 2019, 2020, 2021], [81, 221, 468, 1014])
    assert growth is not None
    assert growth.doubling is not None
    assert growth.factor.value == pytest.approx(2.22, abs=0.01)
    assert growth.factor.low > 1.8
    assert growth.factor.high < 2.8
    assert 8.5 < growth.doubling.low < growth.doubling.value < growth.doubling.high < 14


def test_scatter_widens_the_interval() -> None:
    smooth = fit([1, 2, 3, 4, 5], [100, 110, 121, 133, 146])
    rough = fit([1, 2, 3, 4, 5], [100, 190, 60, 210, 120])
    assert smooth is not None
    assert rough is not None
    assert rough.factor.high / rough.factor.low > smooth.factor.high / smooth.factor.low


def test_a_doubling_has_no_upper_bound_where_no_growth_is_possible_too() -> None:
    growth = fit([1, 2, 3], [10, 12, 11])
    assert growth is not None
    assert growth.doubling is not None
    assert math.isinf(growth.doubling.high)


def test_what_falls_has_no_doubling() -> None:
    growth = fit([1, 2, 3], [100, 50, 25])
    assert growth is not None
    assert growth.doubling is None


@pytest.mark.parametrize(("years", "counts"), [([1, 2], [5, 9]), ([1, 2, 3], [0, 5, 9])])
def test_too_little_says_nothing(years: list[int], counts: list[int]) -> None:
    assert fit(years, counts) is None


def test_the_longest_stretch_that_rises_is_found() -> None:
    years = [2018, 2019, 2020, 2021, 2022, 2023]
    assert longest_rise(years, [81, 221, 468, 1014, 240, 250]) == (2018, 2021)
    assert longest_rise(years, [9, 8, 7, 8, 9, 10]) == (2020, 2023)
    assert longest_rise([2018, 2019, 2021, 2022], [1, 2, 3, 4]) is None
    assert longest_rise(years[:3], [5, None, 7]) is None
