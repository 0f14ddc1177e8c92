"""The outbox's worker: claims what is due, renders it once, sends it, and says how that went.

At the first attempt it asks `disclosure` what the recipient may be told, renders that with `formats`, and
keeps the bytes for every retry. Killed at any point it loses nothing: its lease ends, and the next worker
sends the same bytes under the same id.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections

from farthing.disclosure import Field, cleared
from farthing.doors.corrections import rendered as correction
from farthing.doors.errors import NotSent
from farthing.doors.hosting import stands_now
from farthing.formats.notice import Entry, Letter, Sender, mail
from farthing.records.disclosing import decisions
from farthing.records.models import Delivery
from farthing.records.services import corrections, notices, outbox
from farthing.records.services.notices import Item
from farthing.records.words import DeliveryKind, PartnerKind

AT_ONCE = 20
SECONDS = 1.0  # between two looks into the outbox
Post = Callable[[str, str], None]  # to whom, and the rendered message; raises NotSent
log = logging.getLogger(__name__)


class Worker:
    """One worker. `post` sends, `look` makes a hosting check anew, `sender` signs the notices."""

    def __init__(self, sender: Sender, post: Post, look: notices.Look = stands_now) -> None:
        self._sender, self._post, self._look = sender, post, look
        self._chance = secrets.SystemRandom().random

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set."""
        while not stop.is_set():
            try:
                done = self.step(datetime.now(UTC))
            except Exception:  # the database does not answer, say: what was claimed is let go with its lease
                log.exception("a step of the worker failed")
                done = 0
            if not done:
                close_old_connections()
                stop.wait(SECONDS)

    def step(self, now: datetime) -> int:
        """Tries what is due; gives how many deliveries that were."""
        due = outbox.claim(now=now, most=AT_ONCE)
        for delivery in due:
            try:
                self._try(delivery, now)
            except NotSent as error:
                self._failed(delivery, now, str(error), error.permanent)
            except Exception as error:
                log.exception("%s failed", delivery.reference)
                self._failed(delivery, now, f"Our own failure ({type(error).__name__}).", permanent=False)
        return len(due)

    def _try(self, delivery: Delivery, now: datetime) -> None:
        message = outbox.kept(delivery) or self._rendered(delivery, now)
        corrects = delivery.kind == DeliveryKind.CORRECTION
        follows = corrections.was_sent if corrects else notices.was_sent
        if message is None:
            outbox.not_needed(delivery=delivery, now=now, then=follows if corrects else None)
            return
        self._post(delivery.recipient.mail, message)
        outbox.delivered(delivery=delivery, now=now, then=follows)

    def _rendered(self, delivery: Delivery, now: datetime) -> str | None:
        """The message of a first attempt, kept; or nothing where no site is left to tell of."""
        if delivery.kind == DeliveryKind.CORRECTION:
            made = correction(delivery, self._letter(delivery, now))
            if made is not None:
                outbox.keep(delivery=delivery, rendered=made[0], told=made[1], unsaid=())
            return made[0] if made else None
        entries: list[Entry] = []
        told: dict[tuple[str, str, int], outbox.Told] = {}
        for item in notices.ready(delivery=delivery, now=now, look=self._look):
            decided = decisions(delivery.recipient, item.handling, item.values)
            may = cleared(item.values, decided)
            if Field.SITE_ADDRESS not in may:
                notices.withhold(delivery=delivery, removal=item.removal, now=now)
                continue
            entries.append(_entry(item, may))
            for field in may:
                one = decided[field]
                told[field, one.form, one.rule] = outbox.Told(field, one.form, one.rule)
        if not entries:
            return None
        message, unsaid = mail(self._letter(delivery, now), entries)
        outbox.keep(delivery=delivery, rendered=message, told=list(told.values()), unsaid=unsaid)
        return message

    def _letter(self, delivery: Delivery, now: datetime) -> Letter:
        return Letter(
            uid=delivery.uid,
            reference=delivery.about,
            to=delivery.recipient.mail,
            sender=self._sender,
            written_at=now,
            reminder=delivery.kind == DeliveryKind.REMINDER,
            host=delivery.recipient.kind == PartnerKind.HOSTING,
        )

    def _failed(self, delivery: Delivery, now: datetime, error: str, permanent: bool) -> None:
        outbox.failed(delivery=delivery, now=now, error=error, permanent=permanent, chance=self._chance())


def _entry(item: Item, may: dict[Field, str]) -> Entry:
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
