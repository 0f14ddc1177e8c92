"""Notices to hotlines as reports of ICCAM: the channel of the outbox's worker.

Each site of a notice is a report of its own, and is marked as taken as soon as ICCAM gives its number. After
an attempt whose end is not known, ICCAM is asked for our reference before anything is sent again: a worker
killed between the report and its record makes no second one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from farthing.disclosure import Field, Value
from farthing.doors.channel import Cleared, Hold
from farthing.doors.errors import NotSent
from farthing.doors.iccam.client import Client
from farthing.doors.iccam.errors import IccamError
from farthing.formats.iccam import Told, report
from farthing.records.models import Delivery, NoticeItem
from farthing.records.services import iccam as service
from farthing.records.services.iccam import Seen
from farthing.records.services.notices import Item


class ByIccam:
    """Tells hotlines by one conversation with ICCAM."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def values(self, item: Item) -> Mapping[Field, Value]:
        seen = service.seen(item.removal)
        more = {
            Field.REFERRER_PATH: Value("\n".join(seen.path)),
            Field.PAYMENT_METHODS: Value("; ".join(payment.words for payment in seen.payments)),
            Field.PAYMENT_DETAILS: Value("\n".join(seen.accounts)),
            Field.OFFERS: Value("\n".join(seen.prices)),
        }
        return item.values | more

    def render(self, delivery: Delivery, cleared: Cleared, now: datetime) -> tuple[str, tuple[str, ...]]:
        rendered: list[dict[str, Any]] = []
        for item, may in cleared:
            body, unsaid = report(_told(item, may, delivery, now), self._client.user)
            rendered.append({"removal": item.removal.pk, "report": body, "unsaid": unsaid})
        lines = dict.fromkeys(line for one in rendered for line in one["unsaid"])
        return json.dumps(rendered), tuple(lines)

    def send(self, delivery: Delivery, message: str, hold: Hold) -> None:
        wrong = []
        rendered = json.loads(message)
        for one in rendered:
            item = service.item_of(delivery, one["removal"])
            if item is None or hasattr(item, "iccam"):
                continue
            now = hold()
            if now is None:
                raise NotSent("Another worker has this delivery by now.", permanent=False)
            try:
                self._tell(delivery, item, one, now)
            except IccamError as error:
                if not error.permanent:
                    raise NotSent(str(error), permanent=False) from error
                service.refused(delivery=delivery, item=item, now=now, why=str(error))
                wrong.append(str(error))
        if wrong and len(wrong) == len(rendered):
            raise NotSent(wrong[0], permanent=True)

    def _tell(self, delivery: Delivery, item: NoticeItem, one: dict[str, Any], now: datetime) -> None:
        body = one["report"]
        number = self._client.find_report(body["hotlineReference"]) if delivery.attempts > 1 else None
        if number is None:
            number = self._posted(body)
        content = self._content(number, body["urls"][0]["urlString"])
        service.taken(item=item, now=now, number=number, content=content, unsaid=one["unsaid"])

    def _posted(self, body: dict[str, Any]) -> int:
        """The number of the new report. References are unique at ICCAM: a report that it refuses may be there
        already."""
        try:
            return self._client.post_report(body)
        except IccamError as error:
            if not error.permanent:
                raise
            found = self._client.find_report(body["hotlineReference"])
            if found is None:
                raise
            return found

    def _content(self, number: int, address: str) -> int | None:
        """The number of the report's content item; asked for later where ICCAM does not say it now."""
        try:
            return next(iter(self._client.report(number).contents), (None, ""))[0]
        except IccamError:
            return None


def _told(item: Item, may: Mapping[Field, str], delivery: Delivery, now: datetime) -> Told:
    """What passed the disclosure table; a field that did not is empty."""
    seen: Seen = service.seen(item.removal)
    where = item.hosting if Field.HOSTING in may else None
    system, _, organisation = where.network.partition(" ") if where else ("", "", "")
    numbered = system[2:].isdecimal() and system.startswith("AS")
    return Told(
        reference=f"{may.get(Field.REFERENCES, item.removal.reference)}-{delivery.about}",
        address=may[Field.SITE_ADDRESS],
        received_on=seen.received_on if Field.DATES in may else now.date(),
        seen=may.get(Field.DATES, ""),
        path=tuple(may.get(Field.REFERRER_PATH, "").split()),
        country=where.country if where else "",
        server=where.address if where else "",
        system_number=system[2:] if numbered else "",
        organisation=organisation if numbered else (where.network if where else ""),
        kind=may.get(Field.COMMERCIALITY, ""),
        commerciality=seen.commerciality if Field.COMMERCIALITY in may else "",
        category=may.get(Field.CATEGORY, ""),
        payments=seen.payments if Field.PAYMENT_METHODS in may else (),
        accounts=tuple(may.get(Field.PAYMENT_DETAILS, "").splitlines()),
        prices=tuple(may.get(Field.OFFERS, "").splitlines()),
        analyst=may.get(Field.ANALYST, ""),
    )
