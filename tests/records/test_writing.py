"""The rule of writing: one authorisation, one transaction, one audit event; and nobody writes beside it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, connections

import farthing
from cast import BITCOIN, NOW, Cast
from farthing.records import services
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Brand, Indicator, Member, Observation, Partner, Site
from farthing.records.models.base import Referenced
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.services import brands, members, observations
from farthing.records.services.write import SERVICES
from farthing.records.words import PartnerKind, Role, Verb

SOURCE = Path(farthing.__file__).parent
DATABASE_WRITES = {
    *("save", "create", "bulk_create", "bulk_update", "get_or_create"),
    *("update_or_create", "delete", "set_password"),
}
OUTCOMES = {Verb.REVEAL_ASKED, Verb.REVEAL_REFUSED}  # what a service may turn out to have done
BY_COMMAND = {Verb.DEMONSTRATION_LOADED, Verb.KEY_RING_TURNED}
BY_THE_WORKER = {
    *(Verb.DELIVERY_GIVEN_UP, Verb.DELIVERY_MADE, Verb.REMOVAL_MOVED),
    *(Verb.HOSTING_CHECKED, Verb.SITE_RECHECKED),
}
PASSWORD = "a long password of four words"


def test_every_deed_of_the_audit_is_a_services_and_has_its_roles() -> None:
    for module in pkgutil.iter_modules(services.__path__):
        importlib.import_module(f"{services.__name__}.{module.name}")
    assert set(SERVICES) | OUTCOMES | BY_THE_WORKER | BY_COMMAND == set(Verb)
    assert set(MAY_WRITE) == set(Verb)
    assert set(MAY_READ) == set(Shelf)


def test_a_references_letter_says_what_it_names() -> None:
    """The audit names records by their reference alone."""
    kinds = [kind for kind in apps.get_models() if issubclass(kind, Referenced)]
    assert len(kinds) > 15
    assert len({kind.LETTER for kind in kinds}) == len(kinds)


def test_nothing_outside_the_services_writes_to_the_database() -> None:
    """By the names of Django's writing methods, called on anything, in any room that knows the records."""
    allowed = {"records/services", "records/migrations"}
    beside = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.func.attr}"
        for room in ("records", "desk", "doors")
        for path in sorted((SOURCE / room).rglob("*.py"))
        if not any(str(path.relative_to(SOURCE)).startswith(folder) for folder in allowed)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in DATABASE_WRITES
    ]
    assert beside == []


def test_a_member_is_admitted_with_a_password_shown_once(cast: Cast) -> None:
    house = Partner.objects.get(kind="own")
    admission = members.admit_member(
        actor=cast["admin"], now=NOW, username="New-One", role=Role.ANALYST, partner=house
    )
    assert admission.member.username == "new-one"
    assert admission.member.check_password(admission.password)
    assert admission.password not in str(AuditEvent.objects.values_list())
    for name in ("new-one", "no spaces", ""):
        with pytest.raises(Invalid):
            members.admit_member(
                actor=cast["admin"], now=NOW, username=name, role=Role.ANALYST, partner=house
            )
    with pytest.raises(Invalid, match="too short"):
        members.admit_member(
            actor=cast["admin"], now=NOW, username="two", role=Role.ANALYST, partner=house, password="short"
        )


@pytest.mark.parametrize(
    ("role", "kind"), [(Role.PARTNER, PartnerKind.OWN), (Role.ANALYST, PartnerKind.POLICE)]
)
def test_partners_people_are_partner_members_and_nothing_else(
    cast: Cast, role: Role, kind: PartnerKind
) -> None:
    partner = Partner.objects.filter(kind=kind)[0]
    with pytest.raises(Invalid, match="partner members"):
        members.admit_member(actor=cast["admin"], now=NOW, username="x", role=role, partner=partner)


def test_a_role_taken_away_or_a_member_shut_out_holds_at_once(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    members.change_role(actor=cast["admin"], now=NOW, member=cast["analyst"], role=Role.AUDITOR)
    members.deactivate(actor=cast["admin"], now=NOW, member=cast["analyst2"])
    for name in ("analyst", "analyst2"):
        with pytest.raises(Forbidden):
            observations.record(actor=Member.objects.get(username=name), now=NOW, draft=draft())
    members.reactivate(actor=cast["admin"], now=NOW, member=cast["analyst2"])
    assert may_write(Member.objects.get(username="analyst2"), Verb.OBSERVATION_RECORDED)


def test_nobody_changes_his_own_membership(cast: Cast) -> None:
    for change in (
        lambda: members.deactivate(actor=cast["admin"], now=NOW, member=cast["admin"]),
        lambda: members.change_role(actor=cast["admin"], now=NOW, member=cast["admin"], role=Role.ANALYST),
        lambda: members.clear_passkeys(actor=cast["admin"], now=NOW, member=cast["admin"]),
    ):
        with pytest.raises(Forbidden, match="own membership"):
            change()


def test_a_partner_let_go_takes_its_people_with_it(cast: Cast) -> None:
    members.let_partner_go(actor=cast["admin"], now=NOW, partner=cast["police"].partner)
    assert not may_write(Member.objects.get(username="police"), Verb.MEMBER_SIGNED_IN)
    with pytest.raises(Forbidden):
        members.let_partner_go(actor=cast["admin"], now=NOW, partner=cast["admin"].partner)


def test_a_house_is_founded_once(db: None) -> None:
    admission = members.found_house("House", "first", NOW, PASSWORD)
    assert admission.member.role == Role.ADMIN
    with pytest.raises(Forbidden):
        members.found_house("House", "second", NOW, PASSWORD)


def test_a_partner_needs_a_name_of_its_own(cast: Cast) -> None:
    members.admit_partner(actor=cast["admin"], now=NOW, name="Hotline Two", kind=PartnerKind.HOTLINE)
    for name in ("Hotline Two", "  "):
        with pytest.raises(Invalid):
            members.admit_partner(actor=cast["admin"], now=NOW, name=name, kind=PartnerKind.HOTLINE)


def test_a_brand_is_named_once_in_any_case(cast: Cast, draft: Callable[..., ObservationDraft]) -> None:
    observation = observations.record(actor=cast["analyst"], now=NOW, draft=draft(brand="Brand One"))
    other = observations.record(actor=cast["analyst"], now=NOW, draft=draft(site_address="two.invalid"))
    brand = brands.name_brand(
        actor=cast["analyst"], now=NOW, site=other.site, name=" BRAND one ", evidence="the same account"
    )
    assert brand == observation.site.brand
    assert Brand.objects.get().evidence == "the same account"


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_page_at_once_make_one_site_and_one_indicator(
    cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    gate = threading.Barrier(4)
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for turn in range(5):
                gate.wait(timeout=30)
                observations.record(
                    actor=cast[name],
                    now=NOW,
                    draft=draft(site_address=f"site-{turn}.invalid", brand=f"B{turn}"),
                )
        except BaseException as error:  # what went wrong in a thread is raised by the test below
            failures.append(error)
            gate.abort()
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("analyst", "analyst2") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (Site.objects.count(), Brand.objects.count(), Observation.objects.count()) == (5, 5, 20)
    assert Indicator.objects.get(account=BITCOIN).sightings.count() == 20
    assert AuditEvent.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_migrations_run_back_and_forth() -> None:
    from django.core.management import call_command

    def tables() -> set[str]:
        return {name for name in connection.introspection.table_names() if name.startswith("records_")}

    before = tables()
    assert "records_observation" in before
    call_command("migrate", "mfa", "zero", verbosity=0)
    call_command("migrate", "records", "zero", verbosity=0)
    try:
        assert tables() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert tables() == before
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
