"""What a draft must hold before it is recorded; every fault is named at once, so that one look mends all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Model

from farthing.pages.masking import storable
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft
from farthing.records.errors import Problem
from farthing.records.models import Contact, Observation, Option
from farthing.records.services.brands import wrong_name
from farthing.records.words import Commerciality, Genuineness, Rail, SiteKind, Visibility
from farthing.records.zones import ZONES

_CURRENCY = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_AMOUNT = re.compile(r"[0-9]{1,60}(\.[0-9]{1,60})?(E[+-]?[0-9]{1,2})?", re.IGNORECASE)
_NUMBER = "[1-9][0-9]{0,4}"
_PERIOD = re.compile(
    rf"lifetime|once|P(?=.)({_NUMBER}Y)?({_NUMBER}M)?({_NUMBER}W)?({_NUMBER}D)?(T(?=.)({_NUMBER}H)?({_NUMBER}M)?)?"
)
_LONGEST_PERIOD = 16
_LONGEST_AMOUNT = 60
_LANGUAGE = re.compile("([a-z]{2,3}(-[a-z]{2,4})?)?", re.IGNORECASE)
_CONTACT_KIND = re.compile("[a-z][a-z0-9 -]*")
_FIRST_YEAR = 1991
_CLOCK_SLACK = timedelta(minutes=10)
_OPTION_TEXTS = (
    *("asset", "network", "chain", "address", "memo"),
    *("brand", "handle", "merchant_id", "processor", "invoice"),
)
MOST_READINGS = 500  # of one kind on one page; the count is bounded by a small column


def problems(draft: ObservationDraft, now: datetime) -> Iterator[Problem]:
    """Everything about `draft` that keeps it from being recorded, but for addresses (`identity`)."""
    yield from _moment(draft, now)
    if draft.brand and (wrong := wrong_name(draft.brand)):
        yield Problem("brand", wrong)
    if not _LANGUAGE.fullmatch(draft.language):
        yield Problem("language", "A language is a code such as en or zh.")
    yield from _lengths(draft, Observation, ("fingerprint", "reader_version"), "")
    for field, value, words in (
        ("site_kind", draft.site_kind, SiteKind),
        ("visibility", draft.visibility, Visibility),
        ("commerciality", draft.commerciality, Commerciality),
        ("genuineness", draft.genuineness, Genuineness),
    ):
        if value not in words:
            yield Problem(field, "Choose one from the list.")
    for name, readings in (
        ("offers", draft.offers),
        ("options", draft.options),
        ("contacts", draft.contacts),
    ):
        if len(readings) > MOST_READINGS:
            yield Problem(name, f"A page with more than {MOST_READINGS} {name} is not recorded as one.")
    for place, offer in enumerate(draft.offers):
        yield from _offer(offer, f"offers.{place}")
    for place, option in enumerate(draft.options):
        yield from _option(option, f"options.{place}")
    for place, contact in enumerate(draft.contacts):
        yield from _lengths(contact, Contact, ("kind",), f"contacts.{place}.")
        if not contact.kind.strip() or not contact.value.strip():
            yield Problem(f"contacts.{place}.value", "A contact needs its kind and its value.")
        elif not _CONTACT_KIND.fullmatch(contact.kind):
            yield Problem(f"contacts.{place}.kind", "A kind is a word such as email or telegram.")
        elif contact.kind == "mirror":
            yield Problem(f"contacts.{place}.kind", "Mirrors have a field of their own beside the site's.")


def _moment(draft: ObservationDraft, now: datetime) -> Iterator[Problem]:
    if draft.zone not in ZONES:
        yield Problem("zone", f"“{draft.zone}” is not a time zone's name (such as Europe/London).")
    if draft.observed_at.year < _FIRST_YEAR:
        yield Problem("observed_at", "There was no web at that time.")
    elif draft.observed_at > now + _CLOCK_SLACK:
        yield Problem("observed_at", "The time of capture lies in the future.")


def _lengths(
    draft: ObservationDraft | OptionDraft | ContactDraft, table: type[Model], names: Sequence[str], path: str
) -> Iterator[Problem]:
    """A problem for each text that is longer than its column, or holds what no database keeps."""
    for name in names:
        text, most = getattr(draft, name), getattr(table._meta.get_field(name), "max_length", None)
        if most is not None and len(text) > most:
            yield Problem(f"{path}{name}", f"This is longer than {most} characters.")
        if text != storable(text):
            yield Problem(f"{path}{name}", "This holds a character that cannot be stored.")


def _offer(offer: OfferDraft, field: str) -> Iterator[Problem]:
    amount = Decimal(offer.amount) if _AMOUNT.fullmatch(offer.amount) else Decimal(0)
    if amount == 0 or len(f"{amount:f}") > _LONGEST_AMOUNT:
        yield Problem(f"{field}.amount", "An amount is a number above nought, such as 0.0025.")
    if not _CURRENCY.fullmatch(offer.currency):
        yield Problem(f"{field}.currency", "A currency is a code such as EUR or BTC.")
    if not _PERIOD.fullmatch(offer.period) or len(offer.period) > _LONGEST_PERIOD:
        yield Problem(f"{field}.period", "A period is a duration such as P30D or P1M, lifetime, or once.")


def _option(option: OptionDraft, field: str) -> Iterator[Problem]:
    yield from _lengths(option, Option, _OPTION_TEXTS, f"{field}.")
    if option.rail not in Rail:
        yield Problem(f"{field}.rail", "Choose one from the list.")
    if option.rail == Rail.CRYPTO:
        if not (option.asset or option.network):
            yield Problem(f"{field}.asset", "Say which coin, or which network.")
        if option.address and not option.network:
            yield Problem(f"{field}.network", "Say on which network this address is.")
    elif option.address or option.network:
        yield Problem(f"{field}.network", "Only a crypto option has a network and an address.")
