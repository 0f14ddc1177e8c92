"""What the outbox's worker asks of a way to send, one implementation a channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from farthing.disclosure import Field, Value
from farthing.records.models import Delivery
from farthing.records.services.notices import Item

Cleared = Sequence[tuple[Item, dict[Field, str]]]  # each site with what of it may be told
Hold = Callable[[], datetime | None]  # keeps the delivery for another lease; None where another worker has it


class Channel(Protocol):
    """One way by which deliveries leave."""

    def values(self, item: Item) -> Mapping[Field, Value]:
        """What of a site this channel could carry, before anybody decides what of it is told."""
        ...

    def render(self, delivery: Delivery, cleared: Cleared, now: datetime) -> tuple[str, tuple[str, ...]]:
        """The message, and what it could not say. The same for every attempt."""
        ...

    def send(self, delivery: Delivery, message: str, hold: Hold) -> None:
        """Hands it over. Raises NotSent."""
        ...
