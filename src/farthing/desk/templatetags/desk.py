"""How pages say times, quotes, periods and amounts. What comes from a saved page is always escaped."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from math import isinf
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from farthing.desk.periods import say_period
from farthing.records.words import Origin

register = template.Library()

# Characters that turn the reading direction: on our page they could make an address read as another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@register.filter
def plain(text: str | None) -> str:
    """Text of a page without the characters that turn the reading direction."""
    return _TURNING.sub("", text or "")


@register.simple_tag
def quote(before: str, words: str, after: str) -> SafeString:
    """The words that a reading came from, marked, between the text around them."""
    return format_html(
        '<p class="quote" dir="auto">{}<mark>{}</mark>{}</p>', plain(before), plain(words), plain(after)
    )


@register.filter
def when(moment: datetime | None) -> SafeString | str:
    """A time in UTC, to the minute."""
    if moment is None:
        return ""
    moment = moment.astimezone(UTC)
    return format_html(
        '<time datetime="{}">{}</time>', f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d %H:%M}"
    )


@register.filter
def ahead(moment: datetime | None) -> SafeString | str:
    """A time to come; one that has passed waits for the worker."""
    return "as soon as the worker runs" if moment is not None and moment <= timezone.now() else when(moment)


@register.filter
def day(moment: datetime | None) -> SafeString | str:
    """A time's day in UTC."""
    if moment is None:
        return ""
    moment = moment.astimezone(UTC)
    return format_html('<time datetime="{}">{}</time>', f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d}")


@register.filter
def in_zone(moment: datetime, zone: str) -> str:
    """A time as the clock of `zone` showed it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"


@register.filter
def period(text: str) -> str:
    return say_period(text)


@register.filter
def amount(value: Decimal) -> str:
    """An amount with its digits as written."""
    return f"{value:f}"


@register.simple_tag
def origin(origins: dict[str, str], name: str) -> SafeString | str:
    """A quiet mark that says who says so; its words are read to those who do not see it."""
    said = origins.get(name)
    if said not in Origin.values:
        return ""
    label = Origin(said).label
    return format_html(
        '<span class="origin {}" title="{}"><span class="unseen">({})</span></span>', said, label, label
    )


@register.filter
def marked(text: str, place: int | None) -> SafeString | str:
    """A typed address with its wrong character marked."""
    if place is None or not 0 <= place < len(text):
        return text
    return format_html("{}<mark>{}</mark>{}", text[:place], text[place], text[place + 1 :])


@register.filter
def count(number: int) -> str:
    """A count with its thousands apart."""
    return f"{number:,}"


@register.filter
def bound(value: float) -> str:
    """The upper bound of an interval, which may be open."""
    return "no upper bound" if isinf(value) else f"{value:.1f}"
