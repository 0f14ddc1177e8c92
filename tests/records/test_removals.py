"""Removals: followed where a site goes, held until police say go, measured for everybody who was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cast import NOW, Cast
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Invalid
from farthing.records.models import AuditEvent, HostingCheck, NoticeItem, Place, Recipient, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.services import notices, outbox, removals
from farthing.records.services.hosting import Result, claim_for, conclude_hosting_check
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import (
    DeliveryState,
    HandlingLevel,
    HostingMethod,
    MethodOutcome,
    PartnerKind,
    RemovalState,
)

HOUR = timedelta(hours=1)
HOME = Hosting("GB", "abuse@host.example", "192.0.2.7", "AS64496 Host")
SWEDEN = Hosting("SE", "abuse@skerry.example", "192.0.2.8", "AS64497 Skerry")
MakeSite = Callable[..., Site]


@pytest.fixture
def site(cast: Cast, draft: Callable[..., ObservationDraft]) -> MakeSite:
    def make(host: str = "one.invalid") -> Site:
        return record(actor=cast["analyst"], now=NOW, draft=draft(site_address=f"https://{host}/pay")).site

    return make


@pytest.fixture
def police(cast: Cast) -> Recipient:
    unit = RecipientDraft(
        "Unit",
        PartnerKind.POLICE,
        "unit@police.example",
        asked_first=True,
        partner=cast["police"].partner,
    )
    return name_recipient(actor=cast["supervisor"], now=NOW, draft=unit)


def opened(cast: Cast, site: Site, hosting: Hosting | None = HOME) -> Removal:
    return removals.open_removal(actor=cast["analyst"], now=NOW, site=site, hosting=hosting, category="B")


def sent(at: datetime) -> list[str]:
    """Marks what is due as delivered; gives to whom."""
    to = []
    for delivery in outbox.claim(now=at, most=50):
        if notices.ready(delivery=delivery, now=at, look=lambda site: None):
            outbox.delivered(delivery=delivery, now=at, then=notices.was_sent)
            to.append(delivery.recipient.mail)
        else:
            outbox.not_needed(delivery=delivery, now=at)
    return to


def found(site: Site, at: datetime, **said: object) -> HostingCheck:
    """A hosting check that the worker concluded, with what the register said."""
    result = Result(HostingMethod.RDAP, MethodOutcome.FOUND, "", **said)  # type: ignore[arg-type]
    check = claim_for(now=at, site=site).check
    return conclude_hosting_check(now=at, check=check, results=[result], then=removals.concluded)


def median_of(kind: str, name: str) -> float:
    return Place.objects.get(kind=kind, name=name).median


def test_a_moved_site_is_routed_anew_as_soon_as_its_hosting_check_is_concluded(
    cast: Cast, site: MakeSite
) -> None:
    removal = opened(cast, site())
    assert sent(NOW + HOUR) == ["abuse@host.example"]
    moved_at = NOW + 6 * HOUR
    found(removal.site, moved_at, country="SE", organisation="Skerry", abuse_contact="abuse@skerry.example")
    removal.refresh_from_db()
    assert (removal.state, removal.country, removal.host) == (RemovalState.GATHERED, "SE", "Skerry")
    before, after = removal.notice_items.order_by("pk")
    assert (before.ended_at, after.told_at) == (moved_at, None)
    assert before.recipient.median == 5
    assert (median_of("host", HOME.name), median_of("country", "GB")) == (5, 5)
    assert sent(moved_at + HOUR) == ["abuse@skerry.example"]
    removals.end(actor=cast["analyst"], now=moved_at + 3 * HOUR, removal=removal, state=RemovalState.REMOVED)
    removal.refresh_from_db()
    assert removal.hours == 8
    assert (median_of("host", "Skerry"), median_of("country", "SE")) == (2, 2)
    assert sent(NOW + 48 * HOUR) == []


def test_what_moved_before_its_notice_went_is_told_to_the_new_host_alone(cast: Cast, site: MakeSite) -> None:
    removal = opened(cast, site())
    found(removal.site, NOW, country="SE", abuse_contact="abuse@skerry.example")
    assert removal.notice_items.get(dropped=True).recipient.mail == "abuse@host.example"
    assert sent(NOW + HOUR) == ["abuse@skerry.example"]
    assert not Place.objects.exists()


def test_another_network_of_the_same_contact_is_recorded_and_nobody_is_told_twice(
    cast: Cast, site: MakeSite
) -> None:
    removal = opened(cast, site())
    sent(NOW + HOUR)
    said = {"country": "GB", "abuse_contact": "Abuse@Host.example"}
    found(removal.site, NOW + 2 * HOUR, asn=64499, organisation="Host Two", **said)
    removal.refresh_from_db()
    assert (removal.state, removal.host) == (RemovalState.NOTICED, "AS64499 Host Two")
    assert removal.notice_items.count() == 1
    moved = AuditEvent.objects.filter(verb="removal.moved")
    assert moved.get().fields == ["host"]
    found(removal.site, NOW + 3 * HOUR, asn=64499, organisation="Host II", **said)
    assert moved.count() == 1  # another spelling of one network is no move


def test_what_was_not_known_is_routed_once_it_is(cast: Cast, site: MakeSite) -> None:
    removal = opened(cast, site(), None)
    assert removal.state == RemovalState.UNROUTED
    found(removal.site, NOW, country="SE", abuse_contact="abuse@skerry.example")
    removal.refresh_from_db()
    assert removal.state == RemovalState.GATHERED
    assert not AuditEvent.objects.filter(verb="removal.moved").exists()


def test_behind_a_cdn_a_person_says_once_who_is_told_and_the_host_stays_told(
    cast: Cast, site: MakeSite
) -> None:
    removal = opened(cast, site())
    sent(NOW + HOUR)
    behind = {"country": "US", "front": "Example CDN", "abuse_contact": "abuse@cdn.example"}
    found(removal.site, NOW + 2 * HOUR, **behind)
    removal.refresh_from_db()
    assert (removal.state, removal.why) == (RemovalState.UNROUTED, "It stands behind Example CDN now.")
    draft = RecipientDraft("CDN", PartnerKind.HOSTING, "abuse@cdn.example")
    cdn = name_recipient(actor=cast["supervisor"], now=NOW, draft=draft)
    removals.tell(actor=cast["analyst"], now=NOW + 2 * HOUR, removal=removal, recipient=cdn)
    found(removal.site, NOW + 3 * HOUR, **behind)
    removal.refresh_from_db()
    assert removal.state == RemovalState.GATHERED
    assert removal.notice_items.filter(ended_at=None).count() == 2


def test_the_word_of_the_police_is_entered_with_who_said_it_and_when(
    cast: Cast, site: MakeSite, police: Recipient
) -> None:
    removal = opened(cast, site())
    assert removal.is_held
    with pytest.raises(Invalid, match="Police hold"):
        removals.tell(actor=cast["analyst"], now=NOW, removal=removal, recipient=police)
    sent(NOW + HOUR)
    at = NOW + 3 * HOUR
    for said in ({}, {"said_by": "Sgt One"}, {"said_by": "Sgt One", "said_at": at + HOUR}):
        with pytest.raises(Invalid):
            removals.release(actor=cast["analyst"], now=at, removal=removal, **said)  # type: ignore[arg-type]
    removals.release(actor=cast["analyst"], now=at, removal=removal, said_by="Sgt One", said_at=at - HOUR)
    removal.refresh_from_db()
    assert (removal.go_said_by, removal.go_said_at, removal.is_held) == ("Sgt One", at - HOUR, False)
    assert "Sgt One" in AuditEvent.objects.get(verb="removal.released").reason
    police.refresh_from_db()
    assert police.median == 2
    assert sent(at + HOUR) == ["abuse@host.example"]


def test_police_who_said_go_once_are_not_asked_again_when_it_moves_at_home(
    cast: Cast, site: MakeSite, police: Recipient
) -> None:
    removal = opened(cast, site())
    sent(NOW + HOUR)
    removals.release(actor=cast["police"], now=NOW + HOUR, removal=removal)
    found(removal.site, NOW + 2 * HOUR, country="GB", abuse_contact="abuse@other.example")
    assert sent(NOW + 4 * HOUR) == ["abuse@other.example"]


def test_a_hold_outlasts_the_site_until_police_say_go(cast: Cast, site: MakeSite, police: Recipient) -> None:
    removal = opened(cast, site())
    sent(NOW + HOUR)
    removals.end(actor=cast["analyst"], now=NOW + HOUR, removal=removal, state=RemovalState.REMOVED)
    removal.refresh_from_db()
    assert removal.is_held
    removals.release(actor=cast["police"], now=NOW + HOUR, removal=removal)
    removal.refresh_from_db()
    assert (removal.state, removal.is_held) == (RemovalState.REMOVED, False)
    assert sent(NOW + 3 * HOUR) == []


def test_police_first_where_the_host_names_nobody_leaves_the_rest_to_a_person(
    cast: Cast, site: MakeSite, police: Recipient
) -> None:
    removal = opened(cast, site(), Hosting("GB"))
    assert removal.state == RemovalState.HELD
    sent(NOW + HOUR)
    removals.release(actor=cast["police"], now=NOW + HOUR, removal=removal)
    removal.refresh_from_db()
    assert (removal.state, removal.why) == (RemovalState.UNROUTED, "Its host names nobody for abuse.")


def test_the_rule_is_asked_again_once_a_hotline_is_named(cast: Cast, site: MakeSite) -> None:
    place = site()
    check = claim_for(now=NOW, site=place).check
    said = Result(HostingMethod.RDAP, MethodOutcome.FOUND, "", country="NO")
    conclude_hosting_check(now=NOW, check=check, results=[said])
    removal = opened(cast, place, None)
    assert "No hotline is named for NO" in removal.why
    draft = RecipientDraft("Fjordland", PartnerKind.HOTLINE, "in@hotline.example", countries=("NO",))
    name_recipient(actor=cast["supervisor"], now=NOW, draft=draft)
    routed = removals.route_again(actor=cast["analyst"], now=NOW, removal=removal)
    assert (routed.state, routed.why) == (RemovalState.GATHERED, "")
    with pytest.raises(Invalid, match="under way"):
        removals.route_again(actor=cast["analyst"], now=NOW, removal=removal)


def test_an_embargo_stops_what_is_not_yet_sent(cast: Cast, site: MakeSite) -> None:
    removal = opened(cast, site())
    with pytest.raises(Invalid, match="why"):
        removals.say_handling(
            actor=cast["analyst"], now=NOW, removal=removal, handling=HandlingLevel.EMBARGO, reason=" "
        )
    held = removals.say_handling(
        actor=cast["analyst"],
        now=NOW,
        removal=removal,
        handling=HandlingLevel.EMBARGO,
        reason="a court asked for it",
    )
    assert held.is_held


def test_a_notice_of_something_ended_meanwhile_asks_for_nothing(cast: Cast, site: MakeSite) -> None:
    first, second = opened(cast, site("one.invalid")), opened(cast, site("two.invalid"))
    (delivery,) = outbox.claim(now=NOW + HOUR, most=5)
    assert len(notices.ready(delivery=delivery, now=NOW + HOUR, look=lambda site: None)) == 2
    removals.end(actor=cast["analyst"], now=NOW + HOUR, removal=first, state=RemovalState.REMOVED)
    outbox.delivered(delivery=delivery, now=NOW + HOUR, then=notices.was_sent)
    assert NoticeItem.objects.filter(told_at__isnull=False, ended_at=None).get().removal == second
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED
