"""Finding again: one box, every spelling; and what an observation shares with earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from cast import BITCOIN, ETHEREUM, NOW, Cast
from farthing.records.drafts import ContactDraft, ObservationDraft, OptionDraft
from farthing.records.errors import Forbidden
from farthing.records.models import Observation
from farthing.records.selectors.indicators import indicator, offers_of, sightings, sites_of
from farthing.records.selectors.observations import observation, observations, seen_before
from farthing.records.selectors.search import observations_with_contact, search
from farthing.records.services.observations import record

Draft = Callable[..., ObservationDraft]


@pytest.fixture
def recorded(cast: Cast, draft: Draft) -> Observation:
    options = (
        OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN),
        OptionDraft("crypto", "ETH", "evm", "ethereum", ETHEREUM, "desk-7"),
        OptionDraft("wallet", brand="PayBrand", handle="desk-pay"),
    )
    return record(actor=cast["analyst"], now=NOW, draft=draft(options=options, brand="Brand One"))


@pytest.mark.parametrize(
    "text",
    [
        BITCOIN,
        f"  bitcoin:{BITCOIN}?amount=1 ",
        " ".join(BITCOIN[n : n + 4] for n in range(0, len(BITCOIN), 4)),
        "\u200b".join(BITCOIN),
        f"{BITCOIN[:10]}\n{BITCOIN[10:]}",
    ],
)
def test_an_address_is_found_in_any_spelling(cast: Cast, recorded: Observation, text: str) -> None:
    found = search(cast["analyst"], text)
    assert [(one.kind, one.what) for one in found] == [("address", f"bitcoin:{BITCOIN}")]


@pytest.mark.parametrize(
    "text",
    [
        ETHEREUM,
        ETHEREUM.lower(),
        ETHEREUM.upper(),
        f"ethereum:{ETHEREUM}@1",
        ETHEREUM[:20] + " " + ETHEREUM[20:].lower(),
    ],
)
def test_an_account_is_found_in_any_case_and_with_its_memo(
    cast: Cast, recorded: Observation, text: str
) -> None:
    assert [one.what for one in search(cast["disclosure"], text)] == [f"evm:{ETHEREUM}#desk-7"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("@SITE_desk", "contact"),
        ("https://t.me/site_desk", "contact"),
        ("Desk@Mailhouse.example", "contact"),
        ("desk@site-one.invalid", "contact"),
        ("mirror.invalid", "contact"),
        ("shop.site-one.invalid", "site"),
        ("hxxps://www.shop.site-one[.]invalid/pay", "site"),
        ("brand one", "brand"),
        ("desk-pay", "payee"),
    ],
)
def test_everything_that_has_a_name_is_found_by_it(
    cast: Cast, recorded: Observation, text: str, kind: str
) -> None:
    assert [one.kind for one in search(cast["auditor"], text)] == [kind]


def test_a_reference_leads_to_its_record(cast: Cast, recorded: Observation) -> None:
    for text in (recorded.reference, recorded.reference.lower(), f" o{recorded.pk}"):
        assert [one.record for one in search(cast["analyst"], text)] == [recorded]
    assert search(cast["analyst"], recorded.site.reference)[0].record == recorded.site


@pytest.mark.parametrize("text", ["", " ", "nothing like it", "O-999999", "0x" + "1" * 40, "x" * 100_000])
def test_what_is_not_there_finds_nothing(cast: Cast, recorded: Observation, text: str) -> None:
    assert search(cast["analyst"], text) == []


def test_seen_before_says_what_is_shared_newest_first(
    cast: Cast, draft: Draft, recorded: Observation
) -> None:
    def later(days: int, address: str, **changes: object) -> Observation:
        at = NOW + timedelta(days=days)
        fields = {"options": (), "contacts": (), "mirrors": (), "fingerprint": ""} | changes
        return record(
            actor=cast["analyst"], now=at, draft=draft(site_address=address, observed_at=at, **fields)
        )

    same_account = later(
        1, "two.invalid", options=(OptionDraft("crypto", "USDT", "evm", "bsc", ETHEREUM.lower()),)
    )
    same_contact = later(2, "three.invalid", contacts=(ContactDraft("telegram", "@Site_Desk"),))
    same_template = later(3, "four.invalid", fingerprint=recorded.fingerprint)
    later(4, "five.invalid")
    near_template = later(5, "six.invalid", fingerprint="abcd" + recorded.fingerprint[4:])
    later(6, "seven.invalid", fingerprint="abcd" * 7 + recorded.fingerprint[28:])
    found = seen_before(cast["analyst"], recorded)
    assert [one.observation for one in found] == [near_template, same_template, same_contact, same_account]
    assert [one.shared for one in found] == [
        ("near template (4 of 64 digits differ)",),
        ("template",),
        ("telegram @site_desk",),
        (f"account {ETHEREUM}",),
    ]


def test_an_address_page_has_sightings_sites_and_offers(
    cast: Cast, draft: Draft, recorded: Observation
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft(site_address="two.invalid"))
    found = search(cast["analyst"], BITCOIN)[0].record
    one = indicator(cast["analyst"], found.pk)
    assert [seen.site_id for seen in sightings(cast["analyst"], one)] == [
        site.pk for site in sorted(sites_of(cast["analyst"], one), key=lambda site: -site.pk)
    ]
    offers = offers_of(cast["analyst"], one)
    assert [(str(o.amount), o.currency, o.period, o.times) for o in offers] == [("0.0025", "BTC", "P30D", 2)]


def test_a_contact_leads_to_every_observation_that_offers_it(
    cast: Cast, draft: Draft, recorded: Observation
) -> None:
    again = record(actor=cast["analyst"], now=NOW, draft=draft(site_address="two.invalid"))
    contact = search(cast["analyst"], "@site_desk")[0].record
    assert set(observations_with_contact(cast["analyst"], contact)) == {recorded, again}


def test_an_observation_counts_its_offers_and_options(cast: Cast, recorded: Observation) -> None:
    listed = observations(cast["analyst"]).get()
    assert (listed.offer_count, listed.option_count) == (1, 3)
    assert observation(cast["analyst"], recorded.pk) == recorded


@pytest.mark.parametrize("name", ["admin", "police", "exchange", "hotline", "stranger"])
def test_who_may_not_read_finds_nothing_and_is_told_so(cast: Cast, recorded: Observation, name: str) -> None:
    for look in (
        lambda: search(cast[name], BITCOIN),
        lambda: observations(cast[name]),
        lambda: observation(cast[name], recorded.pk),
        lambda: seen_before(cast[name], recorded),
    ):
        with pytest.raises(Forbidden):
            look()
