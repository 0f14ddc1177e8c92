"""The outbox: what is to leave the house, to whom and under which id."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced, Sealed
from farthing.records.models.removal import Recipient
from farthing.records.words import Channel, DeliveryKind, DeliveryState


class Delivery(Referenced, Sealed):
    """One thing that leaves for one recipient. Its row is written in the transaction of what caused it.

    `uid` is the id by which the receiver drops a second copy. `due_at` is when it is tried next, and, while
    a worker holds it, when its lease ends; `claim` is the mark of that worker's hold. `rendered` seals the
    bytes of the first attempt for every retry, until it has ended. `told` names the fields that left with
    the rules that allowed them, `unsaid` what the format could not carry, with the reason.
    """

    LETTER = "D"
    SEALED = ("rendered",)

    kind = models.CharField(max_length=12, choices=DeliveryKind)
    number = models.PositiveBigIntegerField()  # of the record that it tells of
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    added_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rendered = models.BinaryField(null=True)
    told = models.JSONField(default=list)
    unsaid = models.JSONField(default=list)
    error = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_at"], name="delivery_due"),
            models.Index(fields=["kind", "number"], name="delivery_of"),
            models.Index(fields=["state", "-id"], name="delivery_by_state"),
            models.Index(fields=["recipient", "-id"], name="delivery_by_recipient"),
        ]

    @property
    def about(self) -> str:
        """The reference of the record that it tells of."""
        letter = "C" if self.kind == DeliveryKind.CORRECTION else "N"
        return f"{letter}-{self.number:06d}"

    @property
    def way(self) -> Channel:
        """How it goes: a notice by its recipient's own channel; everything else is mailed to everybody."""
        return Channel(self.recipient.channel) if self.kind == DeliveryKind.NOTICE else Channel.MAIL
