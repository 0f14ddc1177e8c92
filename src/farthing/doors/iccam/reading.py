"""Reading ICCAM: content items assigned to the house, by day, and what was done there about ours."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import close_old_connections

from farthing.disclosure import Basis, Field, Form, Handling, Purpose, Recipient, Request, decide
from farthing.doors.iccam.client import Client
from farthing.doors.iccam.errors import IccamError
from farthing.formats.iccam import Listed, Report
from farthing.records.errors import RecordsError
from farthing.records.models import IccamAssignment, IccamDay, IccamReport
from farthing.records.services import iccam_reading as service

SECONDS = 5.0  # between two rounds when nothing is due
MOST_FAILURES = 3  # in a row, after which ICCAM is left alone for a while
AT_ONCE = 20  # reports of ours looked at in one round
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What came of reading a day."""

    added: int = 0
    known: int = 0
    looked: int = 0
    faults: list[str] = field(default_factory=list)
    failed_in_a_row: int = 0

    def failed(self, what: str, error: IccamError) -> bool:
        """Notes a failure; gives whether ICCAM is to be left alone for now."""
        self.faults.append(f"{what}: {error}")
        self.failed_in_a_row += 1
        return bool(error.wait) or self.failed_in_a_row > MOST_FAILURES


def run(stop: threading.Event, client: Client) -> None:
    """Reads what is due until `stop` is set. What failed is let go with its lease and tried again by then."""
    while not stop.is_set():
        try:
            done = work(client, datetime.now(UTC))
        except Exception:
            log.exception("reading ICCAM failed")
            done = 0
        if not done:
            close_old_connections()
            stop.wait(SECONDS)


def work(client: Client, now: datetime) -> int:
    """One day and some reports of ours, where any are due; gives how many that were."""
    day = service.claim_day(now=now)
    if day is not None:
        try:
            _read(client, day, now)
        except IccamError as error:
            service.day_failed(day=day, now=now, error=str(error), wait=error.wait)
            return 1  # and our own reports wait for the next round
    reports = service.claim_looks(now=now, most=AT_ONCE)
    _look_at(client, reports, now, Tally())
    return len(reports) + (day is not None)


def read_day(client: Client, day: date, now: datetime) -> Tally:
    """Reads one day at once, and looks at those of our reports that were there by its end. Raises IccamError
    where ICCAM fails before that."""
    claimed = service.claim_this_day(day=day, now=now)
    try:
        tally = _read(client, claimed, now)
    except IccamError as error:
        service.day_failed(day=claimed, now=now, error=str(error), wait=error.wait)
        raise
    seen: set[int] = set()
    end = service.begins(day) + timedelta(days=1)
    while True:
        reports = service.claim_looks(now=now, most=AT_ONCE, told_before=end)
        new = [one for one in reports if one.pk not in seen]
        if not new:
            return tally
        seen.update(one.pk for one in new)
        _look_at(client, new, now, tally)


def _read(client: Client, day: IccamDay, now: datetime) -> Tally:
    """Takes in what was assigned on a day. What cannot be taken in is a line, and the rest is."""
    tally, reports = Tally(), dict[int, Report]()
    since, seen = service.begins(day.day), set[int]()
    newest = since
    while True:
        page, wrong, more = client.assigned(since)
        tally.faults += [f"{wrong} entries of ICCAM’s list are none."] if wrong else []
        new = [one for one in page if one.content not in seen]
        for one in new:
            seen.add(one.content)
            at = _take(client, day, one, reports, tally, now)
            newest = max(newest, at) if at and at <= now else newest
        if not more:
            break
        if not new and newest <= since:
            tally.faults.append("ICCAM’s list does not go on; the rest is read once these are taken in.")
            break
        since = since if new else newest  # what was taken in left the list, and what could not be is passed
    service.day_read(day=day, now=now, added=tally.added, known=tally.known, faults=tally.faults)
    return tally


def _take(
    client: Client, day: IccamDay, one: Listed, reports: dict[int, Report], tally: Tally, now: datetime
) -> datetime | None:
    """Takes in one content item, and writes our reference on it; gives since when it is assigned to us."""
    named = f"{one.report}/{one.content}"
    try:
        content = client.content(one.content)
        if content.assigned_at and content.assigned_at.date() > day.day and content.assigned_at <= now:
            return content.assigned_at  # it belongs to a later day
        if one.report not in reports:
            reports[one.report] = client.report(one.report)
        try:
            taken, new = service.take_assigned(day=day, content=content, report=reports[one.report], now=now)
        except RecordsError as error:
            tally.faults.append(f"{named}: {error}")
        else:
            tally.added, tally.known = tally.added + new, tally.known + (not new)
            _refer(client, taken, now)
    except IccamError as error:
        if tally.failed(named, error):
            raise
        return None
    tally.failed_in_a_row = 0
    return content.assigned_at


def _refer(client: Client, assignment: IccamAssignment, now: datetime) -> None:
    """Writes our reference on what was assigned to us, as far as the table lets a hotline be told it."""
    asked = Request(Recipient.HOTLINE, Purpose.TAKEDOWN, Basis.AGREEMENT, Handling.LIMITED, Field.REFERENCES)
    decided = decide(asked)
    if decided.form is Form.FULL:
        client.refer(assignment.content, assignment.report.reference)
        told = f"{Field.REFERENCES}:{decided.form}:{decided.rule}"
        service.referred(assignment=assignment, now=now, told=told)


def _look_at(client: Client, reports: list[IccamReport], now: datetime, tally: Tally) -> None:
    """Asks what was done about these; those that are not asked any more are let go with their lease."""
    for report in reports:
        try:
            number = report.content or _first_content(client, report)
            service.looked(report=report, content=client.content(number), now=now)
        except IccamError as error:
            service.look_failed(report=report, now=now, error=str(error), wait=error.wait)
            if tally.failed(report.reference, error):
                return
        else:
            tally.looked, tally.failed_in_a_row = tally.looked + 1, 0


def _first_content(client: Client, report: IccamReport) -> int:
    contents = client.report(report.number).contents
    if not contents:
        raise IccamError("ICCAM’s report has no content item.", permanent=True)
    return contents[0][0]
