"""Notices and reminders by mail: the channel of the outbox's worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from farthing.disclosure import Field, Value
from farthing.doors.channel import Cleared, Hold
from farthing.formats.notice import Entry, Letter, Sender, mail
from farthing.records.models import Delivery
from farthing.records.services.notices import Item
from farthing.records.words import DeliveryKind, PartnerKind

Post = Callable[[str, str], None]  # to whom, and the rendered message; raises NotSent


class ByMail:
    """`post` hands a message to the mail server, `sender` signs the notices."""

    def __init__(self, sender: Sender, post: Post) -> None:
        self._sender, self._post = sender, post

    def values(self, item: Item) -> Mapping[Field, Value]:
        return item.values

    def render(self, delivery: Delivery, cleared: Cleared, now: datetime) -> tuple[str, tuple[str, ...]]:
        return mail(self.letter(delivery, now), [_entry(item, may) for item, may in cleared])

    def letter(self, delivery: Delivery, now: datetime) -> Letter:
        """What all that a delivery tells has in common."""
        return Letter(
            uid=delivery.uid,
            reference=delivery.about,
            to=delivery.recipient.mail,
            sender=self._sender,
            written_at=now,
            reminder=delivery.kind == DeliveryKind.REMINDER,
            host=delivery.recipient.kind == PartnerKind.HOSTING,
        )

    def send(self, delivery: Delivery, message: str, hold: Hold) -> None:
        self._post(delivery.recipient.mail, message)


def _entry(item: Item, may: Mapping[Field, str]) -> Entry:
    return Entry(
        address=may[Field.SITE_ADDRESS],
        reference=may.get(Field.REFERENCES, ""),
        seen_at=item.seen_at,
        seen=may.get(Field.DATES, ""),
        where=may.get(Field.HOSTING, ""),
        category=may.get(Field.CATEGORY, ""),
        kind=may.get(Field.COMMERCIALITY, ""),
        analyst=may.get(Field.ANALYST, ""),
    )
