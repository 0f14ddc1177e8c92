"""Registers of addresses and domains, by RDAP (RFC 9082, RFC 9083): who holds it, where, whom to write to.

The operator names one service that leads on to the register in charge by redirects (RFC 7484 says how such a
service knows it); each of them is gone to under the egress's checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farthing.doors import egress
from farthing.doors.egress import EgressError, Exit, Limits
from farthing.records.services.hosting import Result
from farthing.records.words import HostingMethod, MethodOutcome

_LIMITS = Limits(seconds=20, bytes=500_000)
_COUNTRY = re.compile(r"[A-Z]{2}")
_MAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,180}")
_DEEPEST = 5  # entities within entities


def ask(out: Exit, service: str, path: str, method: HostingMethod, address: str | None) -> Result:
    """What the register says of `path` (`ip/…` or `domain/…`)."""
    source = f"RDAP, {urlsplit(service).hostname}"
    try:
        trip = egress.follow(out, f"{service.rstrip('/')}/{path}", limits=_LIMITS)
        status, body = trip.last.status, trip.last.body
    except EgressError as error:
        return Result(method, MethodOutcome.FAILED, str(error), source, address)
    if trip.endless:
        return Result(method, MethodOutcome.FAILED, "The register leads on without an end.", source, address)
    if status == 404:
        return Result(method, MethodOutcome.NOTHING, "The register does not know it.", source, address)
    try:
        said = json.loads(body) if status == 200 and not trip.last.unread else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        failure = trip.last.unread or f"status {status}"
        return Result(
            method,
            MethodOutcome.FAILED,
            f"The register's answer cannot be read ({failure}).",
            source,
            address,
        )
    return _read(said, method, source, address)


def _read(said: Mapping[str, Any], method: HostingMethod, source: str, address: str | None) -> Result:
    entities = list(_entities(said, 0))
    abuse = next((mail for roles, mail, _ in entities if "abuse" in roles and mail), "")
    if method == HostingMethod.REGISTRAR:
        holder = next((name for roles, _, name in entities if "registrar" in roles and name), "")
        country = ""
    else:
        holder = _text(said.get("name")) or next((name for _, _, name in entities if name), "")
        code = _text(said.get("country")).upper()
        country = code if _COUNTRY.fullmatch(code) else ""
    parts = [country, holder, f"abuse contact {abuse}" if abuse else "no abuse contact"]
    return Result(
        method,
        MethodOutcome.FOUND if country or holder or abuse else MethodOutcome.NOTHING,
        ", ".join(part for part in parts if part) + ".",
        source,
        address,
        country,
        organisation=holder,
        abuse_contact=abuse,
    )


def _entities(said: Mapping[str, Any], depth: int) -> Iterator[tuple[list[str], str, str]]:
    """Every entity with its roles, its mail address and its name, also within other entities."""
    listed = said.get("entities")
    for one in listed[:50] if isinstance(listed, list) else ():
        if isinstance(one, dict):
            roles = one.get("roles")
            card = one.get("vcardArray")
            mail = _of_card(card, "email")
            yield (
                [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else [],
                mail if _MAIL.fullmatch(mail) else "",
                _of_card(card, "fn"),
            )
            if depth < _DEEPEST:
                yield from _entities(one, depth + 1)


def _of_card(card: Any, name: str) -> str:
    """A property of a jCard (RFC 7095): `["vcard", [[name, parameters, type, value], …]]`."""
    lines = card[1] if isinstance(card, list) and len(card) > 1 and isinstance(card[1], list) else ()
    for line in lines[:50]:
        if isinstance(line, list) and len(line) > 3 and line[0] == name:
            return _text(line[3])
    return ""


def _text(value: Any) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""
