"""ICCAM's answers, as typed values. Nothing that it says is trusted: a field of the wrong type is as good as
missing, what is needed and missing makes the answer Unreadable, and an unknown value of a closed list is kept
as it was called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from farthing.formats.iccam.lists import (
    ACTION_NUMBERS,
    REASONS,
    ActionKind,
    Commerciality,
    PaymentMethod,
    label,
)
from farthing.pages.masking import storable

LARGEST_NUMBER = 2**63 - 1
MOST_ACTIONS = 100
MOST_LISTED = 1000
LONGEST = 4000  # characters of a text
_BY_NAME = {kind.value: kind for kind in ACTION_NUMBERS.values()}


class Unreadable(Exception):
    """An answer is not what ICCAM gives. The text is a line, and holds no address."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list: which content item, of which report."""

    report: int
    content: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its content items with their addresses, and what is said of its source address."""

    contents: tuple[tuple[int, str], ...]
    referrer: str = ""
    memo: str = ""
    payments: tuple[str, ...] = ()
    commercial: bool = False
    hotline: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What was done about a content item. `called` is ICCAM's own name for it, `reason` in words."""

    kind: ActionKind
    called: str
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One content item: an address, where it is hosted, to which country it is assigned since when, and what
    was done about it."""

    number: int
    report: int
    address: str
    hosted: str = ""
    assigned: str = ""
    assigned_at: datetime | None = None
    memo: str = ""
    reference: str = ""
    actions: tuple[Action, ...] = ()


def decoded(body: bytes) -> object:
    """An answer's JSON. Raises Unreadable."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("ICCAM’s answer is not JSON.") from None


def number(said: object) -> int:
    """The number of a report that was made: bare, or in an object. Raises Unreadable."""
    found = _number(said) or _number(_field(said, "reportId", "id"))
    if not found:
        raise Unreadable("ICCAM gave no number for the report.")
    return found


def listed(said: object) -> tuple[list[Listed], int]:
    """The entries of a list of content items, and how many others in it are none. Raises Unreadable."""
    if not isinstance(said, list):
        raise Unreadable("ICCAM’s answer is not a list.")
    found = [
        (_number(_field(one, "reportId")), _number(_field(one, "contentId"))) for one in said[:MOST_LISTED]
    ]
    good = [Listed(report, content) for report, content in found if report and content]
    return good, len(said) - len(good)


def reports_named(said: object, reference: str) -> list[int]:
    """The numbers of those reports in a list that carry this reference of ours. Raises Unreadable."""
    entries = said if isinstance(said, list) else [said]
    if not all(isinstance(one, dict) for one in entries):
        raise Unreadable("ICCAM’s answer is not a list of reports.")
    same = [one for one in entries if _field(one, "hotlineReference") == reference]
    return [found for found in (_number(_field(one, "reportId", "id")) for one in same) if found]


def report_of(said: object) -> Report:
    """A report. Raises Unreadable where it has no list of content items."""
    contents = _field(said, "reportContents")
    if not isinstance(contents, list):
        raise Unreadable("ICCAM’s report has no content items.")
    pairs = [
        (_number(_field(one, "contentId")), _text(_field(one, "urlString"))) for one in contents[:MOST_LISTED]
    ]
    methods = _field(said, "sourceUrlPaymentMethods")
    return Report(
        contents=tuple((found, address) for found, address in pairs if found),
        referrer=_text(_field(said, "sourceUrlReferrer", "referrerUrl")),
        memo=_text(_field(said, "memo")),
        payments=tuple(_payment(one) for one in methods[:20]) if isinstance(methods, list) else (),
        commercial=_field(said, "sourceUrlCommerciality") == Commerciality.COMMERCIAL,
        hotline=str(_number(_field(said, "reportingHotlineId")) or ""),
    )


def content_of(said: object) -> Content:
    """A content item. Raises Unreadable where it has no number or no address."""
    url = _field(said, "url")
    found, address = _number(_field(said, "contentId", "id")), _text(_field(url, "urlString"))
    if not found or not address:
        raise Unreadable("ICCAM’s content item has no number or no address.")
    actions = _field(said, "actions")
    return Content(
        number=found,
        report=_number(_field(said, "reportId")),
        address=address,
        hosted=_country(_field(url, "hostingCountryCode")),
        assigned=_country(_field(said, "assignedCountryCode")),
        assigned_at=_time(_field(said, "countryAssignmentDate")),
        memo=_text(_field(said, "memo")),
        reference=_text(_field(said, "hotlineReference")),
        actions=tuple(_action(one) for one in actions[:MOST_ACTIONS]) if isinstance(actions, list) else (),
    )


def said_wrong(body: bytes) -> str:
    """What ICCAM says was wrong with a request (`errors`, by code), in a line; empty where it says none."""
    try:
        errors = _field(decoded(body), "errors")
    except Unreadable:
        return ""
    values = errors.values() if isinstance(errors, dict) else [errors]
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return " ".join(_short(text, 120) for text in texts[:3] if isinstance(text, str))


def _action(said: object) -> Action:
    kind = _field(said, "actionType")
    known = _BY_NAME.get(kind) if isinstance(kind, str) else None
    if isinstance(kind, int) and not isinstance(kind, bool):
        known = ACTION_NUMBERS.get(kind)
    called = known.value if known else f"action {_short(kind)}"
    return Action(known or ActionKind.UNKNOWN, called, _time(_field(said, "actionDate")), _reason(said))


def _reason(said: object) -> str:
    text = _text(_field(said, "reasonText"))[:200]
    given = _number(_field(said, "reasonId"))
    return text or REASONS.get(given, f"reason {given}" if given else "")


def _payment(said: object) -> str:
    try:
        return label(PaymentMethod(said))  # type: ignore[arg-type]
    except ValueError:
        return f"payment method {_short(said)}"


def _field(said: object, *names: str) -> Any:
    """The first of these fields that there is."""
    if isinstance(said, Mapping):
        return next((said[name] for name in names if said.get(name) is not None), None)
    return None


def _number(said: object) -> int:
    """A number of ICCAM's, also written as digits; 0 where it is none."""
    if isinstance(said, str) and said.isascii() and said.isdecimal() and len(said) < 20:
        said = int(said)
    good = isinstance(said, int) and not isinstance(said, bool) and 0 < said <= LARGEST_NUMBER
    return int(said) if good else 0  # type: ignore[call-overload]


def _text(said: object) -> str:
    return storable(said).strip()[:LONGEST] if isinstance(said, str) else ""


def _short(said: object, most: int = 40) -> str:
    plain = isinstance(said, str | int | float)
    return " ".join(storable(str(said)).split())[:most] if plain else "of no name"


def _country(said: object) -> str:
    text = _text(said).upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


def _time(said: object) -> datetime | None:
    """A time; one without a zone is in UTC, as ICCAM keeps them."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
        return (
            None if found is None else (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        )
    except (ValueError, OverflowError):
        return None
