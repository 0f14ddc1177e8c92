"""Appeals: decided by someone else; a reversal leaves a correction."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from farthing.records.drafts import DecisionDraft, ReportDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Assessment, Correction, Decision
from farthing.records.selectors.assessments import open_appeals
from farthing.records.services.appeals import decide_appeal, raise_appeal
from farthing.records.services.assessments import decide, open_matter, take_next
from farthing.records.services.reports import receive
from farthing.records.words import AppealState, Ground, Hand, ReportSource

ACT = DecisionDraft(True, category="B")
NOT = DecisionDraft(False, ground=Ground.BELOW)


@pytest.fixture
def decided(cast: Cast) -> Assessment:
    receive(actor=Hand.PUBLIC, now=NOW, draft=ReportDraft("one.invalid", ReportSource.PUBLIC))
    one = take_next(actor=cast["analyst"], now=NOW)
    decide(actor=cast["analyst"], now=NOW, assessment=one, draft=ACT)
    return Assessment.objects.get(pk=one.pk)


def test_who_took_the_decision_does_not_decide_the_appeal(cast: Cast, decided: Assessment) -> None:
    appeal = raise_appeal(actor=cast["analyst"], now=NOW, assessment=decided, grounds="owner of one.invalid")
    assert appeal.grounds == "owner of [site 1]"
    with pytest.raises(Forbidden):
        decide_appeal(actor=cast["analyst"], now=NOW, appeal=appeal, draft=NOT)
    with pytest.raises(Invalid):
        open_matter(actor=cast["analyst"], now=NOW, assessment=decided)
    assert open_matter(actor=cast["analyst2"], now=NOW, assessment=decided).address == "http://one.invalid/"


def test_a_reversal_stands_and_leaves_a_correction(cast: Cast, decided: Assessment) -> None:
    appeal = raise_appeal(actor=cast["supervisor"], now=NOW, assessment=decided, grounds="a mistake")
    done = decide_appeal(actor=cast["supervisor"], now=NOW, appeal=appeal, draft=NOT)
    assert done.state == AppealState.REVERSED
    correction = Correction.objects.get()
    assert (correction.before, correction.after) == (decided.decision, done.decision)
    assert Assessment.objects.get().decision == done.decision
    with pytest.raises(Invalid):
        decide_appeal(actor=cast["analyst2"], now=NOW, appeal=appeal, draft=NOT)


def test_what_is_upheld_stands_and_corrects_nothing(cast: Cast, decided: Assessment) -> None:
    appeal = raise_appeal(actor=cast["analyst"], now=NOW, assessment=decided, grounds="a mistake")
    assert list(open_appeals(cast["auditor"])) == [appeal]
    assert (
        decide_appeal(actor=cast["analyst2"], now=NOW, appeal=appeal, draft=ACT).state == AppealState.UPHELD
    )
    assert Assessment.objects.get().decision == decided.decision
    assert (Decision.objects.count(), Correction.objects.count()) == (2, 0)
    assert not open_appeals(cast["auditor"])


def test_an_appeal_needs_a_decision_and_grounds_and_is_open_once(cast: Cast, decided: Assessment) -> None:
    waiting = receive(
        actor=Hand.PUBLIC, now=NOW, draft=ReportDraft("two.invalid", ReportSource.PUBLIC)
    ).assessment
    for one, grounds in ((waiting, "a mistake"), (decided, "  ")):
        with pytest.raises(Invalid):
            raise_appeal(actor=cast["analyst"], now=NOW, assessment=one, grounds=grounds)
    raise_appeal(actor=cast["analyst"], now=NOW, assessment=decided, grounds="a mistake")
    with pytest.raises(Invalid):
        raise_appeal(actor=cast["analyst"], now=NOW, assessment=decided, grounds="a mistake")
