"""Forms as no browser would send them: each is answered in words, and none leaves half a record."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cast import Cast
from desk.conftest import Enter
from desk.recording import filled, give_text, tree
from farthing.records.models import Observation

SITE = "https://shop.site-one.invalid/pay"
PUT_FORWARD = {"observed_at": "2026-03-29T01:30", "zone": "Europe/London"}


def confirm(client: Client, sent: dict[str, str], **changes: str) -> Any:
    return client.post(reverse("record_confirm"), sent | {"site_address": SITE, "confirm": "1"} | changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"observed_at": "0001-01-01T00:00", "zone": "Asia/Tokyo"}, "no web"),
        ({"observed_at": "0001-01-01T00:00", "zone": "America/New_York"}, "no web"),
        ({"observed_at": "9999-12-31T23:59", "zone": "America/New_York"}, "future"),
        ({"observed_at": "2026-03-14T09:30+05:00"}, "Give the day and the time"),
        ({"observed_at": "2026-03-14"}, "Give the day and the time"),
        (PUT_FORWARD, "put forward"),
        ({"zone": "localtime"}, "time zone"),
        ({"zone": "../etc/passwd"}, "time zone"),
        ({"language": "a.bc"}, "language is a code"),
        ({"brand": "site-one.invalid"}, "never shown"),
        ({"offers-0-amount": "1_000"}, "number above nought"),
        ({"offers-0-amount": "1e999999999"}, "number above nought"),
        ({"offers-0-period": "P999999999999999D"}, "period is a duration"),
        ({"offers-0-period": "P0D"}, "period is a duration"),
        ({"contacts-0-kind": "site-one.invalid"}, "kind is a word"),
        ({"contacts-0-kind": "Mirror"}, "field of their own"),
        ({"site_address": "http://site.invalid\\@elsewhere/"}, "not a site's address"),
        ({"contacts-TOTAL_FORMS": "700"}, "at most 600"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else None,
)
def test_what_cannot_be_recorded_is_said(enter: Enter, changes: dict[str, str], sentence: str) -> None:
    client = enter("analyst")
    answer = confirm(client, filled(give_text(client)), **changes)
    assert answer.status_code == 422
    assert sentence in " ".join(node.text() for node in tree(answer).css(".fault, .message"))
    assert not Observation.objects.exists()


def test_the_first_fault_has_the_focus_and_a_link_leads_there(enter: Enter) -> None:
    client = enter("analyst")
    answer = tree(confirm(client, filled(give_text(client)), **{"offers-0-amount": "x", "brand": "a.bc"}))
    assert [node.attributes["name"] for node in answer.css("[autofocus]")] == ["offers-0-amount"]
    assert answer.css_first("[role=alert] a").attributes["href"] == "#id_offers-0-amount"
    again = tree(confirm(client, filled(give_text(client)), **{"options-0-address": "1nonsense"}))
    assert [node.attributes["name"] for node in again.css("[autofocus]")] == ["options-0-address"]


@pytest.mark.parametrize("source", ["²", "-1", "9" * 30])
def test_a_row_with_a_foreign_source_does_no_harm(enter: Enter, source: str) -> None:
    client = enter("analyst")
    assert confirm(client, filled(give_text(client)), **{"options-0-source": source}).status_code in (
        302,
        422,
    )


def test_a_draft_is_recorded_once_also_after_signing_in_anew(enter: Enter, cast: Cast) -> None:
    client = enter("analyst")
    sent = filled(give_text(client))
    first = confirm(client, sent)
    client.logout()
    client.force_login(cast["analyst"])
    again = confirm(client, sent, **{"offers-0-tier": "Silver"})
    assert again["Location"] == first["Location"]
    assert Observation.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x00", "\u202e", "0x" * 2000, "1" * 4000, "%00' OR 1=1 --", "²-1"]
)
def test_what_no_record_is_called_is_found_nowhere(enter: Enter, text: str) -> None:
    client = enter("supervisor")
    for answer in (
        client.post(reverse("find"), {"q": text}),
        client.get(reverse("audit"), {"actor": text, "subject": text, "verb": text, "page": text}),
        client.get(reverse("observations"), {"network": text, "sort": text, "dir": text, "page": "-5"}),
    ):
        assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_record_one_observation(enter: Enter) -> None:
    client = enter("analyst")
    sent = filled(give_text(client))
    clients = [Client(), Client(), Client()]
    together, answers = Barrier(len(clients)), []

    def send(one: Client) -> None:
        one.cookies = client.cookies
        together.wait()
        try:
            answers.append(confirm(one, sent)["Location"])
        finally:
            connection.close()

    threads = [Thread(target=send, args=[one]) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [reverse("observation", args=[Observation.objects.get().pk])] * len(clients)
