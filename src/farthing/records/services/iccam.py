"""Removals told by ICCAM: what was seen of a site that a report there carries, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from farthing.formats.iccam import Payment
from farthing.records.models import (
    AuditEvent,
    Decision,
    Delivery,
    IccamReport,
    NoticeItem,
    Observation,
    Offer,
    Option,
    Removal,
    Report,
    Site,
)
from farthing.records.sealing import Opener
from farthing.records.words import Commerciality, Hand, Rail, RemovalState, Verb

FIRST_LOOK_AFTER = timedelta(hours=1)
OBSERVATIONS = 10  # the newest ones, from which ways to pay and prices are taken
STEPS = 8  # of a referrer path
_STEP = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a site beside its address, in the words and shapes of a report."""

    received_on: date
    path: tuple[str, ...]
    commerciality: str
    payments: tuple[Payment, ...]
    accounts: tuple[str, ...]
    prices: tuple[str, ...]


def seen(removal: Removal) -> Seen:
    """What is known of a removal's site for its hotline. Of who reported it there is the day alone."""
    site = removal.site
    first = Report.objects.filter(site=site).order_by("received_at").first()
    newest = list(Observation.objects.filter(site=site).order_by("-observed_at")[:OBSERVATIONS])
    options = list(Option.objects.filter(observation__in=newest).select_related("indicator").order_by("pk"))
    offers = Offer.objects.filter(observation__in=newest[:1]).order_by("position")
    return Seen(
        received_on=(first.received_at if first else removal.opened_at).date(),
        path=_path(newest[0] if newest else first),
        commerciality=_commerciality(site, newest),
        payments=tuple(dict.fromkeys(Payment(o.rail, o.asset, o.network, o.brand) for o in options)),
        accounts=tuple(dict.fromkeys(filter(None, (_account(option) for option in options)))),
        prices=tuple(dict.fromkeys(_price(offer) for offer in offers)),
    )


def item_of(delivery: Delivery, removal: int) -> NoticeItem | None:
    """The entry of a removal in a delivery's notice, unless nothing is asked of its recipient any more."""
    found = NoticeItem.objects.filter(notice=delivery.number, removal=removal, dropped=False, ended_at=None)
    return found.select_related("removal").first()


@transaction.atomic
def taken(
    *, item: NoticeItem, now: datetime, number: int, content: int | None, unsaid: Sequence[str]
) -> IccamReport:
    """ICCAM has our report: its clock runs from now. Said again, it is the same."""
    removal = Removal.objects.select_for_update(of=("self",)).get(pk=item.removal_id)
    report, made = IccamReport.objects.get_or_create(
        item=item,
        defaults={
            "number": number,
            "content": content,
            "told_at": now,
            "unsaid": list(unsaid),
            "next_look_at": now + FIRST_LOOK_AFTER,
        },
    )
    if made:
        item.their_reference, item.told_at = report.reference, now
        item.save(update_fields=["their_reference", "told_at"])
        if removal.ended_at is None:
            removal.state = RemovalState.NOTICED
            removal.noticed_at = removal.noticed_at or now
            removal.host_told_at = removal.host_told_at or now
            removal.save(update_fields=["state", "noticed_at", "host_told_at"])
    return report


@transaction.atomic
def refused(*, delivery: Delivery, item: NoticeItem, now: datetime, why: str) -> None:
    """ICCAM does not take this report: it leaves the notice, and a person says who else is told."""
    removal = Removal.objects.select_for_update(of=("self",)).get(pk=item.removal_id)
    NoticeItem.objects.filter(pk=item.pk).update(dropped=True)
    if removal.ended_at is None and not removal.notice_items.filter(dropped=False, ended_at=None).exists():
        removal.state = RemovalState.UNROUTED
    removal.why = f"ICCAM did not take it. {why}"[:200]
    removal.save(update_fields=["state", "why"])
    AuditEvent.objects.create(
        at=now, hand=Hand.HOUSE, verb=Verb.DELIVERY_GIVEN_UP, subject=removal.reference, reason=why[:300]
    )


def _path(source: Observation | Report | None) -> tuple[str, ...]:
    return tuple(_STEP.findall(Opener(source).field("referrer_path"))[:STEPS]) if source else ()


def _commerciality(site: Site, newest: Sequence[Observation]) -> str:
    """As it was decided last, or else as it was last observed."""
    decided = Decision.objects.filter(assessment__site=site).exclude(commerciality="").order_by("-pk").first()
    word = decided.commerciality if decided else (newest[0].commerciality if newest else "")
    return Commerciality(word).label if word else ""


def _account(option: Option) -> str:
    if option.indicator is not None:
        return option.indicator.identity
    value = option.address or option.handle or option.merchant_id
    return f"{option.network if option.rail == Rail.CRYPTO else option.rail}:{value}" if value else ""


def _price(offer: Offer) -> str:
    return ", ".join(filter(None, (f"{offer.amount:f} {offer.currency}", offer.period, offer.tier)))
