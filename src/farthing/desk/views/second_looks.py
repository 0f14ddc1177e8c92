"""Second looks: the page on which one is taken and decided, and how they come out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.assessments import DecisionForm, RuleForm
from farthing.desk.viewer import viewer_of
from farthing.desk.views.assessments import MOST_REPORTS, defanged
from farthing.records.errors import Invalid
from farthing.records.models import SecondLook
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import assessments, reports
from farthing.records.selectors import second_looks as selector
from farthing.records.services import second_looks as service
from farthing.records.services.assessments import open_matter
from farthing.records.words import Role, SecondLookState, Verb

LOOKERS = MAY_WRITE[Verb.SECOND_LOOK_TAKEN]
MOST_SHOWN = 100


@allow(MAY_READ[Shelf.ASSESSING])
def assessing(request: HttpRequest) -> HttpResponse:
    """How often two agree, what is to be settled, and what is set."""
    return _rule_page(request)


@allow(MAY_WRITE[Verb.ASSESSING_RULED])
@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    """Sets the share of second looks, and whom to ring."""
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            service.rule(actor=viewer_of(request), now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, "It holds from the next decision on.")
            return redirect("assessing")
    return _rule_page(request, 422, form=form)


@allow(MAY_READ[Shelf.REPORTS])
def second_look(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.second_look(viewer_of(request), number))


@allow(LOOKERS)
@require_POST
def take_look(request: HttpRequest, number: int) -> HttpResponse:
    look = selector.second_look(viewer_of(request), number)
    try:
        service.take_look(actor=viewer_of(request), now=timezone.now(), look=look)
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("second_look", number)


@allow(LOOKERS)
@require_POST
def give_look_back(request: HttpRequest, number: int) -> HttpResponse:
    look = selector.second_look(viewer_of(request), number)
    try:
        service.give_look_back(actor=viewer_of(request), now=timezone.now(), look=look)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{look.reference} waits again.")
    return redirect("queue")


@allow(LOOKERS)
@require_POST
def open_look(request: HttpRequest, number: int) -> HttpResponse:
    """Shows the addresses of what the viewer looks at or settles, on this answer alone."""
    viewer = viewer_of(request)
    look = selector.second_look(viewer, number)
    try:
        matter = open_matter(actor=viewer, now=timezone.now(), assessment=look.assessment)
    except Invalid as error:
        messages.error(request, str(error))
        return redirect("second_look", number)
    return _page(request, look, opened=defanged(matter))


@allow(LOOKERS)
@require_POST
def decide_look(request: HttpRequest, number: int) -> HttpResponse:
    """The second decision, by who holds it; or a supervisor's, where the two differ."""
    viewer = viewer_of(request)
    look = selector.second_look(viewer, number)
    form = DecisionForm(request.POST, labels=assessments.labels(viewer))
    settling = look.state == SecondLookState.DISAGREED and may_write(viewer, Verb.SECOND_LOOK_SETTLED)
    if form.is_valid():
        decide = service.settle if settling else service.decide_look
        try:
            done = decide(actor=viewer, now=timezone.now(), look=look, draft=form.draft())
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{done.reference}: {done.get_state_display()}.")
            return redirect("queue")
    return _page(request, look, 422, form=form)


def _page(request: HttpRequest, look: SecondLook, status: int = 200, **more: Any) -> HttpResponse:
    viewer, one = viewer_of(request), look.assessment
    mine = look.state == SecondLookState.TAKEN and look.taken_by_id == viewer.pk
    deciding = service.may_look(one, viewer)
    told = reports.reports(viewer).filter(assessment=one)[:MOST_REPORTS]
    own = assessments.decisions(viewer, one).filter(by=viewer).exists()
    context = {
        "look": look,
        "assessment": one,
        "reports": [(report, reports.masked_words(viewer, report)) for report in told],
        "decisions": assessments.decisions(viewer, one),
        "deciding": deciding,
        "settling": deciding and not mine,
        "may_take": look.state == SecondLookState.WAITING
        and not own
        and may_write(viewer, Verb.SECOND_LOOK_TAKEN),
        "may_give_back": mine or (look.state == SecondLookState.TAKEN and viewer.role == Role.SUPERVISOR),
        "form": DecisionForm(labels=assessments.labels(viewer)) if deciding else None,
    }
    return render(request, "desk/second_look.html", context | more, status=status)


def _rule_page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    viewer = viewer_of(request)
    held = selector.rule(viewer)
    may_rule = may_write(viewer, Verb.ASSESSING_RULED)
    now = {"second_looks": held.second_looks if held else 0, "duty_police": held.duty_police if held else ""}
    context = {
        "rule": held,
        "months": selector.agreement(viewer, timezone.now()),
        "to_settle": selector.to_settle(viewer)[:MOST_SHOWN],
        "duty_police": selector.duty_police(viewer),
        "form": RuleForm(initial=now) if may_rule else None,
    }
    return render(request, "desk/assessing.html", context | more, status=status)
