"""Credentials: the keys with which programs come to the API, and what was answered to them a moment ago."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.words import Scope


class Credential(Referenced):
    """What one program of a partner (or a tool of the house) may do, in whose name, and until when.

    The key is shown once; `secret_hash` is all that is kept of it. It opens nothing once it was revoked or
    ran out, or once `member`, in whose name it acts, or his organisation is shut out. `last_used` is kept to
    the day: when a program works is nobody's business.
    """

    LETTER = "J"

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="credentials")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    secret_hash = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything now."""
        there = self.member.is_active and self.member.partner.active
        return there and self.revoked_at is None and now < self.expires_at

    def allows(self, scope: Scope) -> bool:
        return scope in self.scopes


class KeptAnswer(models.Model):
    """What was answered to a request that named itself (`Idempotency-Key`), for a day: sent again, it is
    answered so again and nothing is done. Both marks are keyed; an answer holds references alone."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="answers")
    key_mark = models.BinaryField(max_length=16)
    body_mark = models.BinaryField(max_length=16)
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["credential", "key_mark"], name="one_answer_a_key"),
        ]
