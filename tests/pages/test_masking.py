"""Site addresses are masked in what is kept; what a payment needs is not harmed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.pages.masking import Hosts, Masker, mask, shown_contact

ONION = "fbhfez5yth46uf7nthlvswhqpj7fenbnqrktwxztmoojjrl46bd6wmqd.onion"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("see https://site.invalid/a?b=c#d now", "see [site 1] now"),
        ("hxxps://site.invalid/a, then", "[site 1], then"),
        ("(http://site.invalid)", "([site 1])"),
        ("at site.invalid.", "at [site 1]."),
        ("shop.site.invalid:8080/pay!", "[site 1]!"),
        ("«пример.испытание»", "«[site 1]»"),
        ("xn--e1afmkfd.xn--80akhbyknj4f", "[site 1]"),
        (f"mirror {ONION}", "mirror [site 1]"),
        (f"mirror {ONION.upper()}/x", "mirror [site 1]"),
        ("site [dot] invalid", "[site 1]"),
        ("site(точка)invalid and site [point] test", "[site 1] and [site 2]"),
        ("desk@site.invalid", "desk@[site 1]"),
        ("first.last@shop.site.invalid,", "first.last@[site 1],"),
        ("till [at] site [dot] invalid", "till [at] [site 1]"),
        ("..site.invalid", "..[site 1]"),
        ("site.inv\u200balid", "[site 1]"),
        ("site.invalid, SITE.invalid, other.test", "[site 1], [site 1], [site 2]"),
        ("http[:]//site[.]invalid/x", "[site 1]"),
    ],
)
def test_site_addresses_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "30 days – 0.0025 BTC",
        "0.5BTC, 12.50EUR or 1.5k",
        "1.200.000 đ, 1,2 triệu",
        "5.USDT",
        "Bitcoin (BTC) address",
        "USDT (TRC20) on Tron",
        "write to @desk_name or +1-202-555-0111",
        "bc1q2aqs85tp22y53xt8pql4k6akqpezwtra4kvdmp",
        "bitcoin:bc1q2aqs85tp22y53xt8pql4k6akqpezwtra4kvdmp?amount=0.1",
        "0xA15b748979B2933BE9fF238A6eF90B274BAE5403",
        "Ready. Set. Go.",
        "449 р. за месяц",
        "v. 2.4.0, 10.02.2025",
        "一个月：18元",
        "",
    ],
)
def test_what_is_no_host_comes_through(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "shop.site",
        "s h o p . s i t e",
        "SHOP.SITE",
        "sh\u200bop.si\u00adte",
        "shop[.]site",
        "shop (dot) site",
        "xshop.sitex",
    ],
)
def test_a_named_host_is_masked_in_any_spelling(text: str) -> None:
    masked = mask(f"at {text} now", hosts=("shop.site",))
    assert "site" not in masked.replace("[site 1]", "")


def test_hidden_lists_what_was_masked_in_the_order_of_the_numbers() -> None:
    masker = Masker()
    assert masker.mask("b.invalid a.invalid") + masker.mask(" a.invalid") == "[site 1] [site 2] [site 2]"
    assert masker.hidden == ["b.invalid", "a.invalid"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("onion", ONION, "[site]"),
        ("url", "https://elsewhere.test/", "[site]"),
        ("email", "desk@site.invalid", "desk@[site]"),
        ("jabber", "desk@chat.site.invalid", "desk@[site]"),
        ("jabber", f"desk@{ONION}", "desk@[site]"),
        ("email", "desk@mailhouse.example", "desk@mailhouse.example"),
        ("telegram", "@desk", "@desk"),
        ("matrix", "@desk:site.invalid", "[site]"),
    ],
)
def test_a_contact_shows_no_site(kind: str, value: str, shown: str) -> None:
    assert shown_contact(kind, value, Hosts(["site.invalid"])) == shown


@given(st.text(max_size=300))
def test_masking_never_fails_and_what_is_masked_stays_masked(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked


@pytest.mark.parametrize("unit", ["a", "a.", "a.b@", "a-", "http:", ".", "a [dot] ", "1."])
def test_masking_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.perf_counter()
    Masker(["shop.site.invalid"]).mask(text)
    assert time.perf_counter() - start < 5
