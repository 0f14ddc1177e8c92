"""Exits: by which proxy and resolver the house goes out, as the operator's settings say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings

from farthing.doors.egress.errors import Forbidden, Off
from farthing.records.asking import asking_at
from farthing.records.words import Asking

_DNS_PORT = 53


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that the operator named: `socks5` (RFC 1928, names unresolved) or `http` (CONNECT)."""

    kind: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def _anybody(host: str) -> Asking:
    return Asking.SITE


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out. `resolver` is the name server that is asked, host and port; `loopback` lets this machine's
    own addresses be reached, which only tests want; `asking_at` says who may be asked about what stands at a
    host."""

    name: str
    proxy: Proxy | None = None
    resolver: tuple[str, int] | None = None
    loopback: bool = False
    asking_at: Callable[[str], Asking] = field(default=_anybody, compare=False)

    def require(self, host: str) -> None:
        """Raises Forbidden where the house's own handling forbids to ask `host` or its name servers."""
        if self.asking_at(host) != Asking.SITE:
            raise Forbidden("The handling of a site there forbids to ask it.")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the house shows itself to be to a partner's server: a PEM file with its certificate and key, and a
    PEM file of those whose word it takes for the server's name (empty: the system's)."""

    certificate: str = ""
    authorities: str = ""


def exits() -> tuple[Exit, ...]:
    """The configured exits: one, or two where there is a second proxy. Raises Off while egress is off."""
    if not settings.EGRESS:
        raise Off("Egress is off: the operator turns it on with FARTHING_EGRESS=1.")
    resolver = _place(settings.EGRESS_RESOLVER, _DNS_PORT) if settings.EGRESS_RESOLVER else None
    proxies = [settings.EGRESS_PROXY, *filter(None, [settings.EGRESS_SECOND_PROXY])]
    return tuple(
        Exit(name, proxy_of(url) if url else None, resolver, settings.EGRESS_LOOPBACK, asking_at)
        for name, url in zip(("first", "second"), proxies, strict=False)
    )


def proxy_of(url: str) -> Proxy:
    """`socks5://[USER:PASSWORD@]HOST:PORT` or `http://…`. Raises Off for anything else: nobody goes out
    past a proxy that is misspelt."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("socks5", "socks5h", "http") or not host or not port:
        raise Off("The configured proxy is no socks5://HOST:PORT or http://HOST:PORT.")
    kind = parts.scheme.removesuffix("h")
    return Proxy(kind, host, port, unquote(parts.username or ""), unquote(parts.password or ""))


def _place(text: str, default_port: int) -> tuple[str, int]:
    """`HOST`, `HOST:PORT` or `[IPV6]:PORT`."""
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise Off("The configured resolver is no HOST or HOST:PORT.")
    return host, port or default_port
