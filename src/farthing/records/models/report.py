"""Reports: what somebody told us about a site, and what passes between us and who holds the receipt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.assessment import Assessment
from farthing.records.models.base import Referenced, Sealed
from farthing.records.models.partner import Member, Partner
from farthing.records.models.site import Site
from farthing.records.words import MessageKind, ReportSource


class Report(Referenced, Sealed):
    """What somebody told us about a site.

    `address` is sealed as it was reported; the site's own is the same less what may name the reporter.
    Of the public nothing is kept but what they wrote: no network address, no browser, and of the time the
    hour. `country` is where who sent it says that it is hosted. `receipt_hash` is the Argon2id hash of the
    receipt, by which its holder comes back; `origin_mark` the keyed mark of what a partner sent, so that the
    same comes in once.
    """

    LETTER = "T"
    SEALED = ("address", "referrer_path", "words")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reports")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reports")
    source = models.CharField(max_length=8, choices=ReportSource)
    address = models.BinaryField()
    referrer_path = models.BinaryField()
    words = models.BinaryField()
    in_danger = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="reports")
    their_reference = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    receipt_hash = models.BinaryField(max_length=32, null=True, unique=True)
    origin_mark = models.BinaryField(max_length=16, null=True, unique=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "-received_at"], name="report_by_source"),
        ]


class ReportMessage(models.Model):
    """A question of ours, an answer to it, or something added; sealed under the report's key. Of who holds
    the receipt only the hour is kept."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8, choices=MessageKind)
    text = models.BinaryField()
    mark = models.UUIDField()  # the sealed text's place in its report
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")


class SpentToken(models.Model):
    """A form token of the public pages that was used: no second form goes through with it. Kept for as long
    as the token would have been good."""

    mark = models.BinaryField(max_length=16, unique=True)
    until = models.DateTimeField(db_index=True)


class Pace(models.Model):
    """How often something was done by anybody at all within one minute: what keeps guessing slow, and knows
    nobody."""

    name = models.CharField(max_length=20, unique=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()
