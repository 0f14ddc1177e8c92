"""The first step of recording: a saved page, or its text."""

from __future__ import annotations

from django import forms

ACCEPTED = (
    ".html,.htm,.mhtml,.mht,.warc,.eml,.mbox,.txt,text/*,message/rfc822,image/png,image/jpeg,image/webp"
)


class StartForm(forms.Form):
    page = forms.FileField(
        label="Saved page",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "autofocus": True}),
    )
    text = forms.CharField(
        label="or the page’s text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
