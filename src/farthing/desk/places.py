"""Where a record stands at the desk: its own page, or the page that shows it."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse

from farthing.records import models
from farthing.records.selectors.references import Named

_OWN_PAGE: dict[type[Model], str] = {
    models.Observation: "observation",
    models.Site: "site",
    models.Indicator: "indicator",
    models.Brand: "brand",
    models.BrandProposal: "proposal",
    models.HostingCheck: "hosting_check",
    models.Watch: "watch",
    models.Lead: "lead",
    models.Report: "report",
    models.Assessment: "assessment",
    models.SecondLook: "second_look",
    models.Removal: "removal",
    models.Delivery: "delivery",
    models.Recipient: "recipient",
    models.Member: "member",
}
_IN_A_LIST: dict[type[Model], str] = {
    models.Hunt: "leads",
    models.Reveal: "reveals",
    models.Partner: "members",
    models.Credential: "credentials",
    models.TrendRelease: "trend",
    models.YearTotal: "trend",
}


def place_of(record: Named) -> str:
    """The address of the page that shows a record."""
    if isinstance(record, (models.Appeal, models.Correction)):
        return reverse("assessment", args=[record.assessment_id])
    if type(record) in _OWN_PAGE:
        return reverse(_OWN_PAGE[type(record)], args=[record.pk])
    return reverse(_IN_A_LIST[type(record)])
