"""ICCAM, the exchange of the INHOPE hotlines, by its REST interface v3: our sites as its reports, and its
answers as typed values.

    report(told, account)    the body of a new report, and what it could not say
    decoded(body)            an answer's JSON, of any shape; then one of
    number(…) listed(…) reports_named(…) report_of(…) content_of(…)

Sources: the field names and the numbers of the closed lists are those that the open hotline tool SCART
sends and reads (its ICCAM v3 classes and its list of 17 March 2023). It is `doors.iccam` that asks and sends.

The package's one error:

    Unreadable    an answer is not what ICCAM gives; the text says in a line what is wrong with it
"""

from __future__ import annotations

from farthing.formats.iccam.answers import (
    Action,
    Content,
    Listed,
    Report,
    Unreadable,
    content_of,
    decoded,
    listed,
    number,
    report_of,
    reports_named,
    said_wrong,
)
from farthing.formats.iccam.lists import ActionKind, PaymentMethod
from farthing.formats.iccam.report import Payment, Told, report

__all__ = [
    "Action",
    "ActionKind",
    "Content",
    "Listed",
    "Payment",
    "PaymentMethod",
    "Report",
    "Told",
    "Unreadable",
    "content_of",
    "decoded",
    "listed",
    "number",
    "report",
    "report_of",
    "reports_named",
    "said_wrong",
]
