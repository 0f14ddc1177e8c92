"""Admitting members and partners, and changing a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from farthing.records.errors import Problem
from farthing.records.words import PartnerKind, Role

OWN_ROLES = [(role.value, role.label) for role in Role if role != Role.PARTNER]


class Shown(forms.Form):
    """A form that shows what a service found wrong."""

    def show(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)


class AdmitMemberForm(Shown):
    username = forms.CharField(
        label="Sign-in name",
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    role = forms.TypedChoiceField(label="Role", choices=Role.choices, coerce=Role)
    partner = forms.TypedChoiceField(label="Of", coerce=int)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]


class AdmitPartnerForm(Shown):
    name = forms.CharField(
        label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.TypedChoiceField(
        label="Kind",
        choices=[(kind.value, kind.label) for kind in PartnerKind if kind != PartnerKind.OWN],
        coerce=PartnerKind,
    )
    country = forms.RegexField(
        "^([A-Za-z]{2})?$",
        label="Country",
        required=False,
        widget=forms.TextInput(attrs={"size": 2, "maxlength": 2, "autocomplete": "off"}),
        error_messages={"invalid": "Two letters, such as NL."},
    )


class RoleForm(Shown):
    role = forms.TypedChoiceField(label="Role", choices=OWN_ROLES, coerce=Role)
