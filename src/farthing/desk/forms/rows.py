"""Rows of the form: offers, options and contacts, each of which may stand beside the words it came from.

A row's `source` is its number among what the reader read, or empty where a person added it. Rows that hold
nothing, or are marked for removal, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from farthing import coins
from farthing.desk.periods import COMMON
from farthing.pages.reading import Contact, Offer, Option, Reading
from farthing.records.words import Rail

MOST_ROWS = 600
CURRENCIES = ("USD", "EUR", "GBP", "RUB", "CNY", "JPY", "BTC", "LTC", "ETH", "XMR", "USDT")
CONTACT_KINDS = (
    "email", "telegram", "session", "jabber", "tox", "wickr", "signal", "whatsapp", "discord", "onion", "url",
)  # fmt: skip
NETWORKS = [("", "—")] + [(network, chain.name) for network, chain in coins.CHAINS.items()]
PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


def text(label: str, size: int, *, list_: str = "", initial: str = "") -> forms.CharField:
    named = {"list": list_} if list_ else {}
    widget = forms.TextInput(attrs=PLAIN | {"size": size} | named)
    return forms.CharField(label=label, required=False, max_length=4000, initial=initial, widget=widget)


class Row(forms.Form):
    """What the three kinds of row share."""

    VALUES: ClassVar[tuple[str, ...]]  # the fields of which one must hold something

    wrong_place: int | None = None  # of the address, where the service could tell

    source = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    remove = forms.BooleanField(label="Remove", required=False)

    @property
    def kept(self) -> bool:
        """Whether this row is part of what is recorded."""
        given = self.cleaned_data
        return not given.get("remove") and any(given.get(name) for name in self.VALUES)

    @property
    def values(self) -> dict[str, str]:
        return {
            name: str(value or "")
            for name, value in self.cleaned_data.items()
            if name not in ("source", "remove")
        }


class OfferForm(Row):
    VALUES = ("amount", "currency", "tier", "wording")

    amount = text("Amount", 9)
    currency = text("Currency", 5, list_="currencies")
    period = text("Period", 7, list_="periods", initial="once")
    tier = text("Tier", 14)
    wording = text("Wording", 40)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class OptionForm(Row):
    VALUES = (
        "asset", "network", "address", "memo", "brand", "handle", "merchant_id", "processor", "invoice",
    )  # fmt: skip

    rail = forms.CharField(
        label="Rail", required=False, initial=Rail.CRYPTO, widget=forms.Select(choices=Rail.choices)
    )
    asset = text("Coin", 6, list_="assets")
    network = forms.CharField(label="Network", required=False, widget=forms.Select(choices=NETWORKS))
    chain = text("Chain", 10, list_="chains")
    address = text("Address", 44)
    memo = text("Memo or tag", 12)
    brand = text("Brand", 12)
    handle = text("Payee", 20)
    merchant_id = text("Merchant id", 14)
    processor = text("Processor", 12)
    invoice = text("Invoice", 14)

    @property
    def kept(self) -> bool:
        rail = self.cleaned_data.get("rail") or Rail.CRYPTO
        return super().kept or (rail != Rail.CRYPTO and not self.cleaned_data.get("remove"))


class ContactForm(Row):
    VALUES = ("value",)

    kind = text("Kind", 9, list_="contact-kinds")
    value = text("Contact", 40)

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"]).lower()


OfferRows = formset_factory(OfferForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
OptionRows = formset_factory(OptionForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
ContactRows = formset_factory(ContactForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
if TYPE_CHECKING:
    Formset = BaseFormSet[Any]
else:
    Formset = BaseFormSet
Rows = dict[str, Formset]
ROWS: dict[str, type[Formset]] = {"offers": OfferRows, "options": OptionRows, "contacts": ContactRows}


def rows_of(reading: Reading) -> Rows:
    """The rows as the reader read them, with an empty one where it read nothing of a kind."""
    read: dict[str, Sequence[Any]] = {
        "offers": reading.offers,
        "options": reading.options,
        "contacts": reading.contacts,
    }
    made: Rows = {}
    for kind, found in read.items():
        initial = [initial_of(one) | {"source": place} for place, one in enumerate(found)]
        made[kind] = _formset(kind, initial, spare=0 if initial else 1)
    return made


def bound_rows(data: Mapping[str, Any]) -> Rows:
    """The rows as they were sent."""
    return {kind: ROWS[kind](data, prefix=kind) for kind in ROWS}


def with_one_more(rows: Rows, kind: str) -> Rows:
    """The rows as they were sent, unjudged, with an empty one added to those of `kind`."""
    again: Rows = {}
    for name, formset in rows.items():
        given = [{field: form[field].value() for field in form.fields} for form in formset.forms]
        again[name] = _formset(name, given, spare=1 if name == kind else 0)
    return again


def initial_of(one: Offer | Option | Contact) -> dict[str, str]:
    """A reading's fields as the form names them."""
    fields = {Offer: OfferForm, Option: OptionForm, Contact: ContactForm}[type(one)].base_fields
    return {name: getattr(one, name) or "" for name in fields if name not in ("source", "remove")}


def _formset(kind: str, initial: list[dict[str, Any]], spare: int) -> Formset:
    made = formset_factory(ROWS[kind].form, extra=spare, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return made(initial=initial, prefix=kind)


DATALISTS = {
    "currencies": [(code, "") for code in CURRENCIES],
    "periods": list(COMMON.items()),
    "assets": [(asset, chain.name) for chain in coins.CHAINS.values() for asset in chain.assets[:4]],
    "chains": [(chain.chain, "") for chain in coins.EVM_CHAINS],
    "contact-kinds": [(kind, "") for kind in CONTACT_KINDS],
}
