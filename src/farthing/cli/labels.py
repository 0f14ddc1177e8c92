"""`farthing labels`: the labels of a classification schema, loaded from a file; none is built in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

app = typer.Typer(help="Load the labels that a decision may carry.", no_args_is_help=True)


@app.callback()
def _labels() -> None:
    """Keeps `load` a command of its own."""


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV with the columns schema, version and label.")],
    data: Annotated[Path, typer.Option("--data", help="The desk's data folder.")],
    as_member: Annotated[str, typer.Option("--as", help="The supervisor or administrator who does this.")],
) -> None:
    """Load labels, all of a file or none. The same file again changes nothing.

    Of each schema the version that came last is offered; decisions keep the labels of the others.
    Exit 0: all are loaded. Exit 1: some lines are no labels; each is named, and nothing was loaded. Exit 2:
    wrong use, nothing was done.
    """
    from farthing.formats.labels import triplets

    try:
        found, faults = triplets(file.read_bytes())
    except OSError as error:
        raise house.refuse(f"{file}: {error.strerror}") from error
    for line, sentence in faults.items():
        warn(f"{file}: line {line}: {sentence}")
    if faults:
        raise typer.Exit(1)
    member = house.member(data, as_member)
    from farthing.records.errors import RecordsError
    from farthing.records.services.assessments import load_labels

    try:
        new = load_labels(actor=member, now=datetime.now(UTC), triplets=found)
    except RecordsError as error:
        raise house.refuse(str(error)) from error
    typer.echo(f"{new} labels are new, {len(set(found)) - new} were known.")
