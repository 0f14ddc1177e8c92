"""Exits: by which proxy and resolver the house goes out, as the operator's settings say."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from farthing.doors.egress.errors import Off

_DNS_PORT = 53


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that the operator named: `socks5` (RFC 1928, names unresolved) or `http` (CONNECT)."""

    kind: str
    host: str
    port: int
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out. `resolver` is the name server that is asked, host and port; `loopback` lets this machine's
    own addresses be reached, which only tests want."""

    name: str
    proxy: Proxy | None = None
    resolver: tuple[str, int] | None = None
    loopback: bool = False


def exits() -> tuple[Exit, ...]:
    """The configured exits: one, or two where there is a second proxy. Raises Off while egress is off."""
    if not settings.EGRESS:
        raise Off("Egress is off: the operator turns it on with FARTHING_EGRESS=1.")
    resolver = _place(settings.EGRESS_RESOLVER, _DNS_PORT) if settings.EGRESS_RESOLVER else None
    proxies = [settings.EGRESS_PROXY, *filter(None, [settings.EGRESS_SECOND_PROXY])]
    return tuple(
        Exit(name, proxy_of(url) if url else None, resolver, settings.EGRESS_LOOPBACK)
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
