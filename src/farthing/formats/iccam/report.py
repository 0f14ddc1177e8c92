"""One site of ours as a new report of ICCAM, and what of it ICCAM's fields cannot say.

A report has one source address, to which its site type, commerciality and payment methods belong: so each
site is a report of its own. What no field takes, or a closed list only roughly, stands in the memo in words,
is listed there, and is given back to be kept beside the record. What is told has passed `disclosure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from farthing.formats.iccam.lists import (
    CONTENT_IS_A_WEBSITE,
    NOT_CATEGORISED,
    Classification,
    Commerciality,
    PaymentMethod,
    SiteType,
    label,
)

MOST_LISTED = 20  # accounts, prices and steps in a memo
LONGEST_LISTED = 300  # characters of each
_REQUEST = "Please see that evidence is preserved and that it is removed."

_SITE_TYPES = {
    "website": SiteType.WEBSITE,
    "forum": SiteType.FORUM,
    "image board": SiteType.IMAGE_BOARD,
    "image store": SiteType.IMAGE_STORE,
    "file host": SiteType.FILE_HOST,
    "link site": SiteType.LINK_SITE,
    "social network": SiteType.SOCIAL_NETWORKING,
    "blog": SiteType.BLOG,
}
_BRANDS = {
    "visa": PaymentMethod.VISA,
    "mastercard": PaymentMethod.MASTERCARD,
    "american express": PaymentMethod.AMEX,
    "amex": PaymentMethod.AMEX,
    "diners": PaymentMethod.DINERS,
    "diners club": PaymentMethod.DINERS,
    "paypal": PaymentMethod.PAYPAL,
    "western union": PaymentMethod.WESTERN_UNION,
    "liberty reserve": PaymentMethod.LIBERTY_RESERVE,
    "sms": PaymentMethod.SMS,
}


@dataclass(frozen=True, slots=True)
class Payment:
    """One way to pay, without any account: the rail, and the coin or the brand."""

    rail: str
    asset: str = ""
    network: str = ""
    brand: str = ""

    @property
    def method(self) -> PaymentMethod:
        """The entry of the closed list that says it best."""
        if self.asset == "BTC":
            return PaymentMethod.BITCOIN
        return _BRANDS.get(self.brand.strip().casefold(), PaymentMethod.OTHER)

    @property
    def words(self) -> str:
        coin = f"{self.asset} on {self.network}" if self.asset and self.network else self.asset
        return coin or self.brand or f"{self.rail}, of no brand named"


@dataclass(frozen=True, slots=True)
class Told:
    """What the hotline may be told of one site; what it may not is empty. `kind` and `commerciality` are our
    words for them, `accounts` and `prices` a line each, `path` the steps that lead to the site."""

    reference: str
    address: str
    received_on: date
    seen: str = ""
    path: tuple[str, ...] = ()
    country: str = ""
    server: str = ""
    system_number: str = ""
    organisation: str = ""
    kind: str = ""
    commerciality: str = ""
    category: str = ""
    payments: tuple[Payment, ...] = ()
    accounts: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    analyst: str = ""


def report(told: Told, account: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """The body of POST `rest/Reports`, and what it could not say, a line each. `account` is the house's
    account at ICCAM: the fields for analysts take names that are known there."""
    unsaid = tuple(_unsaid(told))
    memo = _memo(told, unsaid)
    return {
        "reportingAnalystName": account,
        "hotlineReceivedDate": f"{told.received_on.isoformat()}T00:00:00Z",
        "hotlineReference": told.reference,
        "memo": memo,
        "urls": [_url(told, account, memo)],
        "sourceUrlUsername": "",
        "sourceUrlPassword": "",
        "sourceUrlReferrer": told.path[-1] if told.path else None,
        "sourceUrlSiteType": _site_type(told),
        "sourceUrlCommerciality": _commerciality(told),
        "sourceUrlPaymentMethods": payment_methods(told.payments),
    }, unsaid


def payment_methods(payments: Sequence[Payment]) -> list[int]:
    """The ways to pay by the closed list. That none was seen does not say that there is none."""
    methods = {payment.method for payment in payments} or {PaymentMethod.NOT_DETERMINED}
    return sorted(int(method) for method in methods)


def _url(told: Told, account: str, memo: str) -> dict[str, object]:
    return {
        "urlString": told.address,
        "hotlineReference": told.reference,
        "hostingCountryCode": told.country,
        "hostingIpAddress": told.server,
        "hostingIsp": told.organisation,
        "hostingOrganization": {
            "autonomousSystemNumber": told.system_number,
            "organizationName": told.organisation,
            "isContentDeliveryNetwork": False,  # what stands behind one is routed to no country
        },
        "isSourceUrl": True,
        "memo": memo,
        "contentType": CONTENT_IS_A_WEBSITE,
        "assessment": {
            "assessingAnalystName": account,
            "classification": int(Classification.NATIONAL),
            "ageCategorization": NOT_CATEGORISED,
            "genderCategorization": NOT_CATEGORISED,
        },
        "actions": [],
    }


def _site_type(told: Told) -> int:
    return int(_SITE_TYPES.get(told.kind, SiteType.NOT_APPLICABLE if told.kind else SiteType.WEBSITE))


def _commerciality(told: Told) -> int:
    seen = bool(told.commerciality or told.payments)
    return int(Commerciality.COMMERCIAL if seen else Commerciality.NOT_DETERMINED)


def _unsaid(told: Told) -> Iterator[str]:
    yield "classification: said as National; whether the baseline criteria are met too is not recorded here"
    yield "age and gender: said as not categorised; nothing of them is recorded here"
    if told.category:
        yield f"category {told.category} of the national scale: no field, it stands in the memo"
    if told.kind and told.kind not in _SITE_TYPES:
        yield f"kind of site: {told.kind}, said as {label(SiteType(_site_type(told)))}"
    if told.commerciality:
        yield f"commerciality: {told.commerciality}, said as {label(Commerciality.COMMERCIAL)}"
    for payment in dict.fromkeys(told.payments):
        if payment.method == PaymentMethod.OTHER:
            yield f"payment: {payment.words}, said as {label(PaymentMethod.OTHER)}"
        elif payment.method == PaymentMethod.BITCOIN and payment.network not in ("", "bitcoin"):
            yield f"payment: {payment.words}, said as {label(PaymentMethod.BITCOIN)}"
    for name, listed in (("accounts to pay to", told.accounts), ("prices and periods", told.prices)):
        if listed:
            rest = len(listed) - MOST_LISTED
            yield f"{name}: no field, they stand in the memo" + (f", but {rest} of them" if rest > 0 else "")
    if len(told.path) > 1:
        yield "path to the site: its last step alone has a field, the others stand in the memo"
    if told.seen:
        yield "last seen: no field, it stands in the memo"
    if told.analyst:
        yield "analyst: the fields take names known to ICCAM, our pseudonym stands in the memo"


def _memo(told: Told, unsaid: Sequence[str]) -> str:
    said = (
        ("Last seen", told.seen),
        ("Category", told.category),
        ("Commerciality", told.commerciality),
        ("Kind of site", told.kind),
        ("Payment", "; ".join(dict.fromkeys(payment.words for payment in told.payments))),
        ("Accounts", _list(told.accounts)),
        ("Prices", _list(told.prices)),
        ("Path", _list(told.path) if len(told.path) > 1 else ""),
        ("Assessed by", told.analyst),
    )
    lines = [_REQUEST, *(f"{name}: {text}" for name, text in said if text)]
    return "\n".join([*lines, "Not said, or only roughly, by the fields:", *(f"- {one}" for one in unsaid)])


def _list(lines: Sequence[str]) -> str:
    more = len(lines) - MOST_LISTED
    kept = [line[:LONGEST_LISTED] for line in lines[:MOST_LISTED]]
    return "; ".join([*kept, f"and {more} more"] if more > 0 else kept)
