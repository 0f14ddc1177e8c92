"""Reveals: a reason, an hourly budget, a supervisor beyond it, and what looks unusual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from cast import NOW, Cast
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Reveal, Site
from farthing.records.selectors.reveals import most_revealed, own_budget, unusual, waiting
from farthing.records.services.observations import record_many
from farthing.records.services.reveals import decide_reveal, open_signed, reveal_site
from farthing.records.words import RevealState, Verb

ADDRESS = "https://shop.site-one.invalid/pay"
REASON = "to route a notice to its host"


@pytest.fixture
def sites(cast: Cast, draft: Callable[..., ObservationDraft]) -> list[Site]:
    addresses = [ADDRESS, *(f"https://site-{n}.invalid/" for n in range(2, 9))]
    entries = [(draft(site_address=address), NOW) for address in addresses]
    record_many(actor=cast["analyst"], now=NOW, entries=entries)
    return list(Site.objects.order_by("pk"))


@pytest.mark.parametrize("name", ["analyst", "supervisor", "disclosure"])
def test_a_reveal_shows_the_address_and_is_in_the_audit(cast: Cast, sites: list[Site], name: str) -> None:
    revealed = reveal_site(actor=cast[name], now=NOW, site=sites[0], reason=REASON)
    assert revealed.address == ADDRESS
    event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.verb, event.subject, event.reason) == (Verb.SITE_REVEALED, sites[0].reference, REASON)


@pytest.mark.parametrize("name", ["admin", "auditor", "police", "hotline", "exchange", "stranger"])
def test_who_may_not_reveal_leaves_no_trace_of_an_address(cast: Cast, sites: list[Site], name: str) -> None:
    with pytest.raises(Forbidden):
        reveal_site(actor=cast[name], now=NOW, site=sites[0], reason=REASON)
    assert not Reveal.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x", "because"])
def test_a_reveal_needs_a_reason(cast: Cast, sites: list[Site], reason: str) -> None:
    with pytest.raises(Invalid, match="why"):
        reveal_site(actor=cast["analyst"], now=NOW, site=sites[0], reason=reason)


def test_an_address_in_the_reason_is_masked(cast: Cast, sites: list[Site]) -> None:
    reveal_site(actor=cast["analyst"], now=NOW, site=sites[0], reason=f"compare with {ADDRESS} again")
    assert "invalid" not in Reveal.objects.get().reason + AuditEvent.objects.order_by("-pk")[0].reason


def test_beyond_the_budget_a_supervisor_signs_and_it_opens_once(
    cast: Cast, sites: list[Site], settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 2
    for site in sites[:2]:
        assert reveal_site(actor=cast["analyst"], now=NOW, site=site, reason=REASON).address
    assert own_budget(cast["analyst"], NOW) == 0
    asked = reveal_site(actor=cast["analyst"], now=NOW, site=sites[2], reason=REASON)
    assert asked.address is None
    assert list(waiting(cast["supervisor"])) == [asked.reveal]
    with pytest.raises(Forbidden):
        open_signed(actor=cast["analyst"], now=NOW, reveal=asked.reveal)
    decide_reveal(actor=cast["supervisor"], now=NOW, reveal=asked.reveal, granted=True)
    with pytest.raises(Forbidden):
        open_signed(actor=cast["analyst2"], now=NOW, reveal=asked.reveal)
    assert (
        open_signed(actor=cast["analyst"], now=NOW, reveal=asked.reveal).address == "https://site-3.invalid/"
    )
    with pytest.raises(Forbidden):
        open_signed(actor=cast["analyst"], now=NOW, reveal=asked.reveal)
    verbs = AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)[:3]
    assert list(verbs) == [Verb.SITE_REVEALED, Verb.REVEAL_SIGNED, Verb.REVEAL_ASKED]


def test_the_budget_is_the_hours_and_each_members_own(
    cast: Cast, sites: list[Site], settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 1
    reveal_site(actor=cast["analyst"], now=NOW, site=sites[0], reason=REASON)
    assert reveal_site(actor=cast["analyst2"], now=NOW, site=sites[0], reason=REASON).address
    later = NOW + timedelta(hours=1, seconds=1)
    assert reveal_site(actor=cast["analyst"], now=later, site=sites[0], reason=REASON).address


def test_a_supervisor_does_not_sign_his_own(cast: Cast, sites: list[Site], settings: Settings) -> None:
    settings.REVEALS_AN_HOUR = 0
    asked = reveal_site(actor=cast["supervisor"], now=NOW, site=sites[0], reason=REASON)
    with pytest.raises(Forbidden, match="himself"):
        decide_reveal(actor=cast["supervisor"], now=NOW, reveal=asked.reveal, granted=True)


def test_what_was_decided_is_not_decided_again_and_a_signature_grows_old(
    cast: Cast, sites: list[Site], settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 0
    asked = reveal_site(actor=cast["analyst"], now=NOW, site=sites[0], reason=REASON).reveal
    decide_reveal(actor=cast["supervisor"], now=NOW, reveal=asked, granted=True)
    with pytest.raises(Invalid, match="already"):
        decide_reveal(actor=cast["supervisor"], now=NOW, reveal=asked, granted=False)
    with pytest.raises(Forbidden, match="older"):
        open_signed(actor=cast["analyst"], now=NOW + timedelta(hours=2), reveal=asked)
    refused = reveal_site(actor=cast["analyst"], now=NOW, site=sites[1], reason=REASON).reveal
    assert (
        decide_reveal(actor=cast["supervisor"], now=NOW, reveal=refused, granted=False).state
        == RevealState.REFUSED
    )


def test_unusual_patterns_are_named_and_ordinary_work_is_not(
    cast: Cast, sites: list[Site], settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 8
    reveal_site(actor=cast["analyst2"], now=NOW, site=sites[3], reason="host moved, notice again")
    for minute, site in enumerate(sites[:7]):
        reveal_site(
            actor=cast["analyst"], now=NOW + timedelta(minutes=minute), site=site, reason="a look at the site"
        )
    night = NOW.replace(hour=2) + timedelta(days=1)
    reveal_site(actor=cast["disclosure"], now=night, site=sites[3], reason="urgent request of police")
    found = unusual(cast["supervisor"], night)
    sentences = {pattern.member.username: set() for pattern in found}
    for pattern in found:
        sentences[pattern.member.username].add(pattern.sentence)
    assert sentences == {
        "analyst": {
            "7 reveals within one hour",
            "the same reason for 7 reveals: “a look at the site”",
            "7 sites one after another in the order of their numbers",
        },
        "disclosure": {"reveals between midnight and five (UTC)"},
    }
    assert list(most_revealed(cast["supervisor"], night)) == [sites[3]]


@pytest.mark.parametrize("name", ["analyst", "disclosure", "admin", "police", "stranger"])
def test_only_the_supervisor_and_the_auditor_see_everybodys_reveals(cast: Cast, name: str) -> None:
    with pytest.raises(Forbidden):
        waiting(cast[name])
