"""Assessing: taking what is next, looking at it, deciding on it. Nobody takes what another holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from farthing.formats.labels import LONGEST
from farthing.records.drafts import DecisionDraft
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import Assessment, Decision, Label, Member, Report
from farthing.records.reporter import Part, parts
from farthing.records.sealing import Opener
from farthing.records.services.deciding import FIELDS, act_on, decided
from farthing.records.services.reveals import opened_to_assess
from farthing.records.services.second_looks import choose, may_look
from farthing.records.services.write import Written, service
from farthing.records.words import AppealState, AssessmentState, Role, Verb


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report's address in stretches, of which some may name the reporter, and the path that leads there."""

    report: Report
    address: tuple[Part, ...]
    referrer_path: str


@dataclass(frozen=True, slots=True)
class OpenedMatter:
    """What an assessment is about, opened: the site's address, and each report's own."""

    address: str
    reports: tuple[OpenedReport, ...]


@service(Verb.ASSESSMENT_TAKEN)
def take_next(*, actor: Member, now: datetime) -> Written[Assessment]:
    """Gives the actor what is first in the queue. Where others take at the same moment, each gets another.
    Raises Invalid where nothing waits."""
    skips = connection.features.has_select_for_update_skip_locked
    waiting = Assessment.objects.select_for_update(skip_locked=skips).filter(state=AssessmentState.WAITING)
    first = waiting.order_by("urgency", "in_flood", "arrived_at", "pk").first()
    if first is None:
        raise Invalid(Problem("assessment", "Nothing waits."))
    return _taken(first, actor, now)


@service(Verb.ASSESSMENT_TAKEN)
def take(*, actor: Member, now: datetime, assessment: Assessment) -> Written[Assessment]:
    """Gives the actor this one. Raises Invalid where another was quicker, or it is decided."""
    one = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if one.state != AssessmentState.WAITING:
        raise Invalid(Problem("assessment", "This one does not wait any more: another took it."))
    return _taken(one, actor, now)


@service(Verb.ASSESSMENT_GIVEN_BACK)
def give_back(*, actor: Member, now: datetime, assessment: Assessment) -> Written[Assessment]:
    """Puts a taken assessment back in its place; its taker does so, or a supervisor."""
    one = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if one.state != AssessmentState.TAKEN:
        raise Invalid(Problem("assessment", "Nobody holds this one."))
    if one.taken_by_id != actor.pk and actor.role != Role.SUPERVISOR:
        raise Forbidden("Another member holds this assessment.")
    one.state, one.taken_by, one.taken_at = AssessmentState.WAITING, None, None
    one.save(update_fields=["state", "taken_by", "taken_at"])
    return Written(one, about=[one], fields=("taken_by",))


@service(Verb.SITE_REVEALED)
def open_matter(*, actor: Member, now: datetime, assessment: Assessment) -> Written[OpenedMatter]:
    """Opens the addresses of what the actor holds, as the first or the second to look, or of what he may
    settle or decide on appeal: that is the reason of the reveal, and it costs none of his budget, since he
    did not choose the site. Raises Invalid else."""
    if not (may_decide_appeal(assessment, actor) or may_look(assessment, actor)):
        _held(assessment, actor)
    opened = []
    for report in assessment.reports.order_by("pk"):
        opener = Opener(report)
        opened.append(
            OpenedReport(report, tuple(parts(opener.field("address"))), opener.field("referrer_path"))
        )
    site = assessment.site
    matter = OpenedMatter(Opener(site).field("address"), tuple(opened))
    reveal = opened_to_assess(actor, assessment, now)
    about = [site, *(one.report for one in opened)]
    return Written(matter, about=about, fields=("address", "referrer_path"), reason=reveal.reason)


@service(Verb.ASSESSMENT_DECIDED)
def decide(
    *, actor: Member, now: datetime, assessment: Assessment, draft: DecisionDraft
) -> Written[Decision]:
    """Decides what the actor holds; what is actionable sets out to be removed, and a share goes to another
    assessor, too. Raises Invalid with all that is wrong."""
    one = _held(Assessment.objects.select_for_update().get(pk=assessment.pk), actor)
    decision = decided(one, actor, now, draft)
    one.state, one.decision = AssessmentState.DECIDED, decision
    one.save(update_fields=["state", "decision"])
    act_on(one, actor, now)
    choose(one, decision, now)
    return Written(decision, about=[one], fields=FIELDS, reason=decision.remark)


@service(Verb.LABELS_LOADED)
def load_labels(*, actor: Member, now: datetime, triplets: list[tuple[str, str, str]]) -> Written[int]:
    """Takes in the labels of a schema, as (schema, version, label); those known stay. Gives how many are
    new."""
    if any(not part.strip() or len(part) > LONGEST for triplet in triplets for part in triplet):
        raise Invalid(Problem("labels", "A label is a schema, a version and a label, none of them empty."))
    before = Label.objects.count()
    rows = [Label(schema=schema, version=version, label=label) for schema, version, label in triplets]
    Label.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return Written(Label.objects.count() - before, about=[actor], fields=("labels",))


def _taken(one: Assessment, actor: Member, now: datetime) -> Written[Assessment]:
    one.state, one.taken_by, one.taken_at = AssessmentState.TAKEN, actor, now
    one.save(update_fields=["state", "taken_by", "taken_at"])
    return Written(one, about=[one], fields=("taken_by",))


def may_decide_appeal(one: Assessment, actor: Member) -> bool:
    """Whether an appeal is open here, and the actor took none of the decisions."""
    appealed = one.appeals.filter(state=AppealState.OPEN).exists()
    return appealed and not one.decisions.filter(by=actor).exists()


def _held(one: Assessment, actor: Member) -> Assessment:
    if one.state != AssessmentState.TAKEN or one.taken_by_id != actor.pk:
        raise Invalid(Problem("assessment", "You do not hold this assessment: take it first."))
    return one
