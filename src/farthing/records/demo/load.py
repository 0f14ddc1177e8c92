"""Loading the demonstration: the cast, the saved pages, the invented observations, and a week's work.

Each of the two parts is one transaction, so that a loading that was cut short has left nothing: it begins
afresh at the next start.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice

from django.db import transaction

from farthing.records.demo import growth, iccam
from farthing.records.demo.activity import act
from farthing.records.demo.cast import ADMIN, CAST, admit_cast
from farthing.records.demo.evidence import name_brands
from farthing.records.demo.figures import publish
from farthing.records.demo.hosting import check_hosting, recheck
from farthing.records.demo.invented import Entry, entries
from farthing.records.demo.leads import scan
from farthing.records.demo.past import remove_earlier
from farthing.records.demo.removals import remove
from farthing.records.demo.saved import saved_entries
from farthing.records.demo.told import tell
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Member, Observation
from farthing.records.services.observations import record_many
from farthing.records.services.proposals import propose_brands
from farthing.records.services.write import Written, service
from farthing.records.words import Verb

_AT_ONCE = 300  # observations made, checked and stored together


def load(secret: str, now: datetime, with_records: bool = True) -> None:
    """Loads what of the demonstration is not there yet. Raises Invalid where another desk lies there."""
    load_cast(secret, now)
    if with_records:
        load_records(now)


def load_cast(secret: str, now: datetime) -> None:
    """Admits the cast into an empty database; does nothing where somebody is there already."""
    with transaction.atomic():
        if not Member.objects.exists():
            admit_cast(secret, now)
    if Member.objects.filter(username__in=CAST).count() < len(CAST):
        raise Invalid(Problem("data", "Another desk than the demonstration lies here."))


def load_records(now: datetime) -> None:
    """Records the demonstration's observations; does nothing where there are any already."""
    with transaction.atomic():
        if not Observation.objects.exists():
            load_demonstration(actor=Member.objects.get(username=ADMIN), now=now)


@service(Verb.DEMONSTRATION_LOADED)
def load_demonstration(*, actor: Member, now: datetime) -> Written[None]:
    """Writes all of it through the services that the desk uses, by the members who would do so."""
    cast = {member.username: member for member in Member.objects.filter(username__in=CAST)}
    analysts = [cast["analyst"], cast["analyst2"], cast["supervisor"]]
    saved = saved_entries(now, len(analysts))
    invented = entries(growth.SITES - len(saved), growth.OBSERVATIONS - len(saved), now, len(analysts))
    with _no_collection():
        for batch in _batches(invented):
            _record(analysts, batch)
    _record(analysts, saved)
    name_brands(cast["supervisor"], now)
    act(cast, now)
    remove(cast, now)
    remove_earlier(cast, now)
    check_hosting(cast["analyst"], now)
    recheck(cast["analyst2"], now)
    propose_brands(actor=cast["analyst"], now=now)
    scan(cast["analyst"], now)
    publish(cast["supervisor"], now)
    iccam.read(now)
    tell(cast, now)
    return Written(None, about=[actor.partner], fields=("observations", "brands", "reports", "reveals"))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Spares Python's search for rings of garbage, of which a load makes none: a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _batches(found: Iterator[Entry]) -> Iterator[list[Entry]]:
    """A quarter of a year at once, and not too many: the audit dates a batch by its last entry."""
    for _, quarter in groupby(found, lambda entry: _quarter(entry.draft.observed_at)):
        while batch := list(islice(quarter, _AT_ONCE)):
            yield batch


def _quarter(at: datetime) -> tuple[int, int]:
    return at.year, (at.month - 1) // 3


def _record(analysts: list[Member], batch: Iterable[Entry]) -> None:
    batch = list(batch)
    for number, analyst in enumerate(analysts):
        own = [(entry.draft, entry.recorded_at) for entry in batch if entry.analyst == number]
        if own:
            record_many(actor=analyst, now=max(at for _, at in own), entries=own)
