"""Hosting checks end to end: a real name server, MMDB files, an RDAP service, and a site's handling."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import Settings

from cast import NOW, Cast
from doors import loopback, mmdb
from doors.loopback import HERE, Web, Zone, serving
from farthing.doors import hosting
from farthing.doors.egress import Exit
from farthing.doors.hosting import Means, fronts, look
from farthing.records.asking import asking_at
from farthing.records.drafts import ObservationDraft
from farthing.records.models import AuditEvent, HostingCheck, Site
from farthing.records.routing import Hosting
from farthing.records.services.hosting import (
    LEASE,
    Result,
    ask_hosting_check,
    claim,
    claim_for,
    conclude_hosting_check,
    conclusion,
    limit_asking,
    standing,
)
from farthing.records.services.observations import record
from farthing.records.services.removals import open_removal
from farthing.records.words import Asking, Attribution, HostingMethod, MethodOutcome

SITE = "https://shop.site-one.invalid/pay"
PUBLIC = "1.2.3.4"
CARD = [
    "vcard",
    [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", "Abuse Desk"],
        ["email", {}, "text", "abuse@host.example"],
    ],
]
REGISTER = {
    "country": "NL",
    "name": "HOUSE-NET",
    "entities": [{"roles": ["registrant"], "entities": [{"roles": ["abuse"], "vcardArray": CARD}]}],
}
DOMAIN = {"entities": [{"roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", "Names Ltd"]]]}]}


@dataclass
class World:
    zone: Zone = field(default_factory=Zone)
    rdap: Web = field(default_factory=Web)
    by: Means = field(default_factory=lambda: Means(None))

    def look(self, address: str = SITE, asking: Asking = Asking.SITE) -> list[Result]:
        return look(address, asking, self.by)

    def outcomes(self, address: str = SITE, asking: Asking = Asking.SITE) -> dict[str, str]:
        return {str(one.method): str(one.outcome) for one in self.look(address, asking)}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World()
    countries = {"1.2.0.0/16": {"country": {"iso_code": "NL"}}, "5.6.7.0/24": {"country_code": "BG"}}
    networks = {
        "1.2.0.0/16": {"autonomous_system_number": 64496, "autonomous_system_organization": "House Net"},
        "104.16.0.0/13": {"asn": "AS13335", "as_name": "CLOUDFLARENET"},
    }
    files = (mmdb.write(tmp_path / "country.mmdb", countries), mmdb.write(tmp_path / "asn.mmdb", networks))
    with ExitStack() as stack:
        resolver = (HERE, stack.enter_context(serving(world.zone.handle)))
        register = f"http://{HERE}:{stack.enter_context(serving(world.rdap.handle))}"
        world.zone.records["shop.site-one.invalid", "A"] = [PUBLIC]
        world.rdap.pages[f"/ip/{PUBLIC}"] = loopback.redirect(f"{register}/register/{PUBLIC}")
        world.rdap.pages[f"/register/{PUBLIC}"] = loopback.html(
            json.dumps(REGISTER), kind="application/rdap+json"
        )
        world.rdap.pages["/domain/site-one.invalid"] = loopback.html(json.dumps(DOMAIN))
        world.by = Means(Exit("first", resolver=resolver, loopback=True), "", files, register)
        yield world


def test_at_least_three_methods_say_where_a_site_is(world: World) -> None:
    dns, network, rdap, registrar = world.look()
    assert (dns.outcome, dns.address) == (MethodOutcome.FOUND, PUBLIC)
    assert (network.country, network.asn, network.organisation) == ("NL", 64496, "House Net")
    assert network.source == "country.mmdb of 2023-11-14, asn.mmdb of 2023-11-14"
    assert (rdap.country, rdap.abuse_contact) == ("NL", "abuse@host.example")
    assert registrar.organisation == "Names Ltd"
    found = conclusion("clear", [dns, network, rdap, registrar])
    assert (found.attribution, found.country, found.asn) == (Attribution.HOST, "NL", 64496)
    assert found.abuse_contact == "abuse@host.example"


def test_no_result_holds_the_sites_address(world: World) -> None:
    assert not [one for one in world.look() if "site-one" in f"{one.said}{one.source}{one.organisation}"]


def test_a_cdn_is_recognised_by_its_alias_and_by_its_network(world: World) -> None:
    world.zone.aliases["shop.site-one.invalid"] = "shop.site-one.invalid.cdn.cloudflare.net"
    world.zone.records["shop.site-one.invalid.cdn.cloudflare.net", "A"] = [PUBLIC]
    assert conclusion("clear", world.look()).front == "Cloudflare"
    world.zone.aliases.clear()
    world.zone.records["shop.site-one.invalid", "A"] = ["104.16.1.1"]
    found = conclusion("clear", world.look())
    assert (found.attribution, found.front, found.country) == (Attribution.CDN, "Cloudflare", "")
    assert fronts.by_alias(["notcloudfront.net", "a.example"]) == ""


def test_methods_that_disagree_are_for_a_person(world: World) -> None:
    world.zone.records["shop.site-one.invalid", "A"] = [PUBLIC, "5.6.7.8"]
    assert conclusion("clear", world.look()).attribution == Attribution.DISPUTED


def test_a_hidden_service_is_asked_nobody_about(world: World) -> None:
    results = world.look(f"http://{'a' * 56}.onion/")
    assert {one.outcome for one in results} == {MethodOutcome.NOT_ASKED}
    assert conclusion("tor", results).attribution == Attribution.HIDDEN
    assert (world.zone.asked, world.rdap.heads) == ([], [])


@pytest.mark.parametrize(
    ("asking", "asked"),
    [
        (Asking.SITE, {"dns": "found", "network": "found", "rdap": "found", "registrar": "found"}),
        (
            Asking.OTHERS,
            {"dns": "not-asked", "network": "not-asked", "rdap": "not-asked", "registrar": "found"},
        ),
        (Asking.NOBODY, dict.fromkeys(("dns", "network", "rdap", "registrar"), "not-asked")),
    ],
)
def test_handling_says_who_is_asked(world: World, asking: Asking, asked: dict[str, str]) -> None:
    assert world.outcomes(asking=asking) == asked
    assert bool(world.zone.asked) == (asking == Asking.SITE)
    assert bool(world.rdap.heads) == (asking != Asking.NOBODY)


def test_a_site_written_as_an_address_needs_no_name_server(world: World) -> None:
    assert world.outcomes(f"http://{PUBLIC}/", Asking.NOBODY) == {
        "dns": "not-asked",
        "network": "found",
        "rdap": "not-asked",
    }


def test_a_name_that_is_gone_or_points_inside_is_said(world: World) -> None:
    assert world.look("http://gone.invalid/")[0].said == "There is no such name."
    world.zone.records["inside.invalid", "A"] = ["10.0.0.1"]
    inside = world.look("http://inside.invalid/")[0]
    assert (inside.outcome, inside.said) == (MethodOutcome.NOTHING, "1 address, of which 1 not public.")


@pytest.mark.parametrize(
    "answer",
    [
        loopback.html("<h1>no</h1>"),
        loopback.html("[" * 100_000),
        loopback.html(
            '{"entities": [1, {"roles": 3, "vcardArray": {"a": 1}, "entities": "x"}], "country": 7}'
        ),
        loopback.html("", status="503 Busy"),
        loopback.gigabyte,
        b"nonsense\r\n",
        loopback.redirect("http://10.0.0.1/"),
        loopback.redirect(f"/ip/{PUBLIC}"),
    ],
)
def test_a_register_that_answers_badly_is_a_line(world: World, answer: bytes) -> None:
    world.rdap.pages[f"/ip/{PUBLIC}"] = answer
    rdap = next(one for one in world.look() if one.method == HostingMethod.RDAP)
    assert rdap.outcome in (MethodOutcome.FAILED, MethodOutcome.NOTHING)
    assert "\n" not in rdap.said


def test_a_broken_or_missing_mmdb_file_is_a_line(world: World, tmp_path: Path) -> None:
    (tmp_path / "broken.mmdb").write_bytes(b"not one")
    for name in ("broken.mmdb", "missing.mmdb"):
        by = Means(world.by.out, files=(str(tmp_path / name),))
        network = next(one for one in look(SITE, Asking.SITE, by) if one.method == HostingMethod.NETWORK)
        assert (network.outcome, "cannot be read" in network.said) == (MethodOutcome.FAILED, True)


def site(cast: Cast, draft: Callable[..., ObservationDraft]) -> Site:
    return record(actor=cast["analyst"], now=NOW, draft=draft()).site


def by_the_settings(world: World, settings: Settings) -> None:
    """Lets the operator's settings lead to the world."""
    out = world.by.out
    assert out
    assert out.resolver
    settings.EGRESS = settings.EGRESS_LOOPBACK = True
    settings.EGRESS_RESOLVER = "{}:{}".format(*out.resolver)
    settings.HOSTING_MMDB, settings.HOSTING_RDAP = ":".join(world.by.files), world.by.rdap


def test_while_egress_is_off_a_check_says_so(cast: Cast, draft: Callable[..., ObservationDraft]) -> None:
    ask_hosting_check(actor=cast["analyst"], now=NOW, site=site(cast, draft))
    assert hosting.work(NOW) == 1
    check = HostingCheck.objects.get()
    assert (check.state, check.attribution) == ("done", Attribution.UNKNOWN)
    assert "FARTHING_EGRESS=1" in check.results.all()[0].said
    assert hosting.work(NOW) == 0


def test_the_worker_looks_by_the_settings_and_the_audit_says_so(
    cast: Cast, draft: Callable[..., ObservationDraft], world: World, settings: Settings
) -> None:
    by_the_settings(world, settings)
    asked = ask_hosting_check(actor=cast["analyst"], now=NOW, site=site(cast, draft))
    hosting.work(NOW)
    check = HostingCheck.objects.get()
    assert (check.country, check.organisation, check.abuse_contact) == (
        "NL",
        "House Net",
        "abuse@host.example",
    )
    assert [one.method for one in check.results.all()] == ["dns", "network", "rdap", "registrar"]
    verbs = AuditEvent.objects.filter(subject=asked.reference).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["hosting-check.asked", "hosting-check.done"]


def test_just_before_a_notice_the_host_is_looked_at_again(
    cast: Cast, draft: Callable[..., ObservationDraft], world: World, settings: Settings
) -> None:
    one = site(cast, draft)
    assert hosting.stands_now(one) is None
    by_the_settings(world, settings)
    ask_hosting_check(actor=cast["analyst"], now=NOW, site=one)
    found = hosting.stands_now(one)
    assert found == Hosting("NL", "abuse@host.example", PUBLIC, "AS64496 House Net")
    world.zone.records.clear()
    assert hosting.stands_now(one) is None
    assert HostingCheck.objects.filter(state="done").count() == 2
    assert hosting.work(NOW) == 0


def test_the_worker_routes_a_removal_anew_as_soon_as_it_finds_the_site_elsewhere(
    cast: Cast, draft: Callable[..., ObservationDraft], world: World, settings: Settings
) -> None:
    by_the_settings(world, settings)
    one = site(cast, draft)
    removal = open_removal(
        actor=cast["analyst"], now=NOW, site=one, hosting=Hosting("SE", "abuse@before.example")
    )
    ask_hosting_check(actor=cast["analyst"], now=NOW, site=one)
    assert hosting.work(NOW) == 1
    removal.refresh_from_db()
    assert (removal.country, removal.host) == ("NL", "AS64496 House Net")
    told = removal.notice_items.order_by("pk").values_list("recipient__mail", "dropped")
    assert list(told) == [("abuse@before.example", True), ("abuse@host.example", False)]
    verbs = AuditEvent.objects.filter(subject=removal.reference).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["removal.opened", "removal.moved", "removal.routed"]


def test_a_check_is_taken_by_one_worker_and_let_go_when_that_dies(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    ask_hosting_check(actor=cast["analyst"], now=NOW, site=site(cast, draft))
    first = claim(now=NOW)
    assert first
    assert claim(now=NOW) is None
    second = claim(now=NOW + LEASE)
    assert second
    gone = Result(HostingMethod.DNS, MethodOutcome.NOTHING, "There is no such name.")
    conclude_hosting_check(now=NOW, check=second.check, results=[gone])
    conclude_hosting_check(now=NOW, check=first.check, results=[gone, gone])
    assert HostingCheck.objects.get().results.count() == 1


def test_what_was_said_about_asking_holds_at_the_next_claim(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    one = site(cast, draft)
    ask_hosting_check(actor=cast["analyst"], now=NOW, site=one)
    limit_asking(actor=cast["analyst"], now=NOW, site=one, asking=Asking.NOBODY, reason="an operation runs")
    errand = claim(now=NOW)
    assert errand
    assert errand.asking == Asking.NOBODY


def test_the_closest_handling_of_all_sites_at_a_host_holds(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    one = site(cast, draft)
    other = record(
        actor=cast["analyst"], now=NOW, draft=draft(site_address="http://shop.site-one.invalid/other")
    ).site
    for asking in (Asking.OTHERS, Asking.NOBODY):
        limit_asking(actor=cast["analyst"], now=NOW, site=other, asking=asking, reason="an operation runs")
        assert claim_for(now=NOW, site=one).asking == asking
        assert asking_at("WWW.Shop.site-one.invalid.") == asking
    assert asking_at("elsewhere.example") == Asking.SITE


def test_a_check_that_names_nobody_for_abuse_still_says_where_it_stands(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    found = Result(
        HostingMethod.NETWORK,
        MethodOutcome.FOUND,
        "",
        address=PUBLIC,
        country="NL",
        asn=64496,
        organisation="House Net",
    )
    check = claim_for(now=NOW, site=site(cast, draft)).check
    done = conclude_hosting_check(now=NOW, check=check, results=[found])
    assert standing(done) == Hosting("NL", "", PUBLIC, "AS64496 House Net")
