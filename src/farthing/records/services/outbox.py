"""The outbox: put in the transaction of what causes it, claimed with a lease, tried until it is delivered.

A claim that is not marked as done comes up again when its lease ends, so that a worker that was killed
loses nothing; at worst its receiver meets the same id twice. Claims and failed tries are the machine's own
steps and have no audit event: what was delivered, and what was given up, does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from farthing.records.errors import Invalid, Problem
from farthing.records.models import AuditEvent, Delivery, Member, Recipient
from farthing.records.sealing import Opener, Sealer, seal_more
from farthing.records.services.write import Written, service
from farthing.records.words import Channel, DeliveryKind, DeliveryState, Hand, Verb

LEASE = timedelta(minutes=2)
GIVEN_UP_AFTER = timedelta(days=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
JITTER = 0.25  # of the wait, either way
_BY_ICCAM = Q(recipient__channel=Channel.ICCAM, kind=DeliveryKind.NOTICE)  # as `Delivery.way` has it
_GOES = {Channel.ICCAM: _BY_ICCAM, Channel.MAIL: ~_BY_ICCAM}


@dataclass(frozen=True, slots=True)
class Told:
    """A field that leaves, its form, and the rule of the disclosure table that allows it."""

    field: str
    form: str
    rule: int


def put(
    *, kind: DeliveryKind, number: int, recipient: Recipient, now: datetime, due_at: datetime
) -> Delivery:
    """Puts a delivery in the outbox. Part of a service."""
    delivery = Delivery(kind=kind, number=number, recipient=recipient, added_at=now, due_at=due_at)
    Sealer(delivery)  # its data key, under which the rendered bytes are sealed when there are any
    delivery.save(force_insert=True)
    return delivery


def claim(*, now: datetime, most: int, ways: Collection[Channel] = tuple(Channel)) -> list[Delivery]:
    """Deliveries that are due and go one of these `ways`, held by whoever asks until their lease ends. What
    goes another way waits, and costs no attempt."""
    mark = secrets.token_hex(16)
    waits = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now)
    for way in Channel:
        if way not in ways:
            waits = waits.exclude(_GOES[way])
    if not waits.exists():  # asked every second: most often there is nothing to write
        return []
    with transaction.atomic():
        free = waits.select_for_update(skip_locked=True, of=("self",))
        numbers = list(free.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
        Delivery.objects.filter(pk__in=numbers).update(
            claim=mark, due_at=now + LEASE, attempts=F("attempts") + 1
        )
    return list(
        Delivery.objects.select_related("recipient__partner")
        .filter(pk__in=numbers, claim=mark)
        .order_by("pk")
    )


def waiting(way: Channel) -> int:
    """How many deliveries wait that go this way."""
    return Delivery.objects.filter(_GOES[way], state=DeliveryState.WAITING).count()


def hold(*, delivery: Delivery, now: datetime) -> bool:
    """Holds a claimed delivery for another lease. False where it is another worker's by now."""
    return bool(_held(delivery).update(due_at=now + LEASE))


def keep(*, delivery: Delivery, rendered: str, told: Sequence[Told], unsaid: Sequence[str]) -> None:
    """Keeps what the first attempt rendered, sealed, for every further one."""
    delivery.rendered = seal_more(delivery, "rendered", rendered)
    delivery.told = [f"{one.field}:{one.form}:{one.rule}" for one in told]
    delivery.unsaid = list(unsaid)
    delivery.save(update_fields=["rendered", "told", "unsaid"])


def kept(delivery: Delivery) -> str | None:
    """What an earlier attempt rendered."""
    return None if delivery.rendered is None else Opener(delivery).field("rendered")


def delivered(
    *, delivery: Delivery, now: datetime, then: Callable[[Delivery, datetime], None] | None = None
) -> bool:
    """Marks a delivery as made, drops its bytes, and does what follows from it, in one transaction. Does
    nothing where the lease ended and another worker took it: false."""
    with transaction.atomic():
        if not _end(delivery, DeliveryState.DELIVERED, now):
            return False
        if then:
            then(delivery, now)
        _say(delivery, Verb.DELIVERY_MADE, now)
    return True


def not_needed(
    *, delivery: Delivery, now: datetime, then: Callable[[Delivery, datetime], None] | None = None
) -> None:
    """Takes a delivery out whose matter ended before it was sent, and does what follows from that."""
    with transaction.atomic():
        if _end(delivery, DeliveryState.NOT_NEEDED, now) and then:
            then(delivery, now)


def make_anew(notices: Iterable[int]) -> None:
    """Drops what was kept of these notices where they wait still: something that they tell must not be told
    any more. Part of a service."""
    _of_notices(notices).filter(state=DeliveryState.WAITING).update(rendered=None)


def readdress(recipient: Recipient) -> None:
    """Drops what was kept for a recipient that is told elsewhere from now on. Part of a service."""
    recipient.deliveries.filter(state=DeliveryState.WAITING).update(rendered=None)


def tried(notices: Iterable[int]) -> set[int]:
    """Those of these notices that were tried at least once and may have arrived without our knowing."""
    return set(_of_notices(notices).filter(attempts__gt=0).values_list("number", flat=True))


def failed(*, delivery: Delivery, now: datetime, error: str, permanent: bool, chance: float) -> None:
    """Says when a delivery is tried again: later each time, moved by `chance` (0 to 1), and no more once it
    is `permanent` or five days old."""
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(error=error[:300])
        if permanent or now - delivery.added_at > GIVEN_UP_AFTER:
            if _end(delivery, DeliveryState.DEAD, now):
                _say(delivery, Verb.DELIVERY_GIVEN_UP, now)
            return
        wait = min(FIRST_WAIT * 2 ** min(delivery.attempts - 1, 20), LONGEST_WAIT)
        due_at = now + wait * (1 + JITTER * (2 * chance - 1))
        _held(delivery).update(due_at=due_at, claim="")


@service(Verb.DELIVERY_SENT_AGAIN)
def send_again(*, actor: Member, now: datetime, delivery: Delivery) -> Written[Delivery]:
    """Puts a delivery that was given up back into the outbox, due at once; it is rendered anew."""
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.DEAD).update(
        state=DeliveryState.WAITING, due_at=now, added_at=now, ended_at=None, attempts=0
    )
    if not waiting:
        raise Invalid(Problem("delivery", "This delivery was not given up."))
    return Written(delivery, about=[delivery])


def _of_notices(numbers: Iterable[int]) -> QuerySet[Delivery]:
    kinds = (DeliveryKind.NOTICE, DeliveryKind.REMINDER)
    return Delivery.objects.filter(kind__in=kinds, number__in=list(numbers))


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=DeliveryState.WAITING)


def _end(delivery: Delivery, state: DeliveryState, now: datetime) -> bool:
    return bool(_held(delivery).update(state=state, ended_at=now, rendered=None, claim=""))


def _say(delivery: Delivery, verb: Verb, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now, hand=Hand.HOUSE, verb=verb, subject=delivery.reference, fields=delivery.told
    )
