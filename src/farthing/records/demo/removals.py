"""Removals of the last days, so that partners' pages have something to show: some told, some ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from farthing.records.models import Member, Site
from farthing.records.routing import Hosting
from farthing.records.services import notices, outbox, removals
from farthing.records.words import PartnerKind, RemovalState

_HOSTED = (
    Hosting("NO", "abuse@fjordhost.example"),
    Hosting("GB", "abuse@saltmarsh-hosting.example"),
    Hosting("NO", "abuse@fjordhost.example"),
    Hosting("NL", "abuse@canalhost.example"),
)
_REMOVALS = 12


def remove(cast: dict[str, Member], now: datetime) -> None:
    """Names recipients, opens removals day by day, has their notices delivered, and ends some."""
    supervisor = cast["supervisor"]
    then = now - timedelta(days=4)
    for name, kind, member, countries, first in (
        ("Fjordland Hotline", PartnerKind.HOTLINE, "hotline", ("NO",), False),
        ("Northshire Police", PartnerKind.POLICE, "police", (), True),
        ("Landeskriminalamt Südmark", PartnerKind.POLICE, "police2", ("NL", "NO"), False),
    ):
        removals.name_recipient(
            actor=supervisor,
            now=then,
            name=name,
            kind=kind,
            mail=f"notices@{member}.example",
            countries=countries,
            asked_first=first,
            partner=cast[member].partner,
        )
    opened = []
    for number, site in enumerate(
        Site.objects.filter(network="clear").order_by("-last_seen", "-pk")[:_REMOVALS]
    ):
        at = then + timedelta(hours=6 * number)
        hosting = _HOSTED[number % len(_HOSTED)]
        opened.append(
            removals.open_removal(actor=cast["analyst"], now=at, site=site, hosting=hosting, category="B")
        )
        _deliver(at + removals.GATHERED_FOR)
    for number, removal in enumerate(opened[: _REMOVALS // 3]):
        at = then + timedelta(days=2, hours=3 * number)
        removals.end(actor=cast["analyst2"], now=at, removal=removal, state=RemovalState.REMOVED)


def _deliver(now: datetime) -> None:
    """Marks what is due as delivered: nothing of the demonstration leaves."""
    for delivery in outbox.claim(now=now, most=10):
        if notices.ready(delivery=delivery, now=now, look=lambda site: None):
            outbox.delivered(delivery=delivery, now=now, then=notices.was_sent)
        else:
            outbox.not_needed(delivery=delivery, now=now)
