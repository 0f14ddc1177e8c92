"""Observations: what a payment page said at one time, as offers, options and contacts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.fields import ExactDecimal
from farthing.records.models.base import Referenced, Sealed
from farthing.records.models.indicator import Indicator
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import Commerciality, Genuineness, Rail, Visibility


class Observation(Referenced, Sealed):
    """What a payment page said at one time.

    `kept` is the reader's own document (readings and at most 100 characters on either side of each, site
    addresses masked as `[site 1]`), whose SHA-256 `observation verify` recomputes from the original file;
    `hidden` seals the addresses behind the masks. `origins` says for each field who says so.
    """

    LETTER = "O"
    SEALED = ("hidden", "referrer_path")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="observations")
    observed_at = models.DateTimeField(db_index=True)
    zone = models.CharField(max_length=64)
    visibility = models.CharField(max_length=12, choices=Visibility)
    commerciality = models.CharField(max_length=16, choices=Commerciality)
    genuineness = models.CharField(max_length=16, choices=Genuineness)
    referrer_path = models.BinaryField()
    language = models.CharField(max_length=8, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    origins = models.JSONField(default=dict)

    received_kind = models.CharField(max_length=12)
    received_size = models.PositiveBigIntegerField()
    received_sha256 = models.CharField(max_length=64, db_index=True)
    reader_version = models.CharField(max_length=20)
    kept = models.JSONField()
    kept_sha256 = models.CharField(max_length=64)
    hidden = models.BinaryField()

    hunt = models.ForeignKey(
        "records.Hunt", null=True, on_delete=models.SET_NULL, related_name="observations"
    )  # which looks for what it brought

    confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_index=True)
    draft_mark = models.CharField(max_length=64, unique=True, null=True)  # one draft, one observation

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["visibility", "-recorded_at"], name="observation_by_visibility"),
        ]


class TemplateBand(models.Model):
    """One band of a template's fingerprint, once for each fingerprint there is on an observation or a saved
    reading: the posting lists by which near templates are found (`farthing.pages.fingerprint.bands`). Who has
    the fingerprint is not repeated here."""

    band = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("band", "fingerprint"), name="band_once"),)


class Read(models.Model):
    """What offers, options and contacts share: their place on the page, the words they came from, and who
    says so for each field."""

    position = models.PositiveSmallIntegerField()
    before = models.TextField(blank=True)
    words = models.TextField(blank=True)
    after = models.TextField(blank=True)
    origins = models.JSONField(default=dict)

    class Meta:
        abstract = True


class Offer(Read):
    """What is sold, for how much and how long (FORMATS.md)."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="offers")
    amount = ExactDecimal()
    currency = models.CharField(max_length=12)
    period = models.CharField(max_length=16)
    tier = models.CharField(max_length=200, blank=True)
    wording = models.TextField(blank=True)


class Option(Read):
    """One way to pay (FORMATS.md). The coin fields are empty off the `crypto` rail."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="options")
    rail = models.CharField(max_length=12, choices=Rail)
    asset = models.CharField(max_length=16, blank=True)
    network = models.CharField(max_length=16, blank=True)
    chain = models.CharField(max_length=32, blank=True)
    address = models.TextField(blank=True)
    memo = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=80, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    merchant_id = models.CharField(max_length=120, blank=True)
    processor = models.CharField(max_length=80, blank=True)
    invoice = models.CharField(max_length=200, blank=True)
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="options")


class Contact(Read):
    """A way to reach the seller. Where the value holds a site's address (kinds `onion`, `url`, `mirror`, or
    an e-mail at the site's own host) it is sealed under the observation's key and `value` is its mask."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=20)
    value = models.TextField()
    sealed_value = models.BinaryField(null=True)
    value_index = models.BinaryField(max_length=16, db_index=True)
