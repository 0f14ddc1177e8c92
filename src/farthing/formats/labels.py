"""Labels of a classification schema as a file: CSV with commas and a first line that names the columns,

    schema,version,label

UTF-8, with or without a byte order mark; the columns in any order, others beside them are passed over. A
label is known by all three: the same word in another version is another label.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

COLUMNS = ("schema", "version", "label")
LONGEST = 120  # characters of each
Triplet = tuple[str, str, str]


def triplets(data: bytes) -> tuple[list[Triplet], dict[int, str]]:
    """Every sound row, and what is wrong with the others by their line. Nothing stops it."""
    found: list[Triplet] = []
    faults: dict[int, str] = {}
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    head = [name.strip().lower() for name in _fields(lines[0]) or []] if lines else []
    if missing := [name for name in COLUMNS if name not in head]:
        return [], {1: f"The first line must name the columns; missing: {', '.join(missing)}."}
    places = [head.index(name) for name in COLUMNS]
    for number, raw in islice(enumerate(lines, start=1), 1, None):
        if not raw.strip():
            continue
        row = _fields(raw)
        if row is None:
            faults[number] = "This line is no CSV in UTF-8."
            continue
        said = [row[place].strip() if place < len(row) else "" for place in places]
        wrong = list(_wrong(said))
        if wrong:
            faults[number] = " ".join(wrong)
        else:
            found.append((said[0], said[1], said[2]))
    return found, faults


def _wrong(said: list[str]) -> Iterator[str]:
    for name, text in zip(COLUMNS, said, strict=True):
        if not text:
            yield f"The {name} is missing."
        elif len(text) > LONGEST:
            yield f"The {name} is longer than {LONGEST} characters."
        elif not text.isprintable():
            yield f"The {name} holds a control character."


def _fields(raw: bytes) -> list[str] | None:
    try:
        return next(csv.reader([raw.decode()], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return None
