"""Asks the disclosure table for those who are told of removals and senders of reports: which of its classes
they are, and on what ground."""

from __future__ import annotations

from collections.abc import Iterable

from farthing.disclosure import (
    Basis,
    Decision,
    Field,
    Handling,
    Purpose,
    Request,
    Value,
    decide,
    decide_all,
)
from farthing.disclosure import Recipient as Class
from farthing.records.models import Recipient, Report
from farthing.records.words import PartnerKind

_BASES = {
    PartnerKind.HOTLINE: Basis.AGREEMENT,
    PartnerKind.POLICE: Basis.CRIME_PREVENTION,
    PartnerKind.HOSTING: Basis.NOTICE,
}


def decisions(recipient: Recipient, handling: Handling, fields: Iterable[Field]) -> dict[Field, Decision]:
    """What the table says that this recipient may be told so that a site is removed; of one that was let go,
    nothing."""
    there = recipient.active and (recipient.partner is None or recipient.partner.active)
    kind = PartnerKind(recipient.kind)
    who = Class(kind.value) if there else Class.NOBODY
    return decide_all(who, Purpose.TAKEDOWN, _BASES[kind], handling, fields)


def report_reference(report: Report) -> str:
    """The number under which a partner's report is here, as whoever sent it may be told it."""
    decision = decide(
        Request(Class.REPORTER, Purpose.TAKEDOWN, Basis.AGREEMENT, Handling.LIMITED, Field.REFERENCES)
    )
    return Value(report.reference).told(decision.form)


def to_reporter(handling: Handling) -> dict[Field, Decision]:
    """What the table says that who holds a report's receipt may be told of the site's removal."""
    fields = (Field.PROGRESS,)
    return decide_all(Class.REPORTER, Purpose.TAKEDOWN, Basis.CONSENT, handling, fields)
