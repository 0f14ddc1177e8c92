"""What every container gives: pages, each of one or more parts of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from farthing.pages.layers import Decoded

Notation = Literal["html", "text", "headers", "payload", "rest"]


@dataclass(frozen=True, slots=True)
class Part:
    """Text in one notation: markup, plain (or BBCode), the header lines of a mail, a QR code's payload; or
    records that are too many to be told apart, read for addresses alone."""

    layer: Decoded
    notation: Notation


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `member` as in FORMATS.md ("" for the file itself, "#offset" in a WARC or mailbox)."""

    member: str
    parts: tuple[Part, ...]


Pages = Iterator[Page]
