"""Leads: what our own search suggests, and the readings of saved pages that it rests on."""

from __future__ import annotations

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.observation import Contact
from farthing.records.models.partner import Member
from farthing.records.models.report import Report
from farthing.records.models.site import Brand
from farthing.records.words import LeadReasonKind, LeadState, TraitKind


class ScannedFile(models.Model):
    """How far a file of saved pages is scanned. `mark` is the blind index of its path, size and time: a path
    may hold a site's address, and stands nowhere."""

    mark = models.BinaryField(max_length=16, unique=True)
    members = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False)


class SavedReading(models.Model):
    """What is kept of a saved page: its reading, every site's address masked. `source` is the file's name and
    the place in it, masked too; `mark` keeps a page from being kept twice."""

    mark = models.BinaryField(max_length=16, unique=True)
    source = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True)
    kept = models.JSONField()
    reader_version = models.CharField(max_length=20)
    scanned_at = models.DateTimeField()


class ReadingKey(models.Model):
    """One thing by which a saved page is found again: the posting lists that a hunt looks into."""

    reading = models.ForeignKey(SavedReading, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=8, choices=TraitKind)
    key = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key", "reading"), name="reading_key_once"),)


class Lead(Referenced):
    """A saved page, or a host named on an observed page (by way of `contact`), that somebody should look at;
    `strength` is the sum of what its reasons weigh."""

    LETTER = "L"

    reading = models.OneToOneField(SavedReading, null=True, on_delete=models.PROTECT, related_name="lead")
    contact = models.OneToOneField(Contact, null=True, on_delete=models.CASCADE, related_name="lead")
    state = models.CharField(max_length=9, choices=LeadState, default=LeadState.OPEN)
    strength = models.FloatField()
    found_at = models.DateTimeField()
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "-strength"], name="lead_by_strength"),)


class LeadReason(models.Model):
    """Why it is a lead. `words` say it without a site's address."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="reasons")
    kind = models.CharField(max_length=12, choices=LeadReasonKind)
    key = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=300)
    weight = models.FloatField()

    class Meta:
        indexes = (models.Index(fields=["kind", "key"], name="lead_reason_by_key"),)
        constraints = (models.UniqueConstraint(fields=("lead", "kind", "key"), name="lead_reason_once"),)


class ReasonTally(models.Model):
    """How often leads for a reason were taken up and dismissed: for its key, and (key empty) for its kind."""

    kind = models.CharField(max_length=12, choices=LeadReasonKind)
    key = models.CharField(max_length=64, blank=True)
    taken = models.PositiveIntegerField(default=0)
    dismissed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="reason_tally_once"),)


class Hunt(Referenced):
    """Earlier readings searched again for what the observations that were stored with it brought, or for what
    those of a brand's sites show. `total` and `done` count observations, `at` is the last one done; a worker
    holds it until `claimed_until`."""

    LETTER = "G"

    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE, related_name="hunts")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    at = models.PositiveBigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["id"], condition=models.Q(ended_at=None), name="hunt_under_way"),)
