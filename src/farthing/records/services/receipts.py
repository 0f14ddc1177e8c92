"""Coming back with a receipt. Who tries is not known; wrong tries are slowed for all alike."""

from __future__ import annotations

import re
from datetime import datetime

from farthing.records.models import Report
from farthing.records.sealing import receipt_hash
from farthing.records.services.pace import count, require_pace

WRONG_A_MINUTE = 20  # of 10^16 receipts: all of them in a thousand million years
_NAME = "wrong receipt"


def report_of_receipt(typed: str, now: datetime) -> Report | None:
    """The report whose receipt was typed, with or without gaps, or None. Raises TooManyTries."""
    require_pace(_NAME, now, WRONG_A_MINUTE)
    digits = re.sub(r"\D", "", typed) if typed.isascii() else ""
    if len(digits) == 16 and (
        found := Report.objects.select_related("assessment__decision", "site")
        .filter(receipt_hash=receipt_hash(digits))
        .first()
    ):
        return found
    count(_NAME, now)
    return None
