"""Proposals: sites that look like one hand's, with the evidence, for an analyst to decide."""

from __future__ import annotations

from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.models.partner import Member
from farthing.records.models.site import Brand, Site
from farthing.records.words import ProposalState, TraitKind


class BrandProposal(Referenced):
    """Sites that may be one brand: a new one, or further sites of `brand`. `mark` tells the same proposal,
    found again, from another."""

    LETTER = "F"

    mark = models.CharField(max_length=64, unique=True)
    brand = models.ForeignKey(Brand, null=True, on_delete=models.PROTECT, related_name="proposals")
    sites = models.ManyToManyField(Site, related_name="proposals")
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    strength = models.FloatField()
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "-strength"], name="proposal_by_strength"),)


class ProposalLink(models.Model):
    """One trait that joins a proposal's sites: how many of them have it, how many there are in all, and how
    much it says."""

    proposal = models.ForeignKey(BrandProposal, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=8, choices=TraitKind)
    key = models.CharField(max_length=64)
    sites_here = models.PositiveIntegerField()
    sites_in_all = models.PositiveIntegerField()
    weight = models.FloatField()


class RefusedTrait(models.Model):
    """A trait of which an analyst said that it joins nobody (a kit's template, a processor's account): no
    proposal rests on it again."""

    kind = models.CharField(max_length=8, choices=TraitKind)
    key = models.CharField(max_length=64)
    proposal = models.ForeignKey(BrandProposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="refused_trait_once"),)


class NotOfBrand(models.Model):
    """A site that an analyst left out of a brand: it is not proposed for it again."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(BrandProposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("brand", "site"), name="not_of_brand_once"),)
