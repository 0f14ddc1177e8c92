"""What the operator enters for the trend: invented totals of the years, and rates that drift a little."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from farthing.records.demo.chance import seeded
from farthing.records.demo.wording import WORDINGS
from farthing.records.demo.world import COINS
from farthing.records.models import Member
from farthing.records.services.trend import enter_year_total, load_rates, publish_trend
from farthing.records.words import CountUnit

_TOTALS = {2018: 1620, 2019: 2450, 2020: 3120, 2021: 4230}
_URLS = (2022, 21_400)
_SOURCE = "Invented for the demonstration: the house's own year report"
_START = date(2018, 1, 1)
_EVERY = timedelta(days=4)


def publish(actor: Member, now: datetime) -> None:
    """Enters totals and rates, and publishes the trend."""
    for year, value in _TOTALS.items():
        enter_year_total(
            actor=actor, now=now, year=year, unit=CountUnit.SITE, value=value, source=f"{_SOURCE} {year}"
        )
    year, value = _URLS
    enter_year_total(
        actor=actor, now=now, year=year, unit=CountUnit.URL, value=value, source=f"{_SOURCE} {year}"
    )
    load_rates(actor=actor, now=now, rates=_rates(now.date()))
    publish_trend(actor=actor, now=now)


def _rates(until: date) -> Iterator[tuple[str, str, date, Decimal]]:
    worth = {coin.asset: float(coin.dollars) for coin in COINS}
    worth |= {wording.currency: 1 / wording.per_dollar for wording in WORDINGS if wording.currency != "USD"}
    for asset, value in sorted(worth.items()):
        random, day = seeded("rate", asset), _START
        while day <= until:
            yield asset, "USD", day, Decimal(f"{value * random.uniform(0.9, 1.1):.6g}")
            day += _EVERY
