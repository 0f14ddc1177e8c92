"""Recording a page: give it, look at what was read, confirm.

Nothing is stored before the confirmation: what was read travels in the form as a sealed slip (`desk.slips`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing import pages
from farthing.desk import slips
from farthing.desk.access import allow
from farthing.desk.drafting import Filled, source_of
from farthing.desk.forms.details import OFFERED_ZONES, DetailsForm, fresh
from farthing.desk.forms.rows import DATALISTS, ROWS, Rows, bound_rows, rows_of, with_one_more
from farthing.desk.forms.start import StartForm
from farthing.desk.slips import Slip, SlipBroken
from farthing.desk.typed import judge
from farthing.desk.uploads import was_too_large
from farthing.desk.viewer import viewer_of
from farthing.pages.errors import PagesError
from farthing.records.drafts import Received
from farthing.records.errors import AlreadyRecorded, Invalid
from farthing.records.models import Observation
from farthing.records.permissions import MAY_WRITE
from farthing.records.selectors import observations as selector
from farthing.records.selectors import sites
from farthing.records.services import observations
from farthing.records.words import Verb

RECORDERS = MAY_WRITE[Verb.OBSERVATION_RECORDED]
MOST_CHOICES = 60
TOO_LARGE = (
    "This file has more than 20 MB and was dropped unread. Save the page without its pictures and media."
)
NOTHING_GIVEN = "Drop a saved page here, or paste the page’s text."


@allow(RECORDERS)
def record(request: HttpRequest) -> HttpResponse:
    """The first step; a page that was given is answered with the second."""
    if request.method != "POST":
        return _start(request, StartForm())
    if was_too_large(request):
        return _start(request, StartForm(), TOO_LARGE, 413)
    form = StartForm(request.POST, request.FILES)
    data, name, content_type = _given(form)
    if not data:
        return _start(request, form, NOTHING_GIVEN, 422)
    try:
        slip = _read(data, name, content_type)
    except PagesError as error:
        return _start(request, form, str(error), 422)  # a pasted text stays where it was pasted
    sealed = slips.seal(viewer_of(request), slip)
    if len(slip.readings) > 1:
        choices = [(one, next(iter((*one.offers, *one.options)), None)) for one in slip.readings]
        return render(request, "desk/record/choose.html", {"slip": sealed, "choices": choices})
    return _fill(request, slip, sealed)


@allow(RECORDERS)
def choose(request: HttpRequest) -> HttpResponse:
    """Which of several pages in one file is to be recorded."""
    if request.method != "POST":
        return redirect("record")
    try:
        slip = slips.unseal(viewer_of(request), request.POST.get("slip", ""))
        chosen = slip.chosen(int(request.POST.get("page", "")))
    except SlipBroken as error:
        return _start(request, StartForm(), str(error), 422)
    except (ValueError, IndexError):
        return _start(request, StartForm(), "Choose one of the pages in the file.", 422)
    return _fill(request, chosen, slips.seal(viewer_of(request), chosen))


@allow(RECORDERS)
def confirm(request: HttpRequest) -> HttpResponse:
    """The second step: one more row, a look at what was typed, or the confirmation."""
    if request.method != "POST":
        return redirect("record")
    sealed = request.POST.get("slip", "")
    if (known := selector.recorded_from(viewer_of(request), slips.mark_of(sealed))) is not None:
        return _known(request, known)
    try:
        slip = slips.unseal(viewer_of(request), sealed)
    except SlipBroken as error:
        return _start(request, StartForm(), str(error), 422)
    filled = Filled(DetailsForm(request.POST), bound_rows(request.POST))
    if not all(formset.management_form.is_valid() for formset in filled.rows.values()):
        return _start(request, StartForm(), "The form came back incomplete: give the page again.", 422)
    if "confirm" not in request.POST:
        return _again(request, slip, sealed, filled, request.POST.get("add", ""))
    return _confirm(request, slip, sealed, filled)


@allow(RECORDERS)
@require_POST
def check_address(request: HttpRequest) -> HttpResponse:
    """What is to be said of an address while it is typed; the row's fields come under the row's own names."""
    given = {name.rpartition("-")[2]: str(value) for name, value in request.POST.items()}
    verdict = judge(viewer_of(request), given.get("address", "")[:4000], given.get("network", ""))
    return render(request, "desk/record/verdict.html", {"verdict": verdict})


def _given(form: StartForm) -> tuple[bytes, str, str | None]:
    """What was given: the file's bytes, name and announced type, or the pasted text's bytes.

    A pasted text is what its lines say: browsers send every line end as two characters, of which one is kept.
    """
    if not form.is_valid():
        return b"", "", None
    file = form.cleaned_data["page"]
    if file is not None:
        return file.read(), file.name, file.content_type or None
    text: str = form.cleaned_data["text"]
    return text.replace("\r\n", "\n").strip().encode(), "pasted text", None


def _read(data: bytes, name: str, content_type: str | None) -> Slip:
    kind = pages.admit(data, name=name, content_type=content_type)
    readings = pages.read(data, name=name)
    if len(readings) > MOST_CHOICES:
        fullest = sorted(readings, key=lambda one: -len(one.offers) - len(one.options))[:MOST_CHOICES]
        readings = [one for one in readings if one in fullest]
    received = Received(kind.name.lower(), len(data), sha256(data).hexdigest())
    return Slip(received, pages.READER_VERSION, tuple(readings))


def _start(request: HttpRequest, form: StartForm, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "refusal": refusal, "limit": settings.UPLOAD_LIMIT, "too_large": TOO_LARGE}
    return render(request, "desk/record/start.html", context, status=status)


def _fill(request: HttpRequest, slip: Slip, sealed: str) -> HttpResponse:
    sells = bool(slip.reading.offers or slip.reading.options)
    details = fresh(timezone.now(), settings.TIME_ZONE, slip.reading.language or "", sells)
    return _form(request, slip, sealed, details, rows_of(slip.reading))


def _again(request: HttpRequest, slip: Slip, sealed: str, filled: Filled, kind: str) -> HttpResponse:
    """The form as it was sent, with what is to be said of its addresses, and one more row of `kind`."""
    typed = {name: filled.details[name].value() for name in filled.details.fields}
    rows = with_one_more(filled.rows, kind)
    return _form(request, slip, sealed, DetailsForm(initial=typed), rows, added=kind if kind in ROWS else "")


def _confirm(request: HttpRequest, slip: Slip, sealed: str, filled: Filled) -> HttpResponse:
    left: list[str] = []
    if all([filled.details.is_valid(), *(formset.is_valid() for formset in filled.rows.values())]):
        try:
            recorded = observations.record(
                actor=viewer_of(request),
                now=timezone.now(),
                draft=filled.draft(slip, slips.mark_of(sealed)),
            )
        except Invalid as error:
            left = filled.show(error.problems)
        except AlreadyRecorded:
            return _known(request, selector.recorded_from(viewer_of(request), slips.mark_of(sealed)))
        else:
            messages.success(request, f"Recorded as {recorded.reference}.")
            return redirect("observation", recorded.pk)
    left += [str(error) for formset in filled.rows.values() for error in formset.non_form_errors()]
    return _form(request, slip, sealed, filled.details, filled.rows, left=left, status=422)


def _known(request: HttpRequest, observation: Observation | None) -> HttpResponse:
    assert observation is not None, "whoever recorded it has committed"
    messages.info(request, "This page was recorded already: here it is.")
    return redirect("observation", observation.pk)


def _form(
    request: HttpRequest,
    slip: Slip,
    sealed: str,
    details: DetailsForm,
    rows: Rows,
    *,
    left: list[str] | None = None,
    added: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = viewer_of(request)
    read: dict[str, Any] = {kind: getattr(slip.reading, kind) for kind in ROWS}
    groups = [
        {
            "kind": kind,
            "formset": formset,
            "template": f"desk/record/{kind}.html",
            "rows": [(form, source_of(form, read[kind])) for form in formset.forms],
            "added": kind == added,
        }
        for kind, formset in rows.items()
    ]
    for form in rows["options"].forms:
        form.verdict = judge(viewer, str(form["address"].value() or ""), str(form["network"].value() or ""))
    context = {
        "slip": sealed,
        "received": slip.received,
        "reading": slip.reading,
        "details": details,
        "groups": groups,
        "left": left or [],
        "first_fault": _first_fault(details, rows),
        "faulty": status != 200,
        "datalists": DATALISTS,
        "zones": OFFERED_ZONES,
        "brands": [brand.name for brand in sites.brands(viewer)[:1000]],
    }
    return render(request, "desk/record/form.html", context, status=status)


def _first_fault(details: DetailsForm, rows: Rows) -> BoundField | None:
    """The first field with a fault, in the order of the page; it has the focus in place of the site's."""
    forms = [*(form for formset in rows.values() for form in formset.forms), details]
    faulty = [form[name] for form in forms if form.is_bound for name in form.fields if form[name].errors]
    if faulty and faulty[0].form is not details:
        details.fields["site_address"].widget.attrs.pop("autofocus", None)
    if faulty:
        faulty[0].field.widget.attrs["autofocus"] = True
    return faulty[0] if faulty else None
