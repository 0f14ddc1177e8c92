"""The outbox: held by one worker at a time, tried again ever later, never lost, sealed until it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cast import NOW, Cast
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Delivery, Recipient
from farthing.records.services import outbox
from farthing.records.words import DeliveryKind, DeliveryState, PartnerKind, Verb

ADDRESS = "https://shop.site-one.invalid/pay"


@pytest.fixture
def recipient(db: None) -> Recipient:
    return Recipient.objects.create(name="Host", kind=PartnerKind.HOSTING, mail="abuse@host.example")


def put(recipient: Recipient, due_at: datetime = NOW) -> Delivery:
    return outbox.put(kind=DeliveryKind.NOTICE, number=1, recipient=recipient, now=NOW, due_at=due_at)


def claimed(now: datetime = NOW) -> Delivery:
    (delivery,) = outbox.claim(now=now, most=10)
    return delivery


def test_what_is_due_is_held_by_one_until_the_lease_ends(recipient: Recipient) -> None:
    put(recipient)
    put(recipient, NOW + timedelta(hours=1))
    first = claimed()
    assert outbox.claim(now=NOW, most=10) == []
    later = NOW + outbox.LEASE
    second = claimed(later)
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert not outbox.delivered(delivery=first, now=later)  # who lost the lease says nothing
    assert outbox.delivered(delivery=second, now=later)
    assert AuditEvent.objects.get(verb=Verb.DELIVERY_MADE).subject == first.reference


def test_rendered_bytes_are_sealed_kept_for_every_retry_and_dropped_once_delivered(
    recipient: Recipient,
) -> None:
    put(recipient)
    delivery = claimed()
    outbox.keep(
        delivery=delivery,
        rendered=f"remove {ADDRESS}",
        told=[outbox.Told("site-address", "full", 101)],
        unsaid=["x"],
    )
    stored = Delivery.objects.get()
    assert b"site-one" not in bytes(stored.rendered)
    assert outbox.kept(stored) == f"remove {ADDRESS}"
    outbox.delivered(delivery=delivery, now=NOW)
    gone = Delivery.objects.get()
    assert (gone.rendered, gone.state) == (None, DeliveryState.DELIVERED)
    assert AuditEvent.objects.get(verb=Verb.DELIVERY_MADE).fields == ["site-address:full:101"]


def test_it_waits_longer_after_each_failure_and_is_given_up_after_five_days(recipient: Recipient) -> None:
    put(recipient)
    now, waits = NOW, []
    while Delivery.objects.get().state == DeliveryState.WAITING:
        delivery = claimed(now)
        outbox.failed(delivery=delivery, now=now, error="no answer", permanent=False, chance=0.5)
        due = Delivery.objects.get().due_at
        waits.append(due - now)
        now = due
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(waits) == outbox.LONGEST_WAIT
    assert timedelta(days=5) < now - NOW < timedelta(days=6)
    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert AuditEvent.objects.get().verb == Verb.DELIVERY_GIVEN_UP


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 45), (1.0, 75)])
def test_chance_moves_a_retry_by_a_quarter(recipient: Recipient, chance: float, seconds: int) -> None:
    put(recipient)
    outbox.failed(delivery=claimed(), now=NOW, error="", permanent=False, chance=chance)
    assert Delivery.objects.get().due_at == NOW + timedelta(seconds=seconds)


def test_what_cannot_succeed_is_given_up_at_once_and_a_supervisor_may_send_it_again(
    recipient: Recipient, cast: Cast
) -> None:
    put(recipient)
    outbox.failed(delivery=claimed(), now=NOW, error="refused", permanent=True, chance=0.5)
    dead = Delivery.objects.get()
    assert (dead.state, dead.error) == (DeliveryState.DEAD, "refused")
    with pytest.raises(Forbidden):
        outbox.send_again(actor=cast["analyst"], now=NOW, delivery=dead)
    outbox.send_again(actor=cast["supervisor"], now=NOW, delivery=dead)
    assert claimed().attempts == 1
    with pytest.raises(Invalid):
        outbox.send_again(actor=cast["supervisor"], now=NOW, delivery=dead)
