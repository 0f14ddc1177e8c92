"""`farthing observation`: what was recorded, held against the original file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

app = typer.Typer(help="Hold an observation against the file it was recorded from.", no_args_is_help=True)


@app.callback()
def _observation() -> None:
    """Keeps `verify` a command of its own."""


@app.command()
def verify(
    reference: Annotated[str, typer.Argument(help="The observation's reference, such as O-000123.")],
    file: Annotated[Path, typer.Argument(help="The original file, as it was given to the desk.")],
    data: Annotated[Path, typer.Option("--data", help="The desk's data folder.")],
    as_member: Annotated[
        str, typer.Option("--as", help="The member in whose name this is done; else it is the house itself.")
    ] = "",
) -> None:
    """Recompute what the desk keeps of a page from the original file.

    Exit 0: it holds. Exit 1: it does not, or the file cannot be read. The audit says that it was done.
    """
    try:
        original = file.read_bytes()
    except OSError as error:
        warn(f"{file}: {error.strerror}")
        raise typer.Exit(1) from error
    house.enter(data)
    from farthing.records.errors import RecordsError
    from farthing.records.models import Observation
    from farthing.records.services.verification import verify_observation, verify_on_the_machine
    from farthing.seal import SealError

    now = datetime.now(UTC)
    try:
        number = int(reference.upper().removeprefix("O-"))
        if as_member:
            member = house.member(data, as_member)
            checks = verify_observation(actor=member, now=now, number=number, original=original)
        else:
            checks = verify_on_the_machine(now=now, number=number, original=original)
    except (ValueError, Observation.DoesNotExist) as error:
        raise house.refuse(f"there is no observation {reference}") from error
    except (RecordsError, SealError) as error:
        raise house.refuse(str(error)) from error
    for check in checks:
        typer.echo(f"{'holds ' if check.holds else 'FAILS '} {check.sentence}")
    if not all(check.holds for check in checks):
        raise typer.Exit(1)
