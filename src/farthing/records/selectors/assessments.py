"""The queue and its assessments; no page of it counts the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from farthing.records.models import Appeal, Assessment, Decision, Label, Member
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.selectors.second_looks import is_blind
from farthing.records.words import AppealState, AssessmentState, Urgency

COUNTED = 1000  # no group is counted further: "1,000 or more" says enough


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the queue: what is in it, the first of it, and how many up to COUNTED."""

    urgency: Urgency
    in_flood: bool
    first: list[Assessment]
    count: int

    @property
    def more(self) -> bool:
        return self.count >= COUNTED


def queue(viewer: Member, of_each: int) -> list[Group]:
    """What waits, group by group in the order in which it is taken; empty groups are left out."""
    require_read(viewer, Shelf.REPORTS)
    groups = []
    for urgency in Urgency:
        for in_flood in (False, True):
            waiting = Assessment.objects.filter(
                state=AssessmentState.WAITING, urgency=urgency, in_flood=in_flood
            )
            first = list(waiting.select_related("site").order_by("arrived_at", "pk")[:of_each])
            if first:
                count = len(first) if len(first) < of_each else waiting.order_by()[:COUNTED].count()
                groups.append(Group(urgency, in_flood, first, count))
    return groups


def held(viewer: Member) -> QuerySet[Assessment]:
    """What somebody holds and has not decided: the viewer's own first, then the longest held."""
    require_read(viewer, Shelf.REPORTS)
    taken = Assessment.objects.filter(state=AssessmentState.TAKEN).select_related("site", "taken_by")
    return taken.order_by("taken_at", "pk")


def assessment(viewer: Member, number: int) -> Assessment:
    """One assessment. Raises Assessment.DoesNotExist."""
    require_read(viewer, Shelf.REPORTS)
    related = ("site", "taken_by", "decision", "decision__by")
    return Assessment.objects.select_related(*related).get(pk=number)


def decisions(viewer: Member, one: Assessment) -> QuerySet[Decision]:
    """All decisions on an assessment, the oldest first; none to who may be the one to take a second look."""
    require_read(viewer, Shelf.REPORTS)
    if is_blind(viewer, one):
        return Decision.objects.none()
    return one.decisions.select_related("by").order_by("pk")


def open_appeals(viewer: Member) -> QuerySet[Appeal]:
    """The appeals that nobody has decided, the oldest first."""
    require_read(viewer, Shelf.REPORTS)
    return (
        Appeal.objects.filter(state=AppealState.OPEN).select_related("assessment").order_by("raised_at", "pk")
    )


def appeals(viewer: Member, one: Assessment) -> QuerySet[Appeal]:
    """All appeals against the decisions on an assessment, the newest first."""
    require_read(viewer, Shelf.REPORTS)
    return one.appeals.select_related("raised_by", "decision__by").order_by("-pk")


def appeal(viewer: Member, number: int) -> Appeal:
    """One appeal. Raises Appeal.DoesNotExist."""
    require_read(viewer, Shelf.REPORTS)
    return Appeal.objects.select_related("assessment__decision").get(pk=number)


def labels(viewer: Member) -> list[tuple[str, str, str]]:
    """The labels that a decision may carry from now on, as (schema, version, label): of each schema the
    version that was loaded last. Decisions keep those of the others."""
    require_read(viewer, Shelf.REPORTS)
    first = Label.objects.values("schema", "version").annotate(first=Min("pk")).order_by("first")
    newest = {row["schema"]: row["version"] for row in first}
    known = Label.objects.order_by("schema", "label").values_list("schema", "version", "label")
    return [(schema, version, label) for schema, version, label in known if newest[schema] == version]


@dataclass(frozen=True, slots=True)
class Waited:
    """How many minutes something waits. Of a report of the public the hour alone is kept (ADR 10): then they
    are counted from the full hour, and are `at_most` so many."""

    minutes: int
    at_most: bool

    def __str__(self) -> str:
        return (
            f"{'at most ' if self.at_most else ''}{self.minutes:,} minute{'' if self.minutes == 1 else 's'}"
        )


def waited(one: Assessment, now: datetime) -> Waited:
    """The time since its oldest report."""
    arrived = one.arrived_at
    on_the_hour = arrived == arrived.replace(minute=0, second=0, microsecond=0)
    return Waited(max(0, int((now - arrived) / timedelta(minutes=1))), on_the_hour)
