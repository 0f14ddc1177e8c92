"""Reports: one site for one address, one open assessment, sealed words, and nothing of who sent them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from cast import BITCOIN, NOW, Cast
from farthing.records.drafts import ReportDraft
from farthing.records.errors import AlreadyRecorded, Forbidden, Invalid, TooManyTries
from farthing.records.models import Assessment, AuditEvent, Pace, Partner, Report, Site
from farthing.records.sealing import Opener
from farthing.records.selectors.reports import masked_words, receipt_page
from farthing.records.services import receipts
from farthing.records.services.receipts import report_of_receipt
from farthing.records.services.reports import Token, add_to, ask_reporter, receive
from farthing.records.words import AssessmentState, Hand, MessageKind, ReportSource, Urgency, Verb

ADDRESS = "https://shop.site-one.invalid/pay"
RECEIPT = "1234567890123456"
DAY = timedelta(days=1)


def told(address: str = ADDRESS, *, receipt: str = "", **fields: object) -> Report:
    draft = ReportDraft(address, ReportSource.PUBLIC, **fields)  # type: ignore[arg-type]
    return receive(actor=Hand.PUBLIC, now=NOW, draft=draft, receipt=receipt)


def token() -> Token:
    return Token(uuid4().bytes, NOW + DAY)


def test_the_same_site_reported_twice_is_one_site_with_two_reports_and_one_open_assessment(db: None) -> None:
    first = told()
    second = told("hxxp://www.shop[.]site-one[.]invalid/pay?PHPSESSID=abc")
    assert first.site == second.site
    assert first.assessment == second.assessment
    assert (Site.objects.count(), Report.objects.count(), Assessment.objects.count()) == (1, 2, 1)


def test_a_report_after_the_decision_opens_a_new_assessment(db: None) -> None:
    first = told()
    Assessment.objects.update(state=AssessmentState.DECIDED)
    assert told().assessment != first.assessment


def test_what_may_name_the_reporter_stays_in_the_report_alone_and_sealed(db: None) -> None:
    report = told(ADDRESS + "?user=joe&id=7", referrer_path="https://front.invalid/door", words="a word")
    assert Opener(report).field("address").endswith("?user=joe&id=7")
    assert Opener(report.site).field("address") == ADDRESS + "?id=7"
    assert Opener(report).field("referrer_path") == "https://front.invalid/door"
    stored = b"".join(bytes(getattr(report, name)) for name in Report.SEALED)
    assert b"joe" not in stored
    assert b"word" not in stored


def test_the_audit_says_the_public_and_nobody(db: None) -> None:
    report = told()
    event = AuditEvent.objects.get()
    assert (event.actor, event.hand, event.subject) == (None, Hand.PUBLIC, report.reference)
    assert event.at == NOW


def test_the_public_and_the_house_itself_do_nothing_else(cast: Cast) -> None:
    report = told(receipt=RECEIPT)
    for hand in Hand:
        with pytest.raises(Forbidden):
            ask_reporter(actor=hand, now=NOW, report=report, text="?")  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        receive(actor=Hand.HOUSE, now=NOW, draft=ReportDraft(ADDRESS, ReportSource.PUBLIC))


@pytest.mark.parametrize("address", ["", "no address", "https:///x", "x" * 4001])
def test_what_is_no_address_is_refused_and_nothing_stored(db: None, address: str) -> None:
    with pytest.raises(Invalid):
        told(address)
    assert not Site.objects.exists()


def test_danger_comes_first_then_a_way_to_pay_then_the_rest(db: None) -> None:
    assert told("a.invalid").assessment.urgency == Urgency.OTHER
    assert told("b.invalid", words="only talk").assessment.urgency == Urgency.OTHER
    assert told("c.invalid", words=f"30 days access, pay to {BITCOIN}").assessment.urgency == Urgency.PAYMENT
    assert told("a.invalid", in_danger=True).assessment.urgency == Urgency.DANGER
    assert told("a.invalid").assessment.urgency == Urgency.DANGER  # a calmer report does not move it back


def test_a_form_is_taken_once(db: None) -> None:
    once = token()
    draft = ReportDraft(ADDRESS, ReportSource.PUBLIC)
    receive(actor=Hand.PUBLIC, now=NOW, draft=draft, token=once)
    with pytest.raises(AlreadyRecorded):
        receive(actor=Hand.PUBLIC, now=NOW, draft=draft, token=once)
    assert Report.objects.count() == 1


def test_what_a_partner_sends_twice_comes_in_once(cast: Cast) -> None:
    partner = Partner.objects.get(kind="hotline")
    draft = ReportDraft(ADDRESS, ReportSource.API, partner=partner, their_reference="X-1")
    receive(actor=cast["analyst"], now=NOW, draft=draft)
    with pytest.raises(AlreadyRecorded):
        receive(actor=cast["analyst"], now=NOW, draft=draft)


def test_a_flood_of_unknown_sites_waits_in_a_group_of_its_own(db: None, settings: Settings) -> None:
    settings.PUBLIC_CALM_AN_HOUR = 2
    calm = told("calm.invalid")
    told("second.invalid")
    assert told("third.invalid").assessment.in_flood
    assert not calm.assessment.in_flood
    assert not told("calm.invalid").assessment.in_flood


def test_a_receipt_finds_its_report_and_wrong_ones_are_slowed_for_all(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "WRONG_A_MINUTE", 2)
    report = told(receipt=RECEIPT)
    assert RECEIPT.encode() not in bytes(report.receipt_hash or b"")
    assert report_of_receipt("1234 5678 9012 3456", NOW) == report
    for wrong in ("1234", "9" * 16):
        assert report_of_receipt(wrong, NOW) is None
    with pytest.raises(TooManyTries):
        report_of_receipt(RECEIPT, NOW)
    assert report_of_receipt(RECEIPT, NOW + timedelta(minutes=1)) == report
    assert Pace.objects.count() == 1


def test_a_question_is_answered_and_something_added(cast: Cast) -> None:
    report = told(receipt=RECEIPT)
    ask_reporter(actor=cast["analyst"], now=NOW, report=report, text="Which page led there?")
    assert receipt_page(report).asked
    add_to(actor=Hand.PUBLIC, now=NOW, report=report, text="one at front.invalid/door", token=token())
    add_to(actor=Hand.PUBLIC, now=NOW, report=report, text="and more", token=token(), in_danger=True)
    said = receipt_page(report).messages
    assert [one.kind for one in said] == [MessageKind.QUESTION, MessageKind.ANSWER, MessageKind.ADDITION]
    assert Assessment.objects.get().urgency == Urgency.DANGER
    assert AuditEvent.objects.filter(verb=Verb.REPORT_ADDED_TO, hand=Hand.PUBLIC).count() == 2
    nobody_holds = told("b.invalid")
    with pytest.raises(Invalid):
        ask_reporter(actor=cast["analyst"], now=NOW, report=nobody_holds, text="Who?")


def test_words_are_shown_with_every_address_masked(cast: Cast) -> None:
    report = told(words="seen at shop.site-one.invalid and https://other.invalid/x")
    assert masked_words(cast["analyst"], report) == "seen at [site 1] and [site 2]"
    with pytest.raises(Forbidden):
        masked_words(cast["police"], report)
