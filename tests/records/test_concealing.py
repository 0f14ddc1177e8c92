"""No site's address stands open in a payee's name, a memo, a contact or a brand; all are found even so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cast import BITCOIN, NOW, Cast
from farthing.pages.masking import Hosts
from farthing.records.concealing import shown_name, shown_value
from farthing.records.drafts import ContactDraft, ObservationDraft, OptionDraft
from farthing.records.errors import Invalid
from farthing.records.models import Brand, Indicator, Observation, Option
from farthing.records.sealing import hidden_addresses
from farthing.records.selectors.observations import seen_before
from farthing.records.selectors.search import search
from farthing.records.services.brands import name_brand
from farthing.records.services.observations import record
from records.test_recording import everything_stored

Draft = Callable[..., ObservationDraft]


def said(option: OptionDraft) -> str:
    return option.handle or option.memo or option.address or option.brand


OWN = Hosts(["shop.site-one.invalid", "site-one.invalid"])
ONION = "a" * 56 + ".onion"
AT_THE_SITE = (
    OptionDraft("wallet", brand="PayPal", handle="pay@shop.site-one.invalid"),
    OptionDraft("wallet", brand="PayPal", handle="https://other-place.invalid/pay"),
    OptionDraft("card", brand="site-one.invalid", merchant_id="M-7"),
    OptionDraft("crypto", "BTC", "lightning", "", "pay@shop.site-one.invalid"),
    OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN, "for site-one.invalid"),
    OptionDraft("crypto", "BTC", "bitcoin", "at other-place.invalid", BITCOIN),
)


@pytest.mark.parametrize(
    "option", AT_THE_SITE, ids=lambda option: option.handle or option.memo or option.rail
)
def test_an_option_that_names_a_site_is_stored_without_it(
    cast: Cast, draft: Draft, option: OptionDraft
) -> None:
    one = record(actor=cast["analyst"], now=NOW, draft=draft(options=(option,)))
    stored = everything_stored()
    assert "site-one.invalid" not in stored
    assert "other-place.invalid" not in stored
    assert any("invalid" in hidden for hidden in hidden_addresses(one))


@pytest.mark.parametrize("option", AT_THE_SITE[:4], ids=said)
def test_a_payee_named_after_a_site_is_found_and_seen_before(
    cast: Cast, draft: Draft, option: OptionDraft
) -> None:
    plain = draft(options=(option,), contacts=(), fingerprint="")
    first = record(actor=cast["analyst"], now=NOW, draft=plain)
    again = record(actor=cast["analyst"], now=NOW, draft=plain)
    assert Indicator.objects.count() == 1
    assert [one.observation for one in seen_before(cast["analyst"], again)] == [first]
    found = search(cast["analyst"], option.handle or option.merchant_id or option.address.upper())
    assert [one.record for one in found if one.kind != "site"] == [Indicator.objects.get()]


def test_two_memos_that_name_different_sites_stay_two_indicators(cast: Cast, draft: Draft) -> None:
    option = OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN)
    for host in ("one.invalid", "two.invalid"):
        record(actor=cast["analyst"], now=NOW, draft=draft(options=(replace(option, memo=f"to {host}"),)))
    assert Indicator.objects.count() == 2
    assert len(set(Indicator.objects.values_list("account_hash", flat=True))) == 1


def test_a_payee_at_a_mail_provider_keeps_its_name(cast: Cast, draft: Draft) -> None:
    option = OptionDraft("wallet", brand="PayPal", handle="desk@mailhouse.example")
    record(actor=cast["analyst"], now=NOW, draft=draft(options=(option,)))
    assert Option.objects.get().handle == Indicator.objects.get().value == "desk@mailhouse.example"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("telegram", "@site_desk", "@site_desk"),
        ("telegram", "https://t.me/site_desk", "https://t.me/site_desk"),
        ("telegram", "https://other-place.invalid/x", "[site]"),
        ("website", "other-place.invalid", "[site]"),
        ("wickr", "gold.desk", "gold.desk"),
        ("discord", "discord.gg/abc", "discord.gg/abc"),
        ("email", "desk@mailhouse.example", "desk@mailhouse.example"),
        ("email", "desk@site-one.invalid", "desk@[site]"),
        ("jabber", f"desk@{ONION}", "desk@[site]"),
        ("matrix", "@desk:mailhouse.example", "@desk:mailhouse.example"),
        ("chat", ONION, "[site]"),
        ("phone", "+44 20 7946 0000", "+44 20 7946 0000"),
    ],
)
def test_a_contact_is_shown_but_for_a_site_in_it(kind: str, value: str, shown: str) -> None:
    assert shown_value(kind, value, OWN) == shown


def test_a_payees_link_at_a_payment_brand_names_an_account() -> None:
    assert shown_name("https://paypal.me/desk7", OWN) == "https://paypal.me/desk7"
    assert shown_name("room-31", OWN) == "room-31"


def test_a_kind_of_contact_is_a_word(cast: Cast, draft: Draft) -> None:
    with pytest.raises(Invalid) as refused:
        record(
            actor=cast["analyst"],
            now=NOW,
            draft=draft(contacts=(ContactDraft("other-place.invalid", "x"),)),
        )
    assert [problem.field for problem in refused.value.problems] == ["contacts.0.kind"]


def test_a_brand_is_never_called_by_a_sites_address(cast: Cast, draft: Draft) -> None:
    with pytest.raises(Invalid) as refused:
        record(actor=cast["analyst"], now=NOW, draft=draft(brand="site-one.invalid"))
    assert [problem.field for problem in refused.value.problems] == ["brand"]
    site = record(actor=cast["analyst"], now=NOW, draft=draft()).site
    with pytest.raises(Invalid, match="never shown"):
        name_brand(actor=cast["analyst"], now=NOW, site=site, name="other-place.invalid")
    assert not Brand.objects.exists()


def test_evidence_for_a_brand_is_kept_without_site_addresses(cast: Cast, draft: Draft) -> None:
    site = record(actor=cast["analyst"], now=NOW, draft=draft()).site
    same = "the same foot as https://other-place.invalid/x"
    brand = name_brand(actor=cast["analyst"], now=NOW, site=site, name="Gold", evidence=same)
    assert brand.evidence == "the same foot as [site 1]"


@pytest.mark.parametrize("name", ["ß" * 60, "x" * 101, " "])
def test_a_brands_name_fits_its_column_in_any_case(cast: Cast, draft: Draft, name: str) -> None:
    with pytest.raises(Invalid):
        record(actor=cast["analyst"], now=NOW, draft=draft(brand=name))
    assert not Observation.objects.exists()


def test_a_text_that_grows_by_its_masks_still_fits(cast: Cast, draft: Draft) -> None:
    hosts = " ".join(f"{letter}.bc" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst")[:200]
    option = OptionDraft("wallet", brand="PayPal", handle="desk7", invoice=hosts)
    record(actor=cast["analyst"], now=NOW, draft=draft(options=(option,)))
    assert len(Option.objects.get().invoice) <= 200
