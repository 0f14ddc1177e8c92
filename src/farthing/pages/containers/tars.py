"""Tar archives (POSIX.1-2017 `pax`, ustar, GNU tar's long names and sparse files), read from front to back.

Only regular files are members; links, devices and folders hold nothing. Of a sparse file the stored pieces
are read and its holes are left out, so that one that claims to be huge is as large as what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.containers.entry import Entry
from farthing.pages.containers.streams import Buffered, Slice, drain
from farthing.pages.errors import Damaged

_BLOCK = 512
_LONGEST_NAME = 1 << 16
_FILES = b"0\0" + b"7S"  # regular, old regular, contiguous, GNU sparse
_RECORD = re.compile(rb"(\d{1,9}) ([^=\n]{1,200})=")


def is_tar(head: bytes) -> bool:
    """Whether a block is a tar header: its checksum holds, and it names something."""
    if len(head) < _BLOCK or not head[0]:
        return False
    stated = _octal(head[148:156])
    return stated is not None and stated == sum(head[:148]) + sum(head[156:_BLOCK]) + 8 * 32


def entries(source: Buffered) -> Iterator[Entry]:
    """The files of an archive. Raises Damaged where a header is none; what stands before it was given."""
    name: str | None = None
    size: int | None = None
    while (block := source.take(_BLOCK)) and block.strip(b"\0"):
        if not is_tar(block):
            raise Damaged(f"the tar archive is damaged or cut short at byte {source.position - len(block)}")
        kind, stated = block[156:157], _number(block[124:136])
        if kind in (b"x", b"g", b"L", b"K"):
            text = _text(source, stated)
            if kind == b"L":
                name = text.rstrip(b"\0").decode("utf-8", "replace")
            elif kind == b"x":
                fields = _fields(text)
                name, size = fields.get("GNU.sparse.name", fields.get("path", name)), _size(fields, size)
            continue
        if kind == b"S":
            _pass_sparse_map(source, block)
        body = Slice(source, stated if size is None else size)
        length = body.left
        if kind in _FILES and length:
            yield Entry("!" + (name or _name(block)), body)
        drain(body)
        if body.is_short:
            raise Damaged(
                f"the tar archive is cut short: {body.left} bytes of {name or _name(block)} are missing"
            )
        source.take(-length % _BLOCK)
        name, size = None, None


def _octal(field: bytes) -> int | None:
    digits = field.strip(b"\0 ")
    return int(digits, 8) if re.fullmatch(rb"[0-7]{1,12}", digits) else None


def _number(field: bytes) -> int:
    """A size: in octal, or by GNU's extension in base 256. Raises Damaged where it is neither."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    number = _octal(field) if field.strip(b"\0 ") else 0
    if number is None:
        raise Damaged("the tar archive states a size that is no number; the rest of it was not read")
    return number


def _name(block: bytes) -> str:
    name, prefix = (field.partition(b"\0")[0] for field in (block[:100], block[345:500]))
    if prefix and block[257:263] == b"ustar\0":
        name = prefix + b"/" + name
    return name.decode("utf-8", "replace")


def _text(source: Buffered, size: int) -> bytes:
    """The contents of a header that goes with the next file."""
    text = source.take(min(size, _LONGEST_NAME))
    rest = Slice(source, size - len(text) + -size % _BLOCK)
    drain(rest)
    return text


def _fields(text: bytes) -> dict[str, str]:
    """The records of a pax header: `length key=value\\n`."""
    found: dict[str, str] = {}
    at = 0
    while (record := _RECORD.match(text, at)) is not None:
        end = at + int(record[1])
        found[record[2].decode("utf-8", "replace")] = text[record.end() : end - 1].decode("utf-8", "replace")
        at = max(end, record.end())
    return found


def _size(fields: dict[str, str], size: int | None) -> int | None:
    stated = fields.get("size", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 19 else size


def _pass_sparse_map(source: Buffered, block: bytes) -> None:
    """Reads past the blocks in which GNU tar goes on with the map of a sparse file's holes."""
    goes_on = block[482] != 0
    while goes_on and len(block := source.take(_BLOCK)) == _BLOCK:
        goes_on = block[504] != 0
