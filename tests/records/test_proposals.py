"""Brand proposals: found, accepted, split, refused, and never made twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from cast import BITCOIN, ETHEREUM, NOW, Cast
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Brand, BrandProposal, NotOfBrand, RefusedTrait, Site
from farthing.records.selectors import brands as selector
from farthing.records.services.brands import name_brand
from farthing.records.services.observations import record
from farthing.records.services.proposals import accept_proposal, propose_brands, refuse_proposal

Draft = Callable[..., ObservationDraft]
BTC = OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN)
ETH = OptionDraft("crypto", "ETH", "evm", "ethereum", ETHEREUM)


@pytest.fixture
def see(cast: Cast, draft: Draft) -> Callable[..., Site]:
    """Records a page of the numbered site that shares nothing but what is said."""

    def seen(number: int, **said: object) -> Site:
        alone = {"options": (), "contacts": (), "offers": (), "mirrors": (), "fingerprint": f"{number:016x}"}
        one = draft(site_address=f"https://site-{number}.invalid/", **(alone | said))
        return record(actor=cast["analyst"], now=NOW, draft=one).site

    return seen


def propose(cast: Cast) -> list[BrandProposal]:
    propose_brands(actor=cast["analyst"], now=NOW)
    return list(selector.proposals(cast["analyst"]))


def sites_of(proposal: BrandProposal) -> set[int]:
    return set(proposal.sites.values_list("pk", flat=True))


def accept(cast: Cast, proposal: BrandProposal, *sites: Site, name: str = "Blue Door") -> Brand:
    chosen = [site.pk for site in sites]
    return accept_proposal(actor=cast["analyst"], now=NOW, proposal=proposal, name=name, sites=chosen)


def test_sites_that_share_an_account_are_proposed_with_the_evidence(
    cast: Cast, see: Callable[..., Site]
) -> None:
    first, second, _ = see(1, options=(BTC,)), see(2, options=(BTC,)), see(3, options=(ETH,))
    (found,) = propose(cast)
    assert sites_of(found) == {first.pk, second.pk}
    ((link, said),) = selector.evidence(cast["analyst"], found)
    assert (link.kind, link.sites_here, link.sites_in_all, link.weight) == ("account", 2, 2, 5.0)
    assert said.words == f"bitcoin:{BITCOIN}"


def test_wording_and_template_join_together_and_a_contact_alone(cast: Cast, see: Callable[..., Site]) -> None:
    offers = (OfferDraft("20", "EUR", "P30D", wording="30 days access: 20 EUR"),)
    alike = [see(number, offers=offers, fingerprint="ab" * 8) for number in (1, 2)]
    see(3, offers=offers)
    see(4, fingerprint="ab" * 8)
    way = (ContactDraft("telegram", "@same_desk"),)
    reached = [see(number, contacts=way) for number in (5, 6)]
    found = propose(cast)
    assert sorted(map(sorted, map(sites_of, found))) == [
        sorted(s.pk for s in alike),
        sorted(s.pk for s in reached),
    ]


def test_accepted_sites_are_the_brands_and_further_ones_are_proposed_for_it(
    cast: Cast, see: Callable[..., Site]
) -> None:
    first, second = see(1, options=(BTC,)), see(2, options=(BTC,))
    brand = accept(cast, propose(cast)[0], first, second)
    assert set(brand.sites.all()) == {first, second}
    assert "shared: 1 account" in brand.evidence
    third = see(3, options=(BTC,))
    (further,) = propose(cast)
    assert further.brand == brand
    assert sites_of(further) == {third.pk}


def test_a_split_is_remembered(cast: Cast, see: Callable[..., Site]) -> None:
    first, second, third = (see(number, options=(BTC,)) for number in (1, 2, 3))
    accept(cast, propose(cast)[0], first, second)
    assert NotOfBrand.objects.get().site == third
    assert propose(cast) == []


def test_those_left_out_may_be_a_brand_of_their_own(cast: Cast, see: Callable[..., Site]) -> None:
    sites = [see(number, options=(BTC,)) for number in range(4)]
    accept(cast, propose(cast)[0], *sites[:2])
    (rest,) = propose(cast)
    assert rest.brand is None
    assert sites_of(rest) == {site.pk for site in sites[2:]}


def test_a_refusal_is_remembered_until_other_evidence_turns_up(cast: Cast, see: Callable[..., Site]) -> None:
    see(1, options=(BTC,))
    see(2, options=(BTC,))
    refuse_proposal(actor=cast["analyst"], now=NOW, proposal=propose(cast)[0], reason="A processor's account")
    assert propose(cast) == []
    see(3, options=(BTC,))
    assert propose(cast) == []
    see(3, options=(ETH,), observed_at=NOW - timedelta(days=1))
    see(2, options=(ETH,), observed_at=NOW - timedelta(days=1))
    assert len(propose(cast)) == 1


def test_sites_refused_for_a_brand_cost_it_nothing_of_its_evidence(
    cast: Cast, see: Callable[..., Site]
) -> None:
    first, second = see(1, options=(BTC,)), see(2, options=(BTC,))
    name_brand(actor=cast["analyst"], now=NOW, site=first, name="Blue Door")
    refuse_proposal(actor=cast["analyst"], now=NOW, proposal=propose(cast)[0], reason="Another hand's page")
    assert not RefusedTrait.objects.exists()
    assert NotOfBrand.objects.get().site == second
    third = see(3, options=(BTC,))
    assert any(third.pk in sites_of(one) and one.brand == first.brand for one in propose(cast))


def test_looking_again_keeps_a_proposals_reference(cast: Cast, see: Callable[..., Site]) -> None:
    see(1, options=(BTC,))
    see(2, options=(BTC,))
    assert propose(cast)[0].reference == propose(cast)[0].reference


def test_a_decided_proposal_is_not_decided_again(cast: Cast, see: Callable[..., Site]) -> None:
    first, second = see(1, options=(BTC,)), see(2, options=(BTC,))
    proposal = propose(cast)[0]
    accept(cast, proposal, first, second)
    with pytest.raises(Invalid, match="decided already"):
        refuse_proposal(actor=cast["analyst2"], now=NOW, proposal=proposal, reason="No")


def test_nothing_chosen_no_name_and_no_reason_are_refused(cast: Cast, see: Callable[..., Site]) -> None:
    first, _ = see(1, options=(BTC,)), see(2, options=(BTC,))
    proposal = propose(cast)[0]
    with pytest.raises(Invalid, match="Choose the sites"):
        accept(cast, proposal)
    with pytest.raises(Invalid, match="needs a name"):
        accept(cast, proposal, first, name=" ")
    with pytest.raises(Invalid, match="Say why"):
        refuse_proposal(actor=cast["analyst"], now=NOW, proposal=proposal, reason=" ")
    with pytest.raises(Forbidden):
        propose_brands(actor=cast["auditor"], now=NOW)


def test_a_price_history_shows_what_changed(cast: Cast, see: Callable[..., Site]) -> None:
    offer = OfferDraft("20", "EUR", "P30D", "Silver")
    for days, amount in ((30, "20"), (20, "20"), (10, "25")):
        at = NOW - timedelta(days=days)
        site = see(1, offers=(replace(offer, amount=amount),), observed_at=at)
    brand = name_brand(actor=cast["analyst"], now=NOW, site=site, name="Blue Door")
    seen = selector.prices(cast["analyst"], brand)
    assert [(f"{one.amount}", one.difference) for one in seen] == [("25", "+25.0 %"), ("20", "")]
