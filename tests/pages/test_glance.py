"""A glance never passes over a page that says how to pay or whom to write to, and knows its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from farthing import pages
from farthing.pages.glance import glance

PAGES = sorted(
    one for one in (Path(__file__).parents[1] / "data" / "pages").iterdir() if not one.name.endswith(".json")
)
QUIET = b"<html><body class='notes'><h1>Notes</h1><p>A walk by the river, in the evening of 12 May.</p>"


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.name)
def test_a_page_with_an_account_or_a_contact_is_worth_reading(page: Path) -> None:
    data = page.read_bytes()
    readings = pages.read(data)
    says = any(one.contacts or any(o.address or o.handle for o in one.options) for one in readings)
    assert glance(data).may_say or not says


def test_a_quiet_page_is_known_by_the_template_that_reading_gives() -> None:
    seen = glance(QUIET)
    assert not seen.may_say
    assert seen.fingerprints == tuple(one.fingerprint for one in pages.read(QUIET))


@pytest.mark.parametrize(
    "said",
    [
        b"Write to desk (at) mailhouse.example by e-mail",
        b"<a href='https://t.me/desk_77'>here</a>",
        b"<img src='data:image/png;base64,iVBORw0KGgo='>",
        "Оплата: биткоин".encode(),
        "付款：比特币".encode(),
        b"bc1q ar0s rrr7 xfkv y5l6 43ly dnw9 re59 gtzz wf5m dq, bitcoin only",
    ],
)
def test_a_sign_of_payment_or_of_a_contact_is_seen(said: bytes) -> None:
    assert glance(QUIET.replace(b"Notes</h1>", b"Notes</h1><p>" + said + b"</p>")).may_say


def test_what_is_no_page_is_left_to_the_reader() -> None:
    assert glance(b"").may_say
    assert glance(b"\x89PNG\r\n\x1a\n").may_say
