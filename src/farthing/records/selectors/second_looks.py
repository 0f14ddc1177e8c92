"""Second looks: what waits for whom, what a supervisor has to settle, and how often two agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from farthing.records.models import AssessingRule, Assessment, Member, SecondLook
from farthing.records.permissions import Shelf, may_write
from farthing.records.selectors.scope import require_read
from farthing.records.words import AssessmentState, SecondLookState, Urgency, Verb

UNDER_WAY = (SecondLookState.WAITING, SecondLookState.TAKEN)
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the second looks of one month came out; `changed` counts what a supervisor decided otherwise than
    the first."""

    month: date
    chosen: int
    agreed: int
    differed: int
    changed: int
    under_way: int

    @property
    def share(self) -> str:
        """In how many of a hundred that are done both decided alike."""
        done = self.agreed + self.differed
        return f"{100 * self.agreed / done:.0f} %" if done else ""


def second_look(viewer: Member, number: int) -> SecondLook:
    """One second look. Raises SecondLook.DoesNotExist."""
    require_read(viewer, Shelf.REPORTS)
    related = ("assessment__site", "first__by", "second__by", "settled__by", "taken_by")
    return SecondLook.objects.select_related(*related).get(pk=number)


def look_at(viewer: Member, one: Assessment) -> SecondLook | None:
    """The second look at an assessment, if it got one."""
    require_read(viewer, Shelf.REPORTS)
    return SecondLook.objects.filter(assessment=one).first()


def open_looks(viewer: Member) -> QuerySet[SecondLook]:
    """What waits for a second look or is being looked at, the oldest first."""
    require_read(viewer, Shelf.REPORTS)
    found = SecondLook.objects.filter(state__in=UNDER_WAY).select_related(
        "assessment__site", "first", "taken_by"
    )
    return found.order_by("chosen_at", "pk")


def next_look(viewer: Member) -> SecondLook | None:
    """The second look that the viewer should take before anything else: the oldest whose first decision is
    not his, unless a child may be in danger somewhere."""
    require_read(viewer, Shelf.REPORTS)
    waiting = Assessment.objects.filter(state=AssessmentState.WAITING, urgency=Urgency.DANGER)
    if waiting.exists():
        return None
    looks = SecondLook.objects.filter(state=SecondLookState.WAITING).exclude(first__by=viewer)
    return looks.order_by("chosen_at", "pk").first()


def to_settle(viewer: Member) -> QuerySet[SecondLook]:
    """Where two decisions differ and no supervisor has said what holds, the oldest first."""
    require_read(viewer, Shelf.ASSESSING)
    found = SecondLook.objects.filter(state=SecondLookState.DISAGREED).select_related("first", "second")
    return found.order_by("chosen_at", "pk")


def is_blind(viewer: Member, one: Assessment) -> bool:
    """Whether the decision has to be kept from the viewer: a second look is under way, and he might be the
    one who takes it, since he took no decision himself."""
    if not may_write(viewer, Verb.SECOND_LOOK_TAKEN):
        return False
    looked_at = SecondLook.objects.filter(assessment=one, state__in=UNDER_WAY)
    return looked_at.exists() and not one.decisions.filter(by=viewer).exists()


def rule(viewer: Member) -> AssessingRule | None:
    """What is set now; None where nothing was: then no decision gets a second look."""
    require_read(viewer, Shelf.REPORTS)
    return AssessingRule.objects.select_related("set_by").order_by("-pk").first()


def duty_police(viewer: Member) -> str:
    """Whom to ring while a child may be in danger: as a supervisor set it, or else the settings."""
    found = rule(viewer)
    return (found.duty_police if found else "") or str(settings.DUTY_POLICE)


def agreement(viewer: Member, now: datetime) -> list[Agreement]:
    """How second looks came out, by the month in which they were chosen, the newest first."""
    require_read(viewer, Shelf.ASSESSING)
    since = now.replace(year=now.year - MONTHS // 12, day=1, hour=0, minute=0, second=0, microsecond=0)
    state = SecondLookState
    as_the_first = Q(settled__actionable=F("first__actionable"), settled__category=F("first__category"))
    rows = (
        SecondLook.objects.filter(chosen_at__gte=since)
        .annotate(month=TruncMonth("chosen_at"))
        .values("month")
        .annotate(
            chosen=Count("pk"),
            agreed=Count("pk", filter=Q(state=state.AGREED)),
            differed=Count("pk", filter=Q(state__in=(state.DISAGREED, state.SETTLED))),
            kept=Count("pk", filter=Q(state=state.SETTLED) & as_the_first),
            settled=Count("pk", filter=Q(state=state.SETTLED)),
        )
        .order_by("-month")
    )
    return [
        Agreement(
            row["month"].date(),
            row["chosen"],
            row["agreed"],
            row["differed"],
            row["settled"] - row["kept"],
            row["chosen"] - row["agreed"] - row["differed"],
        )
        for row in rows
    ]
