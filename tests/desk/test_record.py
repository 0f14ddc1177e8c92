"""Recording a page through its two forms, as a browser without scripts sends them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cast import Cast
from desk.conftest import Enter
from desk.recording import GENESIS, PAGES, TEXT, filled, give, give_text, tree
from farthing.records.models import AuditEvent, Contact, Observation
from farthing.records.sealing import Opener
from farthing.records.words import Origin, Verb

SITE = "https://shop.site-one.invalid/pay"


@pytest.fixture
def client(enter: Enter) -> Client:
    return enter("analyst")


def confirm(client: Client, sent: dict[str, str], **changes: str) -> Any:
    return client.post(reverse("record_confirm"), sent | {"site_address": SITE, "confirm": "1"} | changes)


def test_a_text_read_right_needs_nothing_but_the_sites_address(client: Client) -> None:
    answer = confirm(client, filled(give_text(client)))
    one = Observation.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("observation", args=[one.pk])
    offer, option = one.offers.get(), one.options.get()
    assert (f"{offer.amount:f}", offer.currency, offer.period) == ("0.01", "BTC", "P30D")
    assert (option.network, option.address) == ("bitcoin", GENESIS)
    assert one.contacts.get().value == "desk@mailhouse.example"
    assert one.received_sha256 == sha256(TEXT.strip().encode()).hexdigest()


def test_line_ends_that_a_browser_makes_of_a_pasted_text_are_not_part_of_it(client: Client) -> None:
    confirm(client, filled(give_text(client, TEXT.replace("\n", "\r\n"))))
    assert Observation.objects.get().received_sha256 == sha256(TEXT.strip().encode()).hexdigest()


def test_what_was_left_as_read_is_confirmed_and_what_was_changed_is_the_persons(client: Client) -> None:
    sent = filled(give_text(client))
    confirm(client, sent | {"offers-0-tier": "Silver", "offers-0-period": "P1M"})
    one = Observation.objects.get()
    origins = one.offers.get().origins
    assert origins["amount"] == Origin.CONFIRMED
    assert origins["period"] == origins["tier"] == Origin.PERSON
    assert one.origins["fingerprint"] == Origin.MACHINE
    assert one.origins["visibility"] == Origin.PERSON
    assert one.options.get().origins["address"] == Origin.CONFIRMED


def test_every_reading_stands_beside_the_words_it_came_from_with_those_marked(client: Client) -> None:
    shown = tree(give_text(client))
    rows = shown.css("fieldset.row")
    assert len(rows) == 3
    assert GENESIS in shown.css_first("fieldset.options mark").text()
    assert all(row.css_first("mark") is not None for row in rows)


def test_what_was_seen_and_not_read_is_listed(client: Client) -> None:
    page = give_text(client, TEXT + "\n\nPostage <3: 4 EUR\n").content.decode()
    listed = page.partition('class="unread"')[2].partition("</details>")[0]
    assert "4 EUR" in listed
    assert "amount: word: Postage" in listed
    assert "unread" not in give_text(client).content.decode()


def test_what_a_page_says_is_never_markup_of_ours(client: Client) -> None:
    hostile = f"30 days access: 0.01 BTC <script>alert(1)</script> \u202e send to {GENESIS}"
    answer = give_text(client, hostile)
    assert b"<script>alert" not in answer.content
    assert "\u202e" not in tree(answer).css_first(".readings").text()
    confirm(client, filled(answer))
    page = client.get(reverse("observation", args=[Observation.objects.get().pk]))
    assert b"<script>alert" not in page.content


def test_a_row_that_is_removed_is_not_recorded(client: Client) -> None:
    confirm(client, filled(give_text(client)) | {"options-0-remove": "on"})
    assert not Observation.objects.get().options.exists()


def test_a_row_is_added_without_scripts_and_keeps_what_was_typed(client: Client) -> None:
    sent = filled(give_text(client)) | {"site_address": SITE, "offers-0-tier": "Silver", "add": "options"}
    again = filled(client.post(reverse("record_confirm"), sent))
    assert again["options-TOTAL_FORMS"] == "2"
    assert (again["site_address"], again["offers-0-tier"]) == (SITE, "Silver")
    again |= {"options-1-rail": "wallet", "options-1-brand": "PayPal", "options-1-handle": "pay-desk-7"}
    confirm(client, again)
    added = Observation.objects.get().options.get(position=1)
    assert (added.rail, added.brand, added.handle) == ("wallet", "PayPal", "pay-desk-7")
    assert added.words == ""
    assert added.origins["handle"] == Origin.PERSON


def test_a_wrong_address_is_said_in_the_same_sentence_when_typed_and_when_confirmed(client: Client) -> None:
    wrong = {"options-0-address": GENESIS[:-1] + "b"}
    typed = client.post(reverse("check_address"), wrong | {"options-0-network": "bitcoin"})
    confirmed = confirm(client, filled(give_text(client)) | wrong)
    said = tree(typed).css_first(".fault").text().strip()
    assert said in tree(confirmed).css_first(".verdict .fault").text()
    assert said[0].isupper()


def test_empty_rows_are_left_out(client: Client) -> None:
    sent = filled(give_text(client, "Members area, thirty days. Ask us how to pay."))
    assert {sent["offers-TOTAL_FORMS"], sent["options-TOTAL_FORMS"], sent["contacts-TOTAL_FORMS"]} == {"1"}
    confirm(client, sent)
    one = Observation.objects.get()
    assert [one.offers.count(), one.options.count(), one.contacts.count()] == [0, 0, 0]


def test_enter_without_scripts_looks_again_and_records_nothing(client: Client) -> None:
    sent = filled(give_text(client)) | {"check": "1", "options-0-address": GENESIS[:-1] + "b"}
    answer = client.post(reverse("record_confirm"), sent)
    assert answer.status_code == 200
    assert tree(answer).css_first(".verdict .fault") is not None
    assert not Observation.objects.exists()


def test_a_wrong_character_of_an_address_is_marked_where_it_stands(client: Client) -> None:
    # BIP-173's own first example with its tenth character changed.
    wrong = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".replace("6q", "6p", 1)
    sent = filled(give_text(client)) | {"options-0-address": wrong}
    answer = confirm(client, sent)
    assert answer.status_code == 422
    assert not Observation.objects.exists()
    marked = tree(answer).css_first(".options .place mark")
    assert marked is not None
    assert marked.text() == "p"
    assert tree(answer).css_first("[role=alert]") is not None


def faulty(answer: Any) -> set[str]:
    return {str(field.attributes["name"]) for field in tree(answer).css(".faulty input")}


def test_faults_are_shown_at_their_fields_and_what_was_typed_stays(client: Client) -> None:
    sent = filled(give_text(client))
    assert faulty(confirm(client, sent, zone="Mars", observed_at="soon")) == {"zone", "observed_at"}
    answer = confirm(client, sent, **{"offers-0-amount": "ten", "site_address": "nothing at all"})
    assert answer.status_code == 422
    assert faulty(answer) == {"offers-0-amount", "site_address"}
    assert filled(answer)["offers-0-amount"] == "ten"
    assert not Observation.objects.exists()


def test_a_fault_behind_a_removed_row_is_shown_at_its_own(client: Client) -> None:
    sent = filled(give_text(client, TEXT + "\n90 days access: 0.02 BTC\n"))
    assert sent["offers-TOTAL_FORMS"] == "2"
    answer = confirm(client, sent, **{"offers-0-remove": "on", "offers-1-amount": "ten"})
    assert faulty(answer) == {"offers-1-amount"}


def test_mirrors_path_and_site_contacts_are_sealed(client: Client) -> None:
    sent = filled(give_text(client, TEXT + "Write to help@shop.site-one.invalid\n"))
    confirm(client, sent, mirrors="mirror-two.invalid\n\n", referrer_path="https://front-door.invalid/a")
    one = Observation.objects.get()
    assert Opener(one).field("referrer_path") == "https://front-door.invalid/a"
    mirror = Contact.objects.get(kind="mirror")
    assert (mirror.value, Opener(one).contact(mirror)) == ("[site]", "mirror-two.invalid")
    page = client.get(reverse("observation", args=[one.pk]))
    for host in (b"mirror-two.invalid", b"front-door.invalid", b"site-one.invalid"):
        assert host not in page.content


def test_a_time_is_kept_with_its_zone(client: Client) -> None:
    sent = filled(give_text(client))
    confirm(client, sent, observed_at="2026-03-14T09:30", zone="Europe/Berlin")
    one = Observation.objects.get()
    assert (one.observed_at.isoformat(), one.zone) == ("2026-03-14T08:30:00+00:00", "Europe/Berlin")
    page = client.get(reverse("observation", args=[one.pk])).content.decode()
    assert "2026-03-14 09:30 Europe/Berlin" in page


def test_one_form_sent_twice_is_one_observation(client: Client) -> None:
    sent = filled(give_text(client))
    first = confirm(client, sent)
    second = confirm(client, sent)
    assert Observation.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_slip_of_another_member_is_not_recorded(client: Client, enter: Enter) -> None:
    sent = filled(give_text(client))
    answer = confirm(enter("analyst2"), sent)
    assert answer.status_code == 422
    assert not Observation.objects.exists()


def test_nothing_is_stored_before_the_confirmation(client: Client) -> None:
    before = AuditEvent.objects.count()
    sent = filled(give_text(client))
    client.post(reverse("record_confirm"), sent | {"add": "offers"})
    assert not Observation.objects.exists()
    assert AuditEvent.objects.count() == before
    assert GENESIS not in str(list(client.session.items()))


def test_recording_leaves_one_audit_event(client: Client, cast: Cast) -> None:
    confirm(client, filled(give_text(client)))
    event = AuditEvent.objects.get(verb=Verb.OBSERVATION_RECORDED)
    assert (event.actor, event.subject) == (cast["analyst"], Observation.objects.get().reference)


def test_another_observation_of_the_same_account_is_seen_before(client: Client) -> None:
    confirm(client, filled(give_text(client)))
    other = f"Gold, one year: 99 USD. bitcoin:{GENESIS}"
    confirm(client, filled(give_text(client, other)), site_address="https://other.site-two.invalid/")
    older, newer = Observation.objects.order_by("pk")
    shown = tree(client.get(reverse("observation", args=[newer.pk])))
    seen = shown.css_first("section[aria-labelledby=seen]").text()
    assert older.reference in seen
    assert GENESIS in seen


def test_a_warc_of_several_pages_asks_which(client: Client) -> None:
    answer = give(client, warc("Gold, 30 days access: 20 USD", "Silver, 90 days access: 40 EUR"), "a.warc")
    assert len(tree(answer).css("button[name=page]")) == 2
    sent = filled(answer, "main form") | {"page": "1"}
    chosen = client.post(reverse("record_choose"), sent)
    assert filled(chosen)["offers-0-currency"] == "EUR"
    confirm(client, filled(chosen))
    assert Observation.objects.get().received_kind == "warc"
    assert client.post(reverse("record_choose"), sent | {"page": "7"}).status_code == 422


def test_a_saved_page_of_the_demonstration_is_read_and_recorded(client: Client) -> None:
    data = (PAGES / "001.html").read_bytes()
    confirm(client, filled(give(client, data, "001.html")))
    one = Observation.objects.get()
    assert one.received_kind == "html"
    assert one.received_sha256 == sha256(data).hexdigest()
    assert [f"{offer.amount:f}" for offer in one.offers.order_by("position")] == ["6", "18", "42"]


def test_a_picture_that_is_a_qr_code_is_decoded_and_dropped(client: Client) -> None:
    data = (PAGES / "008.png").read_bytes()
    answer = give(client, data, "008.png", "image/png")
    assert answer.status_code == 200
    assert filled(answer)["options-0-address"]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK\x03\x04" + bytes(100), "saved.zip", "packed archive"),
        (b"\0\0\0\x18ftypmp42" + bytes(100), "clip.mp4", "video"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "page.png", "picture"),
        (b"", "empty.html", "Drop a saved page"),
    ],
)
def test_what_may_not_come_in_is_refused_with_the_reason(
    client: Client, data: bytes, name: str, says: str
) -> None:
    answer = give(client, data, name, "application/octet-stream")
    assert answer.status_code == 422
    assert says in tree(answer).css_first("[role=alert]").text()


def test_a_file_above_the_limit_is_refused_with_a_sentence(client: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1000
    answer = give(client, b"a" * 1001, "large.html")
    assert answer.status_code == 413
    assert "more than 20 MB" in tree(answer).css_first("[role=alert]").text()


def test_a_pasted_text_above_the_limit_is_refused_with_a_page(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = give_text(client, "a" * 2000)
    assert answer.status_code == 413
    assert b"Too large" in answer.content


def warc(*texts: str) -> bytes:
    """A small WARC (ISO 28500) with a response record for each text."""
    records = []
    for number, text in enumerate(texts):
        body = f"<!doctype html><html lang=en><body><p>{text}</p></body></html>".encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
            f"WARC-Target-URI: http://site-{number}.invalid/\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


def test_a_pasted_text_that_is_refused_stays_where_it_was_pasted(client: Client) -> None:
    answer = client.post("/record/", {"text": "%PDF-1.7\n30 days access – 20 EUR"})
    assert answer.status_code == 422
    assert "30 days access – 20 EUR" in answer.content.decode()
