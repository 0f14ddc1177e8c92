"""What the house's people write about a report."""

from __future__ import annotations

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.services.reports import LONGEST_MESSAGE


class QuestionForm(Shown):
    text = forms.CharField(
        label="A question to the reporter",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
