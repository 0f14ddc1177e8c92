"""Assessments: the house's decision on what was reported about a site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import AssessmentState, Urgency


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
