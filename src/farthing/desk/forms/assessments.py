"""Deciding on what was reported."""

from __future__ import annotations

from typing import Any

from django import forms

from farthing.desk.forms.members import Shown
from farthing.records.drafts import DecisionDraft
from farthing.records.services.appeals import LONGEST_GROUNDS
from farthing.records.services.deciding import LONGEST_REMARK
from farthing.records.services.second_looks import LONGEST_CONTACT
from farthing.records.words import Category, Commerciality, Ground, Typology, Visibility

_BETWEEN = "\x1f"  # stands in no label


def _box(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "not said"), *choices])


class AppealForm(Shown):
    grounds = forms.CharField(
        label="Who appeals, with what interest, and why",
        required=False,
        max_length=LONGEST_GROUNDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RuleForm(Shown):
    second_looks = forms.IntegerField(label="Decisions in a hundred that get a second look")
    duty_police = forms.CharField(
        label="Police on duty, shown while a child may be in danger",
        required=False,
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DecisionForm(Shown):
    actionable = forms.ChoiceField(
        label="Decision",
        choices=[("yes", "actionable"), ("no", "not actionable")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is actionable."},
    )
    ground = _box("Why not", Ground.choices)
    category = _box("Category", Category.choices)
    commerciality = _box("Commerciality", Commerciality.choices)
    visibility = _box("Payment could be seen", Visibility.choices)
    typology = _box("Kind", Typology.choices)
    labels = forms.MultipleChoiceField(label="Labels", required=False)
    remark = forms.CharField(
        label="Remark",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, labels: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = [  # type: ignore[attr-defined]
            (_BETWEEN.join(triplet), " · ".join(triplet)) for triplet in labels
        ]

    def draft(self) -> DecisionDraft:
        """What was filled in, as the service takes it."""
        said = dict(self.cleaned_data)
        triplets = tuple(tuple(label.split(_BETWEEN)) for label in said.pop("labels"))
        return DecisionDraft(said.pop("actionable") == "yes", labels=triplets, **said)
