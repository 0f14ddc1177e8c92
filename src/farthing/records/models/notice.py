"""Notices: what one recipient is told at once, and the removals that each of them names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.removal import Recipient, Removal


class Notice(Referenced):
    """One message to one recipient. It gathers removals for an hour; once closed, nothing is added."""

    LETTER = "N"

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="notices")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["recipient"], condition=models.Q(closed_at=None), name="one_open_notice_a_recipient"
            ),
        ]


class NoticeItem(models.Model):
    """A removal in a notice. `dropped` where it was taken out again before sending: its host had moved, or it
    had ended meanwhile. `told_at` is when the notice was delivered; from `ended_at` on nothing is asked of
    its recipient any more: the site is gone or has moved away, or (police, asked first) they said go."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="items")
    removal = models.ForeignKey(Removal, on_delete=models.PROTECT, related_name="notice_items")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="items")
    dropped = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    their_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "removal"], name="removal_once_a_notice"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["recipient", "told_at"],
                condition=models.Q(ended_at=None, told_at__isnull=False),
                name="notice_item_open",
            ),
        ]
