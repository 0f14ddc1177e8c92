"""Assessing: the order, that nobody takes what another holds, and what a decision must say."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections
from pytest_django import Settings

from cast import BITCOIN, NOW, Cast
from farthing.records.drafts import DecisionDraft, ReportDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Assessment, AuditEvent, Report, Reveal
from farthing.records.selectors.assessments import held, labels, queue, waited
from farthing.records.selectors.reports import receipt_page
from farthing.records.selectors.reveals import opened_to_assess, own_budget
from farthing.records.services.assessments import (
    decide,
    give_back,
    load_labels,
    open_matter,
    take,
    take_next,
)
from farthing.records.services.removals import end
from farthing.records.services.reports import receive
from farthing.records.words import (
    AssessmentState,
    Category,
    Ground,
    Hand,
    RemovalState,
    ReportSource,
    RevealState,
    Urgency,
    Verb,
)

ACT = DecisionDraft(True, category=Category.B)
HOUR = timedelta(hours=1)


def told(address: str, at: datetime = NOW, **fields: object) -> Report:
    draft = ReportDraft(address, ReportSource.PUBLIC, **fields)  # type: ignore[arg-type]
    return receive(actor=Hand.PUBLIC, now=at, draft=draft)


def test_danger_is_taken_first_then_payment_then_the_oldest(cast: Cast) -> None:
    young, old = told("young.invalid"), told("old.invalid", NOW - HOUR)
    paying = told("paying.invalid", words=f"30 days access, pay to {BITCOIN}")
    danger = told("danger.invalid", in_danger=True)
    groups = queue(cast["auditor"], 10)
    assert [group.urgency for group in groups] == [Urgency.DANGER, Urgency.PAYMENT, Urgency.OTHER]
    assert str(waited(groups[0].first[0], NOW + timedelta(minutes=7))) == "at most 7 minutes"
    taken = [take_next(actor=cast["analyst"], now=NOW) for _ in range(4)]
    assert taken == [one.assessment for one in (danger, paying, old, young)]
    with pytest.raises(Invalid, match="Nothing waits"):
        take_next(actor=cast["analyst2"], now=NOW)
    assert set(held(cast["supervisor"])) == set(taken)


def test_a_reports_minutes_are_exact_where_its_minute_may_be_kept(cast: Cast) -> None:
    at = NOW + timedelta(minutes=31)
    draft = ReportDraft("danger.invalid", ReportSource.ANALYST, in_danger=True)
    own = receive(actor=cast["analyst2"], now=at, draft=draft).assessment
    assert str(waited(own, at + timedelta(seconds=90))) == "1 minute"


def test_what_one_holds_another_cannot_take_open_or_decide(cast: Cast) -> None:
    one = told("one.invalid").assessment
    take(actor=cast["analyst"], now=NOW, assessment=one)
    with pytest.raises(Invalid, match="another took it"):
        take(actor=cast["analyst2"], now=NOW, assessment=one)
    for attempt in (
        lambda: decide(actor=cast["analyst2"], now=NOW, assessment=one, draft=ACT),
        lambda: open_matter(actor=cast["analyst2"], now=NOW, assessment=one),
        lambda: give_back(actor=cast["analyst2"], now=NOW, assessment=one),
        lambda: take_next(actor=cast["auditor"], now=NOW),
    ):
        with pytest.raises((Forbidden, Invalid)):
            attempt()
    give_back(actor=cast["supervisor"], now=NOW, assessment=one)
    take(actor=cast["analyst2"], now=NOW, assessment=one)


def test_opening_what_one_holds_shows_each_address_and_is_a_reveal(cast: Cast, settings: Settings) -> None:
    told("https://one.invalid/x?user=joe&id=3", referrer_path="https://front.invalid/door")
    one = take_next(actor=cast["analyst"], now=NOW)
    matter = open_matter(actor=cast["analyst"], now=NOW, assessment=one)
    assert matter.address == "https://one.invalid/x?id=3"
    assert [part.text for part in matter.reports[0].address if part.names] == ["user=joe"]
    assert matter.reports[0].referrer_path == "https://front.invalid/door"
    reasons = AuditEvent.objects.filter(verb=Verb.SITE_REVEALED).values_list("reason", flat=True)
    assert set(reasons) == {f"Assessing {one.reference}"}
    reveal = Reveal.objects.get(member=cast["analyst"], site=one.site)
    assert (reveal.assessment, reveal.state, reveal.shown_at) == (one, RevealState.SHOWN, NOW)
    assert own_budget(cast["analyst"], NOW) == settings.REVEALS_AN_HOUR
    assert opened_to_assess(cast["analyst"], NOW) == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (DecisionDraft(True), "category"),
        (DecisionDraft(False), "ground"),
        (DecisionDraft(False, ground=Ground.OTHER), "remark"),
        (DecisionDraft(True, category="A", typology="no such"), "typology"),
        (DecisionDraft(True, category="A", labels=(("schema", "1", "unknown"),)), "labels"),
    ],
)
def test_a_decision_says_what_it_must(cast: Cast, draft: DecisionDraft, field: str) -> None:
    told("one.invalid")
    one = take_next(actor=cast["analyst"], now=NOW)
    with pytest.raises(Invalid) as refused:
        decide(actor=cast["analyst"], now=NOW, assessment=one, draft=draft)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert Assessment.objects.get().state == AssessmentState.TAKEN


def test_a_decision_carries_the_labels_of_a_loaded_schema_and_masks_its_remark(cast: Cast) -> None:
    triplet = ("demonstration", "1", "label 1")
    assert load_labels(actor=cast["supervisor"], now=NOW, triplets=[triplet, triplet]) == 1
    assert load_labels(actor=cast["supervisor"], now=NOW, triplets=[triplet]) == 0
    report = told("one.invalid")
    one = take_next(actor=cast["analyst"], now=NOW)
    draft = DecisionDraft(True, category="A", labels=(triplet,), remark="same as other.invalid")
    decision = decide(actor=cast["analyst"], now=NOW, assessment=one, draft=draft)
    assert (decision.labels, decision.remark) == ([list(triplet)], "same as [site 1]")
    assert Assessment.objects.get().decision == decision
    assert receipt_page(Report.objects.get(pk=report.pk)).state == "looked-at"
    removal = report.site.removals.get()
    assert removal.category == "A"
    end(actor=cast["analyst"], now=NOW, removal=removal, state=RemovalState.REMOVED)
    assert receipt_page(Report.objects.get(pk=report.pk)).state == "gone"


def test_of_a_schema_the_last_version_is_offered_and_decisions_keep_the_others(cast: Cast) -> None:
    old, new, foreign = ("scale", "1", "one"), ("scale", "2", "one"), ("other", "1", "x")
    load_labels(actor=cast["supervisor"], now=NOW, triplets=[old, foreign])
    told("one.invalid")
    one = take_next(actor=cast["analyst"], now=NOW)
    draft = DecisionDraft(True, category="A", labels=(old,))
    decision = decide(actor=cast["analyst"], now=NOW, assessment=one, draft=draft)
    load_labels(actor=cast["supervisor"], now=NOW, triplets=[new])
    assert load_labels(actor=cast["supervisor"], now=NOW, triplets=[old]) == 0
    assert labels(cast["analyst"]) == [foreign, new]
    decision.refresh_from_db()
    assert decision.labels == [list(old)]


def test_the_receipt_says_that_nothing_more_can_be_done(cast: Cast) -> None:
    report = told("one.invalid")
    one = take_next(actor=cast["analyst"], now=NOW)
    decide(
        actor=cast["analyst"], now=NOW, assessment=one, draft=DecisionDraft(False, ground=Ground.NOT_FOUND)
    )
    assert receipt_page(Report.objects.get(pk=report.pk)).state == "nothing-more"


@pytest.mark.django_db(transaction=True)
def test_analysts_who_take_at_the_same_moment_take_different_ones(cast: Cast) -> None:
    for number in range(12):
        told(f"site-{number}.invalid")
    gate, taken, failures = threading.Barrier(4), [], []

    def work(name: str) -> None:
        try:
            gate.wait(timeout=30)
            taken.extend(take_next(actor=cast[name], now=NOW).pk for _ in range(3))
        except BaseException as error:  # what went wrong in a thread is raised by the test below
            failures.append(error)
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("analyst", "analyst2") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(taken)) == len(taken) == 12
