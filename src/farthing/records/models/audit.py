"""Audit events: who did what to which record, when and why; never a value."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.partner import Member
from farthing.records.words import Hand, Verb


class AuditEvent(models.Model):
    """One write, as `services` records it in the write's own transaction.

    `subject` is the record's reference ("O-000123"), `fields` the names of what was written. No value and no
    site address ever stands here; `reason` is the member's own sentence, in which addresses are masked.
    Where no member acted, `hand` says whose hand it was; of the public nothing more is known, and its events
    carry the hour alone. Where a program acted in a member's name, `through` is its credential's reference.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    hand = models.CharField(max_length=10, choices=Hand, default=Hand.MEMBER)
    through = models.CharField(max_length=32, blank=True)
    verb = models.CharField(max_length=32, choices=Verb, db_index=True)
    subject = models.CharField(max_length=32, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
