"""Families: sites that traits join. Pure, and linear in the rows it is given.

An account or a contact joins the sites that have it; a template or a wording does so only where both are
shared, since each alone is sold, copied or common. What too many sites have joins nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from farthing.records.selectors.traits import Trait
from farthing.records.words import TraitKind

COMMON = 500  # sites: what more of them have is a service's or a kit's, not one hand's
_ALONE = (TraitKind.ACCOUNT, TraitKind.CONTACT)


def families(lists: Mapping[Trait, Collection[int]]) -> list[set[int]]:
    """The sites that traits join, two or more together, the largest first."""
    above: dict[int, int] = {}

    def root(site: int) -> int:
        while (up := above.setdefault(site, site)) != site:
            above[site] = above[up]
            site = up
        return site

    for sites in joining(lists):
        first = next(iter(sites))
        for other in sites:
            above[root(other)] = root(first)
    together: dict[int, set[int]] = {}
    for site in above:
        together.setdefault(root(site), set()).add(site)
    return sorted((one for one in together.values() if len(one) > 1), key=lambda one: (-len(one), min(one)))


def joining(lists: Mapping[Trait, Collection[int]]) -> Iterator[Collection[int]]:
    """The posting lists that join their sites."""
    weak: dict[int, dict[TraitKind, list[str]]] = {}
    for trait, sites in lists.items():
        if len(sites) > COMMON:
            continue
        if trait.kind in _ALONE:
            yield sites
        else:
            for site in sites:
                weak.setdefault(site, {}).setdefault(trait.kind, []).append(trait.key)
    both: dict[tuple[str, str], set[int]] = {}
    for site, kinds in weak.items():
        for pair in _pairs(kinds.get(TraitKind.TEMPLATE, ()), kinds.get(TraitKind.WORDING, ())):
            both.setdefault(pair, set()).add(site)
    yield from both.values()


def _pairs(templates: Iterable[str], wordings: Collection[str]) -> Iterator[tuple[str, str]]:
    for template in templates:
        for wording in wordings:
            yield template, wording
