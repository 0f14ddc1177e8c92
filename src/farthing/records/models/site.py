"""Sites, whose addresses are sealed, and the brands they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced, Sealed
from farthing.records.models.partner import Member
from farthing.records.words import Asking, SiteKind


class Brand(Referenced):
    """A family of sites by one hand, with the evidence for that."""

    LETTER = "B"

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, unique=True)  # the name in folded case
    evidence = models.TextField(blank=True)
    named_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()


class Site(Referenced, Sealed):
    """A place on the web. Its address is sealed; it is found by keyed blind indexes over the canonical
    address and over the host, and shown only by a reveal. One that the house first
    heard of from a report was recorded by nobody."""

    LETTER = "S"
    SEALED = ("address",)

    address = models.BinaryField()
    address_index = models.BinaryField(max_length=16, unique=True)
    host_index = models.BinaryField(max_length=16, db_index=True)
    network = models.CharField(max_length=8, default="clear")  # clear, tor, i2p
    kind = models.CharField(max_length=20, choices=SiteKind)
    brand = models.ForeignKey(Brand, null=True, on_delete=models.PROTECT, related_name="sites")
    asking = models.CharField(max_length=8, choices=Asking, default=Asking.SITE)
    first_seen = models.DateTimeField(db_index=True)
    last_seen = models.DateTimeField(db_index=True)
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-last_seen"], name="site_by_kind"),
        ]
