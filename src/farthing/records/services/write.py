"""The frame of every write: may he, do it, say so in the audit, all in one transaction."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, ParamSpec, Protocol, TypeVar, cast

from django.db import transaction

from farthing.pages.masking import mask
from farthing.records.models import AuditEvent, Member
from farthing.records.permissions import require_write
from farthing.records.words import Hand, Verb

P = ParamSpec("P")
T = TypeVar("T")

SERVICES: dict[Verb, str] = {}  # every service by what it does, for the test that holds them to the rule


class Subject(Protocol):
    """A record that has a reference."""

    @property
    def reference(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What a service gives to its frame: the result for the caller, and what the audit shall say.

    `about` names the records written, each of which gets its own event; `verb` replaces the service's own
    where the outcome decides the deed (signed or refused).
    """

    result: T
    about: Sequence[Subject]
    fields: Sequence[str] = ()
    reason: str = ""
    verb: Verb | None = None


def service(verb: Verb) -> Callable[[Callable[P, Written[T]]], Callable[P, T]]:
    """Makes a service that does what `verb` says of a function with keyword arguments, `actor` (the member
    who acts, or the hand of the public or of the house itself) and `now` among them. Raises Forbidden before
    anything is done where he may not."""

    def frame(function: Callable[P, Written[T]]) -> Callable[P, T]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            actor, now = cast("Member | Hand", kwargs["actor"]), cast(datetime, kwargs["now"])
            require_write(actor, verb)
            with transaction.atomic():
                written = function(*args, **kwargs)
                AuditEvent.objects.bulk_create(_events(actor, now, verb, written))
            return written.result

        SERVICES[verb] = f"{function.__module__}.{function.__qualname__}"
        return call

    return frame


def _events(actor: Member | Hand, now: datetime, verb: Verb, written: Written[T]) -> list[AuditEvent]:
    reason = mask(written.reason)[:300]
    return [
        AuditEvent(
            at=now,
            actor=actor if isinstance(actor, Member) else None,
            hand=Hand.MEMBER if isinstance(actor, Member) else actor,
            through=actor.through if isinstance(actor, Member) else "",
            verb=written.verb or verb,
            subject=subject.reference,
            reason=reason,
            fields=list(written.fields),
        )
        for subject in written.about
    ]
