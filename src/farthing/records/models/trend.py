"""The trend: what the operator enters for it, and what was published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.fields import ExactDecimal
from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.words import CountUnit


class YearTotal(Referenced):
    """How many things of one unit were identified in a year, from which a share is taken; and who says so."""

    LETTER = "Y"

    year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=CountUnit)
    value = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "unit"), name="year_total_once"),)


class Rate(models.Model):
    """What one of `asset` was worth in `currency` on a day, as the operator's table says."""

    asset = models.CharField(max_length=16)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = ExactDecimal()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("currency", "asset", "day"), name="rate_once"),)


class TrendRelease(Referenced):
    """One publication of the trend: all complete months before `until`. The figures of the last one stand;
    those of earlier ones stay, so that a difference gives nothing away."""

    LETTER = "U"

    published_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    until = models.DateField()


class TrendFigure(models.Model):
    """One published number: a metric in one version, for a year ("2021") or month ("2021-03"), of one label
    (empty: of all together). Where `value` is missing it was hidden, and stands nowhere; the keyed `mark`
    tells the next publication whether it has changed."""

    release = models.ForeignKey(TrendRelease, on_delete=models.CASCADE, related_name="figures")
    metric = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=7)
    label = models.CharField(max_length=80, blank=True)
    value = models.PositiveBigIntegerField(null=True)
    mark = models.BinaryField(max_length=16, null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
