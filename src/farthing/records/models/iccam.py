"""ICCAM: what of ours stands there and what was done about it, what it assigned to us, and the days read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.notice import NoticeItem
from farthing.records.models.report import Report


class IccamReport(models.Model):
    """A removal that its hotline was told of as a report of ICCAM. `number` is the report's there, `content`
    that of its one content item, once ICCAM said it. `unsaid` is what ICCAM's fields could not say. It is
    looked at until the removal has ended; `next_look_at` is empty from then on."""

    item = models.OneToOneField(NoticeItem, on_delete=models.PROTECT, related_name="iccam")
    number = models.BigIntegerField()
    content = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()
    unsaid = models.JSONField(default=list)
    next_look_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_look_at"], name="iccam_look_due"),
        ]

    @property
    def reference(self) -> str:
        """ICCAM's own reference: the report's number and the content item's."""
        return f"{self.number}/{self.content}" if self.content else str(self.number)


class IccamAction(models.Model):
    """An action that was read there, once: `mark` tells it from the others of its report. `at` is ICCAM's
    date for it, `read_at` ours."""

    of = models.ForeignKey(IccamReport, on_delete=models.CASCADE, related_name="actions")
    mark = models.CharField(max_length=120)
    called = models.CharField(max_length=60)
    known = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["of", "mark"], name="iccam_action_once"),
        ]


class IccamAssignment(models.Model):
    """A content item that ICCAM assigned to us, and the report that it became; `referred_at` once our
    reference stands there."""

    content = models.BigIntegerField(unique=True)
    number = models.BigIntegerField()
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="iccam")
    assigned_at = models.DateTimeField(null=True)
    referred_at = models.DateTimeField(null=True)


class IccamDay(models.Model):
    """A day of ICCAM's, and how far it is read. It is read until a day after its end, and may be read again
    at any time. `faults` are lines about what could not be read; `failing_since` is when ICCAM first failed
    us, while it still does."""

    day = models.DateField(unique=True)
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], name="iccam_day_due"),
        ]
