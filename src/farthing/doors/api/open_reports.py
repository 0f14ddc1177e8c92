"""`/api/v1/open-reports`: what an organisation was told of and is still open, and what it says of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from farthing.doors.api.keys import Key, credential_of
from farthing.doors.api.problems import ApiProblem, Kind, documented
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Removal
from farthing.records.selectors import open_reports as selector
from farthing.records.services.settling import settle
from farthing.records.words import Scope, Settling

MOST_AT_ONCE = 200
_REFERENCE = re.compile(rf"{Removal.LETTER}-([0-9]{{1,12}})")

router = Router(tags=["open reports"])


class OpenReport(Schema):
    """One open report, as far as its recipient may read it; what he may not is null. There is no address: it
    stands in the notice."""

    reference: str | None
    their_reference: str | None
    country: str | None
    told_at: datetime | None
    age_hours: int | None
    progress: str | None
    waits_for_word: bool


class OpenReports(Schema):
    """A page of them; `next` is what to ask for as `after`, null on the last page."""

    open_reports: list[OpenReport]
    next: str | None


class Word(Schema):
    """What became of it, with the number under which the organisation has it."""

    model_config = ConfigDict(extra="forbid")

    state: Settling
    reference: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


@router.get(
    "/open-reports",
    auth=Key(Scope.READ_OPEN_REPORTS),
    response=OpenReports,
    summary="Read open reports",
    operation_id="read_open_reports",
    openapi_extra=documented(Scope.READ_OPEN_REPORTS, Kind.INVALID),
)
def read_open_reports(
    request: HttpRequest,
    after: Annotated[str, Query(pattern=rf"^({_REFERENCE.pattern})?$")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 100,
) -> Any:
    """The organisation's open reports, the longest open first, by both sides' references, country and age."""
    viewer, now = credential_of(request).member, timezone.now()
    found = list(selector.open_removals(viewer, _number(after) if after else 0)[: limit + 1])
    reports = [_said(one, now) for one in selector.shown(viewer, found[:limit])]
    return {"open_reports": reports, "next": found[limit - 1].reference if len(found) > limit else None}


@router.post(
    "/open-reports/{reference}/state",
    auth=Key(Scope.SETTLE_OPEN_REPORTS),
    response=OpenReport,
    summary="Say what became of a report",
    operation_id="settle_open_report",
    openapi_extra=documented(
        Scope.SETTLE_OPEN_REPORTS,
        *(Kind.MALFORMED, Kind.NOT_FOUND, Kind.CONFLICT),
        *(Kind.TOO_LARGE, Kind.WRONG_TYPE, Kind.INVALID),
    ),
)
def settle_open_report(request: HttpRequest, reference: str, word: Word) -> Any:
    """Taken up (only the reference is noted), removed, moved to another host (it is looked for anew), not
    illegal here, or, by police who were asked first, go on. Said twice, it is the same."""
    viewer, now = credential_of(request).member, timezone.now()
    try:
        removal = selector.removal_told(viewer, _number(reference))
    except Removal.DoesNotExist:
        raise ApiProblem(Kind.NOT_FOUND, "Your organisation was told of no such report.") from None
    try:
        settle(actor=viewer, now=now, removal=removal, said=word.state, their_reference=word.reference)
    except (Invalid, Forbidden) as error:
        raise ApiProblem(Kind.CONFLICT, str(error)) from error
    removal.refresh_from_db()
    return _said(selector.shown(viewer, [removal])[0], now)


def _number(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference)
    return int(match[1]) if match else 0


def _said(one: selector.OpenReport, now: datetime) -> dict[str, Any]:
    age = None if one.told_at is None else int((now - one.told_at).total_seconds() // 3600)
    return {
        "reference": one.ours or None,
        "their_reference": one.theirs or None,
        "country": one.country or None,
        "told_at": one.told_at,
        "age_hours": age,
        "progress": one.progress or None,
        "waits_for_word": one.waits_for_word,
    }
