"""`farthing reports`: lists of reports taken in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

app = typer.Typer(help="Take in lists of reports.", no_args_is_help=True)


@app.callback()
def _reports() -> None:
    """Keeps `import` a command of its own."""


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="The list: CSV as the tool SCART writes it.")],
    data: Annotated[Path, typer.Option("--data", help="The desk's data folder.")],
    as_member: Annotated[str, typer.Option("--as", help="The member in whose name this is done.")],
) -> None:
    """Take in a SCART list. The same list again adds nothing.

    Exit 0: every row is in. Exit 1: some lines are no reports; each is named, and the others are in.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        warn(f"{file}: {error.strerror}")
        raise typer.Exit(1) from error
    member = house.member(data, as_member)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from farthing.records.errors import RecordsError
    from farthing.records.services import imports

    last = imports.Progress(0, 0, 0, ())
    shown = Progress(
        "rows", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    try:
        with shown:
            task = shown.add_task("rows", total=len(content.splitlines()))
            for last in imports.import_list(member, datetime.now(UTC), content):
                shown.update(task, completed=last.line)
    except RecordsError as error:
        raise house.refuse(str(error)) from error
    for fault in last.faults:
        warn(f"{file}: line {fault.line}: {fault.sentence}")
    typer.echo(f"{last.added} reports are new, {last.known} were known, {len(last.faults)} lines are none.")
    if last.faults:
        raise typer.Exit(1)
