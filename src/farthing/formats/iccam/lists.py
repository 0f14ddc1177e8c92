"""ICCAM's closed lists, by the numbers that its interface takes and gives.

Source: SCART's table of them (17 March 2023). They are old: of all coins the payment methods know Bitcoin
alone, and they still name Liberty Reserve, which was shut in 2013. What a list cannot say is Other.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

CONTENT_IS_A_WEBSITE: Final = 2
NOT_CATEGORISED: Final = 1  # of the ages and genders, on which this house records nothing


class PaymentMethod(IntEnum):
    NOT_DETERMINED = 1
    AMEX = 2
    DINERS = 3
    MASTERCARD = 4
    PAYPAL = 5
    VISA = 6
    WESTERN_UNION = 7
    OTHER = 8
    NONE = 9
    SMS = 10
    EMAIL = 11
    LIBERTY_RESERVE = 12
    BITCOIN = 13


class Commerciality(IntEnum):
    NOT_DETERMINED = 1
    COMMERCIAL = 2
    NON_COMMERCIAL = 3


class Classification(IntEnum):
    BASELINE = 1  # by the criteria of INTERPOL
    NATIONAL = 2
    IGNORE = 4


class SiteType(IntEnum):
    WEBSITE = 2
    FILE_HOST = 3
    IMAGE_STORE = 4
    IMAGE_BOARD = 5
    FORUM = 6
    BANNER_SITE = 7
    LINK_SITE = 8
    SOCIAL_NETWORKING = 9
    REDIRECTOR = 10
    WEB_ARCHIVE = 11
    SEARCH_PROVIDER = 18
    IMAGE_HOST = 20
    BLOG = 22
    NOT_APPLICABLE = 24


class ActionKind(StrEnum):
    """What was done about a content item. A kind that is not on the list is `UNKNOWN`, and the action says
    how ICCAM called it."""

    REPORTED_TO_LEA = "ReportedToLEA"
    REPORTED_TO_ISP = "ReportedToISP"
    REMOVED = "Removed"
    UNAVAILABLE = "Unavailable"
    MOVED = "Moved"
    NOT_ILLEGAL = "NotIllegal"
    UNKNOWN = "unknown"


# `Moved` has no number of its own in v3, where SCART keeps it under 0; in v2 it was 5.
ACTION_NUMBERS: Final = {
    0: ActionKind.MOVED,
    1: ActionKind.REPORTED_TO_LEA,
    2: ActionKind.REPORTED_TO_ISP,
    3: ActionKind.REMOVED,
    4: ActionKind.UNAVAILABLE,
    5: ActionKind.MOVED,
    6: ActionKind.NOT_ILLEGAL,
}

# The reasons of an action, as far as they are known here; another one is told by its number.
REASONS: Final = {
    1: "other",
    2: "content not found",
    3: "referrer not known or incorrect",
    4: "unable to access",
    5: "password protected",
    11: "premium account necessary",
    13: "removed before assessment",
    16: "does not meet the threshold",
}


def label(one: IntEnum) -> str:
    """How a person reads a value of these lists: `WESTERN_UNION` is "Western Union"."""
    return _LABELS.get(one.name) or one.name.replace("_", " ").title()


_LABELS = {"AMEX": "AMEX", "SMS": "SMS", "EMAIL": "e-mail", "PAYPAL": "PayPal", "NOT_APPLICABLE": "N/A"}
