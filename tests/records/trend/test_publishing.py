"""The trend counted and published: what the rules say, what is hidden, and what stands nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cast import ETHEREUM, NOW, Cast
from farthing.records.drafts import ObservationDraft, OfferDraft, OptionDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Removal, Site, TrendFigure, YearTotal
from farthing.records.selectors.trend import all_figures, published
from farthing.records.services.hosting import Result, ask_hosting_check, conclude_hosting_check
from farthing.records.services.observations import record_many
from farthing.records.services.trend import enter_year_total, load_rates, may_be_published, publish_trend
from farthing.records.trend.metrics import defined
from farthing.records.words import CountUnit, HostingMethod, MethodOutcome, RemovalState

Draft = Callable[..., ObservationDraft]
ETHER = (OptionDraft("crypto", "ETH", "evm", "ethereum", ETHEREUM),)
LITECOIN = (OptionDraft("crypto", "LTC", "litecoin"),)
CARD = (OptionDraft("card", brand="Northcard"),)


def at(year: int, month: int, day: int = 10) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def see(cast: Cast, draft: Draft, seen: list[tuple[int, datetime]], **said: object) -> None:
    """Observations of numbered sites."""
    entries = [
        (draft(site_address=f"https://site-{number}.invalid/", observed_at=when, **said), when)
        for number, when in seen
    ]
    record_many(actor=cast["analyst"], now=NOW, entries=entries)


def check_hosting(cast: Cast, site: Site, when: datetime, country: str) -> None:
    check = ask_hosting_check(actor=cast["analyst"], now=when, site=site)
    found = MethodOutcome.FOUND if country else MethodOutcome.NOTHING
    results = [Result(HostingMethod.NETWORK, found, "As a file says.", country=country)]
    conclude_hosting_check(now=when, check=check, results=results)


def removed(cast: Cast, site: Site, noticed: datetime, ended: datetime) -> None:
    Removal.objects.create(
        site=site,
        state=RemovalState.REMOVED,
        opened_by=cast["analyst"],
        opened_at=noticed,
        noticed_at=noticed,
        ended_at=ended,
    )


def figures(metric: str, monthly: bool = False) -> dict[tuple[str, str], int | None]:
    found = published(monthly)
    assert found is not None
    return {
        (period, label): value
        for one in found.series
        if one.metric.name == metric
        for period, row in one.rows.items()
        for label, value in row.items()
    }


def publish(cast: Cast) -> None:
    publish_trend(actor=cast["supervisor"], now=NOW)


def test_a_site_counts_once_when_it_first_named_a_coin(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(9, at(2019, 1))], options=CARD)
    see(cast, draft, [(number, at(2020, 5)) for number in range(6)])
    see(cast, draft, [(0, at(2021, 5)), *((number, at(2021, 6)) for number in range(9, 16))])
    publish(cast)
    assert figures("crypto-sites") == {("2020", ""): 6, ("2021", ""): 7}
    assert figures("crypto-sites", monthly=True) == {("2020-05", ""): 6, ("2021-06", ""): 7}


def test_a_small_number_is_hidden_and_stored_nowhere(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(3)])
    see(cast, draft, [(number, at(2020, 6)) for number in range(3, 12)])
    publish(cast)
    months = figures("crypto-sites", monthly=True)
    assert months == {("2020-05", ""): None, ("2020-06", ""): None}  # else 12 less 9 would say 3
    assert figures("crypto-sites") == {("2020", ""): 12}
    assert not TrendFigure.objects.filter(value__range=(1, 4)).exists()


def test_a_coin_counts_once_a_site_and_year(cast: Cast, draft: Draft) -> None:
    seen = [(number, at(2020, month)) for number in range(8) for month in (2, 7)]
    see(cast, draft, seen)
    see(cast, draft, [(number, at(2020, 9)) for number in range(5)], options=ETHER)
    publish(cast)
    assert figures("options") == {
        ("2020", ""): 13,
        ("2020", "BTC on bitcoin"): 8,
        ("2020", "ETH on evm"): 5,
    }


def test_an_offer_is_counted_in_the_band_of_that_days_rate(cast: Cast, draft: Draft) -> None:
    offers = (OfferDraft("0.002", "BTC", "P30D"), OfferDraft("70", "USD", "lifetime"))
    see(cast, draft, [(number, at(2020, 5)) for number in range(5)], offers=offers)
    see(cast, draft, [(number, at(2021, 5)) for number in range(5)], offers=offers)
    rates = [
        ("BTC", "USD", date(2020, 5, 7), Decimal(9000)),
        ("BTC", "USD", date(2021, 5, 5), Decimal(50000)),
    ]
    load_rates(actor=cast["supervisor"], now=NOW, rates=rates)
    publish(cast)
    assert figures("offer-prices") == {
        ("2020", ""): 10,
        ("2020", "10 to 25"): 5,
        ("2020", "50 to 100"): 5,
        ("2021", ""): 10,
        ("2021", "50 to 100"): 5,
        ("2021", "no rate known"): 5,  # the last one is five days old
    }
    assert figures("offer-periods")["2021", "lifetime"] == 5


def test_a_brand_is_new_in_its_first_year_and_returning_later(cast: Cast, draft: Draft) -> None:
    for number in range(6):
        seen = [(number, at(2020, 5)), (number, at(2020, 6)), (number, at(2021, 5))]
        see(cast, draft, seen, brand=f"Brand {number}")
    publish(cast)
    assert figures("brands") == {
        ("2020", ""): 6,
        ("2020", "new"): 6,
        ("2021", ""): 6,
        ("2021", "returning"): 6,
    }


def test_only_complete_months_and_years_are_published(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2026, 10)) for number in range(6)])
    see(cast, draft, [(number, at(2026, 11, 3)) for number in range(6, 12)])
    publish(cast)
    assert figures("crypto-sites", monthly=True) == {("2026-10", ""): 6}
    assert figures("crypto-sites") == {}


def test_what_no_rule_lets_out_is_not_published() -> None:
    assert all(may_be_published(metric) for metric in defined().each)
    assert not may_be_published(replace(defined().each[0], tells="payment-details"))


def test_a_publication_takes_the_place_of_the_one_before(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(6)])
    publish(cast)
    see(cast, draft, [(6, at(2020, 5))])
    publish(cast)
    assert figures("crypto-sites") == {("2020", ""): 7}
    assert all_figures().filter(metric="crypto-sites", period="2020").count() == 1


def test_what_was_shown_before_never_gives_away_what_is_hidden_now(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(12)])
    see(cast, draft, [(number, at(2020, 5)) for number in range(12)], options=ETHER)
    publish(cast)
    see(cast, draft, [(12, at(2020, 5)), (13, at(2020, 5))], options=LITECOIN)
    publish(cast)
    said = figures("options")
    assert said["2020", "LTC on litecoin"] is None
    assert said["2020", ""] is None  # 26 less the 24 of before would say 2


def test_new_brands_of_a_month_are_not_told_by_those_of_the_year(cast: Cast, draft: Draft) -> None:
    for number in range(13):
        see(cast, draft, [(number, at(2020, 5 + (number < 3)))], brand=f"Brand {number}")
    publish(cast)
    months = figures("brands", monthly=True)
    assert figures("brands")["2020", "new"] == 13
    assert months["2020-05", "new"] is months["2020-06", "new"] is None


def test_a_total_that_two_metrics_share_is_hidden_in_both(cast: Cast, draft: Draft) -> None:
    offers = (OfferDraft("5", "USD", "P30D"),)
    see(cast, draft, [(number, at(2020, 5)) for number in range(3)], offers=offers)
    publish(cast)
    assert figures("offer-periods")["2020", ""] is figures("offer-prices")["2020", ""] is None


def test_a_server_counts_once_for_each_country_and_month(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(12)])
    for place, site in enumerate(Site.objects.order_by("pk")):
        for when in (at(2020, 5), at(2020, 5, 20), at(2020, 8)):
            check_hosting(cast, site, when, "NL" if place < 7 else "")
    publish(cast)
    year = {("2020", ""): 12, ("2020", "NL"): 7, ("2020", "not attributable"): 5}
    assert figures("hosting-countries") == year
    assert figures("hosting-countries", monthly=True)["2020-08", "NL"] == 7


def test_the_hours_from_notice_to_removal_are_counted_and_their_median_said(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(11)])
    for place, site in enumerate(Site.objects.order_by("pk")):
        hours = 10 + place if place < 6 else 100
        removed(cast, site, at(2020, 9) - timedelta(hours=hours), at(2020, 9))
    publish(cast)
    counted = {("2020", ""): 11, ("2020", "a day or less"): 6, ("2020", "up to a week"): 5}
    assert figures("removals") == counted
    assert figures("removal-hours") == {("2020", ""): 15}


def test_a_median_of_fewer_than_five_is_hidden(cast: Cast, draft: Draft) -> None:
    see(cast, draft, [(number, at(2020, 5)) for number in range(4)])
    for site in Site.objects.all():
        removed(cast, site, at(2020, 9, 8), at(2020, 9))
    publish(cast)
    assert figures("removal-hours") == {("2020", ""): None}


def test_a_total_needs_a_year_a_number_and_a_source(cast: Cast) -> None:
    with pytest.raises(Invalid) as error:
        enter_year_total(
            actor=cast["supervisor"], now=NOW, year=1890, unit=CountUnit.SITE, value=0, source=" "
        )
    assert {problem.field for problem in error.value.problems} == {"year", "value", "source"}


def test_a_total_said_anew_replaces_the_old_one(cast: Cast) -> None:
    for value in (100, 200):
        enter_year_total(
            actor=cast["disclosure"], now=NOW, year=2020, unit=CountUnit.URL, value=value, source="Own report"
        )
    assert YearTotal.objects.get().value == 200


def test_an_analyst_publishes_nothing(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        publish_trend(actor=cast["analyst"], now=NOW)
