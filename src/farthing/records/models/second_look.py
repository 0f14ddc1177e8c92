"""Second looks: a share of the decisions, each looked at by another assessor who does not see the first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.assessment import Assessment, Decision
from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.words import SecondLookState


class SecondLook(Referenced):
    """An assessment that is assessed once more by someone else. `first` and `second` are the two decisions;
    where they differ, a supervisor settles it, and `settled` is his. Which decision stands, the assessment
    says."""

    LETTER = "Z"

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="second_look")
    state = models.CharField(max_length=9, choices=SecondLookState, default=SecondLookState.WAITING)
    chosen_at = models.DateTimeField(db_index=True)
    first = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    settled = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "chosen_at"], name="second_look_by_state"),
        ]


class AssessingRule(models.Model):
    """What a supervisor set for assessing: the newest row holds, and none is ever changed. `second_looks` is
    the share of decisions, in hundredths, that another assessor looks at; `duty_police` whom to ring while a
    child may be in danger."""

    second_looks = models.PositiveSmallIntegerField()
    duty_police = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
