"""The trend's figures as a table for other people's programs: CSV (RFC 4180) and Parquet.

A row is one number: metric, version, unit, period ("2021" or "2021-03"), label (empty: all together), value
(empty where it is hidden, and `hidden` says so).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True)
class Figure:
    metric: str
    version: int
    unit: str
    period: str
    label: str
    value: int | None
    hidden: bool


COLUMNS = tuple(field.name for field in fields(Figure))
_SCHEMA = pa.schema(
    [
        ("metric", pa.string()),
        ("version", pa.int32()),
        ("unit", pa.string()),
        ("period", pa.string()),
        ("label", pa.string()),
        ("value", pa.int64()),
        ("hidden", pa.bool_()),
    ]
)


def to_csv(figures: Iterable[Figure]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for figure in figures:
        row = (figure.metric, figure.version, figure.unit, figure.period, figure.label)
        lines.writerow((*row, "" if figure.value is None else figure.value, str(figure.hidden).lower()))
    return text.getvalue().encode()


def to_parquet(figures: Iterable[Figure]) -> bytes:
    rows = [astuple(figure) for figure in figures]
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    table = pa.table([list(column) for column in columns], schema=_SCHEMA)
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()
