"""The command `farthing`.

It stands above the rooms: it walks folders, opens files and prints. A room is imported when its command runs,
so that `farthing find` needs neither the desk nor the time to load it. One module a command.
"""

from __future__ import annotations

from typing import Annotated

import typer

from farthing import __version__
from farthing.cli import desk, find, iccam, labels, leads, observation, read, reports, trend, warm

app = typer.Typer(
    name="farthing",
    help="Reads payment pages, finds payment addresses, and serves the hotline's desk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"farthing {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    pass


app.command("find")(find.find)
app.command("read")(read.read)
app.command("warm")(warm.warm)
app.add_typer(desk.app, name="desk")
app.add_typer(iccam.app, name="iccam")
app.add_typer(labels.app, name="labels")
app.add_typer(leads.app, name="leads")
app.add_typer(observation.app, name="observation")
app.add_typer(reports.app, name="reports")
app.add_typer(trend.app, name="trend")


def main() -> None:
    """The entry point of the command."""
    app()
