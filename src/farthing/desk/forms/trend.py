"""A year's total, from which a share is taken, and the years between which growth is fitted."""

from __future__ import annotations

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.words import CountUnit

_PLAIN = {"autocomplete": "off"}


class YearTotalForm(Shown):
    year = forms.IntegerField(label="Year", min_value=1991, max_value=2999)
    value = forms.IntegerField(label="Identified that year", min_value=1, max_value=10**15)
    unit = forms.TypedChoiceField(label="Counted in", choices=CountUnit.choices, coerce=CountUnit)
    source = forms.CharField(label="Source", max_length=200, widget=forms.TextInput(_PLAIN))


class YearsForm(forms.Form):
    first = forms.TypedChoiceField(label="From", coerce=int)
    last = forms.TypedChoiceField(label="to", coerce=int)

    def __init__(self, years: list[int], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("first", "last"):
            self.fields[name].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
