"""Who may open what: every address of the desk, asked for by everybody, against a table written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from time import time

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from cast import NOW, Cast
from farthing.records.drafts import DecisionDraft, ObservationDraft, ReportDraft
from farthing.records.models import Contact, Delivery, Member, Observation, Reveal
from farthing.records.services.appeals import raise_appeal
from farthing.records.services.assessments import decide, take
from farthing.records.services.brands import name_brand
from farthing.records.services.hosting import ask_hosting_check
from farthing.records.services.members import deactivate
from farthing.records.services.observations import record
from farthing.records.services.rechecks import start_watch
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.services.removals import tell
from farthing.records.services.reports import receive
from farthing.records.services.reveals import decide_reveal, reveal_site
from farthing.records.services.second_looks import rule
from farthing.records.words import Hand, PartnerKind, ReportSource

RECORDERS = {"analyst", "analyst2", "supervisor"}
DESK = RECORDERS | {"disclosure", "disclosure2"}
READERS = DESK | {"auditor"}
REPORT_READERS = RECORDERS | {"auditor"}
OVERSIGHT = {"supervisor", "auditor"}
ADMIN = {"admin"}
PARTNERS = {"police", "police2", "hotline", "exchange"}
PUBLISHERS = {"supervisor", "disclosure", "disclosure2"}
MEMBERS = READERS | ADMIN | {"police", "police2", "hotline", "exchange"}
STREET = MEMBERS | {"stranger", "nobody"}

# Every address by its name, and who of the cast gets past the doorkeeper.
MAY_OPEN: dict[str, set[str]] = {
    "home": MEMBERS,
    "record": RECORDERS,
    "record_choose": RECORDERS,
    "record_confirm": RECORDERS,
    "check_address": RECORDERS,
    "find": READERS,
    "report_site": STREET,
    "receipt": STREET,
    "add_to_report": STREET,
    "queue": REPORT_READERS,
    "take_next": RECORDERS,
    "assessment": REPORT_READERS,
    **dict.fromkeys(("take", "give_back", "open_matter", "decide"), RECORDERS),
    "import_reports": RECORDERS,
    "new_find": RECORDERS,
    "assessing": OVERSIGHT,
    "rule": {"supervisor"},
    "second_look": REPORT_READERS,
    **dict.fromkeys(("take_look", "give_look_back", "open_look", "decide_look"), RECORDERS),
    "raise_appeal": RECORDERS,
    "decide_appeal": RECORDERS,
    "reports": REPORT_READERS,
    "report": REPORT_READERS,
    "ask_reporter": RECORDERS,
    "observations": READERS,
    "observation": READERS,
    "contact": READERS,
    "indicators": READERS,
    "indicator": READERS,
    "sites": READERS,
    "site": READERS,
    "name_brand": RECORDERS,
    "reveal_site": DESK,
    "brands": READERS,
    "brand": READERS,
    "ask_hosting_check": RECORDERS,
    "limit_asking": RECORDERS,
    "start_watch": RECORDERS,
    "watches": READERS,
    "watch": READERS,
    "decide_watch": RECORDERS,
    "hosting_checks": READERS,
    "hosting_check": READERS,
    "proposals": READERS,
    "proposal": READERS,
    "propose_brands": RECORDERS,
    "accept_proposal": RECORDERS,
    "refuse_proposal": RECORDERS,
    "leads": READERS,
    "lead": READERS,
    "report_lead": RECORDERS,
    "dismiss_lead": RECORDERS,
    "own_reveals": DESK,
    "open_signed": DESK,
    "reveals": OVERSIGHT,
    "decide_reveal": {"supervisor"},
    "open_reports": PARTNERS,
    "settle_report": PARTNERS,
    **dict.fromkeys(("removals", "removal", "deliveries", "delivery"), READERS),
    **dict.fromkeys(("recipients", "recipient", "removal_times"), READERS | ADMIN),
    **dict.fromkeys(("name_recipient", "change_recipient"), {"supervisor"} | ADMIN),
    **dict.fromkeys(
        ("tell_recipient", "route_again", "release_removal", "say_handling", "end_removal"), RECORDERS
    ),
    "send_again": {"supervisor"},
    "audit": OVERSIGHT,
    **dict.fromkeys(("credentials", "make_credential", "revoke_credential", "api_page"), ADMIN | PARTNERS),
    **dict.fromkeys(
        ("api_openapi", "api_send_reports", "api_read_open_reports", "api_settle_open_report", "api_missing"),
        STREET,
    ),
    "members": ADMIN,
    "admit_member": ADMIN,
    "admit_partner": ADMIN,
    "member": ADMIN,
    "change_role": ADMIN,
    "deactivate": ADMIN,
    "reactivate": ADMIN,
    "clear_passkeys": ADMIN,
    "trend": STREET,
    "trend_csv": STREET,
    "trend_parquet": STREET,
    "trend_figures": PUBLISHERS,
    "enter_year_total": PUBLISHERS,
    "publish_trend": PUBLISHERS,
    "account_login": STREET,
    "mfa_login_webauthn": STREET,
    "mfa_authenticate": STREET,
    "account_inactive": STREET,
    "account_logout": STREET,
    "account_reauthenticate": MEMBERS,
    "mfa_reauthenticate_webauthn": MEMBERS,
    "account_change_password": MEMBERS,
    "mfa_list_webauthn": MEMBERS,
    "mfa_index": MEMBERS,
    "mfa_add_webauthn": MEMBERS,
    "mfa_edit_webauthn": MEMBERS,
    "mfa_remove_webauthn": MEMBERS,
}
WITHOUT_COOKIE = {"report_site", "receipt", "add_to_report"}  # their forms carry a token of their own
SHOWN_A_KEY = {name for name in MAY_OPEN if name.startswith("api_")} - {
    "api_page"
}  # by programs, with each request
WITHOUT_PASSKEY = {"mfa_list_webauthn", "mfa_index", "mfa_add_webauthn", "account_reauthenticate"}
BETWEEN_STEPS = {"mfa_reauthenticate_webauthn"}  # asks for the passkey itself
CANARIES = (
    "reported.invalid",
    "seen-there.invalid",
    "site-one.invalid",
    "mirror.invalid",
    "front-door.invalid",
    "reason-host.invalid",
)


def patterns() -> Iterator[URLPattern]:
    """Every pattern that the desk answers to; an included resolver would have to be walked too."""
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern), f"{pattern} is not walked by this test"
        yield pattern


@dataclass
class House:
    """A desk with something on every page, and a signed-in client for each of the cast."""

    cast: Cast
    numbers: dict[str, int] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def url(self, pattern: URLPattern) -> str:
        name, taken = str(pattern.name), pattern.pattern.converters
        number = self.numbers.get(name, self.numbers["any"])
        return reverse(name, kwargs=dict.fromkeys(taken, number))

    def ask(self, who: str, method: str, url: str) -> HttpResponse:
        """The answer; what the request wrote is undone, signing out too."""
        client = self.clients[who]
        cookies = client.cookies.output()
        with transaction.atomic():
            answer: HttpResponse = getattr(client, method)(url)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
        return answer

    def gets(self) -> Iterator[tuple[str, str, HttpResponse]]:
        for pattern in patterns():
            for who in self.clients:
                yield who, str(pattern.name), self.ask(who, "get", self.url(pattern))


def signed_in(member: Member) -> Client:
    """A client of the member, signed in with a password a moment ago."""
    client = Client()
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time(), "username": member.username}
    ]
    session.save()
    return client


@pytest.fixture
def house(cast: Cast, draft: Callable[..., ObservationDraft], settings: Settings) -> House:
    settings.PASSKEY_REQUIRED = False
    settings.ACCOUNT_RATE_LIMITS = False  # the walk knocks more often than people do
    Member.objects.update(password=make_password("a password of fourteen"))
    for member in cast.values():
        member.refresh_from_db()
    analyst, second, supervisor = cast["analyst"], cast["analyst2"], cast["supervisor"]
    seen = record(
        actor=analyst, now=NOW, draft=draft(brand="Brand One", referrer_path="https://front-door.invalid/a")
    )
    settings.REVEALS_AN_HOUR = 1
    reason = "to write to https://reason-host.invalid/x about it"
    asked = [
        reveal_site(actor=second, now=NOW + timedelta(minutes=n), site=seen.site, reason=reason).reveal
        for n in range(3)
    ]
    signed = decide_reveal(actor=supervisor, now=timezone.now(), reveal=asked[1], granted=True)  # runs out
    report = receive(
        actor=Hand.PUBLIC,
        now=NOW,
        draft=ReportDraft(
            "https://reported.invalid/x", ReportSource.PUBLIC, "cheaper at https://seen-there.invalid/y"
        ),
        receipt="1" * 16,
    )
    decided = receive(
        actor=Hand.PUBLIC, now=NOW, draft=ReportDraft("decided.invalid", ReportSource.PUBLIC)
    ).assessment
    rule(actor=supervisor, now=NOW, second_looks=100)
    take(actor=analyst, now=NOW, assessment=decided)
    decide(actor=analyst, now=NOW, assessment=decided, draft=DecisionDraft(True, category="A"))
    appeal = raise_appeal(actor=analyst, now=NOW, assessment=decided, grounds="the owner of the host")
    brand = name_brand(actor=analyst, now=NOW, site=seen.site, name="Brand Two", evidence="same template")
    check = ask_hosting_check(actor=analyst, now=NOW, site=seen.site)
    draft_of_host = RecipientDraft("Host", PartnerKind.HOSTING, "abuse@host.example")
    host = name_recipient(actor=supervisor, now=NOW, draft=draft_of_host)
    removal = tell(actor=analyst, now=NOW, removal=decided.site.removals.get(), recipient=host)
    watched = start_watch(actor=analyst, now=NOW, site=seen.site)
    delivery = Delivery.objects.order_by("pk")[0]
    house = House(cast)
    house.numbers = {
        "any": 1,
        "observation": seen.pk,
        **dict.fromkeys(("report", "ask_reporter"), report.pk),
        **dict.fromkeys(("assessment", "take", "give_back", "open_matter", "decide"), report.assessment_id),
        "raise_appeal": decided.pk,
        **dict.fromkeys(
            ("second_look", "take_look", "give_look_back", "open_look", "decide_look"), decided.second_look.pk
        ),
        "decide_appeal": appeal.pk,
        "contact": Contact.objects.order_by("pk")[0].pk,
        "indicator": seen.options.get().indicator_id,
        **dict.fromkeys(
            ("site", "name_brand", "reveal_site", "ask_hosting_check", "limit_asking", "start_watch"),
            seen.site_id,
        ),
        "hosting_check": check.pk,
        **dict.fromkeys(("watch", "decide_watch"), watched.pk),
        **dict.fromkeys(("removal", "tell_recipient", "route_again"), removal.pk),
        **dict.fromkeys(("release_removal", "say_handling", "end_removal"), removal.pk),
        **dict.fromkeys(("recipient", "change_recipient"), delivery.recipient_id),
        **dict.fromkeys(("delivery", "send_again"), delivery.pk),
        "brand": brand.pk,
        "open_signed": signed.pk,
        "decide_reveal": asked[2].pk,
        **dict.fromkeys(
            ("member", "change_role", "deactivate", "reactivate", "clear_passkeys"), cast["hotline"].pk
        ),
    }
    stranger = cast["stranger"].partner
    stranger.active = True
    stranger.save()
    house.clients = {name: signed_in(member) for name, member in cast.items()} | {"nobody": Client()}
    stranger.active = False
    stranger.save()
    return house


def test_the_table_names_every_address_of_the_desk_and_no_other() -> None:
    assert {str(pattern.name) for pattern in patterns()} == set(MAY_OPEN)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_opens_for_whom_the_table_names_and_for_nobody_else(house: House, method: str) -> None:
    wrong = []
    for pattern in patterns():
        for who in house.clients:
            url = house.url(pattern)
            answer = house.ask(who, method, url)
            turned_away = answer.headers.get("Location", "").startswith(reverse("account_login"))
            if who in MAY_OPEN[str(pattern.name)]:
                street = MAY_OPEN[str(pattern.name)] == STREET
                good = answer.status_code != 403 and answer.status_code < 500 and (street or not turned_away)
            elif who == "nobody":
                good = answer.status_code == 302 and turned_away
            else:
                good = answer.status_code == 403
            if not good:
                wrong.append(f"{who} {method} {url}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_form_without_its_token_is_refused_everywhere(house: House) -> None:
    for pattern in patterns():
        if pattern.name in WITHOUT_COOKIE | SHOWN_A_KEY:
            continue
        client = Client(enforce_csrf_checks=True)
        client.cookies = house.clients["supervisor"].cookies
        answer = client.post(house.url(pattern))
        assert answer.status_code == 403, pattern.name
        assert b"Form too old" in answer.content, pattern.name


def test_a_request_of_a_script_that_is_not_signed_in_is_told_where_to_go(house: House) -> None:
    answer = Client().post(reverse("check_address"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, reverse("account_login"))


def test_every_answer_keeps_itself_from_stores_frames_and_foreign_code(house: House) -> None:
    answers = [(name, answer) for _, name, answer in house.gets()]
    answers += [("missing", house.ask(who, "get", "/no/such/page/")) for who in house.clients]
    for name, answer in answers:
        assert answer["Cache-Control"] == "no-store", name
        policy = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")}
        assert policy["default-src"] == ["'none'"], name
        assert policy["frame-ancestors"] == ["'none'"], name
        assert {source for sources in policy.values() for source in sources} <= {"'none'", "'self'"}, name
        assert answer["X-Content-Type-Options"] == "nosniff", name


def test_no_page_shows_where_a_site_is(house: House) -> None:
    assert Observation.objects.count() == 1
    pages = 0
    for who, name, answer in house.gets():
        body = answer.content.decode(errors="replace").casefold()  # one answer is Parquet
        pages += answer.status_code == 200
        assert not [host for host in CANARIES if host in body], f"{name} for {who}"
    assert pages > 100


def test_a_reveal_shows_the_address_defanged_and_on_that_answer_alone(house: House) -> None:
    site = Observation.objects.get().site_id
    client = house.clients["supervisor"]
    shown = client.post(reverse("reveal_site", args=[site]), {"reason": "to route a notice to its host"})
    assert "hxxps[:]//shop[.]site-one[.]invalid/pay" in shown.content.decode()
    assert b"site-one.invalid" not in shown.content
    assert Reveal.objects.filter(member=house.cast["supervisor"]).count() == 1
    assert b"site-one" not in client.get(reverse("site", args=[site])).content


def test_a_member_who_was_shut_out_is_out_from_the_next_request_on(house: House) -> None:
    client = house.clients["analyst"]
    assert client.get(reverse("record")).status_code == 200
    deactivate(actor=house.cast["admin"], now=NOW, member=house.cast["analyst"])
    for name in ("home", "record", "find", "mfa_index", "account_change_password"):
        answer = client.get(reverse(name))
        assert answer.status_code in (302, 403), name
        assert b"Record a page" not in answer.content, name
