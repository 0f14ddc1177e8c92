"""Containers for the tests, packed by other hands: the standard library and zstandard."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from farthing.pages.containers import members

ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
TEXT = f"30 days access: pay to {ADDRESS} please\n".encode()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, streamed: bool = False) -> bytes:
    """A zip archive; `streamed` as if written to a pipe: lengths stand only behind the data."""
    target = _Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:  # type: ignore[arg-type]
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


class _Pipe(io.RawIOBase):
    """What can be written to and not sought in."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def getvalue(self) -> bytes:
        return b"".join(self._pieces)


def tarred(files: dict[str, bytes], mode: str = "w", style: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode, format=style) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def warc(*answers: tuple[bytes, dict[str, str]], packed: bool = False) -> tuple[bytes, list[int]]:
    """A WARC of HTTP answers (body, headers), a request before each; and where each answer begins."""
    data, places = b"", []
    for body, headers in answers:
        fields = b"".join(f"{name}: {value}\r\n".encode() for name, value in headers.items())
        block = b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + body
        asked = record("request", b"GET / HTTP/1.1\r\nHost: members.example\r\n\r\n")
        data += gzip.compress(asked, mtime=0) if packed else asked
        places.append(len(data))
        data += gzip.compress(record("response", block), mtime=0) if packed else record("response", block)
    return data, places


def record(kind: str, block: bytes, length: int | None = None) -> bytes:
    """A WARC record, its length stated rightly or as given."""
    stated = len(block) if length is None else length
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://members.example/\r\n"
        f"Content-Type: application/http\r\nContent-Length: {stated}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def chunked(body: bytes, size: int = 16) -> bytes:
    """A body in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@dataclass
class Told:
    """Who listens to what cannot be read."""

    lines: list[str] = field(default_factory=list)

    def __call__(self, name: str, why: str) -> None:
        self.lines.append(f"{name}: {why}")


def contents(data: bytes, told: Told | None = None, *, step: int = 1 << 16) -> dict[str, bytes]:
    """Every member's bytes by its name; without a listener nothing may be told."""
    listener = Told() if told is None else told
    found: dict[str, bytes] = {}
    for member in members(io.BytesIO(data), tell=listener):
        found[member.name] = found.get(member.name, b"") + b"".join(pieces(member.stream, step))
    if told is None:
        assert listener.lines == []
    return found


def pieces(stream: object, step: int) -> Iterator[bytes]:
    while piece := stream.read(step):  # type: ignore[attr-defined]
        yield piece
