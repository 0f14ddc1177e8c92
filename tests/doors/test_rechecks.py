"""Rechecks end to end: a web server whose pages move, die and lie, and the exits that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from cast import NOW, Cast
from doors import loopback, mmdb
from doors.loopback import HERE, Handle, SocksProxy, Web, serving
from farthing import pages
from farthing.doors import rechecks
from farthing.records.drafts import ObservationDraft
from farthing.records.models import HostingCheck, Recheck, Watch
from farthing.records.services.hosting import limit_asking
from farthing.records.services.observations import record
from farthing.records.services.rechecks import decide_watch, start_watch
from farthing.records.services.removals import open_removal
from farthing.records.words import Asking

ROWS = "".join(f'<li class="offer"><b>Silver {n}</b> <i>30 days access</i></li>' for n in range(9))
PAGE = f'<html><body class="shop"><h1>Members area</h1><ul class="offers">{ROWS}</ul></body></html>'
OTHER = '<html><body><table id="parked"><tr><td><p><a href="/x">Hosting for all</a></table></body></html>'


@dataclass
class World:
    """A site and its front door behind two exits; `now` goes on by ten minutes a look."""

    watch: Watch
    web: Web = field(default_factory=Web)
    control: Web = field(default_factory=lambda: Web({"/": loopback.html("<p>always there</p>")}))
    first: SocksProxy = field(default_factory=SocksProxy)
    second: SocksProxy = field(default_factory=SocksProxy)
    now: datetime = NOW

    def look(self) -> str:
        """The watch's state after the next look."""
        self.watch.refresh_from_db()
        self.now = max(self.now + timedelta(minutes=10), self.watch.next_at or self.now)
        rechecks.work(self.now)
        self.watch.refresh_from_db()
        return self.watch.state

    @property
    def said(self) -> tuple[str, str]:
        newest = Recheck.objects.first()
        assert newest
        return newest.seen, newest.said

    def answers(self, page: bytes | Handle) -> None:
        self.web.pages["/pay"] = page


@pytest.fixture
def world(cast: Cast, draft: Callable[..., ObservationDraft], settings: Settings) -> Iterator[World]:
    mark = pages.read(PAGE.encode())[0].fingerprint
    seen = record(
        actor=cast["analyst"],
        now=NOW,
        draft=draft(
            site_address="http://shop.site-one.invalid/pay",
            fingerprint=mark,
            referrer_path="from http://front-door.invalid/a to http://front-door.invalid/b",
        ),
    )
    world = World(start_watch(actor=cast["analyst"], now=NOW, site=seen.site))
    with ExitStack() as stack:
        web = stack.enter_context(serving(world.web.handle))
        control = stack.enter_context(serving(world.control.handle))
        names = {"shop.site-one.invalid": web, "front-door.invalid": web, "control.example": control}
        world.first.names, world.second.names = dict(names), dict(names)
        settings.EGRESS = True
        settings.EGRESS_PROXY = f"socks5://{HERE}:{stack.enter_context(serving(world.first.handle))}"
        settings.CONTROL_PAGE = "http://control.example/"
        world.answers(loopback.html(PAGE))
        world.web.pages["/a"] = loopback.html("", headers="Set-Cookie: way=open\r\n")
        yield world


def with_second_exit(world: World, settings: Settings, stack: ExitStack) -> None:
    port = stack.enter_context(serving(world.second.handle))
    settings.EGRESS_SECOND_PROXY = f"socks5://{HERE}:{port}"


def test_the_referrer_path_is_walked_with_its_cookies_and_nothing_else_is_asked_for(world: World) -> None:
    assert world.look() == "online"
    asked = [(head.split()[1], "Cookie" in head) for head in world.web.heads]
    assert asked == [("/a", False), ("/b", True), ("/pay", False)]
    assert "Referer: http://front-door.invalid/b" in world.web.heads[2]


def test_three_misses_while_the_control_page_loads_make_it_removed(world: World) -> None:
    world.answers(loopback.html("gone", "404 Not Found"))
    assert [world.look() for _ in range(4)] == ["missing", "missing", "removed", "removed"]
    assert Recheck.objects.count() == 3
    assert world.watch.ended_at == NOW + timedelta(minutes=30)


def test_a_site_that_is_gone_stops_the_clock_of_its_removal(world: World, cast: Cast) -> None:
    removal = open_removal(actor=cast["analyst"], now=NOW, site=world.watch.site, hosting=None)
    assert Watch.objects.count() == 1
    world.answers(loopback.html("", "410 Gone"))
    for _ in range(3):
        world.look()
    removal.refresh_from_db()
    assert (removal.state, removal.ended_at) == ("removed", world.watch.ended_at)


def test_a_removal_has_its_site_watched(world: World, cast: Cast) -> None:
    site = world.watch.site
    world.watch.delete()
    open_removal(actor=cast["analyst"], now=NOW, site=site, hosting=None)
    assert Watch.objects.get().site == site


def test_a_page_that_comes_back_starts_the_count_anew(world: World) -> None:
    for expected in ("missing", "missing", "online", "missing", "missing", "removed"):
        gone = loopback.html("", "503 Busy")
        world.answers(loopback.html(PAGE) if expected == "online" else gone)
        assert world.look() == expected


def test_nothing_is_missed_while_the_control_page_does_not_load(world: World) -> None:
    del world.first.names["shop.site-one.invalid"]
    world.control.pages.clear()
    assert {world.look() for _ in range(5)} == {"online"}
    assert world.said[0] == "void"


def test_the_second_exit_has_the_last_word(world: World, settings: Settings) -> None:
    with ExitStack() as stack:
        with_second_exit(world, settings, stack)
        world.answers(loopback.html("", "404 Not Found"))
        assert [world.look() for _ in range(4)] == ["missing", "missing", "missing", "removed"]
        assert list(Recheck.objects.values_list("exit", flat=True)) == ["second", "first", "first", "first"]


def test_a_page_that_the_second_exit_alone_sees_waits_for_a_person(world: World, settings: Settings) -> None:
    with ExitStack() as stack:
        with_second_exit(world, settings, stack)
        del world.first.names["shop.site-one.invalid"]
        assert [world.look() for _ in range(4)] == ["missing", "missing", "missing", "person"]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (loopback.html(OTHER), "changed"),
        (loopback.html("<form><input type=password></form>"), "login"),
        (loopback.html("", "401 Unauthorized"), "login"),
        (loopback.html("", "451 Unavailable For Legal Reasons"), "blocked"),
        (loopback.html("<div><h1>This domain has been seized</h1></div>"), "blocked"),
        (loopback.html("", kind="image/png"), "changed"),
        (loopback.html("\x89PNG not looked at"), "changed"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\x89PNG\r\n\x1a\n" + bytes(50), "changed"),
        (loopback.redirect("/pay"), "changed"),
        (loopback.redirect("http://front-door.invalid/a"), "changed"),
        (loopback.gigabyte, "changed"),
        (b"nonsense\r\n\r\n", "changed"),
    ],
)
def test_what_is_neither_the_page_nor_its_absence_waits_for_a_person(
    world: World, page: bytes | Handle, seen: str
) -> None:
    world.answers(page)
    assert world.look() == "person"
    assert world.said[0] == seen
    assert "site-one" not in world.said[1]


def test_a_person_says_whether_it_is_gone_or_looked_at_as_it_is(world: World, cast: Cast) -> None:
    world.answers(loopback.html(OTHER))
    assert world.look() == "person"
    decide_watch(actor=cast["analyst"], now=world.now, watch=world.watch, gone=False, reason="a new template")
    assert [world.look(), world.look()] == ["online", "online"]
    world.answers(loopback.html(PAGE))
    assert world.look() == "person"
    decide_watch(actor=cast["analyst"], now=world.now, watch=world.watch, gone=True, reason="a parking page")
    world.watch.refresh_from_db()
    assert (world.watch.state, world.watch.ended_at) == ("removed", world.now)


def test_another_network_is_a_move_and_asks_for_a_hosting_check(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    zone = loopback.Zone({("shop.site-one.invalid", "A"): ["1.2.3.4"]})
    networks = {"1.2.0.0/16": {"asn": "AS64496"}, "5.6.0.0/16": {"asn": "AS64497"}}
    settings.HOSTING_MMDB = mmdb.write(tmp_path / "asn.mmdb", networks)
    with serving(zone.handle) as port:
        settings.EGRESS_RESOLVER = f"{HERE}:{port}"
        assert world.look() == "online"
        zone.records["shop.site-one.invalid", "A"] = ["5.6.7.8"]
        assert [world.look(), world.look()] == ["moved", "online"]
    assert HostingCheck.objects.get().state == "waiting"


def test_nothing_is_looked_at_where_handling_or_the_operator_forbids_it(
    world: World, settings: Settings, cast: Cast
) -> None:
    limit_asking(
        actor=cast["analyst"], now=NOW, site=world.watch.site, asking=Asking.OTHERS, reason="an operation"
    )
    assert world.look() == "online"
    assert world.said == ("void", "The site's handling forbids to ask it.")
    settings.EGRESS = False
    assert rechecks.work(world.now + timedelta(days=1)) == 0
    assert (world.web.heads, world.first.asked) == ([], [])


def another(cast: Cast, draft: Callable[..., ObservationDraft], address: str, asking: Asking) -> None:
    """A further site of the house, that may be asked no more than `asking`."""
    site = record(actor=cast["analyst"], now=NOW, draft=draft(site_address=address)).site
    limit_asking(actor=cast["analyst"], now=NOW, site=site, asking=asking, reason="an operation")


@pytest.mark.parametrize("asking", [Asking.OTHERS, Asking.NOBODY])
def test_a_host_is_asked_nothing_where_any_site_there_forbids_it(
    world: World, cast: Cast, draft: Callable[..., ObservationDraft], asking: Asking
) -> None:
    another(cast, draft, "https://www.shop.site-one.invalid/other", asking)
    assert world.look() == "online"
    assert world.said == ("void", "The site's handling forbids to ask it.")
    assert (world.web.heads, world.first.asked) == ([], [])


def test_no_path_and_no_redirect_leads_to_a_site_that_must_not_be_asked(
    world: World, cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    another(cast, draft, "http://front-door.invalid/", Asking.OTHERS)
    assert world.look() == "online"
    assert [head.split()[1] for head in world.web.heads] == ["/pay"]  # the steps before it are left out
    world.answers(loopback.redirect("http://front-door.invalid/b"))
    assert world.look() == "person"
    assert world.said == ("changed", "It leads to a site that its handling forbids to ask.")
    assert [head.split()[1] for head in world.web.heads] == ["/pay", "/pay"]
