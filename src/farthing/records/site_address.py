"""Site addresses: their canonical form (RFC 3986 §6, IDNA), under which one site has one record, and the
defanged form in which a page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from farthing.records.errors import Invalid, Problem

_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}
_DEFANGED = (
    (re.compile(r"\bhxxp(?=s?(?:\[:\]|:)//)", re.I), "http"),
    (re.compile(r"\[:\](?=//)"), ":"),
    (re.compile(r"\s*[\[({](?:\.|dot)[\])}]\s*", re.I), "."),
)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#&\s]*)", re.I)
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """A site's address: `canonical` (what is sealed and indexed), its `host`, and the network it lives on."""

    canonical: str
    host: str

    @property
    def network(self) -> str:
        return {"onion": "tor", "i2p": "i2p"}.get(self.host.rpartition(".")[2], "clear")

    @property
    def key(self) -> str:
        """What is indexed: the address less its scheme and `www.`, for both name the same site."""
        return self.canonical.partition("://")[2].removeprefix("www.")

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """The host and the domains above it that are its owner's: `shop.site.invalid` and `site.invalid`,
        but not `co.uk` (two letters, under a short label: a registry's). Without `www.`, so that they are the
        same under whichever address the site was first recorded."""
        labels = self.host_key.split(".")
        domains = [labels[start:] for start in range(len(labels) - 1)]
        return tuple(".".join(domain) for domain in domains if domain == labels or not _registry(domain))

    @property
    def host_key(self) -> str:
        return self.host.removeprefix("www.")


def parse(text: str, field: str = "site") -> SiteAddress:
    """Reads an address as typed or pasted, also defanged (`hxxps://site[.]invalid/x`) or a bare host.

    Raises Invalid naming `field` where it is no web address.
    """
    text = text.strip()
    for pattern, plain in _DEFANGED:
        text = pattern.sub(plain, text)
    if not _SCHEME.match(text):
        text = "http://" + text
    try:
        parts = urlsplit(text)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):
        host, port, parts = "", None, SplitResult("", "", "", "", "")
    if parts.scheme.lower() not in _DEFAULT_PORTS or not _plausible(host):
        raise Invalid(Problem(field, "This is not a site's address: give a host or an http(s) address."))
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    return SiteAddress(f"{parts.scheme.lower()}://{place}{path}{query}", host)


def hosts_of(address: SiteAddress, mirrors: Iterable[str]) -> tuple[str, ...]:
    """Every host under which a site and its mirrors stand: what is masked in the words that are kept."""
    addresses = (address, *(parse(mirror, "mirrors") for mirror in mirrors))
    return tuple(dict.fromkeys(host for one in addresses for host in one.own_hosts))


def defang(address: str) -> str:
    """The address so that no program takes it, or an address within it, for a link:
    `hxxps[:]//site[.]invalid/x.php?to=hxxp[:]//other[.]invalid`."""
    if not _SCHEME.match(address):
        place, slash, path = address.partition("/")
        return place.replace(".", "[.]") + slash + _ADDRESS.sub(_disarmed, path)
    return _ADDRESS.sub(_disarmed, address)


def _disarmed(match: re.Match[str]) -> str:
    return re.sub("^http", "hxxp", match[1], flags=re.I) + "[:]//" + match[2].replace(".", "[.]")


def _registry(domain: list[str]) -> bool:
    return len(domain) == 2 and len(domain[1]) == 2 and len(domain[0]) <= 3


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode()


def _plausible(host: str) -> bool:
    labels = host.split(".")
    return len(labels) >= 2 and len(host) <= 253 and all(_LABEL.match(label) for label in labels)
