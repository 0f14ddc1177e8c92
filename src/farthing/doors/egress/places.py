"""Which addresses and names may be gone to: the public ones, whatever they are dressed up as."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from farthing.doors.egress.errors import Refused

Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))  # 6to4 (given up by RFC 7526) and Teredo
_NAT64 = IPv6Network("64:ff9b::/96")
_PROTOCOLS = IPv4Network("192.0.0.0/24")  # RFC 6890; Python's tables differ about it
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")


def literal(host: str) -> Address | None:
    """The address that a host is written as, or None for a name. Raises Refused for the old spellings of
    IPv4 (`127.1`, `0x7f.1`, `2130706433`), which programs read differently."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2].lower()):
            raise Refused("This host is neither a name nor an address.") from None
        return None


def require_public(address: Address, *, loopback: bool) -> None:
    """Raises Refused unless `address`, or the IPv4 address that it carries, is public."""
    one = _unwrapped(address)
    if not (one.is_loopback and loopback):
        public = one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified)
        if isinstance(one, IPv6Address):
            public = public and one in _GLOBAL_UNICAST and not any(one in tunnel for tunnel in _TUNNELS)
        else:
            public = public and one not in _PROTOCOLS
        if not public:
            raise Refused(f"The host points at {one}, which is not a public address.")


def require_public_name(host: str) -> None:
    """Raises Refused for a name that means something on this machine or in this house alone."""
    name = host.rstrip(".").lower()
    if "." not in name or any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES):
        raise Refused("The host's name is a local one.")


def _unwrapped(address: Address) -> Address:
    """The address, or the one that it carries: mapped (RFC 4291) or NAT64 (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address
