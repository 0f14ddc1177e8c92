"""Which container a stream is, judged by its first bytes and never by a name."""

from __future__ import annotations

import re
from enum import Enum, auto

from farthing.pages.containers.tars import is_tar
from farthing.pages.containers.unpack import PACKINGS, Packing
from farthing.pages.containers.zips import is_zip
from farthing.pages.kinds import Kind, sniff

HEAD = 4_096  # bytes that are looked at

_WARC = re.compile(rb"\s{0,8}WARC/\d\.\d")
_MEDIA = frozenset({Kind.PICTURE, Kind.VIDEO, Kind.AUDIO})
_NOT_READ = (
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"MSCF\0\0\0\0", "cabinet"),
    (b"\x1f\x9d", "compress"),
    (b"\x5d\0\0\x80\0", "LZMA"),
    (b"LZIP\1", "lzip"),
    (b"xar!\0", "xar"),
)


class Form(Enum):
    """The containers that are one file of many."""

    ZIP = auto()
    TAR = auto()
    WARC = auto()


def form_of(head: bytes) -> Form | Packing | None:
    """The container that begins with `head`, or None."""
    for packing in PACKINGS:
        if packing.begins(head):
            return packing
    if is_zip(head):
        return Form.ZIP
    if _WARC.match(head):
        return Form.WARC
    return Form.TAR if is_tar(head[:512]) else None


def not_read(head: bytes) -> str | None:
    """The name of a container that is known and not read."""
    return next((name for magic, name in _NOT_READ if head.startswith(magic)), None)


def is_media(head: bytes) -> bool:
    """Whether a member is a picture, a video or sound, which nobody looks into."""
    return sniff(head) in _MEDIA
