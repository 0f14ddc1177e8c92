"""Brand proposals decided at the desk, and a brand's page: links, addresses, prices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.desk.links import MOST, picture
from farthing.records.drafts import ObservationDraft
from farthing.records.models import Brand, BrandProposal, Site
from farthing.records.selectors.brands import Link
from farthing.records.selectors.traits import Named
from farthing.records.services.hosting import Result, ask_hosting_check, conclude_hosting_check
from farthing.records.services.observations import record_many
from farthing.records.services.proposals import propose_brands
from farthing.records.words import HostingMethod, MethodOutcome, TraitKind


@pytest.fixture
def proposal(cast: Cast, draft: Callable[..., ObservationDraft]) -> BrandProposal:
    entries = [(draft(site_address=f"https://number-{number}.invalid/"), NOW) for number in range(3)]
    record_many(actor=cast["analyst"], now=NOW, entries=entries)
    propose_brands(actor=cast["analyst"], now=NOW)
    return BrandProposal.objects.get()


def test_a_proposal_is_accepted_in_part_at_the_desk(enter: Enter, proposal: BrandProposal) -> None:
    client = enter("analyst")
    assert proposal.reference in client.get(reverse("proposals")).content.decode()
    page = tree(client.get(reverse("proposal", args=[proposal.pk])))
    boxes = [str(box.attributes["value"]) for box in page.css("input[name=sites][checked]")]
    assert len(boxes) == 3
    said = {"name": "Blue Door", "sites": boxes[:2]}
    answer = client.post(reverse("accept_proposal", args=[proposal.pk]), said)
    brand = Brand.objects.get()
    assert answer.headers["Location"] == reverse("brand", args=[brand.pk])
    assert brand.sites.count() == 2
    decided = client.get(reverse("proposal", args=[proposal.pk])).content.decode()
    assert "Accepted" in decided
    assert 'name="sites"' not in decided


def test_what_is_wrong_is_said_at_its_field(enter: Enter, proposal: BrandProposal) -> None:
    client = enter("analyst")
    wrong = client.post(reverse("accept_proposal", args=[proposal.pk]), {"name": "", "sites": ["999"]})
    assert wrong.status_code == 422
    assert len(tree(wrong).css(".fault")) == 2
    assert client.post(reverse("refuse_proposal", args=[proposal.pk]), {"reason": ""}).status_code == 422
    done = client.post(reverse("refuse_proposal", args=[proposal.pk]), {"reason": "A kit's template"})
    assert done.status_code == 302
    assert "Nothing" in tree(client.get(reverse("proposals"))).css_first(".paging").text()


def test_an_auditor_reads_proposals_and_decides_none(enter: Enter, proposal: BrandProposal) -> None:
    page = tree(enter("auditor").get(reverse("proposal", args=[proposal.pk])))
    assert page.css_first("#evidence") is not None
    assert page.css("main form") == []


def test_a_brands_page_draws_its_links_and_says_them_in_a_table(
    enter: Enter, proposal: BrandProposal
) -> None:
    client = enter("analyst")
    sites = [site.pk for site in proposal.sites.all()]
    client.post(reverse("accept_proposal", args=[proposal.pk]), {"name": "Blue Door", "sites": sites})
    page = tree(client.get(reverse("brand", args=[Brand.objects.get().pk])))
    nodes = {node.attributes["href"] for node in page.css("svg.links a")}
    table = page.css_first("section:has(svg.links) table")
    assert nodes - {"#shared"} <= {link.attributes["href"] for link in table.css("a")}
    assert {reverse("site", args=[site]) for site in sites} <= nodes
    assert page.css_first("svg.timeline") is not None
    assert "0.0025 BTC" in page.css_first("section:has(#prices)").text()


def test_a_large_brand_is_drawn_in_part() -> None:
    sites = [Site(pk=number) for number in range(1, 60)]
    links = [Link(TraitKind.ACCOUNT, Named(f"account {n}", n), sites[n:], 5.0) for n in range(40)]
    drawn = picture(links)
    assert drawn is not None
    assert (len(drawn.traits), len(drawn.sites)) == (MOST, MOST)
    assert drawn.more == 40 - MOST + 59 - MOST
    assert picture([]) is None


def test_a_brands_page_says_where_its_sites_stood(cast: Cast, enter: Enter, proposal: BrandProposal) -> None:
    client = enter("analyst")
    sites = list(proposal.sites.all())
    said = {"name": "Blue Door", "sites": [site.pk for site in sites]}
    client.post(reverse("accept_proposal", args=[proposal.pk]), said)
    page = reverse("brand", args=[Brand.objects.get().pk])
    assert "No hosting check" in client.get(page).content.decode()
    for site in sites:
        check = ask_hosting_check(actor=cast["analyst"], now=NOW, site=site)
        found = Result(
            HostingMethod.NETWORK, MethodOutcome.FOUND, "", country="NL", asn=64500, organisation="Canal Host"
        )
        conclude_hosting_check(now=NOW, check=check, results=[found])
    rows = tree(client.get(page)).css("section[aria-labelledby=hosts] tbody tr")
    assert [cell.text() for cell in rows[0].css("th, td")][:4] == ["Canal Host", "AS64500", "NL", "3"]
