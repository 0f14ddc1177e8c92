"""`farthing find`: payment addresses in any bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli.inputs import Inputs, emit, finish, warn

if TYPE_CHECKING:
    from farthing.coins import Hit

_ALWAYS = ("start", "end", "text", "address", "networks", "kind", "check")


def find(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files or folders; “-” is standard input.")
    ],
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Add near misses, each with the reason why it is no address.")
    ] = False,
) -> None:
    """Find payment addresses in files, folders or standard input: one JSON line a hit.

    Addresses are checked by their checksum; those without one are hits only where the text around speaks of
    payment. A private key that is met is named on standard error by its place, never by its value.
    """
    from farthing import coins

    inputs = Inputs()
    for one in inputs.each(paths):
        keys: list[coins.PrivateKey] = []
        for hit in coins.find(one.data, rejected=rejected, on_private_key=keys.append):
            emit(json.dumps({"source": one.source, **_fields(hit)}, ensure_ascii=False))
        for key in keys:
            warn(f"{one.source}: a private key stands at byte {key.start}; its value is not shown")
    finish(inputs.failures)


def _fields(hit: Hit) -> dict[str, object]:
    """The hit's fields by FORMATS.md: those that every hit has, and the others where they say something."""
    fields = asdict(hit)
    return {name: value for name, value in fields.items() if name in _ALWAYS or value is not None}
