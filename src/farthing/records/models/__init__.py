"""The tables, one module a group."""

from farthing.records.models.appeal import Appeal, Correction
from farthing.records.models.assessment import Assessment, Decision, Label
from farthing.records.models.audit import AuditEvent
from farthing.records.models.clock import Place
from farthing.records.models.credential import Credential, KeptAnswer
from farthing.records.models.hosting import HostingCheck, HostingResult
from farthing.records.models.iccam import IccamAction, IccamAssignment, IccamDay, IccamReport
from farthing.records.models.indicator import Indicator, Sighting
from farthing.records.models.lead import (
    Hunt,
    Lead,
    LeadReason,
    ReadingKey,
    ReasonTally,
    SavedReading,
    ScannedFile,
)
from farthing.records.models.notice import Notice, NoticeItem
from farthing.records.models.observation import Contact, Observation, Offer, Option, TemplateBand
from farthing.records.models.outbox import Delivery
from farthing.records.models.partner import Member, Partner
from farthing.records.models.proposal import BrandProposal, NotOfBrand, ProposalLink, RefusedTrait
from farthing.records.models.recheck import Recheck, Watch
from farthing.records.models.removal import Recipient, Removal
from farthing.records.models.report import Pace, Report, ReportMessage, SpentToken
from farthing.records.models.reveal import Reveal
from farthing.records.models.second_look import AssessingRule, SecondLook
from farthing.records.models.site import Brand, Site
from farthing.records.models.trend import Rate, TrendFigure, TrendRelease, YearTotal

__all__ = [
    "Appeal",
    "AssessingRule",
    "Assessment",
    "AuditEvent",
    "Brand",
    "BrandProposal",
    "Contact",
    "Correction",
    "Credential",
    "Decision",
    "Delivery",
    "HostingCheck",
    "HostingResult",
    "Hunt",
    "IccamAction",
    "IccamAssignment",
    "IccamDay",
    "IccamReport",
    "Indicator",
    "KeptAnswer",
    "Label",
    "Lead",
    "LeadReason",
    "Member",
    "NotOfBrand",
    "Notice",
    "NoticeItem",
    "Observation",
    "Offer",
    "Option",
    "Pace",
    "Partner",
    "Place",
    "ProposalLink",
    "Rate",
    "ReadingKey",
    "ReasonTally",
    "Recheck",
    "Recipient",
    "RefusedTrait",
    "Removal",
    "Report",
    "ReportMessage",
    "Reveal",
    "SavedReading",
    "ScannedFile",
    "SecondLook",
    "Sighting",
    "Site",
    "SpentToken",
    "TemplateBand",
    "TrendFigure",
    "TrendRelease",
    "Watch",
    "YearTotal",
]
