"""What an archive gives: one entry after another, each a stream that is read before the next is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from farthing.pages.containers.streams import Readable

Place = Callable[[int, int], tuple[int, int]]
Tell = Callable[[str, str], None]  # name and why: what cannot be read, and the rest is


def as_it_is(start: int, end: int) -> tuple[int, int]:
    """The places in a stream that is the file itself, or a member of its own."""
    return start, end


def moved(base: int) -> Place:
    """The places in a stream that begins at `base` of the file."""
    return lambda start, end: (base + start, base + end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `name` is what it adds to its archive's `source` (FORMATS.md), `place` maps a span of what
    is read to one of the file that the name stands for. A bare one is not looked into for containers."""

    name: str
    stream: Readable
    place: Place = as_it_is
    is_bare: bool = False
