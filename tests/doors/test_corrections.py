"""A reversal reaches whoever was told, and a removal begins or ends with it; by a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from cast import NOW, Cast
from farthing.doors import mail
from farthing.doors.outbox import Worker
from farthing.formats.notice import Sender
from farthing.records.drafts import DecisionDraft, ReportDraft
from farthing.records.models import AuditEvent, Correction, Delivery, Notice, Removal, Report, Watch
from farthing.records.selectors.reports import receipt_page
from farthing.records.services import removals
from farthing.records.services.appeals import decide_appeal, raise_appeal
from farthing.records.services.assessments import decide, take_next
from farthing.records.services.hosting import Result, claim_for, conclude_hosting_check
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.services.reports import receive
from farthing.records.words import (
    DeliveryState,
    Ground,
    Hand,
    HandlingLevel,
    HostingMethod,
    MethodOutcome,
    PartnerKind,
    RemovalState,
    ReportSource,
    WatchState,
)
from post_office import PostOffice, open_office

HOUR = timedelta(hours=1)
SENDER = Sender("Farthing House", "desk@house.example")
ACT, NOT = DecisionDraft(True, category="B"), DecisionDraft(False, ground=Ground.BELOW)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


def worker(office: PostOffice) -> Worker:
    server = mail.Server.from_url(office.url)
    return Worker(SENDER, lambda to, message: mail.send(server, SENDER.mail, to, message), lambda site: None)


def reported(cast: Cast, country: str = "SE", draft: DecisionDraft = ACT) -> Report:
    """A report that was decided on, its site being hosted in `country`."""
    told = ReportDraft("one.invalid", ReportSource.PUBLIC)
    report = receive(actor=Hand.PUBLIC, now=NOW, draft=told, receipt="1" * 16)
    said = Result(
        HostingMethod.RDAP, MethodOutcome.FOUND, "", country=country, abuse_contact="abuse@host.example"
    )
    check = claim_for(now=NOW, site=report.site).check
    conclude_hosting_check(now=NOW, check=check, results=[said])
    one = take_next(actor=cast["analyst"], now=NOW)
    decide(actor=cast["analyst"], now=NOW, assessment=one, draft=draft)
    return Report.objects.select_related("assessment").get(pk=report.pk)


def reversed_to(cast: Cast, report: Report, draft: DecisionDraft, hours: int = 2) -> None:
    appeal = raise_appeal(
        actor=cast["analyst"], now=NOW, assessment=report.assessment, grounds="the owner of the host"
    )
    decide_appeal(actor=cast["supervisor"], now=NOW + hours * HOUR, appeal=appeal, draft=draft)


def text(office: PostOffice) -> str:
    part = office.mails[-1].get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_reversal_ends_the_removal_and_tells_whoever_was_told(cast: Cast, office: PostOffice) -> None:
    report = reported(cast)
    worker(office).step(NOW + HOUR)
    reversed_to(cast, report, NOT)
    removal, correction = Removal.objects.get(), Correction.objects.get()
    assert (removal.state, removal.ended_at) == (RemovalState.WITHDRAWN, NOW + 2 * HOUR)
    assert (Watch.objects.get().state, Watch.objects.get().next_at) == (WatchState.STOPPED, None)
    assert correction.sent_at is None
    worker(office).step(NOW + 3 * HOUR)
    assert office.mails[-1]["To"] == "abuse@host.example"
    said = text(office)
    for words in (
        removal.reference,
        Notice.objects.get().reference,
        "We said:        illegal",
        "It is:          not illegal",
    ):
        assert words in said
    assert "one.invalid" not in said
    assert "category" not in said  # a host never knew it
    correction.refresh_from_db()
    assert correction.sent_at == NOW + 3 * HOUR
    assert "category:generalised:102" in AuditEvent.objects.filter(verb="delivery.made").last().fields  # type: ignore[union-attr]
    worker(office).step(NOW + 48 * HOUR)  # no reminder of what is withdrawn
    assert len(office.mails) == 2
    report = Report.objects.get()
    assert receipt_page(report).state == "nothing-more"


def test_a_notice_on_its_way_is_made_anew_without_what_was_reversed(cast: Cast, office: PostOffice) -> None:
    report = reported(cast)
    office.answers = ["451 busy"]
    worker(office).step(NOW + HOUR)
    assert Delivery.objects.get().rendered is not None
    reversed_to(cast, report, NOT)
    worker(office).step(NOW + 3 * HOUR)
    (only,) = office.mails  # it may have arrived without our knowing: the correction goes out all the same
    assert "correction" in only["Subject"]
    assert f"Notice:         {Notice.objects.get().reference}" in text(office)
    assert Delivery.objects.get(kind="notice").state == DeliveryState.NOT_NEEDED


def test_where_nobody_was_told_nobody_has_to_be(cast: Cast, office: PostOffice) -> None:
    reversed_to(cast, reported(cast), NOT, hours=0)
    assert Correction.objects.get().sent_at == NOW
    worker(office).step(NOW + HOUR)
    assert office.mails == []


def test_what_an_appeal_makes_actionable_sets_out_to_be_removed(cast: Cast, office: PostOffice) -> None:
    report = reported(cast, draft=NOT)
    assert not Removal.objects.exists()
    reversed_to(cast, report, ACT)
    removal = Removal.objects.get()
    assert (removal.state, removal.category) == (RemovalState.GATHERED, "B")
    assert Correction.objects.get().sent_at is not None
    worker(office).step(NOW + 4 * HOUR)
    assert office.mails[-1]["To"] == "abuse@host.example"


def test_another_category_is_told_to_whom_was_told_one(cast: Cast, office: PostOffice) -> None:
    draft = RecipientDraft("Fjordland", PartnerKind.HOTLINE, "in@hotline.example", countries=("NO",))
    name_recipient(actor=cast["supervisor"], now=NOW, draft=draft)
    report = reported(cast, "NO")
    removal = Removal.objects.get()
    host = name_recipient(
        actor=cast["supervisor"], now=NOW, draft=RecipientDraft("H", PartnerKind.HOSTING, "h@host.example")
    )
    removals.tell(actor=cast["analyst"], now=NOW, removal=removal, recipient=host)
    worker(office).step(NOW + HOUR)
    reversed_to(cast, report, DecisionDraft(True, category="A"))
    worker(office).step(NOW + 3 * HOUR)
    assert [one["To"] for one in office.mails[2:]] == ["in@hotline.example"]
    assert "It is:          illegal, category A" in text(office)
    removal.refresh_from_db()
    assert (removal.state, removal.category) == (RemovalState.NOTICED, "A")
    assert Correction.objects.get().sent_at == NOW + 3 * HOUR


def test_a_site_that_another_decision_finds_actionable_goes_on_being_removed(
    cast: Cast, office: PostOffice
) -> None:
    report = reported(cast)
    worker(office).step(NOW + HOUR)
    receive(actor=Hand.PUBLIC, now=NOW + HOUR, draft=ReportDraft("one.invalid", ReportSource.PUBLIC))
    second = take_next(actor=cast["analyst2"], now=NOW + HOUR)
    decide(actor=cast["analyst2"], now=NOW + HOUR, assessment=second, draft=ACT)
    reversed_to(cast, report, NOT)
    assert Removal.objects.get().ended_at is None
    assert Correction.objects.get().sent_at is not None


def test_what_an_embargo_lies_on_is_corrected_by_a_person(cast: Cast, office: PostOffice) -> None:
    report = reported(cast)
    worker(office).step(NOW + HOUR)
    removals.say_handling(
        actor=cast["supervisor"],
        now=NOW + HOUR,
        removal=Removal.objects.get(),
        handling=HandlingLevel.EMBARGO,
        reason="a court asks",
    )
    reversed_to(cast, report, NOT)
    worker(office).step(NOW + 3 * HOUR)
    assert len(office.mails) == 1
    delivery = Delivery.objects.get(kind="correction")
    assert (delivery.state, "handling" in delivery.error) == (DeliveryState.DEAD, True)
    assert Correction.objects.get().sent_at is None


def test_the_reporter_of_what_is_held_learns_no_more_than_that_we_looked(
    cast: Cast, office: PostOffice
) -> None:
    unit = RecipientDraft(
        "Unit", PartnerKind.POLICE, "unit@police.example", asked_first=True, partner=cast["police"].partner
    )
    name_recipient(actor=cast["supervisor"], now=NOW, draft=unit)
    report = reported(cast, "GB")
    worker(office).step(NOW + HOUR)
    assert receipt_page(report).state == "looked-at"
    removal = Removal.objects.get()
    removals.end(actor=cast["analyst"], now=NOW + HOUR, removal=removal, state=RemovalState.REMOVED)
    assert receipt_page(report).state == "looked-at"
    removals.release(actor=cast["police"], now=NOW + 2 * HOUR, removal=removal)
    assert receipt_page(report).state == "gone"
    for handling, state in (
        (HandlingLevel.EMBARGO, "looked-at"),
        (HandlingLevel.NAMED, "gone"),
        (HandlingLevel.LIMITED, "gone"),
    ):
        removals.say_handling(
            actor=cast["supervisor"], now=NOW, removal=removal, handling=handling, reason="a court asks"
        )
        assert receipt_page(report).state == state
    reversed_to(cast, report, NOT, hours=3)
    assert receipt_page(Report.objects.get()).state == "nothing-more"


def test_a_reversal_does_not_show_through_a_hold(cast: Cast, office: PostOffice) -> None:
    unit = RecipientDraft("Unit", PartnerKind.POLICE, "unit@police.example", asked_first=True)
    name_recipient(actor=cast["supervisor"], now=NOW, draft=unit)
    report = reported(cast, "GB")
    reversed_to(cast, report, NOT)
    assert receipt_page(Report.objects.get()).state == "looked-at"
