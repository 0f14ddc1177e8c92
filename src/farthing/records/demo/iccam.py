"""What of the demonstration stands at ICCAM, invented: reports of removals with what was done about them, and
content items of known sites that are assigned to the house. Nothing of it left."""

from __future__ import annotations

from datetime import datetime, timedelta

from farthing.formats.iccam import Action, ActionKind, Content, Payment, Report, Told, report
from farthing.records.models import Delivery, IccamReport, NoticeItem, Site
from farthing.records.sealing import Opener
from farthing.records.services import iccam, iccam_reading

_FIRST = 48_000  # ICCAM's numbers lie above
_ACTIONS = (
    (
        Action(ActionKind.REPORTED_TO_LEA, "ReportedToLEA"),
        Action(ActionKind.REPORTED_TO_ISP, "ReportedToISP"),
    ),
    (Action(ActionKind.UNKNOWN, "action 9"),),
)
_ASSIGNED = 2


def tell(delivery: Delivery, now: datetime) -> None:
    """Marks what a notice tells as taken by ICCAM."""
    for item in NoticeItem.objects.filter(notice=delivery.number, dropped=False).select_related("removal"):
        seen = iccam.seen(item.removal)
        told = Told(
            f"{item.removal.reference}-{delivery.about}",
            "https://site.invalid/",
            seen.received_on,
            payments=seen.payments or (Payment("crypto", "XMR", "monero"),),
            accounts=seen.accounts,
            prices=seen.prices,
            category=item.removal.category,
        )
        iccam.taken(
            item=item,
            now=now,
            number=_FIRST + item.pk,
            content=2 * _FIRST + item.pk,
            unsaid=report(told, "demonstration")[1],
        )


def read(now: datetime) -> None:
    """Reads what was done about the last reports, and takes in what is assigned to the house today."""
    newest = IccamReport.objects.filter(item__removal__ended_at=None).order_by("-pk")
    for one, actions in zip(newest, _ACTIONS, strict=False):
        content = Content(one.content or 0, one.number, "https://site.invalid/", actions=actions)
        iccam_reading.looked(report=one, content=content, now=now - timedelta(minutes=20))
    day = iccam_reading.claim_this_day(day=now.date(), now=now)
    theirs = Report((), memo="members area, 30 days access", payments=("Bitcoin", "Visa"), commercial=True)
    for number, site in enumerate(Site.objects.order_by("pk")[:_ASSIGNED], start=3 * _FIRST):
        address = Opener(site).field("address")
        content = Content(number, 4 * _FIRST, address, hosted="GB", assigned="GB", assigned_at=now)
        iccam_reading.take_assigned(day=day, content=content, report=theirs, now=now)
    iccam_reading.day_read(day=day, now=now, added=_ASSIGNED, known=0, faults=())
