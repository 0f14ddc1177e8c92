"""A time typed into a form: the local one of a browser's own field, without a zone."""

from __future__ import annotations

from datetime import datetime

from django import forms

LOCAL_TIME = "%Y-%m-%dT%H:%M"


class MomentField(forms.CharField):
    """A day and a time, as `datetime-local` has them; the value carries no zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "max": "9999-12-31T23:59"})

    def clean(self, value: str) -> datetime:
        given = super().clean(value).strip()
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None or ":" not in given:
            raise forms.ValidationError("Give the day and the time, such as 2026-03-14 09:30.")
        return moment
