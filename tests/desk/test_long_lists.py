"""What a list costs as the house grows: as many questions as before, and none over a whole table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.records.drafts import ObservationDraft, ReportDraft
from farthing.records.models import Member
from farthing.records.routing import Hosting
from farthing.records.services.brands import name_brand
from farthing.records.services.observations import record
from farthing.records.services.removals import open_removal
from farthing.records.services.reports import receive
from farthing.records.words import Hand, ReportSource

LISTS = (
    *(
        "home",
        "queue",
        "reports",
        "sites",
        "observations",
        "indicators",
        "brands",
        "hosting_checks",
        "watches",
    ),
    *("removals", "recipients", "removal_times", "deliveries", "leads", "proposals", "audit", "reveals"),
)
WHOLE = re.compile(r"SELECT COUNT\((?!.*(?: LIMIT | WHERE ))", re.IGNORECASE | re.DOTALL)


def grow(analyst: Member, draft: Callable[..., ObservationDraft], numbers: range) -> None:
    for number in numbers:
        at = NOW - timedelta(hours=number)
        address = f"https://long-list-{number}.invalid/pay"
        seen = record(actor=analyst, now=at, draft=draft(site_address=address, observed_at=at))
        name_brand(actor=analyst, now=at, site=seen.site, name=f"Brand {number}", evidence="")
        host = Hosting("GB", f"abuse@host-{number}.example")
        open_removal(actor=analyst, now=at, site=seen.site, hosting=host)
        receive(actor=Hand.PUBLIC, now=NOW, draft=ReportDraft(address, ReportSource.PUBLIC))


def asked(client: Client, name: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(name)).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def client(enter: Enter) -> Client:
    return enter("supervisor")


def test_no_list_asks_more_as_it_grows_and_none_counts_a_whole_table(
    client: Client, cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    grow(cast["analyst"], draft, range(3))
    few = {name: len(asked(client, name)) for name in LISTS}
    grow(cast["analyst"], draft, range(3, 9))
    many = {name: asked(client, name) for name in LISTS}
    assert {name: len(questions) for name, questions in many.items()} == few
    assert [(name, one) for name, questions in many.items() for one in questions if WHOLE.match(one)] == []
