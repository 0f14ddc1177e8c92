"""The tables, one module a group."""

from farthing.records.models.audit import AuditEvent
from farthing.records.models.indicator import Indicator, Sighting
from farthing.records.models.observation import Contact, Observation, Offer, Option, TemplateBand
from farthing.records.models.partner import Member, Partner
from farthing.records.models.reveal import Reveal
from farthing.records.models.site import Brand, Site
from farthing.records.models.trend import Rate, TrendFigure, TrendRelease, YearTotal

__all__ = [
    "AuditEvent",
    "Brand",
    "Contact",
    "Indicator",
    "Member",
    "Observation",
    "Offer",
    "Option",
    "Partner",
    "Rate",
    "Reveal",
    "Sighting",
    "Site",
    "TemplateBand",
    "TrendFigure",
    "TrendRelease",
    "YearTotal",
]
