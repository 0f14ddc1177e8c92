"""Lists taken in: the good rows kept, the bad ones named, the same list twice adding nothing."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from farthing.records.errors import Forbidden
from farthing.records.models import Assessment, AuditEvent, Report, Site
from farthing.records.sealing import Opener
from farthing.records.services import imports
from farthing.records.services.imports import Progress, import_list
from farthing.records.words import ReportSource, Verb

LIST = b"""URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE
https://one.invalid/x;https://front.invalid/;joe;R-1;web;url
https://www.one.invalid/x;;;R-2;;
no address;;;R-3;;
https://two.invalid/;;;R-4;;
https://two.invalid/;;;R-4;;
"""


def last(found: list[Progress]) -> Progress:
    return found[-1]


def test_the_good_rows_are_kept_and_the_bad_one_is_named(cast: Cast) -> None:
    done = last(list(import_list(cast["analyst"], NOW, LIST)))
    assert (done.added, done.known, done.line) == (3, 1, 6)
    assert [(fault.line, "not a site" in fault.sentence) for fault in done.faults] == [(4, True)]
    assert (Site.objects.count(), Assessment.objects.count()) == (2, 2)
    first = Report.objects.get(their_reference="R-1")
    assert Opener(first).field("referrer_path") == "https://front.invalid/"
    assert (first.source, first.received_by) == (ReportSource.IMPORT, cast["analyst"])
    assert AuditEvent.objects.get(verb=Verb.REPORTS_IMPORTED).reason == "3 of 5 rows are new"


def test_the_same_list_again_adds_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    list(import_list(cast["analyst"], NOW, LIST))
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    steps = list(import_list(cast["analyst"], NOW, LIST))
    assert [step.line for step in steps] == [3, 5, 6]
    assert (last(steps).added, last(steps).known) == (0, 4)
    assert Report.objects.count() == 3


def test_only_who_assesses_imports(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        list(import_list(cast["auditor"], NOW, LIST))
