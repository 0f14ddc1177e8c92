"""ZIP archives (APPNOTE 6.3), read from front to back by their local headers.

So an archive inside another needs no copy, members that the directory at the end leaves out are read too, and
entries that overlap (the trick of the best bombs) are read once. An entry whose length is not stated before
it ends where its compressed data does, or where its descriptor holds.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from farthing.pages.containers.budget import Budget
from farthing.pages.containers.entry import Entry, Tell
from farthing.pages.containers.streams import CHUNK, Buffered, Readable, Slice, drain
from farthing.pages.containers.unpack import BZIP2, DEFLATE, XZ, ZSTD, Unpacked
from farthing.pages.errors import Damaged

_LOCAL, _DIRECTORY, _DESCRIPTOR, _END, _END64 = (
    b"PK\3\4", b"PK\1\2", b"PK\7\x08", b"PK\5\6", b"PK\6\6",
)  # fmt: skip
_NEXT = (_LOCAL, _DIRECTORY, _END, _END64, b"")
_STORED = 0
_METHODS = {8: DEFLATE, 12: BZIP2, 93: ZSTD, 95: XZ}
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _DESCRIBED, _UTF8 = 1, 8, 0x800


def is_zip(head: bytes) -> bool:
    """Whether an archive begins here: a local header that can be one, or the end of an empty archive."""
    if head[:4] in (_DESCRIPTOR, b"PK00"):
        head = head[4:]
    return (head[:4] == _LOCAL and len(head) >= _HEADER.size and head[4] < 100) or (
        head[:4] == _END and len(head) >= 22
    )


def entries(source: Buffered, budget: Budget, tell: Tell) -> Iterator[Entry]:
    """The files of an archive; `tell(name, why)` hears of each that is not read, or not whole."""
    if source.peek(4) in (_DESCRIPTOR, b"PK00"):
        source.take(4)
    is_told = False
    while (mark := source.peek(4)) not in (_DIRECTORY, _END, _END64):
        if mark == _LOCAL:
            is_told = yield from _entry(source, budget, tell)
        elif not mark and is_told:
            return
        elif not mark:
            raise Damaged("the zip archive is cut short; what there is was read")
        elif not source.skip_to(b"PK"):
            return
        elif source.peek(4) not in _NEXT:
            source.take(2)


@dataclass(frozen=True, slots=True)
class _Local:
    """What a local header says. `length` of the packed bytes is None where only a descriptor tells it."""

    name: str
    is_encrypted: bool
    method: int
    checksum: int
    length: int | None
    is_described: bool


def _entry(source: Buffered, budget: Budget, tell: Tell) -> Generator[Entry, None, bool]:
    """The entry that begins here; whether something was told of its end."""
    local = _local(source)
    body: Readable = source if local.length is None else Slice(source, local.length)
    name = f"!{local.name}"
    contents = _contents(local, body, source, budget)
    if isinstance(contents, str):
        tell(name, contents)
    elif not local.name.endswith("/"):
        yield Entry(name, contents)
        if local.length is None:
            _finish(contents, name, tell)
    elif local.length is None:
        _finish(contents, name, tell)
    if isinstance(body, Slice):
        drain(body)
        if body.is_short and (isinstance(contents, str) or not contents.has_failed):
            tell(name, "is cut short; what there is was read")
        if body.left:
            return True
    checksum = _descriptor(source) if local.is_described else local.checksum
    if not isinstance(contents, str) and contents.is_read and checksum not in (None, contents.checksum):
        tell(name, "is damaged: its checksum does not hold; it was read all the same")
    return not isinstance(contents, str) and contents.has_failed


def _finish(contents: _Contents, name: str, tell: Tell) -> None:
    """Reads on to the end of an entry whose end is not known otherwise."""
    try:
        drain(contents)
    except Damaged as error:
        tell(name, str(error))


def _local(source: Buffered) -> _Local:
    header = source.take(_HEADER.size)
    if len(header) < _HEADER.size:
        raise Damaged("the zip archive is cut short; what there is was read")
    _, _, flags, method, _, _, checksum, length, unpacked, name_size, extra_size = _HEADER.unpack(header)
    name, extra = source.take(name_size), source.take(extra_size)
    if length == 0xFFFFFFFF:
        length = _long_length(extra, after=8 if unpacked == 0xFFFFFFFF else 0, otherwise=length)
    is_described = bool(flags & _DESCRIBED)
    return _Local(
        name=_text(name, is_utf8=bool(flags & _UTF8)),
        is_encrypted=bool(flags & _ENCRYPTED),
        method=method,
        checksum=checksum,
        length=None if is_described and not length else length,
        is_described=is_described,
    )


def _long_length(extra: bytes, *, after: int, otherwise: int) -> int:
    """The packed length in the ZIP64 field, which stands behind the unpacked one if that is there too."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == 1 and size >= after + 8 and at + 4 + after + 8 <= len(extra):
            return int.from_bytes(extra[at + 4 + after : at + 12 + after], "little")
        at += 4 + size
    return otherwise


def _text(name: bytes, *, is_utf8: bool) -> str:
    """A name: UTF-8 where it says so or is, else code page 437 (APPNOTE, appendix D)."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("utf-8", "replace") if is_utf8 else name.decode("cp437")


def _contents(local: _Local, body: Readable, source: Buffered, budget: Budget) -> _Contents | str:
    """The unpacked bytes of an entry, or why they cannot be had."""
    if local.is_encrypted:
        return "is encrypted and was not read"
    if local.method == _STORED:
        return _Contents(body if local.length is not None else _Described(source))
    packing = _METHODS.get(local.method)
    if packing is None:
        return f"is packed by a method that is not read here (number {local.method})"
    return _Contents(Unpacked(source if body is source else Buffered(body), packing, budget, once=True))


class _Contents:
    """An entry's bytes, with their checksum."""

    __slots__ = ("_inner", "checksum", "has_failed", "is_read")

    def __init__(self, inner: Readable) -> None:
        self._inner = inner
        self.checksum = 0
        self.is_read = False
        self.has_failed = False

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._inner.read(size)
        except Damaged:
            self.has_failed = True
            raise
        self.checksum = zlib.crc32(piece, self.checksum)
        self.is_read = not piece and not self.has_failed
        return piece


class _Described:
    """Bytes that are stored as they are and end where a descriptor with their checksum and length stands."""

    __slots__ = ("_checksum", "_is_over", "_size", "_source")

    def __init__(self, source: Buffered) -> None:
        self._source = source
        self._checksum = 0
        self._size = 0
        self._is_over = False

    def read(self, size: int, /) -> bytes:
        if self._is_over:
            return b""
        window = self._source.peek(CHUNK)
        at = window.find(_DESCRIPTOR)
        if at == 0 and self._holds(window):
            self._is_over = True
            return b""
        if at == 0:
            at = 1
        elif at < 0:
            at = max(1, len(window) - len(_DESCRIPTOR) + 1) if len(window) == CHUNK else len(window)
        if not window:
            self._is_over = True
            raise Damaged("is cut short; what there is was read")
        piece = self._source.take(min(at, size))
        self._checksum = zlib.crc32(piece, self._checksum)
        self._size += len(piece)
        return piece

    def _holds(self, window: bytes) -> bool:
        return window[4:8] == self._checksum.to_bytes(4, "little") and (
            int.from_bytes(window[8:12], "little") == self._size & 0xFFFFFFFF
        )


def _descriptor(source: Buffered) -> int | None:
    """Reads past a data descriptor, with or without its mark; the checksum it states."""
    head = source.peek(28)
    at = 4 if head[:4] == _DESCRIPTOR else 0
    for size in (12, 20):
        if head[at + size : at + size + 4] in _NEXT and len(head) >= at + size:
            source.take(at + size)
            return int.from_bytes(head[at : at + 4], "little")
    return None
