"""The evidence for each brand, as an analyst writes it down."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min

from farthing.records.models import Member, Site
from farthing.records.services.brands import name_brand

_SENTENCES = (
    "One template on all of its sites, and addresses that come back on several of them.",
    "The same contact answers on every site; prices change on all of them on one day.",
    "Its sites name each other as mirrors, and their pages are cut from one template.",
)


def name_brands(actor: Member, now: datetime) -> None:
    """Says for every brand, at its oldest site, why its sites are taken for one family."""
    oldest = Site.objects.exclude(brand=None).values("brand").annotate(site=Min("pk"), sites=Count("pk"))
    sites = Site.objects.select_related("brand").in_bulk([row["site"] for row in oldest])
    for number, site in enumerate(sites[key] for key in sorted(sites)):
        assert site.brand is not None
        sentence = _SENTENCES[number % len(_SENTENCES)]
        name_brand(actor=actor, now=now, site=site, name=site.brand.name, evidence=sentence)
