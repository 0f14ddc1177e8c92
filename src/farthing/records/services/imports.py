"""Taking in lists of reports, some rows at a time: each is stored, known already, or told with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from farthing.formats import scart
from farthing.records.drafts import ReportDraft
from farthing.records.errors import Invalid
from farthing.records.models import Member
from farthing.records.services.reports import checked, take_in
from farthing.records.services.write import Written, service
from farthing.records.words import ReportSource, Verb

AT_ONCE = 2000  # rows a transaction: some seconds at most, and nobody else waits longer for a write


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: the last line that was read, and what became of all so far."""

    line: int
    added: int
    known: int
    faults: tuple[scart.Fault, ...]


def import_list(actor: Member, now: datetime, data: bytes) -> Iterator[Progress]:
    """Imports a SCART list and says after each part how far it is. The good rows are kept, whatever the
    others are and whenever it is cut short: the same list again adds only what is missing."""
    read = scart.rows(data)
    line = added = known = 0
    faults: list[scart.Fault] = []
    while part := list(islice(read, AT_ONCE)):
        line = part[-1].line
        faults += [one for one in part if isinstance(one, scart.Fault)]
        good = [one for one in part if isinstance(one, scart.Row)]
        if good:
            done = import_rows(actor=actor, now=now, rows=good)
            added, known, faults = added + done.added, known + done.known, [*faults, *done.faults]
        yield Progress(line, added, known, tuple(sorted(faults, key=lambda fault: fault.line)))


@service(Verb.REPORTS_IMPORTED)
def import_rows(*, actor: Member, now: datetime, rows: Sequence[scart.Row]) -> Written[Progress]:
    """Stores what of these rows is new and sound."""
    drafts, faults = [], []
    for row in rows:
        draft = ReportDraft(
            row.address, ReportSource.IMPORT, referrer_path=row.referrer, their_reference=row.reference
        )
        try:
            drafts.append((draft, checked(draft)))
        except Invalid as error:
            faults.append(scart.Fault(row.line, str(error)))
    added = len(take_in(actor, drafts, now))
    done = Progress(rows[-1].line, added, len(drafts) - added, tuple(faults))
    return Written(done, about=[actor], fields=("reports",), reason=f"{added} of {len(rows)} rows are new")
