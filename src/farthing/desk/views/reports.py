"""Reports as the house reads them: the list, and one with what passed between us and its reporter."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.reports import FindForm, QuestionForm
from farthing.desk.tables import Column, Order, stretch
from farthing.desk.viewer import viewer_of
from farthing.records.errors import AlreadyRecorded, Invalid
from farthing.records.models import Report
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import reports as selector
from farthing.records.services import reports as service
from farthing.records.words import ReportSource, Verb

READERS = MAY_READ[Shelf.REPORTS]
COLUMNS = tuple(
    Column(label) for label in ("Report", "Received", "From", "Their reference", "Site", "Assessment")
)


@allow(READERS)
def reports(request: HttpRequest) -> HttpResponse:
    """The newest reports; older ones by the last number shown, so that no list is ever counted."""
    order = Order(request, COLUMNS, "")
    source = order.box("source", "From", dict(ReportSource.choices))
    found = selector.reports(viewer_of(request), source.value)
    context = {
        "listing": stretch(found, order, source),
        "may_import": may_write(viewer_of(request), Verb.REPORTS_IMPORTED),
        "may_report": may_write(viewer_of(request), Verb.REPORT_RECEIVED),
    }
    return render(request, "desk/reports.html", context)


@allow(MAY_WRITE[Verb.REPORT_RECEIVED])
def new_find(request: HttpRequest) -> HttpResponse:
    """Takes in what one of our own people came upon: a report of type proactive."""
    if request.method != "POST":
        return render(request, "desk/new_find.html", {"form": FindForm(initial={"form": uuid4()})})
    form = FindForm(request.POST)
    if form.is_valid():
        try:
            found = service.receive(actor=viewer_of(request), now=timezone.now(), draft=form.draft())
        except Invalid as error:
            form.show(error.problems)
        except AlreadyRecorded:
            form.add_error(None, "This form was sent already: its report is in the queue.")
        else:
            messages.success(request, f"{found.reference} is in the queue.")
            return redirect("report", found.pk)
    return render(request, "desk/new_find.html", {"form": form}, status=422)


@allow(READERS)
def report(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.report(viewer_of(request), number))


@allow(MAY_WRITE[Verb.REPORT_QUESTIONED])
@require_POST
def ask_reporter(request: HttpRequest, number: int) -> HttpResponse:
    """Puts a question to who holds the report's receipt."""
    viewer = viewer_of(request)
    one, form = selector.report(viewer, number), QuestionForm(request.POST)
    if form.is_valid():
        try:
            service.ask_reporter(actor=viewer, now=timezone.now(), report=one, **form.cleaned_data)
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, "The question stands on the receipt’s page.")
            return redirect("report", number)
    return _page(request, one, form, 422)


def _page(
    request: HttpRequest, one: Report, form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    viewer = viewer_of(request)
    may_ask = one.receipt_hash is not None and may_write(viewer, Verb.REPORT_QUESTIONED)
    context = {
        "report": one,
        "words": selector.masked_words(viewer, one),
        "said": selector.messages(viewer, one),
        "ask": (form or QuestionForm()) if may_ask else None,
    }
    return render(request, "desk/report.html", context, status=status)
