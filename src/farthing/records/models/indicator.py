"""Indicators (payment details that we share) and sightings (an indicator on a site at a time)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.site import Site
from farthing.records.words import Rail


class Indicator(Referenced):
    """A payment detail: `network:address`, with `#memo` where the page gave one, or `rail:brand:value`.

    On a chain `account` is the key of `coins.account_key`, the same for every spelling of one account, and
    `address` the spelling first seen; off the chains `brand` and `value` name the payee. `identity_hash` is
    the SHA-256 of rail, network, account, memo, brand and value: one row a detail.
    """

    LETTER = "I"

    identity_hash = models.CharField(max_length=64, unique=True)
    rail = models.CharField(max_length=12, choices=Rail, default=Rail.CRYPTO)
    network = models.CharField(max_length=16, blank=True)
    account = models.TextField(blank=True)
    account_hash = models.CharField(max_length=64, db_index=True)  # of network and account: without the memo
    memo = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    kind = models.CharField(max_length=24, blank=True)
    check_state = models.CharField(max_length=12, default="verified")
    brand = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=200, blank=True)
    first_seen = models.DateTimeField(db_index=True)
    last_seen = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-last_seen"], name="indicator_by_network"),
        ]

    @property
    def identity(self) -> str:
        if self.rail != Rail.CRYPTO:
            return f"{self.rail}:{self.brand}:{self.value}"
        return f"{self.network}:{self.address}" + (f"#{self.memo}" if self.memo else "")


class Sighting(models.Model):
    """An indicator on a site at a time, by way of one option of one observation."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="sightings")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sightings")
    observation = models.ForeignKey("records.Observation", on_delete=models.CASCADE, related_name="sightings")
    option = models.OneToOneField("records.Option", on_delete=models.CASCADE, related_name="sighting")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator", "-seen_at"], name="sighting_by_indicator"),
            models.Index(fields=["site", "-seen_at"], name="sighting_by_site"),
        ]
