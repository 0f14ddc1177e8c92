"""References: "T-000123" as typed, to the record of that letter and number, for those who may see it."""

from __future__ import annotations

import re

from django.db.models import Model

from farthing.records import models
from farthing.records.models.base import Referenced
from farthing.records.permissions import Shelf, may_read
from farthing.records.words import DeliveryKind

_REFERENCE = re.compile(r"([A-Z])\s*-?\s*0*([0-9]{1,18})", re.IGNORECASE)

# Which shelf holds the records of a table.
_SHELVES: dict[Shelf, tuple[type[Model], ...]] = {
    Shelf.OBSERVATIONS: (
        *(models.Observation, models.Site, models.Indicator, models.Brand, models.BrandProposal),
        *(models.HostingCheck, models.Watch, models.Lead, models.Hunt),
        *(models.TrendRelease, models.YearTotal),
    ),
    Shelf.REPORTS: (
        *(models.Report, models.Assessment, models.Appeal, models.Correction, models.SecondLook),
    ),
    Shelf.REMOVALS: (models.Removal, models.Notice, models.Delivery),
    Shelf.RECIPIENTS: (models.Recipient,),
    Shelf.REVEALS: (models.Reveal,),
    Shelf.MEMBERS: (models.Member, models.Partner),
    Shelf.CREDENTIALS: (models.Credential,),
}
_BY_LETTER: dict[str, tuple[type[Model], Shelf]] = {
    "M" if table is models.Member else table.LETTER: (table, shelf)  # type: ignore[attr-defined]
    for shelf, tables in _SHELVES.items()
    for table in tables
}
Named = Referenced | models.Member


def named(viewer: models.Member, text: str) -> Named | None:
    """The record that `text` names, with or without its line and noughts (of a notice what delivers it); None
    where it names none, there is none of that number, or it is not for the viewer."""
    match = _REFERENCE.fullmatch(text.strip())
    if not match or match[1].upper() not in _BY_LETTER:
        return None
    table, shelf = _BY_LETTER[match[1].upper()]
    if not may_read(viewer, shelf):
        return None
    number = int(match[2])
    if table is models.Notice:  # it is read with what sends it
        return models.Delivery.objects.filter(kind=DeliveryKind.NOTICE, number=number).first()
    found: Named | None = table._default_manager.filter(pk=number).first()  # type: ignore[assignment]
    return found
