"""Lists of reports taken in; the answer grows while they are, so that the bar needs no script."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from farthing.desk.access import allow
from farthing.desk.forms.imports import ImportForm
from farthing.desk.uploads import was_too_large
from farthing.desk.viewer import viewer_of
from farthing.records.permissions import MAY_WRITE
from farthing.records.services.imports import Progress, import_list
from farthing.records.words import Verb

MOST_FAULTS = 500  # shown; the command names them all
_BAR = "<!-- bar -->"


@allow(MAY_WRITE[Verb.REPORTS_IMPORTED])
def import_reports(request: HttpRequest) -> HttpResponseBase:
    """Takes in a SCART list, with a bar for each part that replaces the one before it."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not form.is_bound:
        return _form(request, form)
    if was_too_large(request):
        form.add_error("list", "At most 20 MB come in at once: split the list, or use the command.")
    elif form.is_valid() and not form.cleaned_data["list"]:
        form.add_error("list", "Choose a file.")
    if not form.is_valid():
        return _form(request, form, 422)
    return StreamingHttpResponse(_imported(request, form.cleaned_data["list"].read()))


def _imported(request: HttpRequest, data: bytes) -> Iterator[str]:
    """The page in pieces: its head, a bar a part, what came of it, its foot."""
    head, foot = render_to_string("desk/importing.html", {"bar": _BAR}, request).split(_BAR)
    yield head
    lines, last = len(data.splitlines()), Progress(0, 0, 0, ())
    for last in import_list(viewer_of(request), timezone.now(), data):
        yield render_to_string("desk/import_bar.html", {"done": last, "lines": lines})
    yield render_to_string("desk/imported.html", {"done": last, "faults": last.faults[:MOST_FAULTS]})
    yield foot


def _form(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/import.html", {"form": form}, status=status)
