"""Second looks: a share that nobody picks, a second decision without the first, and who settles it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, Cast
from farthing.records.drafts import DecisionDraft, ReportDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Assessment, AuditEvent, Correction, Decision, Removal, SecondLook
from farthing.records.sealing import index
from farthing.records.selectors.assessments import decisions
from farthing.records.selectors.second_looks import agreement, duty_police, next_look, to_settle
from farthing.records.services.appeals import decide_appeal, raise_appeal
from farthing.records.services.assessments import decide, open_matter, take
from farthing.records.services.reports import receive
from farthing.records.services.second_looks import (
    decide_look,
    falls_within,
    give_look_back,
    rule,
    settle,
    take_look,
)
from farthing.records.words import Ground, Hand, ReportSource, SecondLookState, Verb

ACT = DecisionDraft(True, category="B")
OTHER_LETTER = DecisionDraft(True, category="C", remark="compared with the scale")
NOT = DecisionDraft(False, ground=Ground.BELOW, remark="below the threshold")


def told(address: str, **fields: object) -> Assessment:
    draft = ReportDraft(address, ReportSource.PUBLIC, **fields)  # type: ignore[arg-type]
    return receive(actor=Hand.PUBLIC, now=NOW, draft=draft).assessment


def decided(cast: Cast, address: str = "one.invalid", draft: DecisionDraft = ACT) -> Assessment:
    one = told(address)
    take(actor=cast["analyst"], now=NOW, assessment=one)
    decide(actor=cast["analyst"], now=NOW, assessment=one, draft=draft)
    return Assessment.objects.get(pk=one.pk)


@pytest.fixture
def look(cast: Cast) -> SecondLook:
    """A second look at what `analyst` decided, in the hands of `analyst2`."""
    rule(actor=cast["supervisor"], now=NOW, second_looks=100)
    decided(cast)
    return take_look(actor=cast["analyst2"], now=NOW, look=SecondLook.objects.get())


def test_the_share_is_drawn_by_a_keyed_mark_and_not_by_chance_or_by_hand(cast: Cast) -> None:
    marks = [index("assessment.second-look", f"V-{number:06d}") for number in range(2000)]
    chosen = [sum(falls_within(share, mark) for mark in marks) for share in (0, 10, 50, 100)]
    assert (chosen[0], chosen[3]) == (0, 2000)
    assert (140 < chosen[1] < 260, 880 < chosen[2] < 1120) == (True, True)
    assert all(falls_within(50, mark) for mark in marks if falls_within(10, mark))


def test_without_a_share_nothing_is_looked_at_twice_and_with_all_everything_is(cast: Cast) -> None:
    decided(cast)
    assert not SecondLook.objects.exists()
    rule(actor=cast["supervisor"], now=NOW, second_looks=100, duty_police="ring 0100")
    two = decided(cast, "two.invalid")
    assert SecondLook.objects.get().assessment == two
    assert duty_police(cast["analyst"]) == "ring 0100"
    event = AuditEvent.objects.get(verb=Verb.ASSESSING_RULED)
    assert (event.actor, event.reason) == (cast["supervisor"], "second looks at 100 in 100")


@pytest.mark.parametrize(
    ("name", "share", "refusal"),
    [
        ("analyst", 5, Forbidden),
        ("admin", 5, Forbidden),
        ("supervisor", 101, Invalid),
        ("supervisor", -1, Invalid),
    ],
)
def test_only_a_supervisor_sets_a_share_that_is_one(
    cast: Cast, name: str, share: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rule(actor=cast[name], now=NOW, second_looks=share)


def test_who_decided_first_neither_takes_it_nor_is_given_it(cast: Cast) -> None:
    rule(actor=cast["supervisor"], now=NOW, second_looks=100)
    decided(cast)
    look = SecondLook.objects.get()
    with pytest.raises(Invalid, match="someone else"):
        take_look(actor=cast["analyst"], now=NOW, look=look)
    assert next_look(cast["analyst"]) is None
    assert next_look(cast["analyst2"]) == look
    told("danger.invalid", in_danger=True)
    assert next_look(cast["analyst2"]) is None


def test_the_second_sees_the_matter_without_the_first_decision(cast: Cast, look: SecondLook) -> None:
    one = look.assessment
    assert not decisions(cast["analyst2"], one)
    assert not decisions(cast["supervisor"], one)
    assert len(decisions(cast["analyst"], one)) == 1
    assert len(decisions(cast["auditor"], one)) == 1
    assert open_matter(actor=cast["analyst2"], now=NOW, assessment=one).address == "http://one.invalid/"
    with pytest.raises(Invalid):
        open_matter(actor=cast["analyst"], now=NOW, assessment=one)


def test_what_one_holds_another_neither_takes_nor_decides(cast: Cast, look: SecondLook) -> None:
    with pytest.raises(Invalid, match="another took it"):
        take_look(actor=cast["supervisor"], now=NOW, look=look)
    with pytest.raises(Invalid, match="take it first"):
        decide_look(actor=cast["supervisor"], now=NOW, look=look, draft=ACT)
    with pytest.raises(Forbidden):
        give_look_back(actor=cast["analyst"], now=NOW, look=look)
    give_look_back(actor=cast["supervisor"], now=NOW, look=look)
    take_look(actor=cast["supervisor"], now=NOW, look=look)


def test_agreement_closes_it_and_changes_nothing(cast: Cast, look: SecondLook) -> None:
    done = decide_look(actor=cast["analyst2"], now=NOW, look=look, draft=ACT)
    assert done.state == SecondLookState.AGREED
    assert Assessment.objects.get().decision == look.first
    assert not to_settle(cast["supervisor"])
    assert len(decisions(cast["analyst2"], look.assessment)) == 2
    (month,) = agreement(cast["auditor"], NOW)
    assert (month.chosen, month.agreed, month.differed, month.share) == (1, 1, 0, "100 %")


@pytest.mark.parametrize("second", [NOT, OTHER_LETTER])
def test_where_two_differ_a_supervisor_settles_it_with_a_reason(
    cast: Cast, look: SecondLook, second: DecisionDraft
) -> None:
    look = decide_look(actor=cast["analyst2"], now=NOW, look=look, draft=second)
    assert list(to_settle(cast["supervisor"])) == [look]
    assert Assessment.objects.get().decision == look.first  # the first stands until it is settled
    for name in ("analyst", "analyst2"):
        with pytest.raises(Forbidden):
            settle(actor=cast[name], now=NOW, look=look, draft=second)
    with pytest.raises(Invalid, match="Say why"):
        settle(actor=cast["supervisor"], now=NOW, look=look, draft=ACT)
    done = settle(actor=cast["supervisor"], now=NOW, look=look, draft=second)
    assert (done.state, Assessment.objects.get().decision) == (SecondLookState.SETTLED, done.settled)
    correction = Correction.objects.get()
    assert (correction.before, correction.after) == (look.first, done.settled)
    (month,) = agreement(cast["supervisor"], NOW)
    assert (month.differed, month.changed, month.share) == (1, 1, "0 %")
    with pytest.raises(Invalid, match="nothing to settle"):
        settle(actor=cast["supervisor"], now=NOW, look=look, draft=second)


def test_a_supervisor_who_looked_himself_does_not_settle_it(cast: Cast, look: SecondLook) -> None:
    give_look_back(actor=cast["analyst2"], now=NOW, look=look)
    take_look(actor=cast["supervisor"], now=NOW, look=look)
    look = decide_look(actor=cast["supervisor"], now=NOW, look=look, draft=NOT)
    with pytest.raises(Forbidden):
        settle(actor=cast["supervisor"], now=NOW, look=look, draft=NOT)


def test_what_is_settled_as_the_first_had_it_needs_no_correction(cast: Cast, look: SecondLook) -> None:
    look = decide_look(actor=cast["analyst2"], now=NOW, look=look, draft=NOT)
    held = DecisionDraft(True, category="B", remark="the first had it right")
    settle(actor=cast["supervisor"], now=NOW, look=look, draft=held)
    assert Assessment.objects.get().decision == look.first
    assert not Correction.objects.exists()
    assert agreement(cast["supervisor"], NOW)[0].changed == 0


def test_a_removal_does_not_wait_for_the_second_look(cast: Cast, look: SecondLook) -> None:
    assert Removal.objects.filter(site=look.assessment.site, ended_at=None).count() == 1


def test_what_a_second_look_finds_to_be_actionable_sets_out_to_be_removed(cast: Cast) -> None:
    rule(actor=cast["supervisor"], now=NOW, second_looks=100)
    one = decided(cast, draft=NOT)
    look = take_look(actor=cast["analyst2"], now=NOW, look=SecondLook.objects.get())
    look = decide_look(actor=cast["analyst2"], now=NOW, look=look, draft=OTHER_LETTER)
    assert not Removal.objects.exists()
    settle(actor=cast["supervisor"], now=NOW, look=look, draft=OTHER_LETTER)
    assert Removal.objects.get(site=one.site).category == "C"


def test_who_took_the_second_look_does_not_decide_the_appeal(cast: Cast, look: SecondLook) -> None:
    one = look.assessment
    decide_look(actor=cast["analyst2"], now=NOW + timedelta(hours=1), look=look, draft=ACT)
    appeal = raise_appeal(actor=cast["analyst"], now=NOW, assessment=one, grounds="the host’s owner")
    for name in ("analyst", "analyst2"):
        with pytest.raises(Forbidden):
            decide_appeal(actor=cast[name], now=NOW, appeal=appeal, draft=NOT)
    decide_appeal(actor=cast["supervisor"], now=NOW, appeal=appeal, draft=NOT)
    assert Decision.objects.count() == 3
