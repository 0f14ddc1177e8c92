"""Rechecks: looks at a site until it is gone, and the watch that they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import Seen, WatchState


class Watch(Referenced):
    """A site that is looked at again and again until it is gone. `fingerprint` is the page's template and
    `asn` the network it was in, against which each look is held; `next_at` is empty while none is due."""

    LETTER = "W"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="watches")
    state = models.CharField(max_length=8, choices=WatchState, default=WatchState.ONLINE)
    misses = models.PositiveSmallIntegerField(default=0)
    missed_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    asn = models.PositiveBigIntegerField(null=True)
    started_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_index=True)
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], name="watch_due"),
            models.Index(fields=["state", "-started_at"], name="watch_by_state"),
        ]
        constraints = (
            models.UniqueConstraint(
                fields=("site",), condition=models.Q(ended_at=None), name="one_open_watch_a_site"
            ),
        )


class Recheck(models.Model):
    """One look. `said` is a line, and never holds the site's address."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="rechecks")
    at = models.DateTimeField()
    exit = models.CharField(max_length=8)
    seen = models.CharField(max_length=8, choices=Seen)
    said = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
