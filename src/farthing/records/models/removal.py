"""Recipients (who can have a site removed) and removals (the way of one site from assessment to gone)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member, Partner
from farthing.records.models.site import Site
from farthing.records.words import HandlingLevel, PartnerKind, RemovalState


class Recipient(Referenced):
    """Where notices go: a hotline, a police unit, or the abuse contact of a host. `countries` are those
    that a hotline or a unit is named for; `asked_first` marks the unit at home without whose word no host
    is told."""

    LETTER = "K"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PartnerKind)
    mail = models.EmailField(unique=True)
    countries = models.JSONField(default=list)
    asked_first = models.BooleanField(default=False)
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="recipients")
    active = models.BooleanField(default=True)


class Removal(Referenced):
    """One site's removal. Its clock runs from `noticed_at`, when the first notice to somebody who can
    remove it was delivered, to `ended_at`. `country` and `abuse_contact` are those of the last hosting that
    was known."""

    LETTER = "X"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="removals")
    state = models.CharField(max_length=12, choices=RemovalState)
    category = models.CharField(max_length=40, blank=True)
    handling = models.CharField(max_length=12, choices=HandlingLevel, default=HandlingLevel.LIMITED)
    country = models.CharField(max_length=2, blank=True)
    abuse_contact = models.EmailField(blank=True)
    why = models.CharField(max_length=200, blank=True)  # it waits for a person
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "opened_at"], name="removal_by_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(ended_at=None), name="one_open_removal_a_site"
            ),
        ]
