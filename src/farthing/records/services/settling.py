"""What whoever was told of a site says of it, on a page or by a program: each word to the service for it."""

from __future__ import annotations

from datetime import datetime

from farthing.records.errors import Invalid, Problem
from farthing.records.models import HostingCheck, Member, Removal
from farthing.records.services.removals import end, is_done, locked, note_reference, only_its_own, release
from farthing.records.services.write import Written, service
from farthing.records.words import HostingState, RemovalState, Settling, Verb

_ENDS = {Settling.REMOVED: RemovalState.REMOVED, Settling.NOT_ILLEGAL: RemovalState.NOT_ILLEGAL}


def settle(
    *, actor: Member, now: datetime, removal: Removal, said: Settling, their_reference: str = ""
) -> Removal:
    """Writes what is said. Raises Invalid where it cannot be said as things stand, and Forbidden where it is
    not the actor's to say."""
    if said == Settling.GO_ON:
        if removal.go_said_at is not None:
            return removal
        return release(actor=actor, now=now, removal=removal)
    if state := _ENDS.get(said):
        return end(actor=actor, now=now, removal=removal, state=state, their_reference=their_reference)
    return answer(actor=actor, now=now, removal=removal, said=said, their_reference=their_reference)


@service(Verb.REMOVAL_ANSWERED)
def answer(
    *, actor: Member, now: datetime, removal: Removal, said: Settling, their_reference: str = ""
) -> Written[Removal]:
    """Whoever was told has taken it up, or says that the site moved: then its host is looked for anew, and
    the removal follows what is found."""
    if said not in (Settling.TAKEN_UP, Settling.MOVED):
        raise Invalid(Problem("state", "An answer is that it is taken up, or that it moved."))
    removal = locked(removal)
    only_its_own(actor, removal, None)
    note_reference(actor, removal, their_reference)
    if said == Settling.MOVED:
        if removal.ended_at is not None or is_done(actor, removal):
            raise Invalid(Problem("state", "Nothing is asked of you here any more."))
        waits = HostingCheck.objects.filter(site=removal.site_id, state=HostingState.WAITING)
        if not waits.exists():
            HostingCheck.objects.create(site_id=removal.site_id, asked_by=actor, asked_at=now)
    return Written(removal, about=[removal], reason=said.label)
