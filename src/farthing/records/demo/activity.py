"""A week's work at the desk, so that the supervisor's and the auditor's pages have something to show.

All of it lies at least a day back: today's budgets are whole. Some patterns are unusual on purpose: many
reveals within an hour, one reason for all of them, sites in the order of their numbers, work at night.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from farthing.records.models import Member, Reveal, Site
from farthing.records.services.members import signed_in
from farthing.records.services.reveals import decide_reveal, open_signed, reveal_site

Cast = dict[str, Member]
_REASONS = (
    "Checking whether the page is still up before a notice",
    "Hosting check for the network report",
    "Comparing the page with an earlier template",
    "Asked for by the case conference of this week",
)
_LIST = "Going through the list"


def act(cast: Cast, now: datetime) -> None:
    """Signs in, reveals, asks, signs and refuses, day after day."""
    sites = list(Site.objects.order_by("-last_seen", "-pk")[:60])
    for days in range(6, 1, -1):
        morning = _at(now, days, hour=8)
        for minutes, name in enumerate(("analyst", "supervisor", "analyst2", "auditor", "disclosure")):
            signed_in(actor=cast[name], now=morning + timedelta(minutes=minutes * 7))
        for number, reason in enumerate(_REASONS):
            looker = cast[("analyst", "analyst2", "disclosure", "supervisor")[(number + days) % 4]]
            at = morning + timedelta(hours=1 + number, minutes=days)
            reveal_site(actor=looker, now=at, site=sites[5 * days + number], reason=reason)
    _late_evening(cast, now)
    _over_the_budget(cast, now)


def _late_evening(cast: Cast, now: datetime) -> None:
    """One of the analysts was at it at night."""
    site = Site.objects.order_by("pk")[40]
    reason = "Called by the partner hotline about this site"
    reveal_site(actor=cast["analyst"], now=_at(now, 3, hour=2), site=site, reason=reason)


def _over_the_budget(cast: Cast, now: datetime) -> None:
    """The other analyst goes through a list until the hour's budget is spent; then a supervisor has a say."""
    at = _at(now, 2, hour=14)
    waiting: list[Reveal] = []
    for site in cycle(Site.objects.order_by("pk")[100:130]):
        at += timedelta(seconds=90)
        revealed = reveal_site(actor=cast["analyst2"], now=at, site=site, reason=_LIST)
        if revealed.address is None:
            waiting.append(revealed.reveal)
        if len(waiting) == 4:
            break
    signed, refused, *_ = waiting
    later = at + timedelta(minutes=10)
    decide_reveal(actor=cast["supervisor"], now=later, reveal=signed, granted=True)
    open_signed(actor=cast["analyst2"], now=later + timedelta(minutes=3), reveal=signed)
    decide_reveal(actor=cast["supervisor"], now=later + timedelta(minutes=5), reveal=refused, granted=False)


def _at(now: datetime, days: int, hour: int) -> datetime:
    return (now - timedelta(days=days)).replace(hour=hour, minute=5, second=0, microsecond=0)
