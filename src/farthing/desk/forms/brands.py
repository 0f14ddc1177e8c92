"""Deciding a brand proposal: which of its sites belong to the brand, or why none do."""

from __future__ import annotations

from typing import Any

from django import forms

from farthing.desk.forms.members import Shown

_PLAIN = {"autocomplete": "off"}


class AcceptForm(Shown):
    name = forms.CharField(label="Brand", max_length=100, widget=forms.TextInput(_PLAIN))
    sites = forms.TypedMultipleChoiceField(
        label="Sites that belong to it", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="Note", required=False, max_length=300, widget=forms.TextInput(_PLAIN))

    def __init__(self, *args: Any, sites: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"].choices = sites  # type: ignore[attr-defined]


class RefuseForm(Shown):
    reason = forms.CharField(
        label="Why they are not one hand’s", max_length=300, widget=forms.TextInput(_PLAIN)
    )
