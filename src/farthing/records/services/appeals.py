"""Appeals: entered by whoever hears of them, decided by someone who took none of the decisions before."""

from __future__ import annotations

from datetime import datetime

from farthing.pages.masking import mask, storable
from farthing.records.drafts import DecisionDraft
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import Appeal, Assessment, Member
from farthing.records.services.deciding import agree, decided, replace
from farthing.records.services.write import Written, service
from farthing.records.words import AppealState, AssessmentState, Verb

LONGEST_GROUNDS = 4000


@service(Verb.APPEAL_RAISED)
def raise_appeal(*, actor: Member, now: datetime, assessment: Assessment, grounds: str) -> Written[Appeal]:
    """Enters an appeal against the decision that stands. Raises Invalid where none does, or one is open."""
    one = Assessment.objects.select_for_update().get(pk=assessment.pk)
    grounds = mask(storable(grounds).strip())
    if one.state != AssessmentState.DECIDED:
        raise Invalid(Problem("grounds", "There is no decision yet to appeal against."))
    if not grounds or len(grounds) > LONGEST_GROUNDS:
        raise Invalid(Problem("grounds", "Say who appeals with what interest, and why."))
    if one.appeals.filter(state=AppealState.OPEN).exists():
        raise Invalid(Problem("grounds", "An appeal against this decision is open already."))
    appeal = Appeal.objects.create(assessment=one, grounds=grounds, raised_by=actor, raised_at=now)
    return Written(appeal, about=[appeal, one], fields=("grounds",))


@service(Verb.APPEAL_DECIDED)
def decide_appeal(*, actor: Member, now: datetime, appeal: Appeal, draft: DecisionDraft) -> Written[Appeal]:
    """Decides anew. Where the outcome or its category is another, the decision is reversed and a correction
    is made, which withdraws what was shared or has the site removed; else it is upheld, and stands. Raises
    Forbidden for who took a decision on this before."""
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    one = Assessment.objects.select_for_update().get(pk=appeal.assessment_id)
    before = one.decision
    if appeal.state != AppealState.OPEN or before is None:
        raise Invalid(Problem("appeal", "This appeal was decided already."))
    if one.decisions.filter(by=actor).exists():
        raise Forbidden("Who took a decision on this does not decide the appeal against it.")
    after = decided(one, actor, now, draft)
    same = agree(before, after)
    appeal.state, appeal.decision = AppealState.UPHELD if same else AppealState.REVERSED, after
    appeal.save(update_fields=["state", "decision"])
    if not same:
        replace(one, before, after, actor, now)
    return Written(appeal, about=[appeal, one], fields=("state", "decision"), reason=after.remark)
