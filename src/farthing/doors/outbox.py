"""The outbox's worker: claims what is due, renders it once, sends it, and says how that went.

At the first attempt it asks `disclosure` what the recipient may be told, has the recipient's channel render
that, and keeps the bytes for every retry. Killed at any point it loses nothing: its lease ends, and the next
worker sends the same bytes under the same id.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections

from farthing.disclosure import Field, cleared
from farthing.doors.channel import Channel, Hold
from farthing.doors.corrections import rendered as correction
from farthing.doors.errors import NotSent
from farthing.doors.hosting import stands_now
from farthing.doors.mail.channel import ByMail, Post
from farthing.doors.points import Passed, Point, nothing
from farthing.formats.notice import Sender
from farthing.records.disclosing import decisions
from farthing.records.models import Delivery
from farthing.records.services import corrections, notices, outbox
from farthing.records.services.notices import Item
from farthing.records.words import Channel as ChannelName
from farthing.records.words import DeliveryKind

AT_ONCE = 20
SECONDS = 1.0  # between two looks into the outbox
log = logging.getLogger(__name__)


class Worker:
    """One worker. `post` hands mail over, `look` makes a hosting check anew, `sender` signs the notices;
    `iccam` tells the hotlines that are told there. What goes a way that it is not given stays in the outbox
    as it is. `passed` is called at each point of a delivery's way."""

    def __init__(
        self,
        sender: Sender,
        post: Post | None,
        look: notices.Look = stands_now,
        iccam: Channel | None = None,
        passed: Passed = nothing,
    ) -> None:
        mail = ByMail(sender, post) if post else None
        ways: dict[ChannelName, Channel | None] = {ChannelName.MAIL: mail, ChannelName.ICCAM: iccam}
        self._ways = {name: channel for name, channel in ways.items() if channel is not None}
        self._mail, self._look, self._passed = mail, look, passed
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
        self._passed(Point.DUE)
        due = outbox.claim(now=now, most=AT_ONCE, ways=self._ways)
        self._passed(Point.CLAIMED)
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
        channel = self._ways[delivery.way]
        message = outbox.kept(delivery) or self._rendered(delivery, channel, now)
        corrects = delivery.kind == DeliveryKind.CORRECTION
        follows = corrections.was_sent if corrects else notices.was_sent
        if message is None:
            outbox.not_needed(delivery=delivery, now=now, then=follows if corrects else None)
            return
        self._passed(Point.KEPT)
        channel.send(delivery, message, _hold(delivery, now))
        self._passed(Point.SENT)

        def then(delivery: Delivery, now: datetime) -> None:
            follows(delivery, now)
            self._passed(Point.MARKING)

        outbox.delivered(delivery=delivery, now=now, then=then)
        self._passed(Point.MARKED)

    def _rendered(self, delivery: Delivery, channel: Channel, now: datetime) -> str | None:
        """The message of a first attempt, kept; or nothing where no site is left to tell of."""
        if delivery.kind == DeliveryKind.CORRECTION and self._mail is not None:
            made = correction(delivery, self._mail.letter(delivery, now))
            if made is not None:
                outbox.keep(delivery=delivery, rendered=made[0], told=made[1], unsaid=())
            return made[0] if made else None
        entries: list[tuple[Item, dict[Field, str]]] = []
        told: dict[tuple[str, str, int], outbox.Told] = {}
        for item in notices.ready(delivery=delivery, now=now, look=self._look):
            values = channel.values(item)
            decided = decisions(delivery.recipient, item.handling, values)
            may = cleared(values, decided)
            if Field.SITE_ADDRESS not in may:
                notices.withhold(delivery=delivery, removal=item.removal, now=now)
                continue
            entries.append((item, may))
            for field in may:
                one = decided[field]
                told[field, one.form, one.rule] = outbox.Told(field, one.form, one.rule)
        self._passed(Point.GATHERED)
        if not entries:
            return None
        message, unsaid = channel.render(delivery, entries, now)
        outbox.keep(delivery=delivery, rendered=message, told=list(told.values()), unsaid=unsaid)
        return message

    def _failed(self, delivery: Delivery, now: datetime, error: str, permanent: bool) -> None:
        outbox.failed(delivery=delivery, now=now, error=error, permanent=permanent, chance=self._chance())


def _hold(delivery: Delivery, now: datetime) -> Hold:
    """Keeps a delivery that takes long, by the time that went by since `now`."""
    begun = time.monotonic()

    def hold() -> datetime | None:
        at = now + timedelta(seconds=time.monotonic() - begun)
        return at if outbox.hold(delivery=delivery, now=at) else None

    return hold
