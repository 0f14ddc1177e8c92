"""`farthing read`: what a saved payment page says."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from farthing.cli.inputs import Inputs, emit, finish


def read(
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE…", help="Saved pages, mails, QR pictures, or folders of them; “-”."),
    ],
) -> None:
    """Read saved payment pages: offers, ways to pay, contacts; one JSON document a page, a line each."""
    from farthing.pages import PagesError, to_json
    from farthing.pages import read as read_page

    inputs = Inputs()
    for one in inputs.each(pages):
        try:
            readings = read_page(one.data)
        except PagesError as error:
            inputs.complain(one.source, str(error))
            continue
        for reading in readings:
            emit(json.dumps(to_json(reading, one.source), ensure_ascii=False))
    finish(inputs.failures)
