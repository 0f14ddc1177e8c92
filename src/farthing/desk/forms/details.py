"""What the analyst says about the page and its site, beside what stands on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms

from farthing.records.words import Commerciality, Genuineness, SiteKind, Visibility

LOCAL_TIME = "%Y-%m-%dT%H:%M"
PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
KNOWN_ZONES = frozenset(available_timezones())
ZONES = sorted(zone for zone in KNOWN_ZONES if "/" in zone and not zone.startswith("Etc/"))


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


class DetailsForm(forms.Form):
    site_address = forms.CharField(
        label="Site’s address",
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs=PLAIN | {"autofocus": True, "inputmode": "url"}),
    )
    site_kind = _choice("Kind of site", SiteKind.choices)
    visibility = _choice("Could be seen", Visibility.choices)
    commerciality = _choice("Commerciality", Commerciality.choices)
    genuineness = _choice("Genuineness", Genuineness.choices)
    observed_at = forms.CharField(
        label="Time of capture",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "max": "9999-12-31T23:59"}),
    )
    zone = forms.CharField(
        label="Its time zone", max_length=64, widget=forms.TextInput(attrs=PLAIN | {"list": "zones"})
    )
    brand = forms.CharField(
        label="Brand",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=PLAIN | {"list": "brands"}),
    )
    language = forms.CharField(
        label="Language", required=False, max_length=8, widget=forms.TextInput(attrs=PLAIN | {"size": 4})
    )
    mirrors = forms.CharField(
        label="Mirrors, one a line",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=PLAIN | {"rows": 2}),
    )
    referrer_path = forms.CharField(
        label="Referrer path that leads there",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=PLAIN | {"rows": 2}),
    )

    def clean_observed_at(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["observed_at"]).replace(tzinfo=None)
        except ValueError as error:
            raise forms.ValidationError("Give the day and the time, such as 2026-03-14 09:30.") from error

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in KNOWN_ZONES:
            raise forms.ValidationError(f"“{zone}” is not a time zone’s name (such as Europe/London).")
        return zone

    @property
    def moment(self) -> datetime:
        """The time of capture with its zone."""
        local: datetime = self.cleaned_data["observed_at"]
        return local.replace(tzinfo=ZoneInfo(self.cleaned_data["zone"]))

    @property
    def mirror_addresses(self) -> tuple[str, ...]:
        lines = self.cleaned_data["mirrors"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())


def fresh(now: datetime, zone: str, language: str, sells: bool) -> DetailsForm:
    """The details as they most often are; `sells` where an offer or a way to pay was read."""
    initial: dict[str, Any] = {
        "site_kind": SiteKind.WEBSITE,
        "visibility": Visibility.PUBLIC,
        "commerciality": Commerciality.DIRECT_VISIBLE if sells else Commerciality.INDIRECT,
        "genuineness": Genuineness.UNKNOWN,
        "observed_at": now.astimezone(ZoneInfo(zone)).strftime(LOCAL_TIME),
        "zone": zone,
        "language": language,
    }
    form = DetailsForm(initial=initial)
    form.fields["zone"].widget.attrs["data-house"] = zone  # a script may put the reader's own zone there
    return form
