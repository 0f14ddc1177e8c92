"""Hosting checks: where a site's server was, by which methods, when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.models.site import Site
from farthing.records.words import Attribution, HostingMethod, HostingState, MethodOutcome


class HostingCheck(Referenced):
    """A dated observation of where a site's server is. While it waits, nothing of it is known; a worker takes
    it for a while (`claimed_until`), asks, and writes what each method said and what follows from that.

    `country` and the host stand only where the check is attributable.
    """

    LETTER = "H"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="hosting_checks")
    state = models.CharField(max_length=8, choices=HostingState, default=HostingState.WAITING)
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    attribution = models.CharField(max_length=12, choices=Attribution, blank=True)
    country = models.CharField(max_length=2, blank=True)
    asn = models.PositiveBigIntegerField(null=True)
    organisation = models.CharField(max_length=200, blank=True)
    front = models.CharField(max_length=80, blank=True)  # the CDN that stands before the server
    abuse_contact = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "asked_at"], name="hosting_by_state"),
            models.Index(fields=["-asked_at"], name="hosting_by_time"),
            models.Index(fields=["attribution", "-asked_at"], name="hosting_by_attribution"),
        ]
        constraints = (
            models.UniqueConstraint(
                fields=("site",), condition=models.Q(state="waiting"), name="hosting_waits_once"
            ),
        )


class HostingResult(models.Model):
    """What one method of a check said. `said` is a sentence, and never holds the site's address."""

    check_of = models.ForeignKey(HostingCheck, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=10, choices=HostingMethod)
    outcome = models.CharField(max_length=10, choices=MethodOutcome)
    said = models.CharField(max_length=300)
    source = models.CharField(max_length=120, blank=True)  # which resolver, file or registry
    address = models.GenericIPAddressField(null=True)
    country = models.CharField(max_length=2, blank=True)
    asn = models.PositiveBigIntegerField(null=True)
    organisation = models.CharField(max_length=200, blank=True)
    abuse_contact = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["check_of", "position"]
