"""Rows that several recordings share (sites, brands, indicators): found, or made by whoever comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.transaction import get_connection

M = TypeVar("M", bound=Model)
CHUNK = 500  # keys a query; SQLite bounds the number of its parameters


def found_or_made(
    table: type[M], column: str, keys: Sequence[Any], make: Callable[[Sequence[Any]], Iterable[M]]
) -> dict[Any, M]:
    """The rows of `table` by their unique `column`, one for each of `keys`, locked to the transaction's end.

    What is missing is made by `make(missing keys)`. Where another transaction makes the same row meanwhile,
    the database keeps the first, and both go on with it.
    """
    known = _locked(table, column, keys)
    missing = [key for key in keys if key not in known]
    if not missing:
        return known
    made = list(make(missing))
    try:
        with transaction.atomic():
            stored(made, column)
    except IntegrityError:  # another was quicker with one of them
        table._default_manager.bulk_create(made, ignore_conflicts=True, batch_size=CHUNK)
        return known | _locked(table, column, missing)
    return known | {getattr(row, column): row for row in made}


def stored(rows: Sequence[M], column: str) -> None:
    """Writes new rows of one table and reads their numbers back by `column`, in which no two of them agree.

    By the columns' own rules, but without the ORM's insert, which takes three times as long over each value.
    """
    if not rows:
        return
    table, connection = type(rows[0]), get_connection()
    fields = [field for field in table._meta.concrete_fields if not field.primary_key]
    named = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({named})"
    columns = [(field.attname, field.get_db_prep_save) for field in fields]
    values = [[ready(getattr(row, name), connection) for name, ready in columns] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"{into} VALUES ({', '.join(['%s'] * len(fields))})", values)
    numbers: dict[Any, int] = {}
    keys = [getattr(row, column) for row in rows]
    for start in range(0, len(keys), CHUNK):
        chunk = table._default_manager.filter(**{f"{column}__in": keys[start : start + CHUNK]})
        numbers |= {_plain(key): number for key, number in chunk.order_by("pk").values_list(column, "pk")}
    for row, key in zip(rows, keys, strict=True):
        row.pk = numbers[key]
        row._state.adding, row._state.db = False, connection.alias


def changed(table: type[M], rows: Iterable[M], fields: Sequence[str]) -> None:
    """Writes `fields` of stored `rows`, many at once.

    By an upsert on their number: a CASE for each row, as `bulk_update` has it, takes ten times as long.
    """
    table._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields, batch_size=CHUNK
    )


def _locked(table: type[M], column: str, keys: Sequence[Any]) -> dict[Any, M]:
    found: dict[Any, M] = {}
    ordered = sorted(keys)  # every transaction locks in the same order: none waits for another in a ring
    for start in range(0, len(ordered), CHUNK):
        chunk = {f"{column}__in": ordered[start : start + CHUNK]}
        for row in table._default_manager.select_for_update().filter(**chunk).order_by(column):
            found[_plain(getattr(row, column))] = row
    return found


def _plain(key: Any) -> Any:
    """A key as it was asked for: PostgreSQL gives bytes back as a view of them."""
    return bytes(key) if isinstance(key, memoryview) else key
