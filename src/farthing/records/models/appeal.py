"""Appeals against a decision, and the corrections that follow a reversal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.assessment import Assessment, Decision
from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.words import AppealState


class Appeal(Referenced):
    """Somebody with a legitimate interest says that a decision is wrong. `grounds` are his words as a member
    entered them, addresses masked; who decides took none of the decisions before."""

    LETTER = "Q"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(max_length=8, choices=AppealState, default=AppealState.OPEN)
    grounds = models.TextField()
    raised_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "raised_at"], name="appeal_by_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["assessment"], condition=models.Q(state=AppealState.OPEN), name="one_open_appeal"
            ),
        ]


class Correction(Referenced):
    """A decision that no longer stands, and the one in its place: whoever was told the first has to be told.
    `sent_at` is empty until that was done."""

    LETTER = "C"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="corrections")
    before = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, db_index=True)
