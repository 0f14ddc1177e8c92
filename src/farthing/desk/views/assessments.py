"""The queue of what was reported, and the page on which one matter is decided."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.assessments import AppealForm, DecisionForm
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.models import Assessment
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import assessments as selector
from farthing.records.selectors import reports, second_looks
from farthing.records.services import appeals
from farthing.records.services import assessments as service
from farthing.records.services import second_looks as look_service
from farthing.records.services.assessments import OpenedMatter
from farthing.records.site_address import defang
from farthing.records.words import AppealState, AssessmentState, Role, SecondLookState, Urgency, Verb

ASSESSORS = MAY_WRITE[Verb.ASSESSMENT_TAKEN]
READERS = MAY_READ[Shelf.REPORTS]
OF_EACH = 25
MOST_HELD = 100
MOST_REPORTS = 50


@allow(READERS)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, in the order in which it is taken, and who holds what."""
    viewer, now = viewer_of(request), timezone.now()
    groups = selector.queue(viewer, OF_EACH)
    may_settle = may_write(viewer, Verb.SECOND_LOOK_SETTLED)
    looks = second_looks.open_looks(viewer)[:MOST_HELD]
    context = {
        "groups": [(group, [(one, selector.waited(one, now)) for one in group.first]) for group in groups],
        "looks": [
            (one, one.state == SecondLookState.WAITING and one.first.by_id != viewer.pk) for one in looks
        ],
        "to_settle": second_looks.to_settle(viewer)[:MOST_HELD] if may_settle else [],
        "held": selector.held(viewer)[:MOST_HELD],
        "appeals": selector.open_appeals(viewer)[:MOST_HELD],
        "danger": any(group.urgency == Urgency.DANGER for group in groups),
        "duty_police": second_looks.duty_police(viewer),
        "may_take": may_write(viewer, Verb.ASSESSMENT_TAKEN),
    }
    return render(request, "desk/queue.html", context)


@allow(ASSESSORS)
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Gives the viewer what comes first: danger, then a second look, then the rest."""
    if look := second_looks.next_look(viewer_of(request)):
        with suppress(Invalid):  # another was quicker
            look_service.take_look(actor=viewer_of(request), now=timezone.now(), look=look)
            return redirect("second_look", look.pk)
    try:
        taken = service.take_next(actor=viewer_of(request), now=timezone.now())
    except Invalid as error:
        messages.info(request, str(error))
        return redirect("queue")
    return redirect("assessment", taken.pk)


@allow(ASSESSORS)
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.assessment(viewer_of(request), number)
    try:
        service.take(actor=viewer_of(request), now=timezone.now(), assessment=one)
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("assessment", number)


@allow(ASSESSORS)
@require_POST
def give_back(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.assessment(viewer_of(request), number)
    try:
        service.give_back(actor=viewer_of(request), now=timezone.now(), assessment=one)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{one.reference} waits again.")
    return redirect("queue")


@allow(READERS)
def assessment(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.assessment(viewer_of(request), number))


@allow(ASSESSORS)
@require_POST
def open_matter(request: HttpRequest, number: int) -> HttpResponse:
    """Shows the addresses of what the viewer holds, on this answer alone."""
    viewer = viewer_of(request)
    one = selector.assessment(viewer, number)
    try:
        matter = service.open_matter(actor=viewer, now=timezone.now(), assessment=one)
    except Invalid as error:
        messages.error(request, str(error))
        return redirect("assessment", number)
    return _page(request, one, opened=defanged(matter))


@allow(ASSESSORS)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decides what the viewer holds, and goes on to what is next."""
    viewer = viewer_of(request)
    one = selector.assessment(viewer, number)
    form = DecisionForm(request.POST, labels=selector.labels(viewer))
    if form.is_valid():
        try:
            service.decide(actor=viewer, now=timezone.now(), assessment=one, draft=form.draft())
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{one.reference} is decided.")
            return redirect("queue")
    return _page(request, one, 422, form=form)


@allow(MAY_WRITE[Verb.APPEAL_RAISED])
@require_POST
def raise_appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Enters an appeal that came in by letter, mail or telephone."""
    viewer = viewer_of(request)
    one, form = selector.assessment(viewer, number), AppealForm(request.POST)
    if form.is_valid():
        try:
            raised = appeals.raise_appeal(
                actor=viewer, now=timezone.now(), assessment=one, **form.cleaned_data
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{raised.reference} is entered. Someone else than before decides it.")
            return redirect("assessment", number)
    return _page(request, one, 422, appeal=form)


@allow(MAY_WRITE[Verb.APPEAL_DECIDED])
@require_POST
def decide_appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Decides an appeal, by someone who took none of the decisions before."""
    viewer = viewer_of(request)
    appealed = selector.appeal(viewer, number)
    form = DecisionForm(request.POST, labels=selector.labels(viewer))
    if form.is_valid():
        try:
            done = appeals.decide_appeal(
                actor=viewer, now=timezone.now(), appeal=appealed, draft=form.draft()
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{done.reference}: {done.get_state_display()}.")
            return redirect("assessment", appealed.assessment_id)
    one = selector.assessment(viewer, appealed.assessment_id)
    return _page(request, one, 422, form=form)


def defanged(matter: OpenedMatter) -> dict[str, Any]:
    """An opened matter as its page shows it."""
    return {
        "address": defang(matter.address),
        "reports": [
            (
                told.report,
                [(defang(part.text), part.names) for part in told.address],
                defang(told.referrer_path),
            )
            for told in matter.reports
        ],
    }


def _page(request: HttpRequest, one: Assessment, status: int = 200, **more: Any) -> HttpResponse:
    viewer = viewer_of(request)
    mine = one.state == AssessmentState.TAKEN and one.taken_by_id == viewer.pk
    against = list(selector.appeals(viewer, one))
    may_write_it = may_write(viewer, Verb.APPEAL_DECIDED)
    deciding = mine or (may_write_it and service.may_decide_appeal(one, viewer))
    told = reports.reports(viewer).filter(assessment=one)[:MOST_REPORTS]
    context = {
        "assessment": one,
        "reports": [(report, reports.masked_words(viewer, report)) for report in told],
        "waited": selector.waited(one, timezone.now()),
        "decisions": selector.decisions(viewer, one),
        "look": second_looks.look_at(viewer, one),
        "blind": second_looks.is_blind(viewer, one),
        "deciding": deciding,
        "appeals": against,
        "open_appeal": next((appeal for appeal in against if appeal.state == AppealState.OPEN), None),
        "appeal": AppealForm() if may_write_it and one.state == AssessmentState.DECIDED else None,
        "may_take": one.state == AssessmentState.WAITING and may_write(viewer, Verb.ASSESSMENT_TAKEN),
        "may_give_back": mine or (one.state == AssessmentState.TAKEN and viewer.role == Role.SUPERVISOR),
        "form": DecisionForm(labels=selector.labels(viewer)) if deciding else None,
        "duty_police": second_looks.duty_police(viewer),
        "danger": one.urgency == Urgency.DANGER and one.state != AssessmentState.DECIDED,
    }
    return render(request, "desk/assessment.html", context | more, status=status)
