"""Lists: which column sorts, which page is shown, and that a link carries only what was asked."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from farthing.desk.tables import Column, Order

COLUMNS = (Column("Name", "name"), Column("Count", "count", number=True), Column("Remark"))


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/list/?{query}")


@pytest.mark.parametrize(
    ("query", "key", "descending"),
    [
        ("", "count", True),
        ("sort=name&dir=asc", "name", False),
        ("sort=name&dir=desc", "name", True),
        ("sort=remark", "count", True),
        ("sort=name%27--&dir=sideways", "count", True),
    ],
)
def test_only_columns_that_sort_are_sorted_by(query: str, key: str, descending: bool) -> None:
    order = Order(asked(query), COLUMNS, "count")
    assert (order.key, order.descending) == (key, descending)


def test_a_heading_sorts_and_turns_the_order_when_used_again() -> None:
    name, count, remark = Order(asked("sort=name&dir=desc&page=7&kind=forum"), COLUMNS, "count").heads()
    assert (name.url, name.sorted) == ("?sort=name&dir=asc&kind=forum", "descending")
    assert (count.url, count.sorted) == ("?sort=count&dir=desc&kind=forum", "")
    assert (remark.url, remark.sorted) == ("", "")


def test_a_box_takes_only_its_own_values() -> None:
    allowed = {"forum": "forum", "blog": "blog"}
    assert Order(asked("kind=blog"), COLUMNS, "name").box("kind", "Kind", allowed).value == "blog"
    box = Order(asked("kind=other"), COLUMNS, "name").box("kind", "Kind", allowed)
    assert box.value == ""
    assert [choice.label for choice in box.choices if choice.chosen] == ["all"]
