"""Recipients as they are named, and what a person says of a removal."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django import forms

from farthing.desk.forms.members import Shown
from farthing.desk.forms.moments import LOCAL_TIME, MomentField
from farthing.records.models import Partner, Recipient
from farthing.records.services.recipients import KINDS, RecipientDraft
from farthing.records.services.removals import ENDS, LONGEST_NAME
from farthing.records.words import Channel, HandlingLevel, PartnerKind, RemovalState

_PLAIN = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Reason", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class RecipientForm(Shown):
    name = forms.CharField(
        label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.TypedChoiceField(
        label="Kind", choices=[(kind.value, kind.label) for kind in KINDS], coerce=PartnerKind
    )
    channel = forms.TypedChoiceField(label="Told by", choices=Channel.choices, coerce=Channel)
    mail = forms.CharField(
        label="Mail address", max_length=254, widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "email"})
    )
    countries = forms.CharField(
        label="Countries it is told of, such as NL NO",
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    partner = forms.ModelChoiceField(
        label="Its people sign in as",
        queryset=Partner.objects.none(),
        required=False,
        empty_label="nobody",
    )
    asked_first = forms.BooleanField(
        label="Police at home who are asked before any host is told", required=False
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        self.fields["partner"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def draft(self) -> RecipientDraft:
        """What was filled in, as the service takes it."""
        said = dict(self.cleaned_data)
        countries = tuple(filter(None, re.split(r"[\s,;]+", said.pop("countries"))))
        return RecipientDraft(countries=countries, **said)


class ChangeRecipientForm(RecipientForm):
    active = forms.BooleanField(label="Told of sites", required=False)


def described(one: Recipient, partners: Any) -> ChangeRecipientForm:
    """The form of a known recipient as it is now."""
    initial = {
        "name": one.name,
        "kind": one.kind,
        "channel": one.channel,
        "mail": one.mail,
        "countries": " ".join(one.countries),
        "partner": one.partner_id,
        "asked_first": one.asked_first,
        "active": one.active,
    }
    return ChangeRecipientForm(initial=initial, partners=partners)


class TellForm(Shown):
    recipient = forms.CharField(
        label="Who is told: a reference or mail address",
        max_length=254,
        widget=forms.TextInput(attrs=_PLAIN | {"list": "recipients"}),
    )


class ReleaseForm(Shown):
    said_by = forms.CharField(
        label="Who of the police said go",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    said_at = MomentField(label="When (UTC)")

    @property
    def moment(self) -> datetime:
        local: datetime = self.cleaned_data["said_at"]
        return local.replace(tzinfo=UTC)

    @classmethod
    def fresh(cls, now: datetime) -> ReleaseForm:
        return cls(initial={"said_at": now.astimezone(UTC).strftime(LOCAL_TIME)})


class EndForm(Shown):
    state = forms.TypedChoiceField(
        label="The site",
        choices=[(state.value, state.label) for state in RemovalState if state in ENDS],
        coerce=RemovalState,
    )


class HandlingForm(Shown):
    handling = forms.TypedChoiceField(label="Handling", choices=HandlingLevel.choices, coerce=HandlingLevel)
    reason = _reason()
