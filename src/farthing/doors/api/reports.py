"""`POST /api/v1/reports`: reports that partners and tools send, one or up to a thousand at once."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router, Schema
from pydantic import ConfigDict, StringConstraints, ValidationError

from farthing.doors.api.bodies import document, sentence
from farthing.doors.api.keys import Key, credential_of
from farthing.doors.api.problems import ApiProblem, Fault, Kind, documented
from farthing.records.drafts import ReportDraft
from farthing.records.errors import UsedOtherwise
from farthing.records.models import Credential, Member
from farthing.records.services.kept_answers import answered_once
from farthing.records.services.reports import LONGEST_ADDRESS, LONGEST_WORDS
from farthing.records.services.sent_reports import Outcome, take_sent
from farthing.records.words import ReportSource, Scope

MOST_AT_ONCE = 1000
LONGEST_REFERENCE = 80

router = Router(tags=["reports"])


class SentReport(Schema):
    """One report. Only the address is needed. The same address, referrer and reference sent again is the same
    report; another reference makes it another report of the same site."""

    model_config = ConfigDict(extra="forbid", strict=True)

    address: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_ADDRESS)
    ]
    referrer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ADDRESS)] = ""
    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)] = ""
    in_danger: bool = False
    reference: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REFERENCE)] = ""


class Row(Schema):
    """What became of one report, by its place in what was sent (0 is the first)."""

    row: int
    outcome: Literal["accepted", "duplicate", "refused"]
    reference: str | None = None
    reason: str | None = None


class Taken(Schema):
    """What became of all of them."""

    accepted: int
    duplicate: int
    refused: int
    rows: list[Row]


def _body_schema() -> dict[str, Any]:
    one = SentReport.model_json_schema()
    many = {
        "title": "Batch",
        "type": "object",
        "required": ["reports"],
        "additionalProperties": False,
        "properties": {
            "reports": {"type": "array", "minItems": 1, "maxItems": MOST_AT_ONCE, "items": {"type": "object"}}
        },
    }
    return {"anyOf": [one, many]}


_DOCUMENTED = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _body_schema()}},
        "description": "One report, or up to a thousand as {“reports”: […]}, each of the same form.",
    },
    **documented(Scope.SEND_REPORTS, Kind.MALFORMED, Kind.TOO_LARGE, Kind.WRONG_TYPE, Kind.INVALID),
}


@router.post(
    "/reports",
    auth=Key(Scope.SEND_REPORTS),
    response=Taken,
    summary="Send reports",
    operation_id="send_reports",
    openapi_extra=_DOCUMENTED,
)
def send_reports(
    request: HttpRequest,
    idempotency_key: Annotated[
        str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255)
    ] = None,
) -> Any:
    """Each report is answered: accepted with its number here, a duplicate of what was sent before (nothing is
    added), or refused with the reason; in a batch the good ones are kept whatever the others are. With an
    “Idempotency-Key”, the same request sent again within a day gets the same answer."""
    credential, body = credential_of(request), document(request)
    rows = _rows(body)
    if idempotency_key is None:
        answer = _taken(credential.member, rows)
    else:
        answer = _once(credential, idempotency_key, request.body, rows)
    if answer["refused"] and "reports" not in body:
        raise ApiProblem(Kind.INVALID, answer["rows"][0]["reason"])
    return answer


def _once(credential: Credential, key: str, body: bytes, rows: list[Any]) -> dict[str, Any]:
    try:
        return answered_once(
            credential=credential,
            key=key,
            body=body,
            now=timezone.now(),
            answer=lambda: _taken(credential.member, rows),
        )
    except UsedOtherwise as error:
        raise ApiProblem(
            Kind.INVALID, str(error), faults=[Fault("Idempotency-Key", "It was used before.")]
        ) from error


def _rows(body: Any) -> list[Any]:
    """The reports of a body. Raises ApiProblem where it is neither one nor a batch."""
    if not isinstance(body, dict):
        raise ApiProblem(Kind.INVALID, "Send a report as a JSON object, or {“reports”: […]}.")
    if "reports" not in body:
        return [body]
    rows = body["reports"]
    if len(body) > 1 or not isinstance(rows, list) or not 0 < len(rows) <= MOST_AT_ONCE:
        wanted = f"“reports” is a list of 1 to {MOST_AT_ONCE} reports, and nothing stands beside it."
        raise ApiProblem(Kind.INVALID, wanted, faults=[Fault("reports", wanted)])
    return rows


def _taken(member: Member, rows: list[Any]) -> dict[str, Any]:
    """Has the sound rows taken in, and answers all."""
    answers: dict[int, dict[str, Any]] = {}
    drafts: dict[int, ReportDraft] = {}
    for number, row in enumerate(rows):
        read = _read(row, member)
        if isinstance(read, ReportDraft):
            drafts[number] = read
        else:
            answers[number] = {"row": number, "outcome": Outcome.REFUSED.value, "reason": read}
    taken = take_sent(actor=member, now=timezone.now(), drafts=list(drafts.values()))
    for number, one in zip(drafts, taken, strict=True):
        answers[number] = {
            "row": number,
            "outcome": one.outcome.value,
            "reference": one.reference or None,
            "reason": one.reason or None,
        }
    counted = Counter(one["outcome"] for one in answers.values())
    return {
        **{outcome.value: counted[outcome.value] for outcome in Outcome},
        "rows": [answers[number] for number in range(len(rows))],
    }


def _read(row: Any, member: Member) -> ReportDraft | str:
    """The draft of a row, or why it is no report."""
    if not isinstance(row, dict):
        return "A report is a JSON object."
    try:
        sent = SentReport.model_validate(row)
    except ValidationError as error:
        return sentence(error)
    return ReportDraft(
        sent.address,
        ReportSource.API,
        words=sent.words,
        in_danger=sent.in_danger,
        referrer_path=sent.referrer,
        partner=member.partner,
        their_reference=sent.reference,
    )
