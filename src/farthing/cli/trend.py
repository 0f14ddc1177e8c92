"""`farthing trend`: the exchange rates of the house's table, and the publication of the trend."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

app = typer.Typer(help="Load exchange rates for the trend, and publish it.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="The desk's data folder.")]
As = Annotated[str, typer.Option("--as", help="The supervisor or disclosure officer who does this.")]
COLUMNS = ("asset", "currency", "time", "rate")


@app.command()
def rates(
    file: Annotated[Path, typer.Argument(help="CSV with the columns asset, currency, time and rate.")],
    data: Data,
    as_member: As,
) -> None:
    """Load what a coin or currency was worth: `currency` for one `asset`, day by day.

    A later row of the same day replaces the earlier. Exit 0: all was loaded. Exit 1: rows were unsound (each
    is said, with its line), the others were loaded. Exit 2: wrong use, nothing was done.
    """
    member = house.member(data, as_member)
    from farthing.records.errors import RecordsError
    from farthing.records.services.trend import load_rates

    faults: list[str] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            count = load_rates(actor=member, now=datetime.now(UTC), rates=_rates(opened, faults))
    except OSError as error:
        raise house.refuse(f"{file}: {error.strerror}") from error
    except (RecordsError, UnicodeDecodeError, csv.Error) as error:
        raise house.refuse(f"{file}: {error}") from error
    for fault in faults:
        warn(f"{file}: {fault}")
    typer.echo(f"{count} rates are loaded.")
    if faults:
        raise typer.Exit(1)


@app.command()
def publish(data: Data, as_member: As) -> None:
    """Count every metric anew and publish it in place of what stands on the public page."""
    member = house.member(data, as_member)
    from farthing.records.errors import RecordsError
    from farthing.records.services.trend import publish_trend

    try:
        release = publish_trend(actor=member, now=datetime.now(UTC))
    except RecordsError as error:
        raise house.refuse(str(error)) from error
    typer.echo(f"The trend of all complete months before {release.until} is published.")


def _rates(lines: Iterator[str], faults: list[str]) -> Iterator[tuple[str, str, date, Decimal]]:
    """Every sound row; what is wrong with the others goes to `faults`."""
    rows = csv.reader(lines)
    head = [name.strip().lower() for name in next(rows, [])]
    if missing := [name for name in COLUMNS if name not in head]:
        raise csv.Error(f"the first line must name the columns; missing: {', '.join(missing)}")
    places = [head.index(name) for name in COLUMNS]
    for row in rows:
        try:
            asset, currency, time, said = (row[place].strip() for place in places)
            rate = Decimal(said)
            if not (2 <= len(asset) <= 16 and len(currency) == 3 and rate.is_finite() and rate > 0):
                raise ValueError
            day = datetime.fromisoformat(time).date()
        except (ValueError, IndexError, InvalidOperation):
            if row:
                faults.append(f"line {rows.line_num}: this is no rate")
            continue
        yield asset.upper(), currency.upper(), day, rate
