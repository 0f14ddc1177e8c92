"""Reveals: a member's own budget, what waits for a supervisor, and what looks unusual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.db.models import Count, QuerySet

from farthing.records.models import Member, Reveal, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import RevealState

ORDERS = {"asked": "asked_at", "site": "site_id"}  # each with an index
HOUR = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)
NEAR_BUDGET = 0.8  # of the hourly budget
SAME_REASON = 5  # reveals of different sites under one wording
IN_A_ROW = 5  # sites with adjoining numbers, as someone reads who goes through a list
NIGHT = range(5)  # hours, UTC


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something unusual: who, what in a sentence, when last, and how many reveals make it up."""

    member: Member
    sentence: str
    last: datetime
    count: int


def own_budget(viewer: Member, now: datetime) -> int:
    """How many sites the viewer may still reveal within this hour."""
    return max(0, int(settings.REVEALS_AN_HOUR) - _shown(viewer, now).filter(assessment=None).count())


def opened_to_assess(viewer: Member, now: datetime) -> int:
    """How many addresses the viewer opened within this hour because he assessed them, beside his budget."""
    return _shown(viewer, now).exclude(assessment=None).count()


def _shown(viewer: Member, now: datetime) -> QuerySet[Reveal]:
    return Reveal.objects.filter(member=viewer, shown_at__gt=now - HOUR)


def own_reveals(viewer: Member, order: str = "asked", descending: bool = True) -> QuerySet[Reveal]:
    """The viewer's own reveals, newest first unless said."""
    own = Reveal.objects.filter(member=viewer).select_related("site", "signed_by")
    return own.order_by(*_ordered(order, descending))


def own_reveal(viewer: Member, number: int) -> Reveal:
    """One of the viewer's own reveals. Raises Reveal.DoesNotExist."""
    return Reveal.objects.select_related("site").get(pk=number, member=viewer)


def own_signed(viewer: Member, now: datetime) -> QuerySet[Reveal]:
    """The viewer's own reveals that a supervisor signed and that can still be opened."""
    return own_reveals(viewer).filter(state=RevealState.SIGNED, signed_at__gte=now - Reveal.SIGNED_FOR)


def reveals(viewer: Member, order: str = "asked", descending: bool = True) -> QuerySet[Reveal]:
    """Everybody's reveals, newest first unless said."""
    require_read(viewer, Shelf.REVEALS)
    found = Reveal.objects.select_related("site", "member", "signed_by")
    return found.order_by(*_ordered(order, descending))


def _ordered(order: str, descending: bool) -> tuple[str, str]:
    return ("-" if descending else "") + ORDERS.get(order, "asked_at"), "-pk"


def reveal(viewer: Member, number: int) -> Reveal:
    """One reveal. Raises Reveal.DoesNotExist."""
    return reveals(viewer).get(pk=number)


def waiting(viewer: Member) -> QuerySet[Reveal]:
    """The reveals that wait for a supervisor, the oldest first."""
    return reveals(viewer).filter(state=RevealState.WAITING).order_by("asked_at")


def unusual(viewer: Member, now: datetime) -> list[Pattern]:
    """Patterns of the last week that a supervisor should look at, the latest first: of what members chose to
    reveal, not of what the queue gave them."""
    recent = reveals(viewer).filter(asked_at__gt=now - LOOK_BACK, assessment=None)
    by_member: dict[Member, list[Reveal]] = {}
    for one in recent.order_by("asked_at"):
        by_member.setdefault(one.member, []).append(one)
    patterns = [pattern for member, own in by_member.items() for pattern in _patterns(member, own)]
    return sorted(patterns, key=lambda pattern: pattern.last, reverse=True)


def most_revealed(viewer: Member, now: datetime) -> QuerySet[Site]:
    """Sites revealed by three or more members within the last week, with their number as `member_count`."""
    require_read(viewer, Shelf.REVEALS)
    recent = Site.objects.filter(reveals__asked_at__gt=now - LOOK_BACK)
    counted = recent.annotate(member_count=Count("reveals__member", distinct=True))
    return counted.filter(member_count__gte=3).order_by("-member_count", "pk")


def _patterns(member: Member, own: list[Reveal]) -> Iterator[Pattern]:
    """`own`: one member's reveals of the last week, oldest first."""
    busiest, last = _busiest_hour(own)
    if busiest >= NEAR_BUDGET * settings.REVEALS_AN_HOUR:
        yield Pattern(member, f"{busiest} reveals within one hour", last, busiest)
    at_night = [one for one in own if one.asked_at.hour in NIGHT]
    if at_night:
        yield Pattern(member, "reveals between midnight and five (UTC)", at_night[-1].asked_at, len(at_night))
    by_reason: dict[str, list[Reveal]] = {}
    for one in own:
        by_reason.setdefault(one.reason.strip().casefold(), []).append(one)
    for alike in by_reason.values():
        if len({one.site_id for one in alike}) >= SAME_REASON:
            sentence = f"the same reason for {len(alike)} reveals: “{alike[-1].reason}”"
            yield Pattern(member, sentence, alike[-1].asked_at, len(alike))
    row, last = _longest_row(own)
    if row >= IN_A_ROW:
        yield Pattern(member, f"{row} sites one after another in the order of their numbers", last, row)


def _busiest_hour(own: list[Reveal]) -> tuple[int, datetime]:
    """The most reveals that fall within any one hour, and when the last of them was."""
    best, last, start = 0, own[-1].asked_at, 0
    for end, one in enumerate(own):
        while one.asked_at - own[start].asked_at >= HOUR:
            start += 1
        if end - start + 1 > best:
            best, last = end - start + 1, one.asked_at
    return best, last


def _longest_row(own: list[Reveal]) -> tuple[int, datetime]:
    """The longest run of reveals whose sites' numbers follow each other, up or down."""
    best = row = 1
    last = own[-1].asked_at
    for before, after in pairwise(own):
        row = row + 1 if abs(after.site_id - before.site_id) == 1 else 1
        if row > best:
            best, last = row, after.asked_at
    return best, last
