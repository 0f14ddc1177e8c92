"""Every kind of reference leads from the search box to a page that shows its record, where the viewer may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.desk.places import _IN_A_LIST, _OWN_PAGE
from farthing.records.drafts import DecisionDraft, ObservationDraft, ReportDraft
from farthing.records.models import Appeal, Correction, Notice, Report
from farthing.records.models.base import Referenced
from farthing.records.selectors.references import _BY_LETTER, named
from farthing.records.services.appeals import decide_appeal, raise_appeal
from farthing.records.services.assessments import decide, take
from farthing.records.services.observations import record
from farthing.records.services.reports import receive
from farthing.records.services.reveals import reveal_site
from farthing.records.services.second_looks import rule
from farthing.records.words import Hand, ReportSource


def ask(client: Client, text: str) -> tuple[int, str]:
    answer = client.post("/find/", {"q": text})
    return answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report whose decision was looked at again and reversed."""
    rule(actor=cast["supervisor"], now=NOW, second_looks=100)
    draft = ReportDraft("https://one.invalid/x", ReportSource.PUBLIC)
    report = receive(actor=Hand.PUBLIC, now=NOW, draft=draft)
    one = report.assessment
    take(actor=cast["analyst"], now=NOW, assessment=one)
    decide(actor=cast["analyst"], now=NOW, assessment=one, draft=DecisionDraft(True, category="A"))
    appeal = raise_appeal(actor=cast["analyst"], now=NOW, assessment=one, grounds="the owner of the host")
    at = NOW + timedelta(minutes=1)
    draft_ = DecisionDraft(False, ground="not-found")
    decide_appeal(actor=cast["supervisor"], now=at, appeal=appeal, draft=draft_)
    return report


def test_no_kind_of_reference_is_without_its_page() -> None:
    kinds = {kind for kind in apps.get_models() if issubclass(kind, Referenced)}
    assert {table for table, _ in _BY_LETTER.values()} >= kinds
    assert {*_OWN_PAGE, *_IN_A_LIST, Appeal, Correction, Notice} >= kinds


def test_references_lead_to_their_pages_however_they_are_typed(
    cast: Cast, enter: Enter, draft: Callable[..., ObservationDraft], report: Report
) -> None:
    seen = record(actor=cast["analyst"], now=NOW, draft=draft())
    reveal = reveal_site(actor=cast["analyst"], now=NOW, site=seen.site, reason="to look at it").reveal
    one = report.assessment
    client = enter("supervisor")
    for reference, page in (
        (seen.reference, f"/observations/{seen.pk}/"),
        (f"s{seen.site_id}", f"/sites/{seen.site_id}/"),
        (report.reference.lower(), f"/reports/{report.pk}/"),
        (f"t {report.pk}", f"/reports/{report.pk}/"),
        (one.reference, f"/assessments/{one.pk}/"),
        (one.appeals.get().reference, f"/assessments/{one.pk}/"),
        (one.corrections.get().reference, f"/assessments/{one.pk}/"),
        (one.second_look.reference, f"/second-looks/{one.second_look.pk}/"),
        (one.site.removals.get().reference, f"/removals/{one.site.removals.get().pk}/"),
        (reveal.reference, "/reveals/"),
    ):
        assert ask(client, reference) == (302, page), reference
        assert client.get(page).status_code == 200


def test_what_is_not_the_viewers_or_not_there_is_found_by_nobody(
    cast: Cast, enter: Enter, report: Report
) -> None:
    assert named(cast["disclosure"], report.reference) is None
    assert ask(enter("disclosure"), report.reference)[0] == 200
    assert named(cast["supervisor"], cast["admin"].reference) is None
    assert named(cast["admin"], cast["analyst"].reference) == cast["analyst"]
    for text in ("T-999999", "T-", "T-0", "T-" + "9" * 40, "Q1x", "E-1", ""):
        assert named(cast["supervisor"], text) is None, text
