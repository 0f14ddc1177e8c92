"""The public's pages: without an account, a script or a cookie, and with nothing kept of who comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

import farthing
from desk.conftest import Enter
from desk.recording import tree
from farthing.desk import tokens
from farthing.desk.tokens import TokenRefused
from farthing.records.models import Assessment, AuditEvent, Pace, Report
from farthing.records.services.receipts import WRONG_A_MINUTE
from farthing.records.words import Urgency

ADDRESS = "https://shop.site-one.invalid/pay"
HEADERS = {"User-Agent": "Marked-Browser/1", "X-Forwarded-For": "203.0.113.77"}


@pytest.fixture
def visitor(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(tokens, "YOUNGEST", timedelta(0))
    return Client(enforce_csrf_checks=True, headers=HEADERS, REMOTE_ADDR="203.0.113.77")


def token_of(page: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def send(visitor: Client, **fields: str) -> HttpResponse:
    form = visitor.get("/report/")
    return visitor.post("/report/", {"token": token_of(form), "address": ADDRESS} | fields)  # type: ignore[return-value]


def receipt_of(page: HttpResponse) -> str:
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", page.content.decode())
    assert found, page.content.decode()
    return found[0]


def test_a_report_is_sent_and_its_receipt_shown_once_and_good_for_coming_back(
    visitor: Client, enter: Enter
) -> None:
    sent = send(visitor, words="30 days access", in_danger="on")
    receipt = receipt_of(sent)
    assert Assessment.objects.get().urgency == Urgency.DANGER
    back = visitor.post("/report/receipt/", {"receipt": receipt})
    assert b"Your report is received" in back.content
    enter("analyst").post(f"/reports/{Report.objects.get().pk}/ask/", {"text": "Which page led there?"})
    asked = visitor.post("/report/receipt/", {"receipt": receipt})
    assert b"Which page led there?" in asked.content
    added = visitor.post(
        "/report/receipt/add/", {"receipt": receipt, "token": token_of(asked), "text": "the first one"}
    )
    assert b"You answered" in added.content


def test_no_cookie_is_set_and_none_of_the_pages_names_a_script(visitor: Client) -> None:
    pages = [
        visitor.get("/report/"),
        send(visitor),
        send(visitor, address=""),
        visitor.get("/report/receipt/"),
    ]
    pages.append(visitor.post("/report/receipt/", {"receipt": "1"}))
    for page in pages:
        assert not page.cookies
        assert b"<script" not in page.content
        assert page["Cache-Control"] == "no-store"


def test_nothing_on_the_pages_needs_what_a_careful_browser_leaves_out(
    visitor: Client, settings: Settings
) -> None:
    """Tor Browser at its safest level runs no script, and shows no SVG, no MathML and no fonts of a site."""
    receipt = receipt_of(send(visitor))
    pages = [
        visitor.get("/report/"),
        send(visitor, in_danger="on"),
        send(visitor, address=""),
        visitor.get("/report/receipt/"),
        visitor.post("/report/receipt/", {"receipt": receipt}),
        visitor.post("/report/receipt/", {"receipt": "1"}),
    ]
    settings.PUBLIC_CALM_AN_HOUR = 1
    pages.append(visitor.get("/report/"))  # with its question
    settings.PUBLIC_MOST_AN_HOUR = 1
    pages.append(visitor.get("/report/"))  # full
    assert [page.status_code for page in pages] == [200, 200, 422, 200, 200, 422, 200, 503]
    for page in pages:
        shown = tree(page)
        for name in ("script", "svg", "math", "img", "video", "audio", "canvas", "iframe", "object", "embed"):
            assert shown.css_first(name) is None, name
        assert not re.search(rb"\son[a-z]+=|javascript:|style=", page.content)
        assert all(form.attributes.get("action") for form in shown.css("form"))
        assert shown.css("form button") or page.status_code != 200 or receipt_of(page)
    style = (Path(farthing.__file__).parent / "desk/static/desk/desk.css").read_text()
    assert not re.search(r"@font-face|@import|url\(", style)


def columns() -> Iterator[str]:
    """Every value that stands in the database, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (bytes(v).hex() if isinstance(v, (bytes, memoryview)) else str(v) for v in row)


def test_neither_network_address_nor_browser_nor_the_minute_is_stored(visitor: Client) -> None:
    receipt = receipt_of(send(visitor, words="30 days access"))
    stored = "\n".join(columns())
    for trace in ("203.0.113.77", "Marked-Browser", receipt, receipt.replace(" ", ""), "site-one"):
        assert trace not in stored
    report = Report.objects.select_related("site", "assessment").get()
    moments = [report.received_at, report.site.recorded_at, report.site.last_seen]
    moments += [report.assessment.arrived_at, AuditEvent.objects.get().at]
    assert all((at.minute, at.second, at.microsecond) == (0, 0, 0) for at in moments)


def test_a_form_that_is_too_young_too_old_forged_or_sent_twice_is_answered_with_a_sentence(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"token": token_of(visitor.get("/report/")), "address": ADDRESS}
    assert visitor.post("/report/", form).status_code == 200
    again = visitor.post("/report/", form)
    assert (again.status_code, b"sent already" in again.content) == (422, True)
    assert visitor.post("/report/", form | {"token": "x"}).status_code == 422
    assert visitor.post("/report/", form | {"token": ""}).status_code == 422
    monkeypatch.setattr(tokens, "YOUNGEST", timedelta(seconds=3))
    assert send(visitor).status_code == 422
    assert Report.objects.count() == 1


def test_a_token_is_for_its_own_form_and_for_its_time(db: None) -> None:
    now = timezone.now()
    made = tokens.issue("report", now - timedelta(minutes=1)).token
    tokens.take("report", made, now)
    with pytest.raises(TokenRefused):
        tokens.take("receipt", made, now)


def test_while_much_comes_in_a_plain_question_is_asked(visitor: Client, settings: Settings) -> None:
    settings.PUBLIC_CALM_AN_HOUR = 1
    before = token_of(visitor.get("/report/"))
    send(visitor)
    form = visitor.get("/report/")
    words = re.search(r"What is (\w+) plus (\w+)\?", form.content.decode())
    assert words
    fields = {"token": token_of(form), "address": "two.invalid"}
    assert visitor.post("/report/", fields | {"answer": "1"}).status_code == 422
    assert visitor.post("/report/", fields | {"token": before}).status_code == 422  # from before the flood
    right = sum(tokens._NUMBERS.index(word) for word in words.groups())
    assert visitor.post("/report/", fields | {"answer": str(right)}).status_code == 200


def test_beyond_the_limit_nothing_is_taken_and_the_page_says_so(visitor: Client, settings: Settings) -> None:
    settings.PUBLIC_MOST_AN_HOUR = 1
    send(visitor)
    full = visitor.get("/report/")
    assert (full.status_code, b"112" in full.content) == (503, True)


def test_wrong_receipts_slow_everybody_alike_and_for_a_minute_only(visitor: Client) -> None:
    receipt = receipt_of(send(visitor))
    for number in range(WRONG_A_MINUTE):
        wrong = visitor.post("/report/receipt/", {"receipt": f"{number:016d}"})
        assert wrong.status_code in (422, 429)
    elsewhere = Client(headers={"User-Agent": "Other/2"}, REMOTE_ADDR="198.51.100.9")
    Pace.objects.update(minute=timezone.now().replace(second=0, microsecond=0), count=WRONG_A_MINUTE)
    for client in (visitor, elsewhere):
        assert client.post("/report/receipt/", {"receipt": receipt}).status_code == 429
    Pace.objects.update(minute=timezone.now() - timedelta(minutes=2))
    assert elsewhere.post("/report/receipt/", {"receipt": receipt}).status_code == 200


def test_a_flood_hides_neither_what_came_before_it_nor_what_the_house_knows(
    visitor: Client, settings: Settings, enter: Enter
) -> None:
    """What comes in a flood waits behind what came calm; a site that somebody saw before is no part of it."""
    send(visitor, address="real.invalid")
    settings.PUBLIC_CALM_AN_HOUR = 1
    for number in range(4):
        form = visitor.get("/report/")
        words = re.search(r"What is (\w+) plus (\w+)\?", form.content.decode())
        assert words
        fields = {
            "token": token_of(form),
            "address": f"flood-{number}.invalid" if number else "real.invalid",
            "answer": str(sum(tokens._NUMBERS.index(word) for word in words.groups())),
        }
        assert visitor.post("/report/", fields).status_code == 200
    real = Assessment.objects.get(in_flood=False)
    assert real.reports.count() == 2
    assert Assessment.objects.filter(in_flood=True).count() == 3
    page = enter("analyst").get("/queue/").content.decode()
    assert "came in a flood" in page
    assert page.index(real.reference) < page.index("came in a flood")
    taken = enter("analyst").post("/queue/next/")
    assert taken.headers["Location"] == f"/assessments/{real.pk}/"


def test_an_analyst_reads_the_list_and_a_report(visitor: Client, enter: Enter) -> None:
    send(visitor, words="seen at https://other.invalid/x")
    page = enter("analyst").get("/reports/")
    assert b"T-0" in page.content
    one = enter("analyst").get(f"/reports/{Report.objects.get().pk}/")
    assert b"seen at [site 1]" in one.content
    assert enter("analyst").get("/reports/?source=public&before=1").status_code == 200
