"""Lists: columns that sort by links, filters, and pages of fifty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from farthing.pages.masking import storable

PAGE = 50
MOST_COUNTED = 10_000  # rows of a list: who looks for what lies beyond narrows it
MOST_DIGITS = 18  # of a record’s number: what databases take
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its word in the address where it sorts, and whether it holds numbers."""

    label: str
    key: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading as it is shown: the link that sorts by it, and how it is sorted now."""

    label: str
    url: str
    sorted: str  # "ascending", "descending" or ""
    number: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter above a list: a box of choices, or (without choices) a field to type in."""

    name: str
    label: str
    value: str
    choices: list[Choice] = field(default_factory=list)


class Order:
    """What a request asks a list to be: sorted by which column, which way, narrowed to what, which page."""

    def __init__(self, request: HttpRequest, columns: Sequence[Column], key: str, descending: bool = True):
        self._query = {name: storable(str(value)) for name, value in request.GET.items() if value}
        keys = {column.key for column in columns if column.key}
        asked = self._query.get("sort", "")
        self.key = asked if asked in keys else key
        said = self._query.get("dir", "")
        self.descending = said == "desc" if said in ("asc", "desc") else descending
        self._columns = columns

    def value(self, name: str, allowed: Mapping[str, str] | None = None) -> str:
        """A filter's value; with `allowed`, only one of these."""
        value = self._query.get(name, "").strip()
        return value if allowed is None or value in allowed else ""

    def box(self, name: str, label: str, allowed: Mapping[str, str], unsaid: str = "") -> Filter:
        """A box of choices; with `unsaid` that is chosen where nothing is, and there is no “all”."""
        value = self.value(name, allowed) or unsaid
        choices = [] if unsaid else [Choice("", "all", not value)]
        choices += [Choice(key, said, key == value) for key, said in allowed.items()]
        return Filter(name, label, value, choices)

    def typed(self, name: str, label: str) -> Filter:
        return Filter(name, label, self.value(name))

    def heads(self) -> list[Head]:
        return [self._head(column) for column in self._columns]

    def _head(self, column: Column) -> Head:
        if not column.key:
            return Head(column.label, "", "", column.number)
        now = self.key == column.key
        turned = "asc" if now and self.descending else "desc"
        url = self.url(sort=column.key, dir=turned, page="")
        return Head(
            column.label,
            url,
            ("descending" if self.descending else "ascending") if now else "",
            column.number,
        )

    def url(self, **changes: Any) -> str:
        query = {name: value for name, value in (self._query | changes).items() if value}
        return "?" + urlencode(query)

    @property
    def page(self) -> str:
        return self._query.get("page", "1")


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """One page of a list with all that its template needs."""

    heads: list[Head]
    filters: list[Filter]
    page: Page[M]
    previous: str
    next: str
    total: int
    more: bool  # than that: nothing is counted further, and no page lies beyond

    @property
    def narrowed(self) -> bool:
        """Whether a filter leaves something out."""
        return any(one.value for one in self.filters)


class Counted(Paginator):  # type: ignore[type-arg]  # the class takes no argument as it runs
    """Pages of a list that may be long: counted up to MOST_COUNTED rows, with no page beyond them, so that
    none costs more than a walk along an index."""

    @cached_property
    def count(self) -> int:
        found = self.object_list
        assert isinstance(found, QuerySet)
        return found.order_by().values("pk")[:MOST_COUNTED].count()


def listing(found: QuerySet[M], order: Order, *filters: Filter, of: int = PAGE) -> Listing[M]:
    """A page of `found`, which is in an order of its own, down to its number."""
    page = Counted(found, of).get_page(order.page)
    return Listing(
        order.heads(),
        list(filters),
        page,
        order.url(page=page.previous_page_number()) if page.has_previous() else "",
        order.url(page=page.next_page_number()) if page.has_next() else "",
        page.paginator.count,
        page.paginator.count >= MOST_COUNTED,
    )


@dataclass(frozen=True, slots=True)
class Stretch(Generic[M]):
    """Some rows of a list that is too long to be counted, with all that its template needs."""

    heads: list[Head]
    filters: list[Filter]
    rows: list[M]
    older: str

    @property
    def narrowed(self) -> bool:
        """Whether a filter leaves something out."""
        return any(one.value for one in self.filters)


def stretch(found: QuerySet[M], order: Order, *filters: Filter, of: int = PAGE) -> Stretch[M]:
    """The rows of `found`, the newest first, below the number that the request names as `before`."""
    before = order.value("before")
    if before.isdecimal() and len(before) <= MOST_DIGITS:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: of + 1])
    older = order.url(before=rows[of - 1].pk) if len(rows) > of else ""
    return Stretch(order.heads(), list(filters), rows[:of], older)
