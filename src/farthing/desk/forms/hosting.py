"""The form that says who may be asked about a site."""

from __future__ import annotations

from django import forms

from farthing.records.words import Asking


class AskingForm(forms.Form):
    asking = forms.ChoiceField(label="May be asked", choices=Asking.choices)
    reason = forms.CharField(
        label="Reason", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
