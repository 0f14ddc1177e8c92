"""A quote is cut between words, so that no half of a host is left over."""

from __future__ import annotations

import pytest

from farthing.pages import read
from farthing.pages.masking import mask
from farthing.pages.quoting import surroundings
from farthing.pages.reading import MARGIN

HOST = "shop.site-37.invalid"


@pytest.mark.parametrize("shift", range(-len(HOST) - 2, len(HOST) + 3))
def test_a_host_at_the_cut_is_kept_whole_or_not_at_all(shift: int) -> None:
    price = "12 EUR"
    filling = "word " * 19 + "x" * max(0, MARGIN - 95 + shift) + " "
    text = f"see {HOST} {filling}{price} {filling[::-1]} {HOST} end"
    start = text.index(price)
    for side in surroundings(text, start, start + len(price)):
        assert len(side) <= MARGIN
        masked = mask(side)
        assert not any(part in masked for part in ("shop", "site-", "invalid", "nvalid"))


def test_what_is_not_cut_is_kept_to_its_last_letter() -> None:
    assert surroundings("a 12 EUR b", 2, 8) == ("a ", " b")


@pytest.mark.parametrize(
    "page",
    [
        b"Subject: =?ut\xe1-8?Q?x?=\r\nFrom: a@shop.example\r\nDate: now\r\n\r\n12 EUR a month",
        b"<p>12&#1;<sup>50</sup> EUR</p><span>x</span>",
        b"<p>&#0;<b>12</b>&#xfffe;<sup>50</sup></p>",
    ],
)
def test_odd_signs_do_no_harm(page: bytes) -> None:
    assert read(page)
