"""Asks the disclosure table for recipients of notices: which of its classes they are, and on what ground."""

from __future__ import annotations

from collections.abc import Iterable

from farthing.disclosure import Basis, Decision, Field, Handling, Purpose, decide_all
from farthing.disclosure import Recipient as Class
from farthing.records.models import Recipient
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
