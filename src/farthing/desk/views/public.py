"""The public's two pages: reporting a site, and coming back with the receipt.

They need no account and no script, set no cookie and keep nothing of who comes: forms carry a token, times
are cut to the hour before they reach the records, and no web address holds anything typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from farthing.desk import tokens
from farthing.desk.access import Door, allow
from farthing.desk.forms.public import AdditionForm, PublicForm, ReceiptForm, ReportForm
from farthing.desk.tokens import TokenRefused
from farthing.records.drafts import ReportDraft
from farthing.records.errors import AlreadyRecorded, Invalid, TooManyTries
from farthing.records.models import Report
from farthing.records.selectors.reports import receipt_page
from farthing.records.services import reports as service
from farthing.records.services.receipts import report_of_receipt
from farthing.records.words import Hand, ReportSource
from farthing.seal import grouped, new_receipt

REPORT, RECEIPT = "report", "receipt"
_ONCE = "This form was sent already, and arrived. Nothing was stored twice."


@allow(Door.STREET)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_site(request: HttpRequest) -> HttpResponse:
    """Takes a report from anybody and shows its receipt, once."""
    now = timezone.now()
    came = service.public_this_hour(now, settings.PUBLIC_MOST_AN_HOUR)
    if came >= settings.PUBLIC_MOST_AN_HOUR:
        return _page(request, "full", 503)
    ask = came >= settings.PUBLIC_CALM_AN_HOUR
    if request.method != "POST":
        return _form(request, ReportForm(), now, ask)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form(request, form, now, ask, 422)
    given, receipt = form.cleaned_data, new_receipt(secrets.token_bytes)
    try:
        service.receive(
            actor=Hand.PUBLIC,
            now=_hour(now),
            draft=ReportDraft(
                given["address"], ReportSource.PUBLIC, words=given["words"], in_danger=given["in_danger"]
            ),
            receipt=receipt,
            token=tokens.take(REPORT, given["token"], now, answer=given["answer"], ask=ask),
        )
    except (TokenRefused, AlreadyRecorded, Invalid) as error:
        _say(form, error)
    else:
        return _page(request, "thanks", receipt=grouped(receipt), in_danger=given["in_danger"])
    return _form(request, form, now, ask, 422)


@allow(Door.STREET)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Shows how far a report is to who holds its receipt."""
    if request.method != "POST":
        return _page(request, "receipt", form=ReceiptForm())
    form, now = ReceiptForm(request.POST), timezone.now()
    found, refusal = _found(form, now)
    if found is None:
        return refusal(request)
    return _receipt(request, found, _addition(form), now)


@allow(Door.STREET)
@csrf_exempt
@require_POST
def add_to_report(request: HttpRequest) -> HttpResponse:
    """Takes an answer or an addition from who holds the receipt."""
    form, now = AdditionForm(request.POST), timezone.now()
    found, refusal = _found(form, now)
    if found is None:
        return refusal(request)
    if not form.is_valid():
        return _receipt(request, found, form, now, 422)
    given = form.cleaned_data
    try:
        service.add_to(
            actor=Hand.PUBLIC,
            now=_hour(now),
            report=found,
            text=given["text"],
            in_danger=given["in_danger"],
            token=tokens.take(RECEIPT, given["token"], now),
        )
    except (TokenRefused, AlreadyRecorded, Invalid) as error:
        _say(form, error)
    else:
        return _receipt(request, found, _addition(form), now, added=True)
    return _receipt(request, found, form, now, 422)


def _found(form: ReceiptForm, now: datetime) -> tuple[Report | None, Callable[[HttpRequest], HttpResponse]]:
    """The report of the receipt that was typed; or None, and the page that says why."""
    typed, status = form.data.get("receipt", ""), 422
    try:
        found = report_of_receipt(typed, now) if typed.strip() else None
    except TooManyTries as error:
        found, status, sentence = None, 429, str(error)
    else:
        sentence = "No report has this receipt. Compare it digit by digit with what you wrote down."
    again = ReceiptForm(form.data if not typed.strip() else {"receipt": typed})
    if typed.strip() and found is None:
        again.add_error("receipt", sentence)
    return found, lambda request: _page(request, "receipt", status, form=again)


def _say(form: PublicForm, error: TokenRefused | AlreadyRecorded | Invalid) -> None:
    """Shows on the form why nothing was taken."""
    if isinstance(error, Invalid):
        form.show(error.problems)
    else:
        form.add_error(None, _ONCE if isinstance(error, AlreadyRecorded) else str(error))


def _addition(form: ReceiptForm) -> AdditionForm:
    return AdditionForm(initial={"receipt": form.data.get("receipt", "")})


def _receipt(
    request: HttpRequest, report: Report, form: AdditionForm, now: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    new = tokens.issue(RECEIPT, now)
    return _page(request, "report", status, said=receipt_page(report), form=form, token=new.token, **more)


def _form(
    request: HttpRequest, form: PublicForm, now: datetime, ask: bool, status: int = 200
) -> HttpResponse:
    new = tokens.issue(REPORT, now, ask=ask)
    return _page(request, "form", status, form=form, token=new.token, question=new.question)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    words = {"emergency": settings.EMERGENCY} | context
    return render(request, f"desk/public/{name}.html", words, status=status)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
