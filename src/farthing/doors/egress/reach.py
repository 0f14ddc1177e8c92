"""A connected socket to a place outside: straight to a checked address, or through the proxy."""

from __future__ import annotations

import base64
import socket
import time
from collections.abc import Iterable
from ipaddress import ip_address

from farthing.doors.egress.errors import Broken, EgressError, Off, Unreached
from farthing.doors.egress.exits import Exit, Proxy
from farthing.doors.egress.places import Address, literal, require_public, require_public_name

CONNECT_SECONDS = 10.0
_ONLY_BEHIND_A_PROXY = (".onion", ".i2p")
_HEAD = 8192  # bytes of a proxy's answer to CONNECT
_SOCKS_SAYS = {
    1: "the proxy could not reach it",
    2: "the proxy does not go there",
    3: "its network cannot be reached",
    4: "the host cannot be reached",
    5: "nobody listens there",
    6: "it took too long",
}


class Deadline:
    """The moment at which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises Unreached where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Unreached("No answer in time.")
        return left


def connect(
    out: Exit, host: str, port: int, deadline: Deadline | None = None, *, named: bool = False
) -> socket.socket:
    """A socket to `host`. `named` says that the operator named this place himself (a mail relay, a resolver):
    it may lie inside the house, and is then reached without the proxy."""
    deadline = deadline or Deadline(CONNECT_SECONDS)
    address = literal(host)
    if named and address is not None and not address.is_global:
        return _straight([address], port, deadline)
    if not named:
        out.require(host)
    if address is not None:
        require_public(address, loopback=out.loopback)
    else:
        require_public_name(host)
    if out.proxy is not None:
        return _through(out.proxy, host, port, deadline)
    if host.lower().rstrip(".").endswith(_ONLY_BEHIND_A_PROXY):
        raise Off("A hidden service is reached through a proxy alone, and none is configured.")
    return _straight([address] if address is not None else _addresses(out, host, deadline), port, deadline)


def take(line: socket.socket, count: int, deadline: Deadline) -> bytes:
    """Exactly `count` bytes."""
    taken = b""
    while len(taken) < count:
        line.settimeout(deadline.left())
        try:
            piece = line.recv(count - len(taken))
        except TimeoutError:
            raise Unreached("No answer in time.") from None
        except OSError as error:
            raise Unreached(f"The connection was lost: {error.strerror or error}.") from error
        if not piece:
            raise Unreached("The connection was closed without an answer.")
        taken += piece
    return taken


def _addresses(out: Exit, host: str, deadline: Deadline) -> list[Address]:
    """All addresses of a name, each of them checked: a name that points inside even once is not gone to."""
    from farthing.doors.egress.names import resolve

    found: list[Address] = []
    for kind in ("A", "AAAA"):
        found += [ip_address(one) for one in resolve(out, host, kind, deadline).values]
    if not found:
        raise Unreached("There is no such name.")
    for address in found:
        require_public(address, loopback=out.loopback)
    return found


def _straight(addresses: Iterable[Address | str], port: int, deadline: Deadline) -> socket.socket:
    """The first of `addresses` that takes the connection."""
    failure = "Nobody listens there."
    for address in addresses:
        try:
            return socket.create_connection(
                (str(address), port), timeout=min(CONNECT_SECONDS, deadline.left())
            )
        except TimeoutError:
            failure = "No answer in time."
        except OSError as error:
            failure = f"It cannot be reached: {error.strerror or error}."
    raise Unreached(failure)


def _through(proxy: Proxy, host: str, port: int, deadline: Deadline) -> socket.socket:
    try:
        line = _straight([proxy.host], proxy.port, deadline)
    except Unreached as error:
        raise Off(f"The configured proxy does not answer. {error}") from error
    try:
        if proxy.kind == "socks5":
            _socks(line, proxy, host, port, deadline)
        else:
            _tunnel(line, proxy, host, port, deadline)
    except (EgressError, OSError, UnicodeError) as error:
        line.close()
        if isinstance(error, EgressError):
            raise
        raise Unreached("The connection was lost in the proxy.") from error
    return line


def _socks(line: socket.socket, proxy: Proxy, host: str, port: int, deadline: Deadline) -> None:
    """SOCKS 5 (RFC 1928, RFC 1929); the proxy resolves the name."""
    line.sendall(b"\x05\x02\x00\x02" if proxy.user else b"\x05\x01\x00")
    version, method = take(line, 2, deadline)
    if version != 5 or method not in (0, 2):
        raise Off("The configured proxy does not speak SOCKS 5 with us.")
    if method == 2:
        user, password = proxy.user.encode(), proxy.password.encode()
        line.sendall(bytes((1, len(user))) + user + bytes((len(password),)) + password)
        if take(line, 2, deadline)[1] != 0:
            raise Off("The configured proxy does not take our name and password.")
    address = literal(host)
    if address is not None:
        target = bytes((1 if address.version == 4 else 4,)) + address.packed
    else:
        name = host.encode("idna")
        target = bytes((3, len(name))) + name
    line.sendall(b"\x05\x01\x00" + target + port.to_bytes(2, "big"))
    _, reply, _, kind = take(line, 4, deadline)
    if reply:
        raise Unreached(f"Not reached: {_SOCKS_SAYS.get(reply, f'the proxy says {reply}')}.")
    take(line, {1: 4, 4: 16}.get(kind) or take(line, 1, deadline)[0], deadline)
    take(line, 2, deadline)


def _tunnel(line: socket.socket, proxy: Proxy, host: str, port: int, deadline: Deadline) -> None:
    """CONNECT (RFC 9110 §9.3.6). The head is taken byte by byte, so that none of the tunnel's are lost."""
    bare = host.encode("idna").decode() if literal(host) is None else host.strip("[]")
    place = f"[{bare}]:{port}" if ":" in bare else f"{bare}:{port}"
    head = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"
    if proxy.user:
        pair = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()
        head += f"Proxy-Authorization: Basic {pair}\r\n"
    line.sendall(f"{head}\r\n".encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        if len(answer) > _HEAD:
            raise Broken("The configured proxy answers without an end.")
        answer += take(line, 1, deadline)
    status = answer.split(None, 2)[1:2]
    if status == [b"407"]:
        raise Off("The configured proxy does not take our name and password.")
    if not status or not status[0].startswith(b"2"):
        said = status[0].decode("ascii", "replace") if status else "nothing"
        raise Unreached(f"Not reached: the proxy says {said}.")
