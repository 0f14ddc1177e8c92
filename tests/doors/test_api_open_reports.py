"""Open reports by the API: an organisation's own alone, without an address, settled as on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from cast import Cast
from doors.program import Program
from farthing.records.drafts import ObservationDraft
from farthing.records.models import AuditEvent, Credential, HostingCheck, Notice, NoticeItem, Removal
from farthing.records.routing import Hosting
from farthing.records.services import removals
from farthing.records.services.credentials import make_credential
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import HandlingLevel, PartnerKind, RemovalState, Scope

Told = Callable[..., list[Removal]]


@pytest.fixture
def told(cast: Cast, draft: Callable[..., ObservationDraft]) -> Told:
    """So many removals that the partner hotline (or the police at home) was told of two days ago."""

    def tell(count: int = 1, hosting: Hosting | None = None, **changes: HandlingLevel) -> list[Removal]:
        then = timezone.now() - timedelta(days=2, minutes=5)
        for name, kind, countries in (
            ("hotline", PartnerKind.HOTLINE, ("NO",)),
            ("police", PartnerKind.POLICE, ()),
        ):
            name_recipient(
                actor=cast["supervisor"],
                now=then,
                draft=RecipientDraft(
                    name=name,
                    kind=kind,
                    mail=f"in@{name}.example",
                    countries=countries,
                    asked_first=kind == PartnerKind.POLICE,
                    partner=cast[name].partner,
                ),
            )
        made = []
        for number in range(count):
            site = record(
                actor=cast["analyst"],
                now=then,
                draft=draft(site_address=f"https://s{number}.invalid/pay", observed_at=then),
            ).site
            made.append(
                removals.open_removal(
                    actor=cast["analyst"], now=then, site=site, hosting=hosting or Hosting("NO"), **changes
                )
            )
        Notice.objects.update(closed_at=then, sent_at=then)
        NoticeItem.objects.update(told_at=then)
        return made

    return tell


@pytest.fixture
def program(cast: Cast, live_server: LiveServer) -> Callable[[str], Program]:
    def make(name: str) -> Program:
        made = make_credential(
            actor=cast[name], now=timezone.now(), name="x", scopes=tuple(Scope), life=timedelta(days=1)
        )
        return Program(live_server.url, made.key)

    return make


def test_open_reports_are_read_by_reference_country_and_age_without_an_address(
    told: Told, program: Callable[[str], Program]
) -> None:
    (removal,) = told()
    answer = program("hotline").get("open-reports")
    (one,) = answer.json["open_reports"]
    assert one["reference"] == removal.reference
    assert (one["their_reference"], one["country"], one["age_hours"]) == (None, "NO", 48)
    assert (one["progress"], one["waits_for_word"]) == ("gathered", False)
    assert ".invalid" not in answer.text
    for other in ("police", "exchange"):
        assert program(other).get("open-reports").json == {"open_reports": [], "next": None}


def test_what_the_table_withholds_is_null(told: Told, program: Callable[[str], Program]) -> None:
    told(handling=HandlingLevel.NAMED)
    hotline = program("hotline")
    (one,) = hotline.get("open-reports").json["open_reports"]
    assert {value for name, value in one.items() if name != "waits_for_word"} == {None}
    Removal.objects.update(handling=HandlingLevel.EMBARGO)
    assert hotline.get("open-reports").json["open_reports"] == []


def test_pages_follow_each_other_by_key_and_lose_nothing(
    told: Told, program: Callable[[str], Program]
) -> None:
    made, hotline = told(5), program("hotline")
    seen, after = [], ""
    for _ in range(3):
        page = hotline.get(f"open-reports?limit=2&after={after}").json
        seen += [one["reference"] for one in page["open_reports"]]
        removals.end(  # what is settled meanwhile shifts no page
            actor=made[0].opened_by, now=timezone.now(), removal=made[0], state=RemovalState.REMOVED
        )
        after = page["next"] or ""
    assert (seen, after) == ([one.reference for one in made], "")
    for query in ("limit=0", "limit=201", "limit=x", "after=7", "after=S-000001", "after=X-1%00"):
        assert hotline.get(f"open-reports?{query}").status == 422, query


def test_a_removal_that_is_told_twice_is_one_open_report(
    told: Told, program: Callable[[str], Program]
) -> None:
    (removal,) = told()
    item = NoticeItem.objects.get()
    second = Notice.objects.create(
        recipient=item.notice.recipient,
        opened_at=timezone.now(),
        sent_at=timezone.now(),
        closed_at=timezone.now(),
    )
    NoticeItem.objects.create(
        notice=second, removal=removal, recipient=second.recipient, told_at=timezone.now()
    )
    page = program("hotline").get("open-reports").json
    assert [one["age_hours"] for one in page["open_reports"]] == [48]


def test_it_is_settled_with_the_partners_reference(told: Told, program: Callable[[str], Program]) -> None:
    (removal,), hotline = told(), program("hotline")
    url = f"open-reports/{removal.reference}/state"
    answer = hotline.post(url, {"state": "taken-up", "reference": "F-77"}).json
    assert (answer["their_reference"], answer["progress"]) == ("F-77", "gathered")
    assert hotline.get("open-reports").json["open_reports"][0]["their_reference"] == "F-77"
    answer = hotline.post(url, {"state": "removed"}).json
    assert (answer["their_reference"], answer["progress"]) == ("F-77", "removed")
    assert hotline.post(url, {"state": "removed"}).status == 200
    assert hotline.get("open-reports").json["open_reports"] == []
    removal.refresh_from_db()
    assert removal.state == RemovalState.REMOVED
    events = AuditEvent.objects.filter(subject=removal.reference, actor__username="hotline")
    assert [event.through for event in events] == [Credential.objects.get().reference] * 2


def test_a_site_that_moved_is_looked_for_anew(told: Told, program: Callable[[str], Program]) -> None:
    (removal,), hotline = told(), program("hotline")
    url = f"open-reports/{removal.reference}/state"
    for _ in range(2):
        assert hotline.post(url, {"state": "moved"}).status == 200
    assert HostingCheck.objects.get().site_id == removal.site_id
    hotline.post(url, {"state": "not-illegal"})
    answer = hotline.post(url, {"state": "moved"})
    assert (answer.status, answer.problem) == (409, "conflict")


def test_police_who_were_asked_first_say_go_on(told: Told, program: Callable[[str], Program]) -> None:
    (removal,), police = told(hosting=Hosting("GB", "abuse@host.example")), program("police")
    (one,) = police.get("open-reports").json["open_reports"]
    assert one["waits_for_word"]
    url = f"open-reports/{removal.reference}/state"
    assert not police.post(url, {"state": "go-on"}).json["waits_for_word"]
    assert police.post(url, {"state": "go-on"}).status == 200
    assert police.get("open-reports").json["open_reports"] == []


def test_what_others_were_told_of_is_not_there(told: Told, program: Callable[[str], Program]) -> None:
    (removal,) = told()
    police, hotline = program("police"), program("hotline")
    for one, reference in (
        (police, removal.reference),
        (hotline, "X-999999"),
        (hotline, "S-000001"),
        (hotline, "X-1%20or%201"),
    ):
        answer = one.post(f"open-reports/{reference}/state", {"state": "removed"})
        assert (answer.status, answer.problem) == (404, "not-found"), reference
        assert removal.reference not in answer.text
    for word in (
        {},
        {"state": "gone"},
        {"state": "removed", "x": 1},
        {"state": "removed", "reference": "x" * 81},
    ):
        assert hotline.post(f"open-reports/{removal.reference}/state", word).status == 422
    assert hotline.post(f"open-reports/{removal.reference}/state", {"state": "go-on"}).status == 409
    removal.refresh_from_db()
    assert removal.ended_at is None
