"""An analyst's own find: typed in, a report of type proactive, and once however often it is sent."""

from __future__ import annotations

import re

from desk.conftest import Enter
from farthing.records.models import Report
from farthing.records.sealing import Opener
from farthing.records.words import ReportSource, Urgency

ADDRESS = "https://shop.site-one.invalid/pay"


def form_of(page: bytes) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.decode())
    assert found
    return found[1]


def test_a_find_is_a_report_with_its_path_and_what_it_says(enter: Enter) -> None:
    client = enter("analyst")
    fields = {
        "form": form_of(client.get("/reports/new/").content),
        "address": ADDRESS,
        "referrer_path": "https://links.invalid/a\nhttps://front.invalid/door",
        "words": "30 days access, 0.001 BTC",
    }
    page = client.post("/reports/new/", fields, follow=True)
    report = Report.objects.select_related("assessment", "received_by").get()
    assert f"{report.reference} is in the queue." in page.content.decode()
    assert b"proactive" in page.content
    assert b"site-one" not in page.content
    assert (report.source, report.received_by.username) == (ReportSource.ANALYST, "analyst")
    assert report.assessment.urgency == Urgency.PAYMENT
    assert Opener(report).field("referrer_path").splitlines()[1] == "https://front.invalid/door"
    again = client.post("/reports/new/", fields)
    assert (again.status_code, b"sent already" in again.content) == (422, True)
    client.post("/reports/new/", fields | {"form": form_of(client.get("/reports/new/").content)})
    assert Report.objects.count() == 2  # what was found again is a report again


def test_what_is_no_address_is_told_and_nothing_is_stored(enter: Enter) -> None:
    client = enter("supervisor")
    form = form_of(client.get("/reports/new/").content)
    for address in ("", "nothing", "x" * 4001):
        refused = client.post("/reports/new/", {"form": form, "address": address})
        assert refused.status_code == 422
    assert client.post("/reports/new/", {"form": "none", "address": ADDRESS}).status_code == 422
    assert not Report.objects.exists()
