"""Rows copied within the database, so that a desk of a million sites is filled in minutes.

A copy is the same row some time later, under another number, and with fresh random values where no two rows
may have the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

# What no two rows may share, or (host_index, account_hash) should not.
RANDOM_BYTES = {"address_index", "host_index"}
RANDOM_HEX = {"identity_hash", "account_hash"}
ORDER = (
    *(
        "Site",
        "Assessment",
        "Report",
        "Decision",
        "AuditEvent",
        "Observation",
        "Indicator",
        "Offer",
        "Option",
    ),
    *("Contact", "Sighting", "HostingCheck", "Watch", "Removal", "Notice", "NoticeItem", "Delivery"),
)
COUNTED_ON = {"Report", "AuditEvent", "Sighting", "NoticeItem"}  # their numbers are the database's own

SQL: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "uid": "lower(hex(randomblob(16)))",
        "bytes": "randomblob(16)",
        "hex": "lower(hex(randomblob(32)))",
        "later": "strftime('%Y-%m-%d %H:%M:%f000', {column}, '+{seconds} seconds')",
    },
    "postgresql": {
        "uid": "gen_random_uuid()",
        "bytes": "uuid_send(gen_random_uuid())",
        "hex": "encode(sha256(uuid_send(gen_random_uuid())), 'hex')",
        "later": "{column} + interval '{seconds} seconds'",
    },
}


def copy(pattern: int, times: int, often: int, brand: int, apart: timedelta) -> None:
    """Copies what is there of `pattern` sites until it is there `times` times, each `apart` from the next."""
    from django.apps import apps
    from django.db import connection, transaction

    models = [apps.get_model("records", name) for name in ORDER]
    steps = dict.fromkeys(ORDER, pattern) | {"Indicator": pattern // often + 1, "Brand": pattern // brand}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(
                f"CREATE TEMPORARY TABLE p_{model._meta.db_table} AS SELECT * FROM {model._meta.db_table}"  # noqa: S608
            )
        for turn in range(1, times):
            with transaction.atomic():
                for model in models:
                    cursor.execute(statement(model, turn, steps, turn * pattern * apart))


def statement(model: type, turn: int, steps: Mapping[str, int], later: timedelta) -> str:
    """The copy of one table for one turn."""
    from django.db import connection

    say = SQL[connection.vendor]
    values = {}
    for field in model._meta.local_concrete_fields:
        column = field.column
        if field.primary_key and model.__name__ in COUNTED_ON:
            continue
        if field.primary_key:
            value = f"{column} + {turn * steps[model.__name__]}"
        elif field.is_relation:
            value = f"{column} + {turn * steps.get(field.related_model.__name__, 0)}"
        elif field.get_internal_type() == "DateTimeField":
            value = say["later"].format(column=column, seconds=int(later.total_seconds()))
        elif column == "uid":
            value = say["uid"]
        elif column in RANDOM_BYTES:
            value = say["bytes"]
        elif column in RANDOM_HEX:
            value = say["hex"]
        elif column == "number":
            value = f"{column} + {turn * steps[model.__name__]}"
        elif column == "subject":
            value = f"'V-' || (CAST(substr(subject, 3) AS INTEGER) + {turn * steps['Assessment']})"
        else:
            value = column
        values[column] = value
    table = model._meta.db_table
    names = ", ".join(f'"{column}"' for column in values)
    # Every name is a model's own.
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM p_{table} ORDER BY id"  # noqa: S608
