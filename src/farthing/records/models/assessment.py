"""Assessments: the house's decision on what was reported about a site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import (
    AssessmentState,
    Category,
    Commerciality,
    Ground,
    Typology,
    Urgency,
    Visibility,
)


class Assessment(Referenced):
    """One matter to be decided: a site, and all reports of it that came before the decision.

    The queue's order is that of its index: urgency, then calm before flood, then age. `in_flood` says that it
    came up while more came in than people write, about a site of which nothing was known; it waits behind
    what came in calm, in its own group, so that neither hides the other.
    """

    LETTER = "V"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=8, choices=AssessmentState, default=AssessmentState.WAITING)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.OTHER)
    in_flood = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()  # its oldest report
    taken_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decision = models.ForeignKey("records.Decision", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "urgency", "in_flood", "arrived_at", "id"], name="queue_order"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site"],
                condition=~models.Q(state=AssessmentState.DECIDED),
                name="one_open_assessment_a_site",
            ),
        ]


class Decision(models.Model):
    """What one member decided on an assessment. It is never changed: who decides otherwise makes another, and
    the assessment names the one that stands. `labels` are triplets of schema, version and label."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_index=True)
    actionable = models.BooleanField()
    ground = models.CharField(max_length=16, choices=Ground, blank=True)
    remark = models.TextField(blank=True)
    category = models.CharField(max_length=1, choices=Category, blank=True)
    commerciality = models.CharField(max_length=16, choices=Commerciality, blank=True)
    visibility = models.CharField(max_length=12, choices=Visibility, blank=True)
    typology = models.CharField(max_length=16, choices=Typology, blank=True)
    labels = models.JSONField(default=list)


class Label(models.Model):
    """One label of a classification schema, as loaded from a file: none is built in."""

    schema = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    label = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schema", "version", "label"], name="label_once"),
        ]
