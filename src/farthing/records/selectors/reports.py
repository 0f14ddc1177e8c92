"""Reports, without their addresses; their words with every site's address masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from farthing.disclosure import Field, Handling, Value, cleared
from farthing.pages.masking import mask
from farthing.records.disclosing import to_reporter
from farthing.records.models import Member, Report
from farthing.records.permissions import Shelf
from farthing.records.sealing import Opener
from farthing.records.selectors.scope import require_read
from farthing.records.site_address import hosts_of, parse
from farthing.records.words import AssessmentState, MessageKind, RemovalState, ReportSource

MOST_REMOVALS = 20  # of one site
_ENDED = {RemovalState.REMOVED: "gone", RemovalState.NOT_ILLEGAL: "nothing-more"}


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it may be shown, and the member who wrote it, if any of ours did."""

    kind: MessageKind
    text: str
    at: datetime
    by: Member | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What the holder of a receipt is told: the state in a word, and what passed between us."""

    state: str  # "received", "looked-at", "nothing-more" or "gone"
    messages: tuple[Said, ...]

    @property
    def asked(self) -> bool:
        """Whether our last word is a question."""
        return bool(self.messages) and self.messages[-1].kind == MessageKind.QUESTION


def reports(viewer: Member, source: str = "") -> QuerySet[Report]:
    """Reports, the newest first; all of them, or those that came in one way."""
    require_read(viewer, Shelf.REPORTS)
    found = Report.objects.select_related("site", "assessment", "partner").order_by("-pk")
    return found.filter(source=source) if source in ReportSource.values else found


def report(viewer: Member, number: int) -> Report:
    """One report. Raises Report.DoesNotExist."""
    return reports(viewer).get(pk=number)


def masked_words(viewer: Member, one: Report) -> str:
    """What the reporter wrote, with every address in it masked."""
    require_read(viewer, Shelf.REPORTS)
    return _masked(one, Opener(one).field("words"))


def messages(viewer: Member, one: Report) -> list[Said]:
    """What passed between us and the receipt's holder, with every address in it masked."""
    require_read(viewer, Shelf.REPORTS)
    return [Said(said.kind, _masked(one, said.text), said.at, said.by) for said in _opened(one)]


def receipt_page(one: Report) -> ReceiptPage:
    """What is told to who holds the receipt of this report."""
    return ReceiptPage(_state(one), tuple(_opened(one)))


def _state(one: Report) -> str:
    """How far a report is, as far as the disclosure table lets its reporter know. While police hold the
    removal of its site or an embargo lies on that, whatever becomes of it, no more than that we looked."""
    decision = one.assessment.decision
    if one.assessment.state != AssessmentState.DECIDED or decision is None:
        return "received"
    removals = list(one.site.removals.order_by("-pk")[:MOST_REMOVALS])
    if any(removal.is_held for removal in removals):
        return "looked-at"
    newest = removals[0] if removals else None
    if not decision.actionable:
        state = "nothing-more"
    elif newest is None:
        state = "looked-at"
    else:
        state = _ENDED.get(RemovalState(newest.state), "looked-at")
    handling = Handling(newest.handling) if newest else Handling.LIMITED
    may = cleared({Field.PROGRESS: Value("", generalised=state)}, to_reporter(handling))
    return may.get(Field.PROGRESS, "looked-at")


def _opened(one: Report) -> list[Said]:
    opener = Opener(one)
    return [
        Said(MessageKind(message.kind), opener.message(message), message.at, message.by)
        for message in one.messages.select_related("by").order_by("pk")
    ]


def _masked(one: Report, text: str) -> str:
    return mask(text, hosts_of(parse(Opener(one.site).field("address")), ())) if text else ""
