"""How often a thing may be done within a minute, by all together.

Nobody is told apart, so nobody is tracked; what is refused is refused to all alike until the minute is over.
None of this is a record: there is no audit event, and the count of the next minute replaces that of the last.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from farthing.records.errors import TooManyTries
from farthing.records.models import Pace


def require_pace(name: str, now: datetime, most: int) -> None:
    """Raises TooManyTries where `name` was counted `most` times within this minute."""
    if Pace.objects.filter(name=name, minute=_minute(now), count__gte=most).exists():
        raise TooManyTries("This was tried too often just now. Wait a minute, then try again.")


def count(name: str, now: datetime) -> None:
    """Counts once."""
    minute = _minute(now)
    with transaction.atomic():
        Pace.objects.bulk_create([Pace(name=name, minute=minute, count=0)], ignore_conflicts=True)
        if not Pace.objects.filter(name=name, minute=minute).update(count=F("count") + 1):
            Pace.objects.filter(name=name).update(minute=minute, count=1)


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
