"""`farthing iccam`: the hotlines' exchange, tried and read by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

if TYPE_CHECKING:
    from farthing.doors.iccam import Client

app = typer.Typer(help="ICCAM, the hotlines' exchange.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="The desk's data folder.")]


@app.command()
def check(data: Data) -> None:
    """Try the way to ICCAM, the house's certificate and its account; nothing is read or told.

    Exit 0: ICCAM lets the house in. Exit 1: it does not, or is not reached; the reason is said.
    """
    house.enter(data)
    from farthing.doors.iccam import IccamError

    client = _client()
    try:
        client.sign_in()
    except IccamError as error:
        warn(str(error))
        raise typer.Exit(1) from error
    typer.echo(f"ICCAM lets the house in as {client.user}.")


@app.command()
def read(
    data: Data,
    day: Annotated[datetime, typer.Option("--day", formats=["%Y-%m-%d"], help="The day, in UTC.")],
) -> None:
    """Read a day: what was assigned to the house, and what was done about its own reports. Read again, a day
    changes nothing twice.

    Exit 0: all was read. Exit 1: something was not; each is named, and the rest is taken in.
    """
    house.enter(data)
    from farthing.doors.iccam import IccamError, read_day

    try:
        tally = read_day(_client(), day.date(), datetime.now(UTC))
    except IccamError as error:
        warn(str(error))
        raise typer.Exit(1) from error
    for fault in tally.faults:
        warn(fault)
    typer.echo(
        f"{tally.added} reports are new, {tally.known} were known; {tally.looked} of ours were looked at."
    )
    if tally.faults:
        raise typer.Exit(1)


def _client() -> Client:
    """The conversation that settings describe. Refuses where there is none."""
    from farthing.doors.iccam import IccamError, connected

    try:
        return connected()
    except IccamError as error:
        raise house.refuse(str(error)) from error
