"""The list of reports that hotlines' open tool SCART reads and writes: CSV with semicolons,

    URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE

UTF-8, with or without a byte order mark and a heading. WORKUSER names a person of the other house and is not
taken over; SOURCE and TYPE are theirs to sort by, and say nothing that we decide on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = ("URL", "REFERER", "WORKUSER", "REFERENCE", "SOURCE", "TYPE")
LONGEST_REFERENCE = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One reported address, on which line it stood, and its number in the other house."""

    line: int
    address: str
    referrer: str
    reference: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no row, and why."""

    line: int
    sentence: str


def rows(data: bytes) -> Iterator[Row | Fault]:
    """Every line of the list, in order, blank ones and the heading left out. Nothing stops it: what is no row
    is a Fault."""
    lines = enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1)
    for number, raw in lines:
        if raw.strip():
            row = _row(number, raw)
            if not (number == 1 and isinstance(row, Row) and row.address.upper() == COLUMNS[0]):
                yield row


def _row(number: int, raw: bytes) -> Row | Fault:
    try:
        fields = next(csv.reader([raw.decode()], delimiter=";", strict=True), [])
    except UnicodeDecodeError:
        return Fault(number, "This line is not UTF-8.")
    except csv.Error:
        return Fault(number, "This line has a quotation mark without its other, or a field without end.")
    if len(fields) > len(COLUMNS):
        return Fault(number, f"This line has {len(fields)} fields; there are {len(COLUMNS)}.")
    address, referrer, _, reference, *_ = [field.strip() for field in (*fields, *[""] * len(COLUMNS))]
    if not address:
        return Fault(number, "The address is missing.")
    if len(reference) > LONGEST_REFERENCE:
        return Fault(number, f"The reference is longer than {LONGEST_REFERENCE} characters.")
    return Row(number, address, referrer, reference)
