"""The development pages are read as their truth says."""

from __future__ import annotations

from functools import cache

import pytest

from pages.score import PAGES, Score, page_files, score


@cache
def scores() -> dict[str, Score]:
    return score(page_files(PAGES))


def test_there_are_the_twenty_four_pages() -> None:
    assert len(page_files(PAGES)) == 24


@pytest.mark.parametrize(
    ("what", "least"), [("offers", 0.95), ("options", 0.98), ("contacts", 0.95), ("language", 1.0)]
)
def test_enough_is_right(what: str, least: float) -> None:
    result = scores()[what]
    assert result.true > 0
    assert result.f1 >= least, result.wrong
