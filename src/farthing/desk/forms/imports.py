"""Importing a list of reports."""

from __future__ import annotations

from django import forms


class ImportForm(forms.Form):
    list = forms.FileField(
        label="The list, as CSV of the tool SCART",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
