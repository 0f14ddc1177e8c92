"""Who is told of a site: police first at home, the country's hotline abroad, nobody by guesswork."""

from __future__ import annotations

import pytest

from farthing.records.models import Recipient
from farthing.records.routing import Hosting, route
from farthing.records.words import PartnerKind

FIRST = Recipient(name="Unit", kind=PartnerKind.POLICE, mail="unit@police.example", asked_first=True)
LIAISON = Recipient(name="Liaison", kind=PartnerKind.POLICE, mail="liaison@police.example", countries=["NO"])
HOTLINE = Recipient(name="Hotline", kind=PartnerKind.HOTLINE, mail="in@hotline.example", countries=["NO"])
EVERYBODY = (FIRST, LIAISON, HOTLINE)
OWN = ("shop.site-one.invalid", "site-one.invalid")


def at(country: str, contact: str = "abuse@host.example") -> Hosting:
    return Hosting(country, contact)


def test_at_home_police_are_asked_first_where_a_unit_is_named() -> None:
    chosen = route(at("GB"), "GB", EVERYBODY, OWN)
    assert (chosen.first, chosen.told, chosen.host, chosen.why) == (FIRST, (), True, "")
    alone = route(at("GB"), "GB", (HOTLINE,), OWN)
    assert (alone.first, alone.host) == (None, True)


def test_abroad_the_hotline_and_the_police_liaison_of_that_country_are_told_and_not_the_host() -> None:
    chosen = route(at("NO"), "GB", EVERYBODY, OWN)
    assert (chosen.first, chosen.told, chosen.host) == (None, (HOTLINE, LIAISON), False)


def test_abroad_without_a_hotline_the_host_is_told() -> None:
    chosen = route(at("SE"), "GB", EVERYBODY, OWN)
    assert (chosen.told, chosen.host, chosen.why) == ((), True, "")


@pytest.mark.parametrize(
    ("hosting", "why"),
    [
        (None, "not known"),
        (at(""), "not known"),
        (at("GB", ""), "nobody for abuse"),
        (at("GB", "abuse@site-one.invalid"), "own domain"),
        (at("SE", "abuse@mail.shop.site-one.invalid"), "own domain"),
        (at("SE", ""), "No hotline"),
    ],
)
def test_what_the_rule_cannot_route_waits_for_a_person(hosting: Hosting | None, why: str) -> None:
    chosen = route(hosting, "GB", EVERYBODY, OWN)
    assert why in chosen.why
    assert not chosen.host
