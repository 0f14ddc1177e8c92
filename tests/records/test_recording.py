"""Recording an observation: what is stored, sealed, shared and refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from cast import BITCOIN, ETHEREUM, NOW, Cast
from farthing.records.drafts import ContactDraft, ObservationDraft, OptionDraft, Words
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import (
    AuditEvent,
    Brand,
    Contact,
    Indicator,
    Observation,
    Offer,
    Option,
    Sighting,
    Site,
)
from farthing.records.sealing import Opener, hidden_addresses
from farthing.records.services.observations import record, record_many
from farthing.records.words import SiteKind

Draft = Callable[..., ObservationDraft]
TABLES = (Site, Brand, Observation, Offer, Option, Contact, Indicator, Sighting, AuditEvent)


def everything_stored() -> str:
    """Every value of every table as text, sealed bytes included."""
    found: list[object] = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table._meta.db_table}")
            found.extend(
                bytes(v) if isinstance(v, memoryview) else v for row in cursor.fetchall() for v in row
            )
    return repr(found)


def test_a_recorded_page_is_there_whole(cast: Cast, draft: Draft) -> None:
    observation = record(actor=cast["analyst"], now=NOW, draft=draft(brand="Brand One"))
    assert observation.reference == f"O-{observation.pk:06d}"
    offer = Offer.objects.get()
    assert (offer.amount, offer.currency, offer.period, offer.tier) == (
        Decimal("0.0025"),
        "BTC",
        "P30D",
        "Silver",
    )
    option = Option.objects.get()
    assert (option.network, option.address) == ("bitcoin", BITCOIN)
    sighting = Sighting.objects.get()
    assert (sighting.indicator, sighting.site, sighting.seen_at) == (option.indicator, observation.site, NOW)
    assert observation.site.brand == Brand.objects.get(name="Brand One")
    assert Contact.objects.count() == 4  # three on the page, one mirror
    assert observation.confirmed_by == cast["analyst"]


def test_one_audit_event_says_who_recorded_what_and_no_value(cast: Cast, draft: Draft) -> None:
    observation = record(actor=cast["analyst"], now=NOW, draft=draft())
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == (
        "observation.recorded",
        observation.reference,
        cast["analyst"],
    )
    assert BITCOIN not in str(event.fields)


def test_no_site_address_stands_in_plain_anywhere(cast: Cast, draft: Draft) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    stored = everything_stored()
    for canary in (".invalid", "site-one", "/door", "mirror.invalid"):
        assert canary not in stored, stored[max(0, stored.find(canary) - 200) : stored.find(canary) + 50]
    assert "desk@mailhouse.example" in stored  # an address elsewhere is a contact like any other


def test_what_was_sealed_opens_again(cast: Cast, draft: Draft) -> None:
    observation = record(actor=cast["analyst"], now=NOW, draft=draft())
    observation.refresh_from_db()
    assert Opener(observation.site).field("address") == "https://shop.site-one.invalid/pay"
    opener = Opener(observation)
    assert opener.field("referrer_path") == "https://front.site-one.invalid/door?x=1"
    assert any("site-one.invalid" in hidden for hidden in hidden_addresses(observation))
    values = {contact.kind: opener.contact(contact) for contact in observation.contacts.order_by("-position")}
    assert values == {
        "telegram": "@site_desk",
        "email": "desk@site-one.invalid",
        "mirror": "mirror.invalid",
    }


def test_the_same_site_twice_is_one_site_with_widened_dates(cast: Cast, draft: Draft) -> None:
    earlier = NOW - timedelta(days=40)
    record(actor=cast["analyst"], now=NOW, draft=draft())
    again = draft(site_address="http://www.shop.site-one.invalid/pay", observed_at=earlier)
    record(actor=cast["analyst2"], now=NOW, draft=again)
    site = Site.objects.get()
    assert (site.first_seen, site.last_seen) == (earlier, NOW)
    assert site.observations.count() == 2
    indicator = Indicator.objects.get()
    assert (indicator.first_seen, indicator.last_seen) == (earlier, NOW)


def test_every_spelling_of_an_account_is_one_indicator(cast: Cast, draft: Draft) -> None:
    for address in (ETHEREUM, ETHEREUM.lower(), "0x" + ETHEREUM[2:].upper()):
        options = (OptionDraft("crypto", "ETH", "evm", "", address),)
        record(actor=cast["analyst"], now=NOW, draft=draft(options=options))
    indicator = Indicator.objects.get()
    assert indicator.address == ETHEREUM
    assert indicator.sightings.count() == 3


def test_two_memos_of_one_account_are_two_indicators(cast: Cast, draft: Draft) -> None:
    for memo in ("", "room-1", "room-2"):
        options = (OptionDraft("crypto", "ETH", "evm", "", ETHEREUM, memo),)
        record(actor=cast["analyst"], now=NOW, draft=draft(options=options))
    assert Indicator.objects.count() == 3
    assert len(set(Indicator.objects.values_list("account_hash", flat=True))) == 1


def test_a_payee_off_the_chains_is_an_indicator(cast: Cast, draft: Draft) -> None:
    wallet = OptionDraft("wallet", brand="PayBrand", handle="desk-pay")
    record(actor=cast["analyst"], now=NOW, draft=draft(options=(wallet, replace(wallet, brand="paybrand"))))
    assert Indicator.objects.get().identity == "wallet:PayBrand:desk-pay"


def test_a_coin_named_without_an_address_is_an_option_and_no_indicator(cast: Cast, draft: Draft) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft(options=(OptionDraft("crypto", "LTC", "litecoin"),)))
    assert Option.objects.get().indicator is None
    assert not Indicator.objects.exists()


def test_an_lnurl_is_an_indicator_of_the_lightning_network(cast: Cast, draft: Draft) -> None:
    written = "LNURL1DP68GURN8GHJ7URP0YHRJV3C8PJRQTN90PSK6URVV5HKCMN4WFK8QTE4XDJKZEFNXDJQA9LFXS"
    record(
        actor=cast["analyst"],
        now=NOW,
        draft=draft(options=(OptionDraft("crypto", "BTC", "lightning", "", written),)),
    )
    assert Indicator.objects.get().address == written.lower()


def test_a_wrong_checksum_is_refused_and_nothing_is_written(cast: Cast, draft: Draft) -> None:
    options = (OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN[:-1] + "b"),)
    with pytest.raises(Invalid) as caught:
        record(actor=cast["analyst"], now=NOW, draft=draft(options=options))
    assert caught.value.problems[0].field == "options.0.address"
    assert not any(table.objects.exists() for table in TABLES)


def test_an_address_of_another_network_is_refused_and_named(cast: Cast, draft: Draft) -> None:
    options = (OptionDraft("crypto", "LTC", "litecoin", "", BITCOIN),)
    with pytest.raises(Invalid, match="valid on bitcoin, not on litecoin"):
        record(actor=cast["analyst"], now=NOW, draft=draft(options=options))


def test_every_fault_is_named_at_once(cast: Cast, draft: Draft) -> None:
    good = draft()
    bad = replace(
        good,
        site_address="nothing",
        mirrors=("mirror.invalid", "no mirror"),
        observed_at=NOW + timedelta(days=1),
        zone="Nowhere/Land",
        offers=(replace(good.offers[0], amount="-1", currency="euro", period="30 days"),),
        contacts=(ContactDraft("email", " "),),
    )
    with pytest.raises(Invalid) as caught:
        record(actor=cast["analyst"], now=NOW, draft=bad)
    assert {problem.field for problem in caught.value.problems} == {
        "site_address",
        "mirrors",
        "observed_at",
        "zone",
        "offers.0.amount",
        "offers.0.currency",
        "offers.0.period",
        "contacts.0.value",
    }


@pytest.mark.parametrize(
    "amount", ["0.000000000000000001", "123456789012345678.000000000000000001", "39.90", "1E+3"]
)
def test_amounts_are_kept_to_the_last_digit(cast: Cast, draft: Draft, amount: str) -> None:
    good = draft()
    record(actor=cast["analyst"], now=NOW, draft=draft(offers=(replace(good.offers[0], amount=amount),)))
    assert Offer.objects.get().amount == Decimal(amount)


@pytest.mark.parametrize("name", ["disclosure", "auditor", "admin", "police", "exchange", "stranger"])
def test_who_does_not_record_is_refused_before_anything_is_read(cast: Cast, draft: Draft, name: str) -> None:
    with pytest.raises(Forbidden):
        record(actor=cast[name], now=NOW, draft=draft())
    assert not Observation.objects.exists()
    assert not AuditEvent.objects.exists()


def test_many_are_recorded_together_or_not_at_all(cast: Cast, draft: Draft) -> None:
    drafts = [draft(site_address=f"https://site-{n}.invalid/") for n in range(3)]
    stored = record_many(actor=cast["analyst"], now=NOW, entries=[(one, NOW) for one in drafts])
    assert [one.site_id for one in stored] == list(Site.objects.order_by("pk").values_list("pk", flat=True))
    assert AuditEvent.objects.count() == 3
    with pytest.raises(Invalid):
        record_many(
            actor=cast["analyst"], now=NOW, entries=[(drafts[0], NOW), (draft(site_address="x"), NOW)]
        )
    assert Observation.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"options": (OptionDraft("wallet", handle="x" * 201),)}, "options.0.handle"),
        ({"options": (OptionDraft("wallet", brand="a\x00b"),)}, "options.0.brand"),
        ({"options": (OptionDraft("crypto", asset="X" * 17),)}, "options.0.asset"),
        ({"contacts": (ContactDraft("k" * 21, "value"),)}, "contacts.0.kind"),
        ({"brand": "b" * 101}, "brand"),
        ({"options": (OptionDraft("wallet"),) * 501}, "options"),
    ],
)
def test_what_no_column_holds_is_refused_before_the_database_does(
    cast: Cast, draft: Draft, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        record(actor=cast["analyst"], now=NOW, draft=draft(**changes))
    assert [problem.field for problem in caught.value.problems] == [field]


def test_words_with_what_no_database_keeps_are_kept_without_it(cast: Cast, draft: Draft) -> None:
    hostile = Words("a\x00b \ud800", "0.0025 BTC\x00", "")
    offer = replace(draft().offers[0], quote=hostile, wording="0.0025\x00")
    record(actor=cast["analyst"], now=NOW, draft=draft(offers=(offer,)))
    stored = Offer.objects.get()
    assert (stored.before, stored.words, stored.wording) == ("a\ufffdb ?", "0.0025 BTC\ufffd", "0.0025\ufffd")


def test_a_sites_kind_said_anew_replaces_the_old_one_and_the_usual_one_does_not(
    cast: Cast, draft: Draft
) -> None:
    for kind, holds in (("website", "website"), ("forum", "forum"), ("website", "forum"), ("blog", "blog")):
        record(actor=cast["analyst"], now=NOW, draft=draft(site_kind=SiteKind(kind)))
        assert Site.objects.get().kind == holds
