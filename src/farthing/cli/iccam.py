"""`farthing iccam`: the hotlines' exchange, tried and read by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

app = typer.Typer(help="ICCAM, the hotlines' exchange.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="The desk's data folder.")]


@app.callback()
def _iccam() -> None:
    """Keeps `check` a command of its own."""


@app.command()
def check(data: Data) -> None:
    """Try the way to ICCAM, the house's certificate and its account; nothing is read or told.

    Exit 0: ICCAM lets the house in. Exit 1: it does not, or is not reached; the reason is said.
    """
    house.enter(data)
    from farthing.doors.iccam import IccamError, connected

    try:
        client = connected()
    except IccamError as error:
        raise house.refuse(str(error)) from error
    try:
        client.sign_in()
    except IccamError as error:
        warn(str(error))
        raise typer.Exit(1) from error
    typer.echo(f"ICCAM lets the house in as {client.user}.")
