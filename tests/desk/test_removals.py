"""The board of recipients, the pages of removals and of the outbox, as their people use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.records.drafts import ObservationDraft
from farthing.records.models import Delivery, NoticeItem, Place, Recipient, Removal
from farthing.records.routing import Hosting
from farthing.records.services import outbox, removals
from farthing.records.services.clocks import measure
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import PartnerKind, RemovalState

MakeRemoval = Callable[..., Removal]
FIELDS = {"name": "Fjordland", "kind": "hotline", "channel": "mail", "mail": "in@hotline.example"}


@pytest.fixture
def removal(cast: Cast, draft: Callable[..., ObservationDraft]) -> MakeRemoval:
    def make(host: str = "one.invalid", hosting: Hosting | None = None) -> Removal:
        site = record(actor=cast["analyst"], now=NOW, draft=draft(site_address=f"https://{host}/")).site
        return removals.open_removal(actor=cast["analyst"], now=NOW, site=site, hosting=hosting)

    return make


def rows(client: Client, url: str) -> list[list[str]]:
    found = tree(client.get(url)).css("main tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found]


def test_the_board_shows_the_slowest_first_with_what_is_open_and_overdue(
    removal: MakeRemoval, enter: Enter
) -> None:
    for number, host in enumerate(("slow", "slow", "quick", "new")):
        removal(f"n{number}.invalid", Hosting("SE", f"abuse@{host}.example"))
    now = timezone.now()
    NoticeItem.objects.update(told_at=now - timedelta(hours=2))
    NoticeItem.objects.filter(pk=NoticeItem.objects.order_by("pk")[0].pk).update(
        told_at=now - timedelta(hours=25)
    )
    for mail, took in (("abuse@quick.example", 3), ("abuse@slow.example", 40), ("abuse@slow.example", 41)):
        measure(Recipient.objects.get(mail=mail), timedelta(hours=took))
    board = rows(enter("analyst"), "/recipients/")
    assert [(row[1], *row[-4:]) for row in board] == [
        ("slow.example", "2", "1", "2", "40.5"),
        ("quick.example", "1", "0", "1", "3"),
        ("new.example", "1", "0", "0", "none yet"),
    ]
    assert [row[1] for row in rows(enter("admin"), "/recipients/?q=QUICK")] == ["quick.example"]
    assert rows(enter("auditor"), "/recipients/?kind=police") == []


def test_a_page_of_the_board_asks_the_database_a_fixed_number_of_times(
    removal: MakeRemoval, enter: Enter
) -> None:
    client = enter("analyst")
    counts = []
    for number in range(4):
        removal(f"n{number}.invalid", Hosting("SE", f"abuse@n{number}.example"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/recipients/")
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_hosts_and_countries_have_their_own_medians(enter: Enter) -> None:
    for kind, name, hours in (("country", "NO", 5), ("country", "SE", 9), ("host", "AS64496 Fjord", 7)):
        measure(Place.objects.create(kind=kind, name=name), timedelta(hours=hours))
    client = enter("auditor")
    assert [row[0] for row in rows(client, "/removal-times/")] == ["SE", "NO"]
    assert [(row[0], row[-1]) for row in rows(client, "/removal-times/?by=host")] == [("AS64496 Fjord", "7")]
    assert enter("hotline").get("/removal-times/").status_code == 403


def test_a_supervisor_names_a_recipient_and_changes_it(cast: Cast, enter: Enter) -> None:
    client = enter("supervisor")
    refused = client.post("/recipients/name/", FIELDS | {"countries": "Norway"})
    assert (refused.status_code, b"two letters each" in refused.content) == (422, True)
    page = client.post("/recipients/name/", FIELDS | {"countries": "no, se"}, follow=True)
    assert b"is named" in page.content
    one = Recipient.objects.get()
    assert one.countries == ["NO", "SE"]
    again = client.post("/recipients/name/", FIELDS)
    assert f"{one.reference} (Fjordland) has this address" in again.content.decode()
    change = f"/recipients/{one.pk}/change/"
    partner = str(cast["hotline"].partner_id)
    client.post(change, FIELDS | {"partner": partner, "countries": "NO", "active": "on"})
    one.refresh_from_db()
    assert (one.partner, one.countries, one.active) == (cast["hotline"].partner, ["NO"], True)
    enter("admin").post(change, FIELDS)
    one.refresh_from_db()
    assert (one.partner, one.active) == (None, False)
    assert b"told nothing more" in enter("analyst").get("/recipients/").content
    assert enter("analyst").post(change, FIELDS).status_code == 403


def test_an_administrator_sees_no_record_on_a_recipients_page(removal: MakeRemoval, enter: Enter) -> None:
    one = removal(hosting=Hosting("SE", "abuse@host.example"))
    NoticeItem.objects.update(told_at=NOW)
    url = f"/recipients/{Recipient.objects.get().pk}/"
    assert one.reference in enter("analyst").get(url).content.decode()
    assert one.reference not in enter("admin").get(url).content.decode()


def test_what_the_rule_cannot_route_is_found_from_home_and_told_by_hand(
    cast: Cast, removal: MakeRemoval, enter: Enter
) -> None:
    one, client = removal(), enter("analyst")
    assert "1 removal</a> waits" in client.get("/").content.decode()
    assert [row[0] for row in rows(client, "/removals/?state=unrouted")] == [one.reference]
    page = client.get(f"/removals/{one.pk}/").content.decode()
    assert "It is not known where it is hosted." in page
    tell = f"/removals/{one.pk}/tell/"
    refused = client.post(tell, {"recipient": "abuse@cdn.example"})
    assert (refused.status_code, b"Nobody is named so" in refused.content) == (422, True)
    draft = RecipientDraft("CDN", PartnerKind.HOSTING, "abuse@cdn.example")
    cdn = name_recipient(actor=cast["supervisor"], now=NOW, draft=draft)
    asked_again = client.post(f"/removals/{one.pk}/route/", follow=True)
    assert b"not known where" in asked_again.content
    assert (
        b"is told with the next notice"
        in client.post(tell, {"recipient": cdn.reference}, follow=True).content
    )
    one.refresh_from_db()
    assert one.state == RemovalState.GATHERED
    assert b"to be sent" in client.get(f"/removals/{one.pk}/").content
    assert b"under way already" in client.post(f"/removals/{one.pk}/route/", follow=True).content


def test_a_hold_is_let_go_with_who_and_when(cast: Cast, removal: MakeRemoval, enter: Enter) -> None:
    unit = RecipientDraft("Unit", PartnerKind.POLICE, "unit@police.example", asked_first=True)
    name_recipient(actor=cast["supervisor"], now=NOW, draft=unit)
    one, client = removal(hosting=Hosting("GB", "abuse@host.example")), enter("analyst")
    url = f"/removals/{one.pk}/"
    page = client.get(url).content.decode()
    assert "Police hold it since" in page
    assert "Say who is told" not in page
    assert client.post(url + "tell/", {"recipient": "unit@police.example"}).status_code == 422
    for said in ({"said_by": "", "said_at": "2026-11-20T10:00"}, {"said_by": "Sgt One", "said_at": "soon"}):
        assert client.post(url + "release/", said).status_code == 422
    later = timezone.now() + timedelta(days=2)
    refused = client.post(url + "release/", {"said_by": "Sgt One", "said_at": f"{later:%Y-%m-%dT%H:%M}"})
    assert b"Say when they said so" in refused.content
    at = f"{timezone.now():%Y-%m-%dT%H:%M}"
    done = client.post(url + "release/", {"said_by": "Sgt One", "said_at": at}, follow=True)
    assert "Sgt One" in done.content.decode()
    one.refresh_from_db()
    assert one.state == RemovalState.GATHERED


def test_a_removal_is_ended_and_held_closer_from_its_page(removal: MakeRemoval, enter: Enter) -> None:
    one, client = removal(hosting=Hosting("SE", "abuse@host.example")), enter("supervisor")
    url = f"/removals/{one.pk}/"
    assert client.post(url + "handling/", {"handling": "embargo", "reason": ""}).status_code == 422
    page = client.post(url + "handling/", {"handling": "embargo", "reason": "a court asks"}, follow=True)
    assert b"An embargo lies on it" in page.content
    assert client.post(url + "end/", {"state": "held"}).status_code == 422
    client.post(url + "end/", {"state": "removed"})
    one.refresh_from_db()
    assert one.state == RemovalState.REMOVED
    assert b"What became of it" not in client.get(url).content


def test_a_delivery_that_was_given_up_is_sent_again(removal: MakeRemoval, enter: Enter) -> None:
    removal(hosting=Hosting("SE", "abuse@host.example"))
    (delivery,) = outbox.claim(now=timezone.now(), most=1)
    outbox.failed(
        delivery=delivery, now=NOW, error="The mail server answered 550.", permanent=True, chance=0.5
    )
    client = enter("supervisor")
    assert "1 delivery</a> was given up" in client.get("/").content.decode()
    (row,) = rows(client, "/deliveries/?state=dead")
    assert row[0] == delivery.reference
    assert row[-1] == "The mail server answered 550."
    url = f"/deliveries/{delivery.pk}/"
    assert b"Send it again" in client.get(url).content
    assert b"Send it again" not in enter("analyst").get(url).content
    assert enter("analyst").post(url + "send/").status_code == 403
    assert b"is sent again at once" in client.post(url + "send/", follow=True).content
    assert Delivery.objects.get().state == "waiting"
    assert b"was not given up" in client.post(url + "send/", follow=True).content
    assert client.get("/deliveries/?before=999999999999999999999").status_code == 200


def test_a_long_list_goes_on_by_number(removal: MakeRemoval, enter: Enter) -> None:
    removal()
    first = Removal.objects.get()
    first.pk = None
    first.ended_at = NOW
    Removal.objects.bulk_create(
        [
            Removal(site=first.site, state="removed", opened_by=first.opened_by, opened_at=NOW, ended_at=NOW)
            for _ in range(60)
        ]
    )
    client = enter("auditor")
    page = tree(client.get("/removals/"))
    assert len(page.css("main tbody tr")) == 50
    older = str(page.css_first("[rel=next]").attributes["href"])
    assert len(rows(client, "/removals/" + older)) == 11
