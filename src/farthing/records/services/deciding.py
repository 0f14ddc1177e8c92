"""What every decision on an assessment has in common: what it must say, and what it means that one stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from farthing.pages.masking import mask, storable
from farthing.records.drafts import DecisionDraft
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Assessment, Decision, Label, Member
from farthing.records.services.corrections import correct
from farthing.records.services.removals import open_removal
from farthing.records.words import Category, Commerciality, Ground, Typology, Visibility

LONGEST_REMARK = 1000
FIELDS = ("actionable", "category", "commerciality", "visibility", "typology", "labels")


def decided(one: Assessment, actor: Member, now: datetime, draft: DecisionDraft) -> Decision:
    """The decision as it is stored; which one stands, the caller says. Raises Invalid with all that is wrong.
    Part of a service."""
    problems = list(_problems(draft))
    if problems:
        raise Invalid(*problems)
    return Decision.objects.create(
        assessment=one,
        by=actor,
        decided_at=now,
        actionable=draft.actionable,
        ground=draft.ground,
        remark=mask(storable(draft.remark.strip())),
        category=draft.category,
        commerciality=draft.commerciality,
        visibility=draft.visibility,
        typology=draft.typology,
        labels=[list(triplet) for triplet in draft.labels],
    )


def agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions come to the same: whether something is done, and under which category."""
    return (one.actionable, one.category) == (other.actionable, other.category)


def replace(one: Assessment, before: Decision, after: Decision, actor: Member, now: datetime) -> None:
    """Puts another decision in the place of the one that stands, which leaves a correction. Part of a
    service that holds the assessment."""
    one.decision = after
    one.save(update_fields=["decision"])
    correct(actor=actor, now=now, assessment=one, before=before, after=after)


def act_on(one: Assessment, actor: Member, now: datetime) -> None:
    """What is actionable sets out to be removed, where its last hosting check says it stands, at once: also
    while a second look is open (ADR 11). Part of a service."""
    decision = one.decision
    if decision and decision.actionable and not one.site.removals.filter(ended_at=None).exists():
        open_removal(actor=actor, now=now, site=one.site, category=decision.category)


def _problems(draft: DecisionDraft) -> Iterator[Problem]:
    if draft.actionable and draft.category not in Category:
        yield Problem("category", "What is acted on has a category.")
    if not draft.actionable and draft.ground not in Ground:
        yield Problem("ground", "Say why nothing is done.")
    if draft.ground == Ground.OTHER and not draft.remark.strip():
        yield Problem("remark", "Say in a few words why.")
    for name, value, words in (
        ("commerciality", draft.commerciality, Commerciality),
        ("visibility", draft.visibility, Visibility),
        ("typology", draft.typology, Typology),
    ):
        if value and value not in words:
            yield Problem(name, "Choose one from the list.")
    if len(draft.remark) > LONGEST_REMARK:
        yield Problem("remark", f"A remark has at most {LONGEST_REMARK} characters.")
    known = set(Label.objects.values_list("schema", "version", "label"))
    if not set(draft.labels) <= known:
        yield Problem("labels", "One of these labels is not loaded here.")
