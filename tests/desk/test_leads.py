"""Leads at the desk: the strongest first, dismissed with a note, or made a report."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.pages.reading import Reading
from farthing.records.drafts import ObservationDraft
from farthing.records.models import Lead, Report
from farthing.records.services.leads import Scanned, record_scan
from farthing.records.services.observations import record
from farthing.records.services.sifting import Page


@pytest.fixture
def lead(cast: Cast, reading: Reading) -> Lead:
    pages = [Page("crawl.warc#512", "0" * 64, reading)]
    files = [Scanned(b"f" * 16, 1, is_done=True)]
    record_scan(actor=cast["analyst"], now=NOW, pages=pages, files=files)
    return Lead.objects.get()


def test_a_lead_says_why_it_is_one_and_what_its_page_says(enter: Enter, lead: Lead) -> None:
    client = enter("analyst")
    assert "offers and a way to pay" in client.get(reverse("leads")).content.decode()
    page = client.get(reverse("lead", args=[lead.pk])).content.decode()
    for words in ("crawl.warc#512", "offers and a way to pay", "0.0025 BTC", "@site_desk"):
        assert words in page
    assert "site-one" not in page


def test_a_lead_becomes_a_report(enter: Enter, lead: Lead) -> None:
    client = enter("analyst")
    wrong = client.post(reverse("report_lead", args=[lead.pk]), {"address": "no address"})
    assert wrong.status_code == 422
    assert tree(wrong).css_first("[role=alert]") is not None
    client.post(reverse("report_lead", args=[lead.pk]), {"address": "https://found.invalid/pay"})
    page = client.get(reverse("lead", args=[lead.pk])).content.decode()
    assert Report.objects.get().reference in page
    assert reverse("dismiss_lead", args=[lead.pk]) not in page


def test_a_lead_is_dismissed_with_a_note(enter: Enter, lead: Lead) -> None:
    client = enter("analyst")
    client.post(reverse("dismiss_lead", args=[lead.pk]), {"note": "A shop"})
    assert client.post(reverse("dismiss_lead", args=[lead.pk]), {"note": "Again"}).status_code == 422
    assert "Nothing" in tree(client.get(reverse("leads"))).css_first(".paging").text()
    assert "A shop" in client.get(reverse("lead", args=[lead.pk])).content.decode()


def test_an_auditor_sees_leads_and_decides_none(enter: Enter, lead: Lead) -> None:
    page = tree(enter("auditor").get(reverse("lead", args=[lead.pk])))
    assert page.css("main form") == []


def test_the_page_of_leads_says_what_it_shows_and_how_far_hunts_are(
    cast: Cast, enter: Enter, lead: Lead, draft: Callable[..., ObservationDraft]
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    page = tree(enter("analyst").get(reverse("leads")))
    chosen = [one.text() for one in page.css("select[name=state] option[selected]")]
    assert chosen == ["waits"]
    bar = page.css_first("section[aria-labelledby=hunts] progress")
    assert bar is not None
    assert (bar.attributes["value"], bar.attributes["max"]) == ("0", "1")
