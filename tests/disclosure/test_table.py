"""Reading a table: what is unsound or contradicts itself is refused, and named."""

from __future__ import annotations

import pytest

from farthing.disclosure.errors import Contradiction, Unsound
from farthing.disclosure.table import read, spread
from farthing.disclosure.words import Handling

ROW = {
    "number": "1",
    "to": '["hotline"]',
    "for": '["takedown"]',
    "basis": '["agreement"]',
    "handling": '"limited"',
    "fields": '["dates"]',
    "form": '"full"',
    "says": '"They are told."',
}


def row(**changes: str | None) -> str:
    said = {key: value for key, value in (ROW | changes).items() if value is not None}
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items())


def test_a_rule_holds_up_to_its_level_of_handling_and_from_above_another() -> None:
    (rule,) = read(row())
    assert rule.handlings == (Handling.OPEN, Handling.COMMUNITY, Handling.LIMITED)
    (rule,) = read(row(handling='"named"', above='"limited"'))
    assert rule.handlings == (Handling.STRICT, Handling.NAMED)


def test_two_rules_that_meet_are_refused_and_both_are_named() -> None:
    meeting = row() + row(number="2", handling='"open"', fields='["dates", "brand"]', form='"masked"')
    with pytest.raises(Contradiction, match="Rules 1 and 2 both speak of hotline × takedown") as caught:
        spread(read(meeting))
    assert caught.value.rules == (1, 2)


def test_two_rules_that_meet_and_agree_are_refused_too() -> None:
    with pytest.raises(Contradiction):
        spread(read(row() + row(number="2")))


def test_rules_side_by_side_are_read_whole() -> None:
    assert len(spread(read(row() + row(number="2", handling='"named"', above='"limited"')))) == 5


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to": '["neighbour"]'}, "neighbour"),
        ({"to": "[]"}, "recipient"),
        ({"to": '"hotline"'}, "recipient"),
        ({"form": '"whole"'}, "whole"),
        ({"form": '"withheld"'}, "withholds"),
        ({"handling": '"secret"'}, "secret"),
        ({"handling": '"open"', "above": '"named"'}, "no level"),
        ({"says": '" "'}, "says nothing"),
        ({"says": None}, "says"),
        ({"sais": '"x"'}, "sais"),
        ({"obligations": '["whistle"]'}, "whistle"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_number(changes: dict[str, str | None], said: str) -> None:
    with pytest.raises(Unsound, match=f"Rule 1.*{said}"):
        read(row(**changes))


def test_a_table_that_is_no_toml_or_gives_a_number_twice_is_refused() -> None:
    for text in ("rule = ", "", row(number=None), row() + row(fields='["brand"]')):
        with pytest.raises(Unsound):
            read(text)
