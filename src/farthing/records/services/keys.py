"""Wrapping every record's data key anew, after the key ring was turned."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from farthing import seal
from farthing.records.keyring import ring
from farthing.records.models import AuditEvent, Delivery, Observation, Report, Site
from farthing.records.words import Hand, Verb

_AT_ONCE = 1000
S = TypeVar("S", Site, Observation, Report, Delivery)


def wrap_anew(*, now: datetime) -> int:
    """Wraps the data key of every record under the ring's key in use; gives the number of records.

    Whoever calls it has the key ring's file in hand and needs no leave: the audit says that the house itself
    did it. What the data keys sealed is not touched, and what was shredded stays so.
    """
    with transaction.atomic():
        count = _wrapped(Site) + _wrapped(Observation) + _wrapped(Report) + _wrapped(Delivery)
        AuditEvent.objects.create(
            at=now,
            hand=Hand.HOUSE,
            verb=Verb.KEY_RING_TURNED,
            subject=ring().current[:32],
            reason=f"{count} records",
        )
    return count


def _wrapped(table: type[S]) -> int:
    """Goes through the records that are not shredded by their numbers, some at a time."""
    count = last = 0
    sealed = table._default_manager.exclude(data_key=b"").only("pk", "uid", "data_key").order_by("pk")
    while records := list(sealed.filter(pk__gt=last)[:_AT_ONCE]):
        for record in records:
            record.data_key = seal.rewrap(ring(), bytes(record.data_key), record.uid, secrets.token_bytes)
        table._default_manager.bulk_update(records, ["data_key"])
        count, last = count + len(records), records[-1].pk
    return count
