"""The partner API, asked by real requests: who is let in, what is taken, and how it is refused."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cast import Cast
from doors.program import Program
from farthing.desk.views.errors import failure
from farthing.doors.api import document
from farthing.records.models import Assessment, AuditEvent, Credential, KeptAnswer, Partner, Report, Site
from farthing.records.services.credentials import make_credential, revoke_credential
from farthing.records.services.members import deactivate
from farthing.records.words import ReportSource, Scope, Urgency

Make = Callable[..., Program]
ADDRESS = "https://members.site-one.invalid/door?x=1"


@pytest.fixture
def program(cast: Cast, live_server: LiveServer) -> Make:
    """A program of one of the cast, with these scopes or all that its member may use."""

    def make(name: str = "hotline", *scopes: Scope, life: timedelta = timedelta(days=30)) -> Program:
        made = make_credential(
            actor=cast[name] if cast[name].role == "partner" else cast["admin"],
            now=timezone.now(),
            name="import",
            scopes=scopes or (tuple(Scope) if cast[name].role == "partner" else (Scope.SEND_REPORTS,)),
            life=life,
            member=cast[name],
        )
        return Program(live_server.url, made.key)

    return make


def test_who_shows_no_key_or_one_that_opens_nothing_is_refused(program: Make, cast: Cast) -> None:
    good = program()
    head, number, secret = good.key.split("_", 2)
    wrong = [
        "",
        "frt",
        good.key[:-1],
        good.key + "x",
        f"{head}_{number}_{secret[::-1]}",
        f"{head}_{int(number) + 9}_{secret}",
        f"{head}_{'9' * 18}_{secret}",
        "é" * 60,
    ]
    for key in wrong:
        answer = Program(good.base, key).get("open-reports")
        assert (answer.status, answer.problem) == (401, "unauthorized"), key
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert "Set-Cookie" not in answer.headers
        assert secret not in answer.text
    assert (
        Program(good.base, headers={})
        .ask("GET", "open-reports", headers={"Authorization": "Basic eDp5"})
        .status
        == 401
    )
    fine = good.get("open-reports")
    assert (fine.status, "Set-Cookie" in fine.headers) == (200, False)
    assert fine.headers["Cache-Control"] == "no-store"


def test_a_key_that_was_revoked_or_ran_out_opens_nothing_and_says_so(program: Make, cast: Cast) -> None:
    revoked, old = program(), program()
    revoke_credential(
        actor=cast["hotline"], now=timezone.now(), credential=Credential.objects.order_by("pk")[0]
    )
    assert "revoked" in revoked.get("open-reports").json["detail"]
    Credential.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = old.get("open-reports")
    assert (answer.status, "ran out" in answer.json["detail"]) == (401, True)


def test_a_key_ends_with_the_access_of_its_member_and_of_his_organisation(program: Make, cast: Cast) -> None:
    hotline, police = program("hotline"), program("police")
    deactivate(actor=cast["admin"], now=timezone.now(), member=cast["hotline"])
    Partner.objects.filter(pk=cast["police"].partner_id).update(active=False)
    assert [one.get("open-reports").status for one in (hotline, police)] == [401, 401]


def test_each_scope_is_granted_by_itself(program: Make) -> None:
    reads = program("hotline", Scope.READ_OPEN_REPORTS)
    sends = program("hotline", Scope.SEND_REPORTS)
    assert reads.get("open-reports").status == 200
    assert sends.post("reports", {"address": ADDRESS}).status == 200
    for answer in (
        sends.get("open-reports"),
        reads.post("reports", {"address": ADDRESS}),
        reads.post("open-reports/X-000001/state", {"state": "removed"}),
    ):
        assert (answer.status, answer.problem) == (403, "forbidden")


def test_the_key_is_kept_as_a_hash_and_its_use_to_the_day(program: Make, caplog: Any) -> None:
    hotline = program()
    secret = hotline.key.split("_", 2)[2]
    with caplog.at_level(logging.INFO, "farthing.api"):
        hotline.get("open-reports")
    one = Credential.objects.get()
    assert one.last_used == timezone.now().date()
    assert secret not in json.dumps({name: str(value) for name, value in vars(one).items()})
    assert caplog.messages == [f"{one.reference}: GET api/v1/open-reports 200"]
    assert secret not in str(AuditEvent.objects.values_list())


def test_a_report_is_accepted_once_and_one_site_has_all_its_reports(program: Make) -> None:
    hotline, police = program("hotline"), program("police")
    sent = {"address": ADDRESS, "reference": "F-1", "words": "members area, 30 days access"}
    first = hotline.post("reports", sent).json
    report = Report.objects.get()
    assert first == {
        "accepted": 1,
        "duplicate": 0,
        "refused": 0,
        "rows": [{"row": 0, "outcome": "accepted", "reference": report.reference, "reason": None}],
    }
    assert (report.source, report.partner.name) == (ReportSource.API, "hotline org")  # type: ignore[union-attr]
    again = hotline.post("reports", sent).json
    assert again["rows"][0] == {
        "row": 0,
        "outcome": "duplicate",
        "reference": report.reference,
        "reason": None,
    }
    assert Report.objects.count() == 1
    assert hotline.post("reports", sent | {"reference": "F-2"}).json["accepted"] == 1
    assert police.post("reports", sent).json["accepted"] == 1
    assert (Site.objects.count(), Report.objects.count(), Assessment.objects.count()) == (1, 3, 1)
    event = AuditEvent.objects.filter(verb="reports.sent").order_by("pk")[0]
    assert event.through == Credential.objects.order_by("pk")[0].reference
    assert "site-one" not in event.reason


def test_every_row_of_a_batch_is_answered_and_the_good_ones_are_kept(program: Make) -> None:
    rows: list[Any] = [
        {"address": "https://one.invalid/"},
        {"address": "hxxps://one[.]invalid/"},
        {"address": "https://one.invalid/"},
        {"address": "no address at all"},
        {"address": ""},
        {"adress": "https://two.invalid/"},
        {"address": "https://two.invalid/", "in_danger": "yes"},
        {"address": "https://two.invalid/", "https://secret-field.invalid/": 1},
        {"address": "https://" + "x" * 5000 + ".invalid/"},
        ["https://two.invalid/"],
        None,
        {"address": "https://two.invalid/", "words": "0.001 BTC a month\u0000"},
    ]
    answer = program().post("reports", {"reports": rows})
    outcomes = [row["outcome"] for row in answer.json["rows"]]
    assert outcomes == ["accepted", "accepted", "duplicate", *["refused"] * 8, "accepted"]
    assert [row["row"] for row in answer.json["rows"]] == list(range(len(rows)))
    assert all(row["reason"] for row in answer.json["rows"] if row["outcome"] == "refused")
    assert "secret-field" not in answer.text
    assert ".invalid" not in answer.text
    assert (answer.json["accepted"], answer.json["refused"], Report.objects.count()) == (3, 8, 3)


def test_one_report_that_is_none_is_refused_with_its_reason(program: Make) -> None:
    for body in ({"address": "nothing"}, {}, [], "https://one.invalid/", None, 3):
        answer = program("police").post("reports", body)
        assert (answer.status, answer.problem) == (422, "invalid"), body
    assert Report.objects.count() == 0


def test_a_batch_holds_a_thousand_at_most(program: Make) -> None:
    hotline = program()
    rows = [{"address": f"https://s{number}.invalid/"} for number in range(1001)]
    assert hotline.post("reports", {"reports": rows}).status == 422
    assert hotline.post("reports", {"reports": []}).status == 422
    assert hotline.post("reports", {"reports": rows[:1], "more": 1}).status == 422
    assert Report.objects.count() == 0
    assert hotline.post("reports", {"reports": rows[:1000]}).json["accepted"] == 1000


def test_a_request_that_names_itself_is_answered_once(program: Make) -> None:
    hotline, police = program("hotline"), program("police")
    body = {"reports": [{"address": ADDRESS, "reference": "F-1"}, {"address": "nothing"}]}
    first = hotline.post("reports", body, Idempotency_Key="a-1")
    assert first.json["accepted"] == 1
    again = hotline.post("reports", body, Idempotency_Key="a-1")
    assert again.json == first.json
    assert AuditEvent.objects.filter(verb="reports.sent").count() == 1
    other = hotline.post("reports", {"address": ADDRESS}, Idempotency_Key="a-1")
    assert (other.status, other.problem) == (422, "invalid")
    assert police.post("reports", body, Idempotency_Key="a-1").json["accepted"] == 1
    assert hotline.post("reports", body, Idempotency_Key="x" * 256).status == 422
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(days=2))
    assert hotline.post("reports", body, Idempotency_Key="a-1").json["duplicate"] == 1
    assert KeptAnswer.objects.count() == 1
    assert "site-one" not in str(KeptAnswer.objects.values_list())


def test_the_same_sent_twice_at_once_is_taken_in_once(program: Make) -> None:
    """As a program does that gave up waiting: with a name for the request, and without."""
    hotline = program()
    for headers in ({"Idempotency_Key": "b-1"}, {}):
        body = {"reports": [{"address": f"https://s{number}.invalid/{len(headers)}"} for number in range(40)]}
        with ThreadPoolExecutor(4) as threads:
            sent = [threads.submit(hotline.post, "reports", body, **headers) for _ in range(4)]
            answers = [one.result() for one in sent]
        assert {answer.status for answer in answers} == {200}
        assert sum(answer.json["accepted"] for answer in answers) == (160 if headers else 40)
        assert len({answer.text for answer in answers}) == (1 if headers else 2)
    assert Report.objects.count() == 80


def test_that_a_child_may_be_in_danger_is_heard_in_a_duplicate_too(program: Make) -> None:
    hotline = program()
    hotline.post("reports", {"address": ADDRESS})
    assert Assessment.objects.get().urgency == Urgency.OTHER
    again = hotline.post("reports", {"address": ADDRESS, "in_danger": True})
    assert again.json["duplicate"] == 1
    assert Assessment.objects.get().urgency == Urgency.DANGER


def test_what_is_too_large_or_no_json_is_refused_before_anything_is_stored(program: Make) -> None:
    hotline = program()
    large = hotline.ask(
        "POST", "reports", None, {"Content-Type": "application/json", "Content-Length": "9000000"}
    )
    assert (large.status, large.problem) == (413, "too-large")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = hotline.ask("POST", "reports", b"address=x", {"Content-Type": kind})
        assert (answer.status, answer.problem) == (415, "wrong-type")
    hostile = (
        b"",
        b"{",
        b"[" * 500_000,
        b'{"a":' * 200_000,
        b'{"address": NaN}',
        b'{"address": "\xff\xfe"}',
        b'{"address": "\\ud800"}',
        b'{"address": 1' + b"0" * 100_000 + b"}",
        b"\x1f\x8b\x08\x00",
    )
    for path in ("reports", "open-reports/X-000001/state"):
        for body in hostile:
            answer = hotline.post(path, body)
            assert answer.status in (400, 422), body[:20]
            assert answer.problem in ("malformed", "invalid")
            assert len(answer.text) < 2000
    assert Report.objects.count() == 0


def test_a_key_has_its_pace(program: Make, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    hotline, other = program("hotline"), program("hotline")
    assert [hotline.get("open-reports").status for _ in range(4)] == [200, 200, 200, 429]
    refused = hotline.get("open-reports")
    assert refused.problem == "too-many"
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert other.get("open-reports").status == 200


def test_what_is_not_there_and_what_is_not_done_so_are_problems_too(program: Make) -> None:
    hotline = program()
    for path in ("", "nothing", "open-reports/", "../v2/reports"):
        answer = hotline.get(path)
        assert (answer.status, answer.problem) == (404, "not-found"), path
    answer = hotline.ask("DELETE", "reports", b"{}", {"Content-Type": "application/json"})
    assert (answer.status, answer.problem, answer.headers["Allow"]) == (405, "wrong-method", "POST")


def test_a_failure_of_ours_is_a_problem_document_too() -> None:
    answer = failure(RequestFactory().post("/api/v1/reports"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert json.loads(answer.content)["status"] == 500
    assert failure(RequestFactory().get("/reports/"))["Content-Type"].startswith("text/html")


def test_the_interface_is_described_to_who_has_a_key_alone(program: Make) -> None:
    hotline = program("hotline", Scope.SEND_REPORTS)
    assert Program(hotline.base).get("openapi.json").status == 401
    described = hotline.get("openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/api/v1/reports",
        "/api/v1/open-reports",
        "/api/v1/open-reports/{reference}/state",
    }
    for path in described["paths"].values():
        for operation in path.values():
            assert {"200", "401", "403", "429"} <= set(operation["responses"])
            assert operation["security"][0]["Key"][0] in Scope.values


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
REPORT = st.fixed_dictionaries(
    {},
    optional={
        "address": st.sampled_from(("https://a.invalid/", "b.invalid", "hxxp://c[.]invalid", "")) | JSON,
        "referrer": JSON,
        "words": JSON,
        "in_danger": st.booleans() | JSON,
        "reference": st.text(max_size=90) | JSON,
    },
)
BODIES = st.one_of(
    REPORT, st.fixed_dictionaries({"reports": st.lists(REPORT | JSON, max_size=5) | JSON}), JSON
)
WORDS = st.fixed_dictionaries(
    {}, optional={"state": st.sampled_from(("removed", "moved", "go-on", "?")) | JSON, "reference": JSON}
)


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, word=WORDS, reference=st.text(max_size=20), after=st.text(max_size=20))
def test_whatever_is_sent_is_answered_as_the_document_says(
    cast: Cast, body: Any, word: Any, reference: str, after: str
) -> None:
    key = make_credential(
        actor=cast["hotline"], now=timezone.now(), name="x", scopes=tuple(Scope), life=timedelta(days=1)
    ).key
    client = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=True)
    described = document()["paths"]
    asked = [
        ("/api/v1/reports", client.post("/api/v1/reports", body, "application/json")),
        ("/api/v1/open-reports", client.get("/api/v1/open-reports", {"after": after, "limit": reference})),
    ]
    if reference and "/" not in reference and reference not in (".", ".."):
        path = f"/api/v1/open-reports/{reference}/state"
        asked.append(("/api/v1/open-reports/{reference}/state", client.post(path, word, "application/json")))
    for path, answer in asked:
        operation = next(iter(described[path].values()))
        assert answer.status_code in operation["responses"], (path, answer.status_code, answer.content)
        json.loads(answer.content)
    Credential.objects.all().delete()
