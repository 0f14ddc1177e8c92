"""Real servers on loopback: a name server, a SOCKS 5 and a CONNECT proxy, and a web server that errs."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Handle = Callable[[socket.socket], None]
HERE = "127.0.0.1"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@contextmanager
def serving(handle: Handle) -> Iterator[int]:
    """A server that gives each connection to `handle`; yields its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                handle(self.request)
            except OSError:  # the client went, as clients of a hostile server do
                return

    with _Server((HERE, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Zone:
    """What a name server knows: values by name and kind. `asked` lists the questions it got."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def handle(self, line: socket.socket) -> None:
        size = int.from_bytes(read(line, 2), "big")
        question = dns.message.from_wire(read(line, size))
        wire = self.answer(question).to_wire()
        line.sendall(len(wire).to_bytes(2, "big") + wire)

    def answer(self, question: dns.message.Message) -> dns.message.Message:
        asked = question.question[0]
        name, kind = str(asked.name).rstrip("."), asked.rdtype.name
        self.asked.append((name, kind))
        answer = dns.message.make_response(question)
        while name in self.aliases:
            answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{self.aliases[name]}."))
            name = self.aliases[name]
            if len(answer.answer) > 40:
                return answer
        values = self.records.get((name, kind), [])
        if values:
            answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *values))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer


@dataclass
class SocksProxy:
    """SOCKS 5 with remote names: `names` says where each leads. `asked` lists what it was asked for."""

    names: dict[str, int] = field(default_factory=dict)
    user: str = ""
    asked: list[str] = field(default_factory=list)

    def handle(self, line: socket.socket) -> None:
        _, count = read(line, 2)
        methods = read(line, count)
        method = 2 if self.user else 0
        line.sendall(bytes((5, method if method in methods else 255)))
        if method == 2:
            read(line, 1)
            given = read(line, read(line, 1)[0]).decode(), read(line, read(line, 1)[0]).decode()
            line.sendall(bytes((1, given != (self.user, "secret"))))
        _, _, _, kind = read(line, 4)
        host = read(line, {1: 4, 4: 16}.get(kind) or read(line, 1)[0])
        read(line, 2)
        name = host.decode() if kind == 3 else socket.inet_ntop(socket.AF_INET, host)
        self.asked.append(name)
        if name not in self.names:
            line.sendall(b"\x05\x04\x00\x01" + bytes(6))
            return
        with socket.create_connection((HERE, self.names[name])) as onward:
            line.sendall(b"\x05\x00\x00\x01" + bytes(6))
            pipe(line, onward)


@dataclass
class TunnelProxy:
    """An HTTP proxy that knows CONNECT alone."""

    names: dict[str, int] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def handle(self, line: socket.socket) -> None:
        head = head_of(line)
        self.heads.append(head)
        name = head.split()[1].rpartition(":")[0]
        if name not in self.names:
            line.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return
        with socket.create_connection((HERE, self.names[name])) as onward:
            line.sendall(b"HTTP/1.1 200 Here you are\r\n\r\n")
            pipe(line, onward)


@dataclass
class Web:
    """A web server: `pages` by path; each a full answer as bytes, or a function that does as it likes."""

    pages: dict[str, bytes | Handle] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def handle(self, line: socket.socket) -> None:
        head = head_of(line)
        self.heads.append(head)
        page = self.pages.get(head.split()[1], html("<h1>Not here</h1>", status="404 Not Found"))
        if isinstance(page, bytes):
            line.sendall(page)
        else:
            page(line)


def html(text: str, status: str = "200 OK", headers: str = "", kind: str = "text/html") -> bytes:
    body = text.encode()
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode()
        + body
    )


def redirect(to: str, headers: str = "") -> bytes:
    return html("", "302 Found", f"Location: {to}\r\n{headers}")


def hang(line: socket.socket) -> None:
    """Says nothing until the client goes."""
    line.settimeout(20)
    line.recv(1)


def dribble(line: socket.socket) -> None:
    """A byte now and then, for ever."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        line.sendall(b"x")
        time.sleep(0.05)


def gigabyte(line: socket.socket) -> None:
    """An answer of 1 GB; goes on for as long as somebody takes it."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000\r\n\r\n")
    for _ in range(1000):
        line.sendall(b"x" * 1_000_000)


def read(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = line.recv(count - len(data))
        if not piece:
            raise ConnectionError("closed")
        data += piece
    return data


def head_of(line: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            raise ConnectionError("closed")
        data += piece
    return data.decode("latin-1")


def pipe(one: socket.socket, other: socket.socket) -> None:
    def copy(source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(65536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return

    back = threading.Thread(target=copy, args=(other, one))
    back.start()
    copy(one, other)
    back.join()
