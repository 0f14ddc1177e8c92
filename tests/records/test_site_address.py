"""One site, one canonical address, however it was written."""

from __future__ import annotations

import pytest

from farthing.records.errors import Invalid
from farthing.records.site_address import defang, hosts_of, parse

ONION = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("site-one.invalid", "http://site-one.invalid/"),
        ("  HTTPS://Site-One.INVALID:443/Pay?a=1#part ", "https://site-one.invalid/Pay?a=1"),
        ("hxxps://site-one[.]invalid/pay", "https://site-one.invalid/pay"),
        ("hxxp://site-one(dot)invalid", "http://site-one.invalid/"),
        ("http://site-one.invalid:8080", "http://site-one.invalid:8080/"),
        ("http://bücher.invalid/", "http://xn--bcher-kva.invalid/"),
        (ONION, f"http://{ONION}/"),
    ],
)
def test_an_address_has_one_canonical_form(written: str, canonical: str) -> None:
    assert parse(written).canonical == canonical


def test_scheme_and_www_name_the_same_site() -> None:
    keys = {
        parse(f"{scheme}://{www}site-one.invalid/x").key
        for scheme in ("http", "https")
        for www in ("", "www.")
    }
    assert keys == {"site-one.invalid/x"}


def test_the_network_follows_from_the_host() -> None:
    hosts = (ONION, "a.b.i2p", "site-one.invalid")
    assert [parse(host).network for host in hosts] == ["tor", "i2p", "clear"]


@pytest.mark.parametrize(
    "text", ["", "site", "javascript:alert(1)", "http://", "http://a b.invalid", "..", "x..y"]
)
def test_what_is_no_address_is_refused_and_says_what_to_give(text: str) -> None:
    with pytest.raises(Invalid, match="give a host") as caught:
        parse(text, "mirrors")
    assert caught.value.problems[0].field == "mirrors"


def test_a_defanged_address_is_no_link_and_reads_back() -> None:
    shown = defang("https://shop.site-one.invalid/pay.html?x=1.5")
    assert shown == "hxxps[:]//shop[.]site-one[.]invalid/pay.html?x=1.5"
    assert parse(shown).canonical == "https://shop.site-one.invalid/pay.html?x=1.5"


def test_the_domain_above_a_host_is_its_owners_too_unless_it_is_a_registrys() -> None:
    hosts = ("shop.site-one.invalid", "a.b.co.uk", "site.uk", "x.site.invalid")
    assert [parse(host).own_hosts for host in hosts] == [
        ("shop.site-one.invalid", "site-one.invalid"),
        ("a.b.co.uk", "b.co.uk"),
        ("site.uk",),
        ("x.site.invalid", "site.invalid"),
    ]
    assert hosts_of(parse("a.one.invalid"), ["two.test", "one.invalid"]) == (
        "a.one.invalid",
        "one.invalid",
        "two.test",
    )


def test_an_address_within_an_address_is_defanged_too_and_read_back() -> None:
    address = "http://site.invalid/go.php?to=https://other.invalid/x"
    shown = defang(address)
    assert shown == "hxxp[:]//site[.]invalid/go.php?to=hxxps[:]//other[.]invalid/x"
    assert parse(shown).canonical == address
