"""Naming brands: families of sites by one hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farthing.pages.masking import mask
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Brand, Member, Site
from farthing.records.services.hunts import begin_brand_hunts
from farthing.records.services.locked import found_or_made
from farthing.records.services.write import Written, service
from farthing.records.words import Verb

LONGEST_NAME = 100


@service(Verb.BRAND_NAMED)
def name_brand(*, actor: Member, now: datetime, site: Site, name: str, evidence: str = "") -> Written[Brand]:
    """Puts `site` under the brand called `name`, which is made where it is new, with the evidence for it."""
    if wrong := wrong_name(name):
        raise Invalid(Problem("brand", wrong))
    brand = brands_by_name(actor, [(name, now)])[_key(name)]
    if evidence:
        brand.evidence = f"{brand.evidence}\n{mask(evidence)}".strip()
        brand.save(update_fields=["evidence"])
    site.brand = brand
    site.save(update_fields=["brand"])
    begin_brand_hunts(actor, now, [brand])
    return Written(brand, about=[brand, site], fields=("brand", "evidence"))


def wrong_name(name: str) -> str:
    """What keeps `name` from being a brand's, as a sentence, or nothing."""
    if not name.strip():
        return "A brand needs a name."
    if len(name) > LONGEST_NAME or len(_key(name)) > LONGEST_NAME:
        return f"A brand's name has at most {LONGEST_NAME} characters."
    if mask(name) != name:
        return "This reads as a site's address, which is never shown: name the brand without the dot."
    return ""


def brands_by_name(actor: Member, named: Sequence[tuple[str, datetime]]) -> dict[str, Brand]:
    """The brands of these names, by folded name; those that are new are made. Part of a service."""
    first: dict[str, tuple[str, datetime]] = {}
    for name, at in named:
        first.setdefault(_key(name), (name.strip(), at))
    return found_or_made(
        Brand,
        "name_key",
        list(first),
        lambda missing: [
            Brand(name=first[key][0], name_key=key, named_by=actor, named_at=first[key][1]) for key in missing
        ],
    )


def _key(name: str) -> str:
    return name.strip().casefold()
