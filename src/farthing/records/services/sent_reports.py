"""Reports that programs send, many at once: each is accepted, known already, or refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from farthing.records.disclosing import report_reference
from farthing.records.drafts import ReportDraft
from farthing.records.errors import Invalid
from farthing.records.models import Member, Partner, Report
from farthing.records.services.locked import CHUNK
from farthing.records.services.reports import checked, origin_mark, put_in_danger, take_in
from farthing.records.services.write import Written, service
from farthing.records.words import Verb


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one report: the number under which it is here, or why it is not."""

    outcome: Outcome
    reference: str = ""
    reason: str = ""


@service(Verb.REPORTS_SENT)
def take_sent(*, actor: Member, now: datetime, drafts: Sequence[ReportDraft]) -> Written[list[Answer]]:
    """Takes in what of these reports is new and sound, and answers each. What was sent before adds nothing,
    but that a child may be in danger is heard whenever it is said."""
    Partner.objects.select_for_update(no_key=True).get(
        pk=actor.partner_id
    )  # the same sent twice at once is one
    sound: dict[int, ReportDraft] = {}
    answers: dict[int, Answer] = {}
    places = []
    for number, draft in enumerate(drafts):
        try:
            places.append((draft, checked(draft)))
        except Invalid as error:
            answers[number] = Answer(Outcome.REFUSED, reason=str(error))
        else:
            sound[number] = draft
    new = {bytes(report.origin_mark or b"") for report in take_in(actor, places, now)}
    marks = {number: origin_mark(draft) or b"" for number, draft in sound.items()}
    here = _by_mark(list(marks.values()))
    added = len(new)
    for number, mark in marks.items():
        report = here[mark]
        if sound[number].in_danger:
            put_in_danger(report, now)
        outcome = Outcome.ACCEPTED if mark in new else Outcome.DUPLICATE
        new.discard(mark)
        answers[number] = Answer(outcome, report_reference(report))
    said = f"{added} of {len(drafts)} reports are new"
    return Written([answers[number] for number in range(len(drafts))], [actor], ("reports",), said)


def _by_mark(marks: Sequence[bytes]) -> Mapping[bytes, Report]:
    found: dict[bytes, Report] = {}
    for start in range(0, len(marks), CHUNK):
        chunk = Report.objects.filter(origin_mark__in=marks[start : start + CHUNK]).select_related("site")
        found |= {bytes(report.origin_mark or b""): report for report in chunk}
    return found
