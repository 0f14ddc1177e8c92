"""How pages say periods, amounts, times and quotes."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from farthing.desk.periods import say_period
from farthing.desk.templatetags.desk import amount, in_zone, marked, origin, plain, quote, when


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P30D", "30 days"),
        ("P1M", "1 month"),
        ("PT24H", "24 hours"),
        ("PT5M", "5 minutes"),
        ("P1Y6M", "1 year 6 months"),
        ("lifetime", "lifetime"),
        ("once", "once"),
        ("P", "P"),
        ("Pxyz", "Pxyz"),
    ],
)
def test_a_period_is_said_in_words(period: str, words: str) -> None:
    assert say_period(period) == words


def test_an_amount_keeps_its_digits() -> None:
    assert amount(Decimal("0.00250")) == "0.00250"
    assert amount(Decimal("1E-8")) == "0.00000001"


def test_a_time_is_shown_in_utc_and_in_its_zone() -> None:
    moment = datetime(2026, 7, 1, 10, 5, tzinfo=UTC)
    assert when(moment) == '<time datetime="2026-07-01T10:05:00Z">2026-07-01 10:05</time>'
    assert when(None) == ""
    assert in_zone(moment, "Europe/Berlin") == "2026-07-01 12:05 Europe/Berlin"


def test_a_quote_is_escaped_and_its_words_marked() -> None:
    shown = quote("<b>", "20 & 30", "\u202eend")
    assert shown == '<p class="quote" dir="auto">&lt;b&gt;<mark>20 &amp; 30</mark>end</p>'


def test_characters_that_turn_the_reading_direction_are_left_out() -> None:
    assert plain("1A\u202e1z\u2066P\u200f") == "1A1zP"
    assert plain(None) == ""


def test_the_wrong_character_is_marked_and_the_rest_escaped() -> None:
    assert marked("a<b", 1) == "a<mark>&lt;</mark>b"
    assert marked("abc", None) == marked("abc", 9) == "abc"


def test_an_origin_is_shown_only_where_one_is_known() -> None:
    assert 'class="origin machine"' in origin({"amount": "machine"}, "amount")
    assert origin({}, "amount") == origin({"amount": '"><script>'}, "amount") == ""
