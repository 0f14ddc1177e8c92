"""Recipients (who can have a site removed) and removals (the way of one site from assessment to gone)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.clock import whole_hours
from farthing.records.models.base import Referenced
from farthing.records.models.clock import Timed
from farthing.records.models.partner import Member, Partner
from farthing.records.models.site import Site
from farthing.records.words import Channel, HandlingLevel, PartnerKind, RemovalState


class Recipient(Referenced, Timed):
    """Where notices go: a hotline, a police unit, or the abuse contact of a host. `countries` are those
    that a hotline or a unit is named for; `asked_first` marks the unit at home without whose word no host
    is told, and whose clock runs until that word. A hotline may be told by ICCAM; reminders are mailed to
    everybody."""

    LETTER = "K"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PartnerKind)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    mail = models.EmailField(unique=True)
    countries = models.JSONField(default=list)
    asked_first = models.BooleanField(default=False)
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="recipients")
    active = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-median", "id"], name="recipient_slowest"),
        ]


class Removal(Referenced):
    """One site's removal. Its clock runs from `noticed_at`, when the first notice to somebody who can
    remove it was delivered, to `ended_at`; that of its host from `host_told_at`. `country`, `host` (by the
    name it is measured by) and `abuse_contact` are those of the last hosting that was known.

    Police who are asked first hold it from `asked_at` until they say go, whatever becomes of the site.
    """

    LETTER = "X"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="removals")
    state = models.CharField(max_length=12, choices=RemovalState)
    category = models.CharField(max_length=40, blank=True)
    handling = models.CharField(max_length=12, choices=HandlingLevel, default=HandlingLevel.LIMITED)
    country = models.CharField(max_length=2, blank=True)
    host = models.CharField(max_length=254, blank=True)
    abuse_contact = models.EmailField(blank=True)
    why = models.CharField(max_length=200, blank=True)  # it waits for a person
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    go_said_at = models.DateTimeField(null=True)
    go_said_by = models.CharField(max_length=120, blank=True)
    noticed_at = models.DateTimeField(null=True)
    host_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-id"], name="removal_by_state"),
            models.Index(
                fields=["country", "host_told_at"],
                condition=models.Q(ended_at=None),
                name="removal_open_by_country",
            ),
            models.Index(
                fields=["host", "host_told_at"],
                condition=models.Q(ended_at=None),
                name="removal_open_by_host",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(ended_at=None), name="one_open_removal_a_site"
            ),
        ]

    @property
    def is_held(self) -> bool:
        """Whether police were asked first and have not said go, or an embargo lies on it: nobody outside
        learns how far it is."""
        waits = self.asked_at is not None and self.go_said_at is None
        return waits or self.handling == HandlingLevel.EMBARGO

    @property
    def hours(self) -> int | None:
        """The whole hours from the first notice until it was gone."""
        if self.state != RemovalState.REMOVED or self.noticed_at is None or self.ended_at is None:
            return None
        return whole_hours(self.ended_at - self.noticed_at)
