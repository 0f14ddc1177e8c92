"""The way out: shut by default, through the proxy, never inside, and every misbehaviour a line."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest
from pytest_django import Settings

from doors import loopback
from doors.loopback import HERE, SocksProxy, TunnelProxy, Web, Zone, serving
from farthing.doors import egress
from farthing.doors.egress import Broken, EgressError, Exit, Forbidden, Limits, Off, Proxy, Refused, Unreached
from farthing.doors.egress.exits import proxy_of
from farthing.doors.egress.places import literal, require_public, require_public_name
from farthing.records.asking import asking_at
from farthing.records.words import Asking

SHORT = Limits(seconds=0.6, bytes=100_000, kinds=("text/html",))
INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "192.0.0.8"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1"),
    *("2001:0:a00:1::", "::127.0.0.1", "2002:101:101::1"),
)


@dataclass
class World:
    """A name server, a web server, and the exit that leads to them."""

    zone: Zone = field(default_factory=Zone)
    web: Web = field(default_factory=Web)
    port: int = 0
    out: Exit = field(default_factory=lambda: Exit("first"))

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def opened(**fields: object) -> Iterator[World]:
    world = World()
    with ExitStack() as stack:
        world.port = stack.enter_context(serving(world.web.handle))
        resolver = (HERE, stack.enter_context(serving(world.zone.handle)))
        world.zone.records["site.test", "A"] = [HERE]
        world.out = Exit("first", resolver=resolver, **({"loopback": True} | fields))  # type: ignore[arg-type]
        yield world


@pytest.fixture
def world() -> Iterator[World]:
    with opened() as world:
        yield world


def test_nobody_goes_out_unless_the_operator_says_so(settings: Settings) -> None:
    with pytest.raises(Off, match="FARTHING_EGRESS=1"):
        egress.exits()
    settings.EGRESS = True
    assert egress.exits() == (Exit("first"),)
    settings.EGRESS_PROXY, settings.EGRESS_SECOND_PROXY = (
        "socks5://127.0.0.1:9050",
        "http://u:p@proxy.example:3128",
    )
    settings.EGRESS_RESOLVER = "192.0.2.53"
    first, second = egress.exits()
    assert (first.proxy, first.resolver) == (Proxy("socks5", HERE, 9050), ("192.0.2.53", 53))
    assert second.proxy == Proxy("http", "proxy.example", 3128, "u", "p")


@pytest.mark.parametrize(
    "url", ["socks4://127.0.0.1:1", "127.0.0.1:9050", "http://proxy.example", "http://h:99999"]
)
def test_a_misspelt_proxy_is_never_gone_past(url: str) -> None:
    with pytest.raises(Off, match="configured proxy"):
        proxy_of(url)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused_however_it_is_dressed(address: str) -> None:
    with pytest.raises(Refused, match="not a public address"):
        require_public(ip_address(address), loopback=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"])
def test_a_public_address_is_gone_to(address: str) -> None:
    require_public(ip_address(address), loopback=False)


@pytest.mark.parametrize("host", ["127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "1.2.3.4.5"])
def test_the_old_spellings_of_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        literal(host)


@pytest.mark.parametrize("host", ["localhost", "printer", "a.localhost.", "db.internal", "nas.home.arpa", ""])
def test_local_names_are_refused(host: str) -> None:
    with pytest.raises(Refused, match="local"):
        require_public_name(host)


def test_a_name_that_points_inside_even_once_is_not_gone_to() -> None:
    with opened(loopback=False) as world:
        world.zone.records["both.test", "A"] = ["1.1.1.1", "10.0.0.1"]
        for host in ("site.test", "both.test"):
            with pytest.raises(Refused, match="not a public address"):
                egress.fetch(world.out, world.url("/", host))
        assert world.web.heads == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(world: World) -> None:
    """Rebinding: a name is asked for once, and its second answer is never seen."""
    world.web.pages["/"] = loopback.html("<p>here</p>")
    assert egress.fetch(world.out, world.url("/")).body == b"<p>here</p>"
    assert [asked for asked in world.zone.asked if asked[1] == "A"] == [("site.test", "A")]


def test_a_redirect_to_the_inside_is_refused_where_it_leads(world: World) -> None:
    world.web.pages["/"] = loopback.redirect("http://10.0.0.1/admin")
    with pytest.raises(Refused):
        egress.follow(world.out, world.url("/"), limits=SHORT)


def test_redirects_are_followed_with_referrer_and_cookies_and_not_for_ever(world: World) -> None:
    world.web.pages["/"] = loopback.redirect("/next", "Set-Cookie: door=open; Path=/\r\n")
    world.web.pages["/next"] = loopback.html("in")
    world.web.pages["/round"] = loopback.redirect("/round")
    trip = egress.follow(world.out, world.url("/"), limits=SHORT, referrer="https://front.test/")
    assert [answer.status for answer in trip.answers] == [302, 200]
    assert "Referer: https://front.test/" in world.web.heads[0]
    assert "Cookie: door=open" in world.web.heads[1]
    endless = egress.follow(world.out, world.url("/round"), limits=SHORT)
    assert endless.endless
    assert len(endless.answers) == SHORT.redirects + 1


@pytest.mark.parametrize("page", [loopback.hang, loopback.dribble])
def test_a_host_that_hangs_or_dribbles_costs_the_time_it_may(world: World, page: loopback.Handle) -> None:
    world.web.pages["/"] = page
    start = time.monotonic()
    with pytest.raises(Unreached, match="in time"):
        egress.fetch(world.out, world.url("/"), limits=SHORT)
    assert time.monotonic() - start < 3


def test_an_answer_of_a_gigabyte_or_a_bomb_is_dropped_with_a_line(world: World) -> None:
    bomb = gzip.compress(b"x" * 50_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    world.web.pages |= {"/big": loopback.gigabyte, "/bomb": head + bomb}
    for path in ("/big", "/bomb"):
        answer = egress.fetch(world.out, world.url(path), limits=SHORT)
        assert (answer.status, answer.body, answer.unread) == (200, b"", "more than 100,000 bytes, dropped")


def test_a_packed_page_is_unpacked(world: World) -> None:
    packed = gzip.compress(b"<p>members area</p>")
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    world.web.pages["/"] = head.encode() + packed
    assert egress.fetch(world.out, world.url("/")).body == b"<p>members area</p>"


def test_the_body_of_a_picture_is_never_read(world: World) -> None:
    world.web.pages["/"] = loopback.html("not looked at", kind="image/png")
    answer = egress.fetch(world.out, world.url("/"), limits=SHORT)
    assert (answer.body, answer.unread) == (b"", "image/png, dropped unread")


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-server\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 80_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 5000,
        b"",
    ],
)
def test_an_answer_that_is_no_http_is_a_line(world: World, answer: bytes) -> None:
    world.web.pages["/"] = answer
    with pytest.raises(EgressError) as caught:
        egress.fetch(world.out, world.url("/"), limits=SHORT)
    assert "\n" not in str(caught.value)


def test_a_server_without_tls_is_told_apart_from_one_that_is_gone(world: World) -> None:
    with serving(lambda line: line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        for verified in (True, False):
            with pytest.raises(Broken, match="encrypted"):
                egress.fetch(world.out, f"https://site.test:{port}/", verified=verified)
    with pytest.raises(Unreached):
        egress.fetch(world.out, f"http://site.test:{port}/")


@pytest.mark.parametrize(
    "url", ["ftp://site.test/", "file:///etc/passwd", "http://", "http://[::1", "http://a:b/", "x"]
)
def test_what_is_no_web_address_is_not_gone_to(world: World, url: str) -> None:
    with pytest.raises(EgressError):
        egress.fetch(world.out, url)


def test_nothing_in_an_address_or_a_header_makes_a_second_request(world: World) -> None:
    world.web.pages["/a%20b%0D%0AX:%201"] = loopback.html("x")
    answer = egress.fetch(world.out, world.url("/a b\r\nX: 1"), headers={"Referer": "a\r\nEvil: 1"})
    assert answer.status in (200, 404)
    assert not any(line.startswith(("X:", "Evil:")) for line in world.web.heads[0].split("\r\n"))


def test_names_resolve_with_their_aliases_and_rings_end() -> None:
    with opened() as world:
        world.zone.aliases |= {"www.site.test": "edge.cdn.test", "a.test": "b.test", "b.test": "a.test"}
        world.zone.records["edge.cdn.test", "A"] = ["1.1.1.1"]
        found = egress.resolve(world.out, "www.site.test", "A")
        assert (found.exists, found.aliases, found.values) == (True, ("edge.cdn.test",), ("1.1.1.1",))
        assert not egress.resolve(world.out, "gone.test", "A").exists
        with pytest.raises(Broken):
            egress.resolve(world.out, "a.test", "A")
        with pytest.raises(Unreached):
            egress.resolve(world.out, "a" * 70 + ".test", "A")


def test_a_resolver_that_answers_nonsense_is_a_line() -> None:
    with (
        serving(lambda line: line.sendall(b"\x00\x04abcd")) as port,
        pytest.raises(Broken, match="cannot be read"),
    ):
        egress.resolve(Exit("first", resolver=(HERE, port)), "site.test", "A")
    with pytest.raises(Off, match="resolver"):
        egress.resolve(Exit("first"), "site.test", "A")


ONION = "a" * 56 + ".onion"


def test_a_socks_proxy_is_given_names_and_resolves_them_itself(world: World) -> None:
    world.web.pages["/"] = loopback.html("behind")
    for user in ("", "exit-one"):
        proxy = SocksProxy({ONION: world.port, "site.test": world.port}, user)
        with serving(proxy.handle) as port:
            out = Exit("first", Proxy("socks5", HERE, port, user, "secret"))
            for host in proxy.names:
                assert egress.fetch(out, f"http://{host}/").body == b"behind"
            with pytest.raises(Unreached, match="the host cannot be reached"):
                egress.fetch(out, "http://gone.test/")
            for host in ("10.0.0.1", "localhost", "[::1]"):
                with pytest.raises(Refused):
                    egress.fetch(out, f"http://{host}/")
        assert proxy.asked == [ONION, "site.test", "gone.test"]
    assert world.zone.asked == []


def test_a_connect_proxy_is_given_names_too(world: World) -> None:
    world.web.pages["/"] = loopback.html("behind")
    proxy = TunnelProxy({"site.test": world.port})
    with serving(proxy.handle) as port:
        out = Exit("first", Proxy("http", HERE, port, "u", "p"))
        assert egress.fetch(out, "http://site.test/").body == b"behind"
        with pytest.raises(Unreached, match="502"):
            egress.fetch(out, "http://gone.test/")
    assert proxy.heads[0].startswith("CONNECT site.test:80 HTTP/1.1")
    assert "Proxy-Authorization: Basic dTpw" in proxy.heads[0]


def test_a_proxy_that_is_away_is_not_gone_past(world: World) -> None:
    with serving(lambda line: None) as port:
        pass
    with pytest.raises(Off, match="proxy does not answer"):
        egress.fetch(Exit("first", Proxy("socks5", HERE, port), loopback=True), world.url("/"))
    assert world.web.heads == []


def test_a_hidden_service_is_never_asked_for_without_a_proxy(world: World) -> None:
    with pytest.raises(Off, match="proxy alone"):
        egress.fetch(world.out, f"http://{ONION}/")
    assert world.zone.asked == []


def test_what_the_operator_named_himself_may_lie_inside() -> None:
    web = Web({"/": loopback.html("relay")})
    with serving(web.handle) as port:
        assert egress.fetch(Exit("first"), f"http://{HERE}:{port}/", named=True).body == b"relay"
        with pytest.raises(Refused):
            egress.fetch(Exit("first"), f"http://{HERE}:{port}/")


def test_what_a_sites_handling_forbids_to_ask_is_neither_resolved_nor_connected_to() -> None:
    with ExitStack() as stack:
        zone, web = Zone(), Web({"/": loopback.html("here")})
        resolver = (HERE, stack.enter_context(serving(zone.handle)))
        port = stack.enter_context(serving(web.handle))
        zone.records["quiet.invalid", "A"] = [HERE]

        def said(host: str) -> Asking:
            return Asking.OTHERS if host == "quiet.invalid" else Asking.SITE

        out = Exit("first", resolver=resolver, loopback=True, asking_at=said)
        for ask in (
            lambda: egress.resolve(out, "quiet.invalid", "A"),
            lambda: egress.connect(out, "quiet.invalid", port),
            lambda: egress.fetch(out, f"http://quiet.invalid:{port}/"),
            lambda: egress.follow(out, f"http://quiet.invalid:{port}/", limits=SHORT),
        ):
            with pytest.raises(Forbidden):
                ask()
        assert (zone.asked, web.heads) == ([], [])


@pytest.mark.django_db
def test_the_exits_of_the_settings_know_the_handling_of_every_site(settings: Settings) -> None:
    settings.EGRESS = True
    assert all(out.asking_at is asking_at for out in egress.exits())
