"""Second looks: chosen by nobody's hand, taken by someone else, settled by a supervisor who is neither."""

from __future__ import annotations

from datetime import datetime

from farthing.pages.masking import mask, storable
from farthing.records.drafts import DecisionDraft
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import AssessingRule, Assessment, Decision, Member, SecondLook
from farthing.records.sealing import index
from farthing.records.services.deciding import FIELDS, agree, decided, replace
from farthing.records.services.write import Written, service
from farthing.records.words import Role, SecondLookState, Verb

LONGEST_CONTACT = 200


@service(Verb.ASSESSING_RULED)
def rule(*, actor: Member, now: datetime, second_looks: int, duty_police: str = "") -> Written[AssessingRule]:
    """Sets the share of decisions, in hundredths, that get a second look, and whom to ring while a child may
    be in danger; without words, the contact of the settings holds."""
    wrong = []
    if not 0 <= second_looks <= 100:
        wrong.append(Problem("second_looks", "A share lies between 0 and 100 per cent."))
    if len(duty_police) > LONGEST_CONTACT:
        wrong.append(Problem("duty_police", f"At most {LONGEST_CONTACT} characters."))
    if wrong:
        raise Invalid(*wrong)
    said = storable(duty_police).strip()
    new = AssessingRule.objects.create(second_looks=second_looks, duty_police=said, set_by=actor, set_at=now)
    reason = f"second looks at {second_looks} in 100"
    return Written(new, about=[actor.partner], fields=("second_looks", "duty_police"), reason=reason)


def choose(one: Assessment, decision: Decision, now: datetime) -> None:
    """Has a decision looked at once more if its assessment falls into the share that is set now. Which do is
    said by a keyed mark of the reference: nobody without the key ring can tell beforehand, nobody can press
    for another outcome, and anybody who holds it can show that none was picked. Part of a service."""
    newest = AssessingRule.objects.order_by("-pk").first()
    if newest and falls_within(newest.second_looks, index("assessment.second-look", one.reference)):
        SecondLook.objects.create(assessment=one, first=decision, chosen_at=now)


def falls_within(share: int, mark: bytes) -> bool:
    """Whether a mark lies in the lowest `share` hundredths of all."""
    return int.from_bytes(mark, "big") * 100 < share << (8 * len(mark))


@service(Verb.SECOND_LOOK_TAKEN)
def take_look(*, actor: Member, now: datetime, look: SecondLook) -> Written[SecondLook]:
    """Gives the actor a second look. Raises Invalid where he decided first, or another was quicker."""
    look = _locked(look)
    if look.assessment.decisions.filter(by=actor).exists():
        raise Invalid(Problem("look", "You took a decision on this: someone else takes the second look."))
    if look.state != SecondLookState.WAITING:
        raise Invalid(Problem("look", "This one does not wait any more: another took it."))
    look.state, look.taken_by, look.taken_at = SecondLookState.TAKEN, actor, now
    look.save(update_fields=["state", "taken_by", "taken_at"])
    return Written(look, about=[look], fields=("taken_by",))


@service(Verb.SECOND_LOOK_GIVEN_BACK)
def give_look_back(*, actor: Member, now: datetime, look: SecondLook) -> Written[SecondLook]:
    """Puts a second look back in its place; its taker does so, or a supervisor."""
    look = _locked(look)
    if look.state != SecondLookState.TAKEN:
        raise Invalid(Problem("look", "Nobody holds this one."))
    if look.taken_by_id != actor.pk and actor.role != Role.SUPERVISOR:
        raise Forbidden("Another member holds this second look.")
    look.state, look.taken_by, look.taken_at = SecondLookState.WAITING, None, None
    look.save(update_fields=["state", "taken_by", "taken_at"])
    return Written(look, about=[look], fields=("taken_by",))


@service(Verb.SECOND_LOOK_DECIDED)
def decide_look(
    *, actor: Member, now: datetime, look: SecondLook, draft: DecisionDraft
) -> Written[SecondLook]:
    """The second decision. Where it comes to the same as the first, the look is closed; else a supervisor
    settles it, and the first stands until he does."""
    look = _locked(look)
    if look.state != SecondLookState.TAKEN or look.taken_by_id != actor.pk:
        raise Invalid(Problem("look", "You do not hold this second look: take it first."))
    look.second = decided(look.assessment, actor, now, draft)
    same = agree(look.first, look.second)
    look.state = SecondLookState.AGREED if same else SecondLookState.DISAGREED
    look.save(update_fields=["state", "second"])
    return Written(look, about=[look, look.assessment], fields=FIELDS, reason=look.second.remark)


@service(Verb.SECOND_LOOK_SETTLED)
def settle(*, actor: Member, now: datetime, look: SecondLook, draft: DecisionDraft) -> Written[SecondLook]:
    """A supervisor who took neither decision says what holds, and why."""
    look = _locked(look)
    one = Assessment.objects.select_for_update().get(pk=look.assessment_id)
    if look.state != SecondLookState.DISAGREED or one.decision is None:
        raise Invalid(Problem("look", "There is nothing to settle here."))
    if one.decisions.filter(by=actor).exists():
        raise Forbidden("Who took a decision on this does not settle it.")
    if not mask(storable(draft.remark)).strip():
        raise Invalid(Problem("remark", "Say why: both who decided will read it."))
    look.settled = decided(one, actor, now, draft)
    look.state = SecondLookState.SETTLED
    look.save(update_fields=["state", "settled"])
    if not agree(one.decision, look.settled):
        replace(one, one.decision, look.settled, actor, now)
    return Written(look, about=[look, one], fields=FIELDS, reason=look.settled.remark)


def may_look(one: Assessment, actor: Member) -> bool:
    """Whether the actor holds the second look at this, or may settle it."""
    look = SecondLook.objects.filter(assessment=one).first()
    if look is None:
        return False
    if look.state == SecondLookState.DISAGREED and actor.role == Role.SUPERVISOR:
        return not one.decisions.filter(by=actor).exists()
    return look.state == SecondLookState.TAKEN and look.taken_by_id == actor.pk


def _locked(look: SecondLook) -> SecondLook:
    related = ("assessment__site", "first", "second")
    return SecondLook.objects.select_for_update(of=("self",)).select_related(*related).get(pk=look.pk)
