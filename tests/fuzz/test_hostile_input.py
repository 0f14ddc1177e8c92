"""Twice as much of any hostile input takes at most about twice the work: calls are counted, not seconds."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from types import FrameType

import pytest

from farthing.coins import find_in
from farthing.pages import PagesError, read
from farthing.pages.containers import members
from hostile_input import CONTAINERS, PAGES

SIZE = 6_000
MORE = 2.6  # times the calls for twice the size
SLACK = 4_000  # calls


def _read(data: bytes) -> None:
    with suppress(PagesError):
        read(data)


def _find(data: bytes) -> None:
    told: list[str] = []
    for member in members(io.BytesIO(data), tell=lambda name, why: told.append(why)):
        for hit in find_in(member.stream, rejected=True):
            assert hit.start < hit.end
    assert all(told)


def _calls(work: object, data: bytes) -> int:
    """How many functions were called, of Python and of C."""
    count = 0

    def heard(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work(data)  # type: ignore[operator]
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", PAGES)
def test_reading_is_linear(name: str) -> None:
    once, twice = PAGES[name](SIZE), PAGES[name](2 * SIZE)
    _read(once)
    assert _calls(_read, twice) < MORE * _calls(_read, once) + SLACK


@pytest.mark.parametrize("name", [name for name in PAGES | CONTAINERS if "bomb" not in name])
def test_searching_is_linear(name: str) -> None:
    make = (PAGES | CONTAINERS)[name]
    once, twice = make(SIZE), make(2 * SIZE)
    _find(once)
    assert _calls(_find, twice) < MORE * _calls(_find, once) + SLACK
