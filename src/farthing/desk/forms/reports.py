"""What the house's people write about a report."""

from __future__ import annotations

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.drafts import ReportDraft
from farthing.records.services.reports import LONGEST_ADDRESS, LONGEST_MESSAGE, LONGEST_WORDS
from farthing.records.words import ReportSource

_QUIET = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class FindForm(Shown):
    """What one of our own people came upon."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    address = forms.CharField(
        label="Address of the site",
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs=_QUIET | {"inputmode": "url", "autofocus": True}),
        error_messages={"required": "Give the address of the site: nothing else is needed."},
    )
    referrer_path = forms.CharField(
        label="Where it was found, and the path that leads there: one address a line",
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.Textarea(attrs=_QUIET | {"rows": 2}),
    )
    words = forms.CharField(
        label="What it says about payment",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    in_danger = forms.BooleanField(label="A child may be in danger now", required=False)

    def draft(self) -> ReportDraft:
        """What was filled in, as the service takes it."""
        said = dict(self.cleaned_data)
        return ReportDraft(source=ReportSource.ANALYST, form=str(said.pop("form")), **said)


class QuestionForm(Shown):
    text = forms.CharField(
        label="A question to the reporter",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
