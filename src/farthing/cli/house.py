"""What every command of the desk needs first: its data folder, its keys, and Django set up on them."""

from __future__ import annotations

import importlib.util
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from farthing.cli.inputs import warn

if TYPE_CHECKING:
    from farthing.records.models import Member

KEY_RING = "key-ring.json"
SECRET = "secret-key"  # noqa: S105 - the file's name


def refuse(why: str) -> typer.Exit:
    """Wrong use: the reason on standard error, and the exit to raise."""
    warn(why)
    return typer.Exit(2)


def set_up(data: Path, *, demo: bool = False, hosts: str = "") -> None:
    """Points Django at the data folder and sets it up. Raises Exit where the desk is not installed."""
    _require_desk()
    os.environ["FARTHING_DATA"] = str(data.resolve())
    os.environ["FARTHING_DEMO"] = "1" if demo else "0"
    if demo:  # all of its state lies in its folder, and it answers to loopback alone
        os.environ.pop("FARTHING_KEY_RING", None)
        os.environ.pop("FARTHING_HOSTS", None)
    if hosts:
        os.environ["FARTHING_HOSTS"] = hosts
    os.environ["DJANGO_SETTINGS_MODULE"] = "farthing.settings"
    import django

    django.setup()


def make_keys(data: Path, *, demo: bool = False) -> str:
    """The folder (of mode 0700), its secret and its key ring where they are missing; gives the secret, or
    refuses a place that cannot be the folder.

    Whatever this process writes from here on is its owner's alone.
    """
    _require_desk()
    os.umask(0o077)
    from farthing.records import keyring

    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (data / SECRET).exists():
            keyring.write_private(data / SECRET, secrets.token_urlsafe(48) + "\n")
        if not (data / KEY_RING).exists() and (demo or "FARTHING_KEY_RING" not in os.environ):
            keyring.make(data / KEY_RING, "first")
        return (data / SECRET).read_text("utf-8").strip()
    except OSError as error:
        raise refuse(f"{data} cannot be the data folder: {error.strerror}") from error


def migrate() -> None:
    """Brings the database to the present tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def require_tables(data: Path) -> None:
    """Refuses a database that does not answer, or has other tables than this version's."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured) as error:
        line = str(error).strip().partition("\n")[0]
        raise refuse(f"the database does not answer: {line}") from error
    if plan:
        raise refuse(
            f"{data} has the tables of an earlier version: run `farthing desk migrate --data {data}`"
        )


def enter(data: Path) -> None:
    """Sets the desk in `data` up. Refuses where there is none."""
    if not (data / SECRET).exists():
        raise refuse(f"{data} holds no desk")
    set_up(data, demo=os.environ.get("FARTHING_DEMO") == "1")


def member(data: Path, name: str) -> Member:
    """Sets the desk in `data` up, and gives its member of this name. Refuses where there is none."""
    enter(data)
    from farthing.records.models import Member

    try:
        return Member.objects.select_related("partner").get(username=name)
    except Member.DoesNotExist as error:
        raise refuse(f"there is no member {name}") from error


def _require_desk() -> None:
    if importlib.util.find_spec("django") is None:
        raise refuse("the desk is not installed here: install farthing[desk]")
