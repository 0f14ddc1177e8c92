"""How long it takes from notice to gone: kept where it is asked for, so that no page counts anything."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.words import PlaceKind


class Timed(models.Model):
    """What is measured: `gone` sites, in how many `hours` (a count by hour, see `records.clock`), and their
    `median`, which is 0 while nothing is gone."""

    gone = models.PositiveIntegerField(default=0)
    hours = models.JSONField(default=dict)
    median = models.FloatField(default=0.0)

    class Meta:
        abstract = True


class Place(Timed):
    """A host or a country where sites stood until they were gone from there."""

    kind = models.CharField(max_length=8, choices=PlaceKind)
    name = models.CharField(max_length=254)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "name"], name="place_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-median", "id"], name="place_slowest"),
        ]
