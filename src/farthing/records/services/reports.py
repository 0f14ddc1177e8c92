"""Reports: taken in from whomever, one site for one address, one open assessment for one site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from farthing import pages
from farthing.pages.masking import storable
from farthing.records.drafts import ReportDraft
from farthing.records.errors import AlreadyRecorded, Forbidden, Invalid, Problem
from farthing.records.models import Member, Report, ReportMessage, Site, SpentToken
from farthing.records.reporter import cut
from farthing.records.sealing import Sealer, index, message_place, receipt_hash, seal_more
from farthing.records.services.locked import CHUNK, stored
from farthing.records.services.queueing import Claim, assessments_of
from farthing.records.services.sites import sites_reported
from farthing.records.services.write import Written, service
from farthing.records.site_address import SiteAddress, parse
from farthing.records.words import Hand, MessageKind, ReportSource, Urgency, Verb

LONGEST_ADDRESS = 4000  # characters
LONGEST_WORDS = 20_000
LONGEST_MESSAGE = 4000
MOST_MESSAGES = 20  # to one report, by its holder
FIELDS = ("site", "address", "words", "in_danger", "referrer_path")
# What comes in without a member: each way by its own hand.
_SOURCE_OF = {Hand.PUBLIC: ReportSource.PUBLIC, Hand.HOUSE: ReportSource.ICCAM}


@dataclass(frozen=True, slots=True)
class Token:
    """The mark of a public form's token, and until when the token would be good."""

    mark: bytes
    until: datetime


@service(Verb.REPORT_RECEIVED)
def receive(
    *,
    actor: Member | Hand,
    now: datetime,
    draft: ReportDraft,
    receipt: str = "",
    token: Token | None = None,
) -> Written[Report]:
    """Takes in one report. From the public `now` is the hour alone, `receipt` the digits that its holder
    will come back with, and `token` that of its form, which is spent with it. Raises Invalid where the
    address is none, and AlreadyRecorded where the token was spent or a partner sent the same before."""
    if isinstance(actor, Hand) and draft.source != _SOURCE_OF.get(actor):
        raise Forbidden(f"This does not come in by {actor.label}: {ReportSource(draft.source).label}.")
    if token:
        spend(token, now)
    received = take_in(actor, [(draft, checked(draft))], now)
    if not received:
        raise AlreadyRecorded("This was reported before.")
    report = received[0]
    if receipt:
        report.receipt_hash = receipt_hash(receipt)
        report.save(update_fields=["receipt_hash"])
    return Written(report, about=[report], fields=FIELDS)


@service(Verb.REPORT_ADDED_TO)
def add_to(
    *, actor: Hand, now: datetime, report: Report, text: str, token: Token, in_danger: bool = False
) -> Written[ReportMessage]:
    """Adds what the holder of the receipt writes: an answer where we asked, else an addition. Where a child
    may be in danger the report moves to the top of the queue."""
    spend(token, now)
    report = Report.objects.select_for_update().get(pk=report.pk)
    own = report.messages.exclude(kind=MessageKind.QUESTION)
    if own.count() >= MOST_MESSAGES:
        raise Invalid(Problem("text", "Nothing more can be added to this report: make a new one."))
    last = report.messages.order_by("-pk").first()
    asked = last is not None and last.kind == MessageKind.QUESTION
    message = _message(report, MessageKind.ANSWER if asked else MessageKind.ADDITION, text, now)
    if in_danger:
        put_in_danger(report, now)
    return Written(message, about=[report], fields=("messages",))


@service(Verb.REPORT_QUESTIONED)
def ask_reporter(*, actor: Member, now: datetime, report: Report, text: str) -> Written[ReportMessage]:
    """Puts a question to who holds the receipt. Raises Invalid where nobody does."""
    if report.receipt_hash is None:
        raise Invalid(Problem("text", "Nobody holds a receipt of this report."))
    message = _message(report, MessageKind.QUESTION, text, now, actor)
    return Written(message, about=[report], fields=("messages",))


def take_in(
    actor: Member | Hand, drafts: Sequence[tuple[ReportDraft, SiteAddress]], now: datetime
) -> list[Report]:
    """Stores these reports, less those that a partner sent before, with their sites and assessments. Part of
    a service."""
    member = actor if isinstance(actor, Member) else None
    marked = _new_ones([(draft, address, origin_mark(draft)) for draft, address in drafts])
    sites = sites_reported(member, [(address, now) for _, address, _ in marked])
    claims = [
        Claim(sites[address.key], _urgency(draft), now, _in_flood(draft, sites[address.key], now))
        for draft, address, _ in marked
    ]
    assessments = assessments_of(claims)
    reports = []
    for draft, address, mark in marked:
        site = sites[address.key]
        report = Report(
            site=site,
            assessment=assessments[site.pk],
            source=draft.source,
            in_danger=draft.in_danger,
            received_at=now,
            received_by=member,
            partner=draft.partner,
            their_reference=storable(draft.their_reference)[:80],
            country=draft.country,
            origin_mark=mark,
        )
        sealer = Sealer(report)
        for name in Report.SEALED:
            setattr(report, name, sealer.field(name, storable(getattr(draft, name).strip())))
        reports.append(report)
    stored(reports, "uid")
    return reports


def put_in_danger(report: Report, now: datetime) -> None:
    """A child may be in danger, it is said now of a report that is here: it moves to the top of the queue.
    Part of a service."""
    if report.in_danger:
        return
    Site.objects.select_for_update().get(pk=report.site_id)
    claim = Claim(report.site, Urgency.DANGER, now)
    report.in_danger, report.assessment = True, assessments_of([claim])[report.site_id]
    report.save(update_fields=["in_danger", "assessment"])


def checked(draft: ReportDraft) -> SiteAddress:
    """The site's address, without what may name the reporter. Raises Invalid with all that is wrong."""
    wrong = []
    for name, text, most in (
        ("address", draft.address, LONGEST_ADDRESS),
        ("referrer_path", draft.referrer_path, LONGEST_ADDRESS),
        ("words", draft.words, LONGEST_WORDS),
    ):
        if len(text) > most:
            wrong.append(Problem(name, f"This is longer than {most} characters."))
    if wrong:
        raise Invalid(*wrong)
    return parse(cut(storable(draft.address.strip())), "address")


def origin_mark(draft: ReportDraft) -> bytes | None:
    """Of what came from a partner or a list: who, where and under which number; of our own finds the form,
    since what is gone may be found again; nothing of the public."""
    if draft.source in (ReportSource.PUBLIC, ReportSource.ANALYST):
        return index("report.form", draft.form) if draft.form else None
    partner = str(draft.partner.pk) if draft.partner else ""
    told = (draft.source, partner, draft.their_reference, draft.address.strip(), draft.referrer_path.strip())
    return index("report.origin", "\x00".join(told))


def spend(token: Token, now: datetime) -> None:
    """Lets a form's token be used this once; those that ran out are forgotten. Part of a service."""
    SpentToken.objects.filter(until__lt=now).delete()
    if SpentToken.objects.filter(mark=token.mark).exists():
        raise AlreadyRecorded("This form was sent already.")
    SpentToken.objects.create(mark=token.mark, until=token.until)


def public_this_hour(now: datetime, most: int) -> int:
    """How many reports of the public came in this hour, counted up to `most`."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    recent = Report.objects.filter(
        source=ReportSource.PUBLIC, received_at__gte=hour, received_at__lt=hour + timedelta(hours=1)
    )
    return recent.order_by()[:most].count()


def _new_ones(
    marked: Sequence[tuple[ReportDraft, SiteAddress, bytes | None]],
) -> list[tuple[ReportDraft, SiteAddress, bytes | None]]:
    """Those whose mark is not known yet, and each mark once."""
    marks = [mark for _, _, mark in marked if mark]
    known: set[bytes] = set()
    for start in range(0, len(marks), CHUNK):
        there = Report.objects.filter(origin_mark__in=marks[start : start + CHUNK])
        known.update(bytes(mark) for mark in there.values_list("origin_mark", flat=True) if mark)
    new = []
    for entry in marked:
        if entry[2] is None or entry[2] not in known:
            new.append(entry)
            known.update([entry[2]] if entry[2] else [])
    return new


def _urgency(draft: ReportDraft) -> Urgency:
    if draft.in_danger:
        return Urgency.DANGER
    if draft.pays:
        return Urgency.PAYMENT
    if not draft.words.strip():
        return Urgency.OTHER
    try:
        readings = pages.read(storable(draft.words).encode())
    except pages.PagesError:
        return Urgency.OTHER
    pays = any(reading.offers or reading.options for reading in readings)
    return Urgency.PAYMENT if pays else Urgency.OTHER


def _in_flood(draft: ReportDraft, site: Site, now: datetime) -> bool:
    """Whether this came while the public sent more than people write, about a site not known before."""
    if draft.source != ReportSource.PUBLIC or site.recorded_at < now:
        return False
    calm = int(settings.PUBLIC_CALM_AN_HOUR)
    return public_this_hour(now, calm) >= calm


def _message(
    report: Report, kind: MessageKind, text: str, now: datetime, by: Member | None = None
) -> ReportMessage:
    text = storable(text).strip()
    if not text or len(text) > LONGEST_MESSAGE:
        raise Invalid(Problem("text", f"Write between 1 and {LONGEST_MESSAGE} characters."))
    mark = uuid4()
    return ReportMessage.objects.create(
        report=report, kind=kind, mark=mark, text=seal_more(report, message_place(mark), text), at=now, by=by
    )
