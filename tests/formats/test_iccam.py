"""ICCAM: our sites as its reports with what it cannot say, and its answers, whatever is in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.formats import iccam
from farthing.formats.iccam import ActionKind, Payment, PaymentMethod, Told, Unreadable

TOLD = Told(
    reference="X-000012-N-000034",
    address="https://one.invalid/pay",
    received_on=date(2026, 11, 20),
    seen="2026-11-23T10:00Z",
    path=("https://front.invalid/door", "https://one.invalid/door"),
    country="NO",
    server="192.0.2.7",
    system_number="64500",
    organisation="Fjord Example",
    kind="forum",
    commerciality="direct, visible",
    category="B",
    payments=(Payment("crypto", "BTC", "bitcoin"), Payment("crypto", "LTC", "litecoin")),
    accounts=("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",),
    prices=("0.0025 BTC, P30D, Silver",),
    analyst="A-17",
)


def memo_of(body: dict[str, object]) -> str:
    memo = body["memo"]
    assert isinstance(memo, str)
    return memo


def test_a_report_has_the_fields_of_the_interface_and_the_numbers_of_its_lists() -> None:
    body, _ = iccam.report(TOLD, "house-account")
    (url,) = body["urls"]  # type: ignore[misc]
    assert body["hotlineReference"] == url["hotlineReference"] == "X-000012-N-000034"
    assert body["hotlineReceivedDate"] == "2026-11-20T00:00:00Z"
    assert body["sourceUrlSiteType"] == 6
    assert body["sourceUrlCommerciality"] == 2
    assert body["sourceUrlPaymentMethods"] == [8, 13]
    assert body["sourceUrlReferrer"] == "https://one.invalid/door"
    assert url["urlString"] == "https://one.invalid/pay"
    assert (url["hostingCountryCode"], url["hostingIpAddress"]) == ("NO", "192.0.2.7")
    assert url["hostingOrganization"]["autonomousSystemNumber"] == "64500"
    assert url["assessment"]["classification"] == 2
    assert url["assessment"]["assessingAnalystName"] == body["reportingAnalystName"] == "house-account"
    assert json.loads(json.dumps(body)) == body


def test_what_the_fields_cannot_say_is_in_the_memo_and_is_given_back_line_by_line() -> None:
    body, unsaid = iccam.report(TOLD, "house-account")
    memo = memo_of(body)
    assert "payment: LTC on litecoin, said as Other" in unsaid
    assert not any("BTC on bitcoin" in line for line in unsaid)  # the list has it
    for told in ("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "0.0025 BTC, P30D", "Category: B", "A-17"):
        assert told in memo
    assert all(f"- {line}" in memo for line in unsaid)
    assert any("its last step alone" in line for line in unsaid)


def test_the_closed_list_has_thirteen_payment_methods() -> None:
    assert sorted(PaymentMethod) == list(range(1, 14))


@pytest.mark.parametrize(
    ("payment", "method"),
    [
        (Payment("crypto", "BTC", "bitcoin"), PaymentMethod.BITCOIN),
        (Payment("crypto", "BTC", "lightning"), PaymentMethod.BITCOIN),
        (Payment("crypto", "XMR", "monero"), PaymentMethod.OTHER),
        (Payment("card", brand="Visa"), PaymentMethod.VISA),
        (Payment("card", brand="MasterCard"), PaymentMethod.MASTERCARD),
        (Payment("card", brand="American Express"), PaymentMethod.AMEX),
        (Payment("card"), PaymentMethod.OTHER),
        (Payment("wallet", brand="PayPal"), PaymentMethod.PAYPAL),
        (Payment("wallet", brand="Alipay"), PaymentMethod.OTHER),
        (Payment("transfer", brand="Western Union"), PaymentMethod.WESTERN_UNION),
        (Payment("gift-card", brand="Visa gift card"), PaymentMethod.OTHER),
    ],
)
def test_each_way_to_pay_is_the_entry_that_says_it_best(payment: Payment, method: PaymentMethod) -> None:
    body, unsaid = iccam.report(replace(TOLD, payments=(payment,)), "a")
    assert body["sourceUrlPaymentMethods"] == [method]
    assert any(payment.words in line for line in unsaid) == (method == PaymentMethod.OTHER) or (
        payment.network == "lightning"
    )


def test_that_no_way_to_pay_was_seen_does_not_say_that_there_is_none() -> None:
    body, _ = iccam.report(replace(TOLD, payments=(), commerciality=""), "a")
    assert body["sourceUrlPaymentMethods"] == [PaymentMethod.NOT_DETERMINED]
    assert body["sourceUrlCommerciality"] == 1


def test_a_hundred_accounts_stand_in_the_memo_as_far_as_they_fit_and_the_rest_is_counted() -> None:
    body, unsaid = iccam.report(replace(TOLD, accounts=tuple(f"bitcoin:{n}" for n in range(100))), "a")
    assert "and 80 more" in memo_of(body)
    assert any("but 80 of them" in line for line in unsaid)
    assert len(memo_of(body)) < 10_000


def test_what_may_not_be_told_is_nowhere_in_the_report() -> None:
    body, unsaid = iccam.report(Told("X-1-N-1", "https://one.invalid/", date(2026, 11, 20)), "a")
    assert body["sourceUrlReferrer"] is None
    assert "Category" not in memo_of(body)
    assert len(unsaid) == 2  # the classification, and ages and genders


CONTENT: dict[str, Any] = {
    "contentId": 8812,
    "reportId": 4711,
    "url": {"urlString": "https://one.invalid/pay", "hostingCountryCode": "no"},
    "assignedCountryCode": "NO",
    "countryAssignmentDate": "2026-11-23T10:00:00.1234567Z",
    "actions": [
        {"actionType": 3, "actionDate": "2026-11-23T10:00:00"},
        {"actionType": 6, "reasonId": 16},
        {"actionType": "Moved"},
        {"actionType": 42, "reasonId": 99, "actionDate": "yesterday"},
        {"actionType": ["?"]},
        "nothing",
    ],
}


def test_a_content_item_is_read_with_its_actions_and_unknown_ones_keep_their_name() -> None:
    content = iccam.content_of(CONTENT)
    assert (content.number, content.report, content.hosted, content.assigned) == (8812, 4711, "NO", "NO")
    assert content.assigned_at == datetime(2026, 11, 23, 10, 0, 0, 123456, UTC)
    removed, illegal, moved, unknown, *broken = content.actions
    assert (removed.kind, removed.at) == (ActionKind.REMOVED, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert (illegal.kind, illegal.reason) == (ActionKind.NOT_ILLEGAL, "does not meet the threshold")
    assert moved.kind == ActionKind.MOVED
    assert (unknown.kind, unknown.called, unknown.reason, unknown.at) == (
        ActionKind.UNKNOWN,
        "action 42",
        "reason 99",
        None,
    )
    assert {one.kind for one in broken} == {ActionKind.UNKNOWN}


def test_a_report_is_read_with_what_its_lists_say_and_unknown_values_keep_their_number() -> None:
    said = {
        "reportContents": [{"contentId": 1, "urlString": "https://one.invalid/"}, {"contentId": "no"}],
        "referrerUrl": "https://front.invalid/",
        "sourceUrlPaymentMethods": [13, 6, 77, None],
        "sourceUrlCommerciality": 2,
        "reportingHotlineId": 9,
    }
    report = iccam.report_of(said)
    assert report.contents == ((1, "https://one.invalid/"),)
    assert report.payments == ("Bitcoin", "Visa", "payment method 77", "payment method of no name")
    assert (report.commercial, report.hotline, report.referrer) == (True, "9", "https://front.invalid/")


def test_a_list_gives_its_good_entries_and_counts_the_others() -> None:
    said = [{"reportId": 1, "contentId": 2}, {"reportId": 1}, "x", {"reportId": True, "contentId": -1}]
    assert iccam.listed(said) == ([iccam.Listed(1, 2)], 3)


def test_a_report_is_found_again_by_its_exact_reference_alone() -> None:
    said = [{"reportId": 1, "hotlineReference": "X-1"}, {"reportId": 2, "hotlineReference": "X-11"}]
    assert iccam.reports_named(said, "X-11") == [2]
    assert iccam.reports_named([], "X-11") == []


@pytest.mark.parametrize("said", [4711, "4711", {"reportId": 4711}, {"id": "4711"}])
def test_the_number_of_a_new_report_is_read_in_any_dress(said: object) -> None:
    assert iccam.number(said) == 4711


@pytest.mark.parametrize("said", [None, True, 0, -3, "", "4 711", [], {}, 2**64, "9" * 30])
def test_what_is_no_number_is_a_line(said: object) -> None:
    with pytest.raises(Unreadable, match="number"):
        iccam.number(said)


def test_what_is_no_json_is_a_line() -> None:
    for body in (b"", b"<html>", b"\xff", b"[" * 100_000, b"9" * 10_000):
        with pytest.raises(Unreadable, match="JSON"):
            iccam.decoded(body)


def test_what_iccam_says_was_wrong_is_one_line() -> None:
    body = json.dumps({"errors": {"a": ["Report not in\nright phase"], "b": "x" * 500, "c": 3}}).encode()
    assert iccam.said_wrong(body).startswith("Report not in right phase xxx")
    assert len(iccam.said_wrong(body)) < 200
    assert iccam.said_wrong(b"<html>") == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["reportId", "contentId", "id", "url", "urlString", "actions", "actionType", "reportContents"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
READERS: list[Callable[[object], object]] = [
    iccam.number,
    iccam.listed,
    iccam.report_of,
    iccam.content_of,
    lambda said: iccam.reports_named(said, "X"),
]


@given(JSON)
def test_any_json_at_all_is_read_or_is_a_line(said: object) -> None:
    for reader in READERS:
        with suppress(Unreadable):
            reader(said)
