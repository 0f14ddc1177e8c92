"""Removals of the last days: who is told, what was sent, what waits for a person, and how fast sites went."""

from __future__ import annotations

from datetime import datetime, timedelta

from farthing.records.demo import iccam
from farthing.records.models import Member, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.services import notices, outbox, removals
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import Channel, DeliveryKind, PartnerKind, RemovalState

HOSTED = (
    Hosting("NO", "abuse@fjordhost.example", "203.0.113.9", "AS64496 Fjord Host"),
    Hosting("GB", "abuse@saltmarsh-hosting.example", "203.0.113.10", "AS64497 Saltmarsh Hosting"),
    Hosting("NL", "abuse@canalhost.example", "203.0.113.11", "AS64498 Canal Host"),
    Hosting("SE", "abuse@skerryhost.example", "203.0.113.12", "AS64499 Skerry Host"),
    Hosting("NL", "abuse@dykehost.example", "203.0.113.13", "AS64500 Dyke Host"),
    None,
)
_REMOVALS = 24
_APART = timedelta(hours=4)
_REFUSED = "The mail server refused the recipient (550)."


def remove(cast: dict[str, Member], now: datetime) -> None:
    """Names recipients, opens removals hour by hour, has their notices delivered but one, and ends some; what
    is held at home for the police is let go by them, but for the last."""
    then = now - _APART * _REMOVALS
    _name(cast, then)
    opened = []
    for number, site in enumerate(
        Site.objects.filter(network="clear").order_by("-last_seen", "-pk")[:_REMOVALS]
    ):
        at = then + _APART * number
        hosting = HOSTED[number % len(HOSTED)]
        opened.append(
            removals.open_removal(actor=cast["analyst"], now=at, site=site, hosting=hosting, category="B")
        )
        deliver(at + removals.GATHERED_FOR, refused=number == _REMOVALS - 2)
    for number, removal in enumerate(opened[:-8]):
        if number % 3 < 2:
            at = removal.opened_at + timedelta(hours=3 + 5 * (number % 7))
            _let_go(cast["police"], removal, at - timedelta(hours=1))
            if removal.state != RemovalState.UNROUTED:
                removals.end(actor=cast["analyst2"], now=at, removal=removal, state=RemovalState.REMOVED)


def _name(cast: dict[str, Member], now: datetime) -> None:
    for name, kind, member, countries, first in (
        ("Fjordland Hotline", PartnerKind.HOTLINE, "hotline", ("NO",), False),
        ("Northshire Police", PartnerKind.POLICE, "police", (), True),
        ("Landeskriminalamt Südmark", PartnerKind.POLICE, "police2", ("NL", "NO"), False),
    ):
        draft = RecipientDraft(
            name,
            kind,
            f"notices@{member}.example",
            countries=countries,
            asked_first=first,
            partner=cast[member].partner,
        )
        name_recipient(actor=cast["supervisor"], now=now, draft=draft)
    draft = RecipientDraft(
        "Skerryland Hotline",
        PartnerKind.HOTLINE,
        "notices@skerryland.example",
        channel=Channel.ICCAM,
        countries=("SE",),
    )
    name_recipient(actor=cast["supervisor"], now=now, draft=draft)


def _let_go(police: Member, removal: Removal, now: datetime) -> None:
    """Police say go where they were asked first, and the host is told."""
    if removal.state == RemovalState.HELD:
        removals.release(actor=police, now=now, removal=removal)
        deliver(now + removals.GATHERED_FOR)


def deliver(now: datetime, *, refused: bool = False) -> None:
    """Marks what is due as delivered, or as refused by a mail server: nothing of the demonstration leaves."""
    for delivery in outbox.claim(now=now, most=10):
        if not notices.ready(delivery=delivery, now=now, look=lambda site: None):
            outbox.not_needed(delivery=delivery, now=now)
        elif refused:
            outbox.failed(delivery=delivery, now=now, error=_REFUSED, permanent=True, chance=0.5)
        else:
            if delivery.recipient.channel == Channel.ICCAM and delivery.kind == DeliveryKind.NOTICE:
                iccam.tell(delivery, now)
            outbox.delivered(delivery=delivery, now=now, then=notices.was_sent)
