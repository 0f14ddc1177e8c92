"""What the public fills in."""

from __future__ import annotations

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.services.reports import LONGEST_ADDRESS, LONGEST_MESSAGE, LONGEST_WORDS

_QUIET = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class PublicForm(Shown):
    """A form with its token, and the plain question that it may carry."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    answer = forms.CharField(
        label="", required=False, max_length=20, widget=forms.TextInput(attrs=_QUIET | {"size": 6})
    )


class ReportForm(PublicForm):
    address = forms.CharField(
        label="Address of the site",
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs=_QUIET | {"inputmode": "url"}),
        error_messages={"required": "Give the address of the site: nothing else is needed."},
    )
    words = forms.CharField(
        label="What you saw there about payment",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    in_danger = forms.BooleanField(label="A child may be in danger now", required=False)


class ReceiptForm(PublicForm):
    receipt = forms.CharField(
        label="Your receipt",
        max_length=60,
        widget=forms.TextInput(attrs=_QUIET | {"inputmode": "numeric", "size": 24}),
        error_messages={"required": "Type the sixteen digits of your receipt."},
    )


class AdditionForm(ReceiptForm):
    receipt = forms.CharField(widget=forms.HiddenInput, max_length=60)
    text = forms.CharField(
        label="Your answer, or what you want to add",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write something first."},
    )
    in_danger = forms.BooleanField(label="A child may be in danger now", required=False)
