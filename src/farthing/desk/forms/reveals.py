"""Why a site's address is needed."""

from __future__ import annotations

from django import forms


class RevealForm(forms.Form):
    reason = forms.CharField(
        label="Why it is needed",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 48}),
    )
    observation = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BrandForm(forms.Form):
    name = forms.CharField(
        label="Brand",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "brands", "spellcheck": "false"}),
    )
    evidence = forms.CharField(
        label="Evidence that it is by the same hand",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
