"""ICCAM read, against a real stand-in that errs: reports assigned to us come in once, and what was done there
about ours counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from cast import NOW, Cast
from doors import iccam_stand_in
from doors.iccam_stand_in import StandIn, gigabyte, hang_up, says
from doors.test_iccam_sending import HOUR, client, told, worker
from farthing.doors.iccam import IccamError, read_day, work
from farthing.records.models import (
    Assessment,
    AuditEvent,
    HostingCheck,
    IccamAction,
    IccamAssignment,
    IccamDay,
    IccamReport,
    NoticeItem,
    Removal,
    Report,
    Site,
    Watch,
)
from farthing.records.selectors.iccam import reports_of, status
from farthing.records.services import clocks
from farthing.records.words import RemovalState, ReportSource, Urgency

__all__ = ["told"]
TODAY, MORNING = NOW.date(), "2026-11-24T08:00:00Z"
DAY = timedelta(days=1)
LATER = NOW + 3 * HOUR  # beyond the first look at what was told at NOW + HOUR


@pytest.fixture
def iccam() -> Iterator[StandIn]:
    with iccam_stand_in.opened() as stand_in:
        yield stand_in


@pytest.fixture
def removal(iccam: StandIn, told: Callable[..., Removal]) -> Removal:
    """A removal that ICCAM was told of an hour after NOW."""
    one = told()
    worker(iccam).step(NOW + HOUR)
    one.refresh_from_db()
    return one


def test_what_is_assigned_to_us_becomes_a_report_with_its_reference_source_and_country(
    iccam: StandIn, cast: Cast
) -> None:
    content = iccam.assign(
        "https://one.invalid/pay",
        MORNING,
        memo="members area",
        referrerUrl="https://front.invalid/door",
        sourceUrlCommerciality=2,
        sourceUrlPaymentMethods=[13, 77],
    )
    tally = read_day(client(iccam), TODAY, NOW)
    assert (tally.added, tally.known, tally.faults) == (1, 0, [])
    report = Report.objects.get()
    assert (report.source, report.country) == (ReportSource.ICCAM, "GB")
    assert report.their_reference == f"{iccam.contents[content]['reportId']}/{content}"
    assert iccam.contents[content]["hotlineReference"] == report.reference
    assert Assessment.objects.get().urgency == Urgency.PAYMENT
    assert "references:full:111" in AuditEvent.objects.get(verb="delivery.made").fields


def test_a_day_read_again_changes_nothing_twice(iccam: StandIn, cast: Cast) -> None:
    content = iccam.assign("https://one.invalid/pay", MORNING)
    iccam.instead["PUT rest/Content"] = [hang_up]
    first = read_day(client(iccam), TODAY, NOW)
    assert (first.added, len(first.faults)) == (1, 1)  # it came in; our reference is not there yet
    again = read_day(client(iccam), TODAY, NOW + HOUR)
    assert (again.added, again.known, again.faults) == (0, 1, [])
    assert iccam.contents[content]["hotlineReference"] == Report.objects.get().reference
    iccam.contents[content]["hotlineReference"] = None  # ICCAM forgot it, and tells of it again
    assert read_day(client(iccam), TODAY, NOW + 2 * HOUR).added == 0
    assert Report.objects.count() == IccamAssignment.objects.count() == 1


def test_the_same_site_assigned_twice_is_one_site_with_two_reports(iccam: StandIn, cast: Cast) -> None:
    for address in ("https://one.invalid/pay", "http://www.one.invalid/pay"):
        iccam.assign(address, MORNING)
    assert read_day(client(iccam), TODAY, NOW).added == 2
    assert (Site.objects.count(), Report.objects.count(), Assessment.objects.count()) == (1, 2, 1)


def test_a_list_of_many_pages_is_read_to_its_end(
    iccam: StandIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("farthing.doors.iccam.client.PAGE", 4)
    for number in range(10):
        address = "no address" if number < 5 else f"https://one-{number}.invalid/"
        iccam.assign(address, f"2026-11-24T0{number}:00:00Z")
    tally = read_day(client(iccam), TODAY, NOW)
    assert (tally.added, len(tally.faults)) == (5, 5)
    assert "not a site's address" in tally.faults[0]


def test_each_day_takes_its_own(iccam: StandIn, cast: Cast) -> None:
    iccam.assign("https://one.invalid/", "2026-11-23T23:59:59Z")
    iccam.assign("https://two.invalid/", MORNING)
    iccam.assign("https://three.invalid/", "2031-01-01T00:00:00Z")  # ICCAM's clock is wrong
    assert read_day(client(iccam), date(2026, 11, 23), NOW).added == 2  # the last one is of no day that was
    assert read_day(client(iccam), TODAY, NOW).added == 1


def test_a_day_is_read_while_it_lasts_and_once_more_a_day_after_it(iccam: StandIn, cast: Cast) -> None:
    one = client(iccam)
    assert work(one, NOW) == 1
    assert work(one, NOW) == 0
    assert work(one, NOW + HOUR) == 1
    for later in (DAY, DAY + HOUR, 2 * DAY, 3 * DAY):
        while work(one, NOW + later):
            pass
    assert IccamDay.objects.get(day=TODAY).next_at is None
    assert IccamDay.objects.count() == 4  # a day that was missed would be there, too


HOSTILE = {
    "hangs up": hang_up,
    "1 GB": gigabyte,
    "leads elsewhere": says(302, b"", Location="http://192.0.2.1/"),
    "HTML": says(200, b"<h1>Welcome</h1>", "text/html"),
    "no list": says(200, {"reportId": 1}),
    "busy": says(429, {}, Retry_After="1800"),
    "down": says(503, b"", "text/plain"),
}


@pytest.mark.parametrize("misdeed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_iccam_does_a_day_costs_a_line_and_is_read_later(
    iccam: StandIn, cast: Cast, misdeed: iccam_stand_in.Misdeed
) -> None:
    iccam.assign("https://one.invalid/", MORNING)
    iccam.instead["GET rest/Content/no-reference"] = [misdeed]
    work(client(iccam), NOW)
    shown = status(cast["supervisor"], NOW)
    assert shown is not None
    assert (shown.failing_since, shown.read_at) == (NOW, None)
    assert "ICCAM" in shown.error
    work(client(iccam), NOW + HOUR)
    shown = status(cast["supervisor"], NOW + HOUR)
    assert shown is not None
    assert (shown.failing_since, shown.error, shown.read_at) == (None, "", NOW + HOUR)
    assert Report.objects.count() == 1
    late = status(cast["supervisor"], NOW + 5 * HOUR)
    assert late is not None
    assert late.behind_since == NOW + HOUR + timedelta(minutes=5)


def test_an_item_that_cannot_be_read_is_a_line_and_the_others_come_in(iccam: StandIn, cast: Cast) -> None:
    first = iccam.assign("https://one.invalid/", MORNING)
    iccam.assign("https://two.invalid/", MORNING)
    iccam.instead[f"GET rest/Content/{first}"] = [says(200, {"contentId": first})]
    tally = read_day(client(iccam), TODAY, NOW)
    assert tally.added == 1
    assert "no address" in tally.faults[0]
    assert read_day(client(iccam), TODAY, NOW).added == 1


def acted(iccam: StandIn, kind: Any, at: str = "2026-11-24T14:00:00Z", now: Any = LATER) -> None:
    """Somebody acts on our report, and we look."""
    iccam.act(IccamReport.objects.get().content or 0, kind, at)
    work(client(iccam), now)


@pytest.mark.parametrize(
    ("kind", "state"),
    [(3, RemovalState.REMOVED), ("Removed", RemovalState.REMOVED), (6, RemovalState.NOT_ILLEGAL)],
)
def test_what_the_hotline_says_there_ends_the_removal_at_its_time(
    iccam: StandIn, removal: Removal, kind: Any, state: RemovalState
) -> None:
    acted(iccam, kind)
    removal.refresh_from_db()
    assert (removal.state, removal.ended_at) == (state, NOW + 2 * HOUR)
    assert IccamReport.objects.get().next_look_at is None
    assert AuditEvent.objects.filter(verb="removal.ended", subject=removal.reference).count() == 1
    read_day(client(iccam), TODAY, LATER)
    assert AuditEvent.objects.filter(verb="removal.ended", subject=removal.reference).count() == 1


@pytest.mark.parametrize(
    ("at", "hours"), [("2019-01-01T00:00:00Z", 1), ("2031-01-01T00:00:00Z", 3), ("?", 3)]
)
def test_a_clock_that_is_wrong_there_bends_no_removals_time(
    iccam: StandIn, removal: Removal, at: str, hours: int
) -> None:
    acted(iccam, 3, at)
    removal.refresh_from_db()
    assert removal.ended_at is not None
    assert removal.noticed_at is not None
    assert removal.noticed_at <= removal.ended_at <= LATER
    assert abs(removal.ended_at - NOW - hours * HOUR) < timedelta(minutes=1)


def test_a_move_asks_for_a_hosting_check_once(iccam: StandIn, removal: Removal) -> None:
    content = IccamReport.objects.get().content
    acted(iccam, "Moved")
    check = HostingCheck.objects.get(asked_by=None)
    check.delete()  # it was concluded, and found nothing new
    iccam.contents[content or 0]["url"]["hostingCountryCode"] = "NO"
    for hours in (6, 9):
        work(client(iccam), NOW + hours * HOUR)
    assert HostingCheck.objects.count() == 0
    iccam.contents[content or 0]["url"]["hostingCountryCode"] = "NL"  # moved, without an action
    work(client(iccam), NOW + 12 * HOUR)
    assert HostingCheck.objects.count() == 1
    removal.refresh_from_db()
    assert removal.state == RemovalState.NOTICED


def test_what_is_unavailable_there_is_looked_at_here_at_once(iccam: StandIn, removal: Removal) -> None:
    Watch.objects.update(next_at=NOW + 30 * DAY)
    acted(iccam, 4)
    assert Watch.objects.get().next_at == LATER


def test_other_actions_are_noted_once_and_unknown_ones_are_for_a_person(
    iccam: StandIn, removal: Removal, cast: Cast
) -> None:
    content = IccamReport.objects.get().content or 0
    for kind in (1, 1, 2, 42, "?" * 200, None):
        iccam.act(content, kind)
    for hours in (3, 6):
        work(client(iccam), NOW + hours * HOUR)
    removal.refresh_from_db()
    assert removal.state == RemovalState.NOTICED
    (shown,) = reports_of(cast["analyst"], removal)
    assert [(one.called[:12], one.known) for one in shown.actions.all()] == [
        ("ReportedToLE", True),
        ("ReportedToIS", True),
        ("action 42", False),
        ("action ?????", False),
        ("action of no", False),
    ]


def test_the_former_hotline_says_nothing_more_of_a_site_that_moved_away(
    iccam: StandIn, removal: Removal
) -> None:
    clocks.moved_away(removal, NOW + 2 * HOUR)
    assert NoticeItem.objects.get().ended_at is not None
    acted(iccam, 3)
    removal.refresh_from_db()
    assert removal.ended_at is None
    assert IccamAction.objects.get().called == "Removed"
    assert IccamReport.objects.get().next_look_at is None


def test_a_content_item_that_was_not_said_at_first_is_asked_for(iccam: StandIn, removal: Removal) -> None:
    report = IccamReport.objects.get()
    content, report.content = report.content or 0, None
    report.save()
    iccam.act(content, 3)
    work(client(iccam), LATER)
    removal.refresh_from_db()
    assert removal.state == RemovalState.REMOVED
    assert IccamReport.objects.get().content == content


def test_a_report_of_which_iccam_says_nothing_is_asked_for_again_later(
    iccam: StandIn, removal: Removal
) -> None:
    iccam.contents.clear()
    work(client(iccam), LATER)
    report = IccamReport.objects.get()
    assert "404" in report.error
    assert report.next_look_at is not None
    assert report.next_look_at > LATER


def test_an_account_that_is_refused_is_said(iccam: StandIn, cast: Cast) -> None:
    with pytest.raises(IccamError, match="refuses"):
        read_day(client(iccam, "wrong"), TODAY, NOW)
    assert "refuses" in IccamDay.objects.get().error
