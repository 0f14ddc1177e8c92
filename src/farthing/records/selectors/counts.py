"""Counts that cost no more than what is shown: of the rows on a page, or up to a number that says enough."""

from __future__ import annotations

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def of_each(table: type[Model], by: str) -> Coalesce:
    """The number of rows in `table` whose `by` is the row at hand: an annotation that is counted only for the
    rows that are shown, where a join would count for all of them."""
    rows = table._default_manager.filter(**{by: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(by).annotate(n=Count("pk")).values("n")), 0)


def up_to(most: int, found: QuerySet[Model]) -> int:
    """How many there are, counted no further than `most`."""
    return found.order_by().values("pk")[:most].count()
