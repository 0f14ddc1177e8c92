"""Making a credential for a program."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.words import Scope

LIVES = (30, 90, 180, 365)  # days


class CredentialForm(Shown):
    name = forms.CharField(
        label="Program",
        max_length=80,
        help_text="What you know it by, such as “report import”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    member = forms.TypedChoiceField(label="In the name of", coerce=int, required=False)
    scopes = forms.TypedMultipleChoiceField(
        label="It may", choices=Scope.choices, coerce=Scope, widget=forms.CheckboxSelectMultiple
    )
    life = forms.TypedChoiceField(
        label="For",
        choices=[(days, f"{days} days") for days in LIVES],
        initial=90,
        coerce=lambda days: timedelta(days=int(days)),
    )

    def __init__(self, *args: Any, bearers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bearers:
            self.fields["member"].choices = bearers  # type: ignore[attr-defined]
        else:  # in his own name
            del self.fields["member"]
