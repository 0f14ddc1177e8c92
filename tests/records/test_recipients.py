"""Recipients: named and described anew by those who may, with all that is wrong said at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cast import NOW, Cast
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Recipient
from farthing.records.selectors.recipients import recipient_said
from farthing.records.services import outbox
from farthing.records.services.recipients import RecipientDraft, change_recipient, name_recipient
from farthing.records.words import DeliveryKind, PartnerKind

DRAFT = RecipientDraft("Fjordland", PartnerKind.HOTLINE, "In@Hotline.example ", countries=("no", "NO", "se"))


def test_a_recipient_is_named_once_and_found_by_reference_and_address(cast: Cast) -> None:
    for who in ("analyst", "disclosure", "hotline"):
        with pytest.raises(Forbidden):
            name_recipient(actor=cast[who], now=NOW, draft=DRAFT)
    one = name_recipient(actor=cast["admin"], now=NOW, draft=DRAFT)
    assert (one.mail, one.countries, one.active) == ("in@hotline.example", ["NO", "SE"], True)
    for said in (one.reference, one.reference.lower(), f"K-{one.pk}", "IN@hotline.example"):
        assert recipient_said(cast["analyst"], said) == one
    for said in ("", "K-999", "K-", "nobody@hotline.example"):
        assert recipient_said(cast["analyst"], said) is None
    with pytest.raises(Invalid, match=f"{one.reference} .* has this address"):
        name_recipient(actor=cast["supervisor"], now=NOW, draft=DRAFT)


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    wrong = RecipientDraft(" ", PartnerKind.EXCHANGE, "no address", countries=("Norway",), asked_first=True)
    with pytest.raises(Invalid) as refused:
        name_recipient(actor=cast["supervisor"], now=NOW, draft=wrong)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"name", "kind", "mail", "countries", "asked_first"}
    other = replace(DRAFT, partner=cast["police"].partner)
    with pytest.raises(Invalid, match="another kind"):
        name_recipient(actor=cast["supervisor"], now=NOW, draft=other)
    assert not Recipient.objects.exists()


def test_one_unit_alone_is_asked_first(cast: Cast) -> None:
    unit = RecipientDraft("Unit", PartnerKind.POLICE, "unit@police.example", asked_first=True)
    first = name_recipient(actor=cast["supervisor"], now=NOW, draft=unit)
    second = replace(unit, mail="second@police.example")
    with pytest.raises(Invalid, match="asked first already"):
        name_recipient(actor=cast["supervisor"], now=NOW, draft=second)
    change_recipient(actor=cast["supervisor"], now=NOW, recipient=first, draft=replace(unit, active=False))
    assert name_recipient(actor=cast["supervisor"], now=NOW, draft=second).asked_first


def test_the_audit_says_what_was_changed_and_nothing_where_nothing_was(cast: Cast) -> None:
    one = name_recipient(actor=cast["supervisor"], now=NOW, draft=DRAFT)
    changes = AuditEvent.objects.filter(verb="recipient.changed")
    change_recipient(actor=cast["supervisor"], now=NOW, recipient=one, draft=DRAFT)
    assert not changes.exists()
    change_recipient(actor=cast["admin"], now=NOW, recipient=one, draft=replace(DRAFT, name="Fjord"))
    assert changes.get().fields == ["name"]


def test_what_waits_is_made_anew_for_a_recipient_that_is_told_elsewhere(cast: Cast) -> None:
    one = name_recipient(actor=cast["supervisor"], now=NOW, draft=DRAFT)
    delivery = outbox.put(kind=DeliveryKind.NOTICE, number=1, recipient=one, now=NOW, due_at=NOW)
    outbox.keep(delivery=delivery, rendered="To: in@hotline.example", told=(), unsaid=())
    for changed, kept in (
        (replace(DRAFT, name="Fjord"), True),
        (replace(DRAFT, mail="n@h.example"), False),
    ):
        change_recipient(actor=cast["supervisor"], now=NOW, recipient=one, draft=changed)
        delivery.refresh_from_db()
        assert (delivery.rendered is not None) is kept
