"""Reveals: each opening of a sealed site address, with its reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from farthing.records.models.assessment import Assessment
from farthing.records.models.base import Referenced
from farthing.records.models.observation import Observation
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import RevealState


class Reveal(Referenced):
    """A member asks to see a site's address, and with it what `observation` keeps sealed. Within the hourly
    budget it is shown at once; beyond it waits for a supervisor, and once signed it can be opened one time,
    within SIGNED_FOR. What is opened for an `assessment` is not chosen by who opens it, and counts for
    itself."""

    LETTER = "R"
    SIGNED_FOR = timedelta(hours=1)

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reveals")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reveals")
    observation = models.ForeignKey(Observation, null=True, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=RevealState)
    asked_at = models.DateTimeField(db_index=True)
    shown_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-asked_at"], name="reveal_by_member"),
            models.Index(fields=["state", "asked_at"], name="reveal_by_state"),
        ]

    def may_be_opened(self, now: datetime) -> bool:
        """Whether a supervisor's signature waits to be used."""
        return (
            self.state == RevealState.SIGNED
            and self.signed_at is not None
            and now - self.signed_at <= self.SIGNED_FOR
        )
