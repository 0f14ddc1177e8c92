"""Brand proposals: made from what sites share, accepted whole or in part, refused for good."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from farthing.pages.masking import mask
from farthing.records.errors import Invalid, Problem
from farthing.records.families import COMMON, families
from farthing.records.models import Brand, BrandProposal, Member, NotOfBrand, ProposalLink, RefusedTrait, Site
from farthing.records.selectors.traits import Trait, posting_lists, weight
from farthing.records.services.brands import brands_by_name, wrong_name
from farthing.records.services.hunts import begin_brand_hunts
from farthing.records.services.write import Written, service
from farthing.records.words import ProposalState, TraitKind, Verb

_AT_ONCE = 500
MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposal before it is stored."""

    brand: int | None
    sites: frozenset[int]

    @property
    def mark(self) -> str:
        return hashlib.sha256(f"{self.brand}: {sorted(self.sites)}".encode()).hexdigest()


@service(Verb.BRAND_PROPOSAL_MADE)
def propose_brands(*, actor: Member, now: datetime) -> Written[int]:
    """Looks at what all sites share, and proposes what nobody decided yet; open proposals that no longer
    stand are taken back. Gives the number of open ones. One pass over the rows, however many sites share."""
    refused = {Trait(TraitKind(one.kind), one.key) for one in RefusedTrait.objects.iterator()}
    lists = {
        trait: sites
        for trait, sites in posting_lists().items()
        if 1 < len(sites) <= COMMON and trait not in refused
    }
    found = {one.mark: one for one in _proposals(lists)}
    known = set(BrandProposal.objects.filter(mark__in=list(found)).values_list("mark", flat=True))
    BrandProposal.objects.filter(state=ProposalState.OPEN).exclude(mark__in=list(found)).delete()
    by_site: dict[int, list[Trait]] = {}
    for trait, sites in lists.items():
        for site in sites:
            by_site.setdefault(site, []).append(trait)
    for mark, one in found.items():
        if mark not in known:
            _store(now, one, lists, by_site)
    count = BrandProposal.objects.filter(state=ProposalState.OPEN).count()
    return Written(count, about=[actor.partner], fields=("brand proposals",), reason=f"{count} open")


@service(Verb.BRAND_PROPOSAL_ACCEPTED)
def accept_proposal(
    *,
    actor: Member,
    now: datetime,
    proposal: BrandProposal,
    name: str,
    sites: Collection[int],
    reason: str = "",
) -> Written[Brand]:
    """Puts the chosen `sites` of an open proposal under the brand called `name`. Those not chosen are left
    out of that brand for good: that is how a proposal is split."""
    locked = _open(proposal)
    all_sites = set(locked.sites.values_list("pk", flat=True))
    chosen = all_sites & set(sites)
    if wrong := wrong_name(name):
        raise Invalid(Problem("name", wrong))
    if not chosen:
        raise Invalid(Problem("sites", "Choose the sites that belong to the brand, or refuse the proposal."))
    brand = brands_by_name(actor, [(name, now)])[name.strip().casefold()]
    Site.objects.filter(pk__in=chosen).update(brand=brand)
    begin_brand_hunts(actor, now, [brand])
    _leave_out(locked, brand, all_sites - chosen)
    said = f"{locked.reference}: {_evidence(locked)}{mask(reason)}"
    brand.evidence = f"{brand.evidence}\n{said}".strip()
    brand.save(update_fields=["evidence"])
    _decide(locked, actor, now, ProposalState.ACCEPTED, reason)
    moved = list(Site.objects.filter(pk__in=chosen).order_by("pk"))
    return Written(brand, about=[locked, brand, *moved], fields=("brand", "evidence"), reason=reason)


@service(Verb.BRAND_PROPOSAL_REFUSED)
def refuse_proposal(
    *, actor: Member, now: datetime, proposal: BrandProposal, reason: str
) -> Written[BrandProposal]:
    """Refuses an open proposal, for good. Sites that were proposed for a brand are left out of it; where a
    new one was proposed, none of what joined its sites joins anybody from now on."""
    locked = _open(proposal)
    if not reason.strip():
        raise Invalid(Problem("reason", "Say why these are not one hand's: it is remembered."))
    if locked.brand:
        _leave_out(locked, locked.brand, locked.sites.values_list("pk", flat=True))
    else:
        RefusedTrait.objects.bulk_create(
            [RefusedTrait(kind=link.kind, key=link.key, proposal=locked) for link in locked.links.all()],
            ignore_conflicts=True,
        )
    _decide(locked, actor, now, ProposalState.REFUSED, reason)
    return Written(locked, about=[locked], fields=("state",), reason=reason)


def _proposals(lists: Mapping[Trait, Collection[int]]) -> Iterator[_Found]:
    """First the sites that are nobody's: each family of them goes to the brand with which it shares most, or
    is a new one. A site that was left out of a brand is not put to it again."""
    branded = dict(Site.objects.exclude(brand=None).values_list("pk", "brand_id"))
    left_out = set(NotOfBrand.objects.values_list("brand_id", "site_id"))
    free = {trait: {site for site in sites if site not in branded} for trait, sites in lists.items()}
    alone = {site for sites in free.values() for site in sites}
    together = families({trait: sites for trait, sites in free.items() if len(sites) > 1})
    alone -= {site for family in together for site in family}
    strong = {trait: sites for trait, sites in lists.items() if trait.kind in ("account", "contact")}
    brands_of: dict[int, Counter[int]] = {}
    for trait, sites in strong.items():
        known = {branded[site] for site in sites if site in branded}
        for site in free[trait]:
            for brand in known:
                if (brand, site) not in left_out:
                    brands_of.setdefault(site, Counter())[brand] += 1
    taken: dict[int, set[int]] = {}
    for family in [*together, *({site} for site in sorted(alone))]:
        shared = sum((brands_of.get(site, Counter()) for site in family), Counter[int]())
        if shared:
            brand = min(shared, key=lambda one: (-shared[one], one))
            fitting = {site for site in family if (brand, site) not in left_out}
            taken.setdefault(brand, set()).update(fitting)
            family = family - fitting
        if len(family) > 1:
            yield _Found(None, frozenset(family))
    for brand, sites in taken.items():
        yield _Found(brand, frozenset(sites))


def _store(
    now: datetime, found: _Found, lists: Mapping[Trait, Collection[int]], by_site: Mapping[int, list[Trait]]
) -> None:
    """The proposal with its evidence, the heaviest first."""
    family = set(found.sites)
    if found.brand is not None:
        family |= set(Site.objects.filter(brand=found.brand).values_list("pk", flat=True))
    here = Counter(trait for site in family for trait in by_site.get(site, ()))
    links = [
        (trait, count, len(lists[trait]))
        for trait, count in here.items()
        if count > 1 and found.sites.intersection(lists[trait])
    ]
    links.sort(key=lambda link: (-weight(link[0].kind, link[2]), -link[1], link[0].key))
    proposal = BrandProposal.objects.create(
        mark=found.mark,
        brand_id=found.brand,
        strength=round(sum(weight(trait.kind, in_all) for trait, _, in_all in links), 1),
        proposed_at=now,
    )
    proposal.sites.add(*found.sites)
    ProposalLink.objects.bulk_create(
        [
            ProposalLink(
                proposal=proposal,
                kind=trait.kind,
                key=trait.key,
                sites_here=count,
                sites_in_all=in_all,
                weight=weight(trait.kind, in_all),
            )
            for trait, count, in_all in links[:MOST_LINKS]
        ],
        batch_size=_AT_ONCE,
    )


def _open(proposal: BrandProposal) -> BrandProposal:
    """The proposal, locked. Raises Invalid where somebody has decided it meanwhile."""
    locked = BrandProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != ProposalState.OPEN:
        raise Invalid(Problem("state", "This proposal was decided already."))
    return locked


def _decide(proposal: BrandProposal, actor: Member, now: datetime, state: ProposalState, reason: str) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, now
    proposal.reason = mask(reason)[:300]
    proposal.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _leave_out(proposal: BrandProposal, brand: Brand, sites: Iterable[int]) -> None:
    """Says of sites that they are not the brand's, so that nothing proposes it again."""
    NotOfBrand.objects.bulk_create(
        [NotOfBrand(brand=brand, site_id=site, proposal=proposal) for site in sorted(sites)],
        ignore_conflicts=True,
    )


def _evidence(proposal: BrandProposal) -> str:
    """What joins the sites, in a sentence for the brand's page."""
    counts = Counter(TraitKind(kind).label for kind in proposal.links.values_list("kind", flat=True))
    shared = ", ".join(f"{count} {label}{'s' if count > 1 else ''}" for label, count in counts.most_common())
    return f"shared: {shared}. " if shared else ""
