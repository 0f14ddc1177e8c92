"""What the analyst says about the page and its site, beside what stands on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from farthing.desk.forms.moments import LOCAL_TIME, MomentField
from farthing.records.words import Commerciality, Genuineness, SiteKind, Visibility
from farthing.records.zones import ZONES

PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
OFFERED_ZONES = sorted(zone for zone in ZONES if "/" in zone and not zone.startswith("Etc/"))


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
    observed_at = MomentField(label="Time of capture")
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

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in ZONES:
            raise forms.ValidationError(f"“{zone}” is not a time zone’s name (such as Europe/London).")
        return zone

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "observed_at" in said and "zone" in said and 1 < said["observed_at"].year < 9999:
            zone = ZoneInfo(said["zone"])
            there = said["observed_at"].replace(tzinfo=zone)
            if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != said["observed_at"]:
                self.add_error("observed_at", "The clocks there were put forward past this time.")
        return said

    @property
    def moment(self) -> datetime:
        """The time of capture with its zone."""
        local: datetime = self.cleaned_data["observed_at"]
        return local.replace(tzinfo=ZoneInfo(self.cleaned_data["zone"]))

    def clean_language(self) -> str:
        return str(self.cleaned_data["language"]).lower()

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
