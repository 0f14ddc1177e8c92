"""The forms that say who may be asked about a site, and what a person makes of a watched page."""

from __future__ import annotations

from django import forms

from farthing.records.words import Asking


class AskingForm(forms.Form):
    asking = forms.ChoiceField(label="May be asked", choices=Asking.choices)
    reason = forms.CharField(
        label="Reason", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class WatchForm(forms.Form):
    gone = forms.ChoiceField(
        label="The page", choices=[("yes", "counts as removed"), ("no", "is there: look on from now")]
    )
    reason = forms.CharField(
        label="Reason", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
