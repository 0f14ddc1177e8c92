"""Every question there is, asked; and what must hold whatever the table says."""

from __future__ import annotations

import timeit
from collections.abc import Iterator
from itertools import product

from farthing.disclosure import (
    NO_RULE,
    WITHHELD,
    Basis,
    Field,
    Form,
    Handling,
    Obligation,
    Purpose,
    Recipient,
    Request,
    Value,
    cleared,
    decide,
    decide_all,
)

TELLING = {Form.WITHHELD: 0, Form.MASKED: 1, Form.GENERALISED: 2, Form.FULL: 3}
PLACE = {"site-address", "referrer-path", "hosting", "references", "category", "commerciality"}
MONEY = {"payment-methods", "payment-details", "offers"}


def requests() -> Iterator[Request]:
    for combination in product(Recipient, Purpose, Basis, Handling, Field):
        yield Request(*combination)


def by_hand(request: Request) -> Form:
    """The table once more, as a person would say it: each recipient in a sentence of its own."""
    level, field = request.handling.level, request.field.value
    match (request.recipient.value, request.purpose.value, request.basis.value):
        case ("hosting", "takedown", "notice") if level <= 2:
            full, general = {"site-address", "references", "dates", "hosting"}, {"category"}
        case ("hotline", "takedown", "agreement") if level <= 3:
            full, general = PLACE | MONEY | {"dates", "progress"}, set()
        case ("police", "takedown", "crime-prevention") if level <= 3:
            full = PLACE | MONEY | {"dates", "progress", "contacts", "wording", "brand"}
            general = set()
        case ("reporter", "takedown", "consent") if level <= 4:
            full, general = set(), {"progress"}
        case ("reporter", "takedown", "agreement") if level <= 4:
            full, general = {"references"}, set()
        case (who, "statistics", "publication") if level <= 4 and who not in ("own", "nobody"):
            full = {"figures", "commerciality", "payment-methods"}
            general = {"dates", "hosting", "offers"}
        case _:
            full, general = set(), set()
    if field in full:
        return Form.FULL
    if field in general:
        return Form.GENERALISED
    pseudonym = request.recipient in ("hotline", "police") and request.purpose == "takedown" and level <= 3
    if field == "analyst" and pseudonym and request.basis in ("agreement", "crime-prevention"):
        return Form.MASKED
    return Form.WITHHELD


def test_every_combination_is_decided_as_the_table_says_in_words() -> None:
    wrong = [request for request in requests() if decide(request).form is not by_hand(request)]
    assert wrong == []
    assert sum(1 for _ in requests()) < 100_000


def test_what_is_told_has_a_rule_and_a_sentence_and_what_is_not_has_none() -> None:
    for request in requests():
        decision = decide(request)
        if decision.form is Form.WITHHELD:
            assert decision is WITHHELD
            assert decision.rule == NO_RULE
        else:
            assert decision.rule > NO_RULE
            assert decision.sentence.endswith(".")


def test_a_more_restrictive_handling_never_shows_more() -> None:
    for who, purpose, basis, field in product(Recipient, Purpose, Basis, Field):
        told = [TELLING[decide(Request(who, purpose, basis, level, field)).form] for level in Handling]
        assert told == sorted(told, reverse=True)


def test_an_embargo_lets_nothing_out_and_who_was_let_go_is_told_nothing() -> None:
    for request in requests():
        if request.handling is Handling.EMBARGO or request.recipient is Recipient.NOBODY:
            assert decide(request) is WITHHELD


def test_a_sites_address_goes_only_to_who_can_have_it_removed() -> None:
    told = {(r.recipient, r.purpose) for r in requests() if r.field is Field.SITE_ADDRESS and allowed(r)}
    assert told == {(who, Purpose.TAKEDOWN) for who in ("hosting", "hotline", "police")}


def test_a_reporters_words_and_an_analysts_name_go_to_nobody() -> None:
    for request in requests():
        if request.field is Field.REPORT:
            assert not allowed(request)
        if request.field is Field.ANALYST:
            assert decide(request).form in (Form.MASKED, Form.WITHHELD)


def test_an_exchange_gets_published_figures_alone_and_never_an_address_of_a_site() -> None:
    told = {r.purpose for r in requests() if r.recipient is Recipient.EXCHANGE and allowed(r)}
    assert told == {Purpose.STATISTICS}


def test_what_is_told_of_payments_for_a_removal_is_no_evidence() -> None:
    for request in requests():
        if request.field is Field.PAYMENT_DETAILS and allowed(request):
            assert Obligation.NOT_AS_EVIDENCE in decide(request).obligations


def test_a_value_is_told_in_its_form_and_only_where_a_rule_allows_it() -> None:
    values = {
        Field.SITE_ADDRESS: Value("http://site.invalid/"),
        Field.CATEGORY: Value("A", generalised="illegal"),
        Field.ANALYST: Value("Name", masked="A-1"),
        Field.PROGRESS: Value("noticed", generalised="looked at"),
    }
    host = decide_all(Recipient.HOSTING, Purpose.TAKEDOWN, Basis.NOTICE, Handling.OPEN)
    assert cleared(values, host) == {Field.SITE_ADDRESS: "http://site.invalid/", Field.CATEGORY: "illegal"}
    police = decide_all(Recipient.POLICE, Purpose.TAKEDOWN, Basis.CRIME_PREVENTION, Handling.OPEN)
    assert cleared(values, police)[Field.ANALYST] == "A-1"
    reporter = decide_all(Recipient.REPORTER, Purpose.TAKEDOWN, Basis.CONSENT, Handling.OPEN)
    assert cleared(values, reporter) == {Field.PROGRESS: "looked at"}
    assert cleared(values, {}) == {}


def test_a_decision_takes_less_than_twenty_microseconds() -> None:
    request = Request(
        Recipient.POLICE, Purpose.TAKEDOWN, Basis.CRIME_PREVENTION, Handling.OPEN, Field.WORDING
    )
    decide(request)
    best = min(timeit.repeat(lambda: decide(request), number=1000, repeat=5)) / 1000
    assert best < 20e-6


def allowed(request: Request) -> bool:
    return decide(request).form is not Form.WITHHELD
