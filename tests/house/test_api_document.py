"""Every command of `docs/API.md` is run here against the demonstration desk, and its tables are held against
the code."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from desk_server import Desk
from farthing.records.words import Scope, Settling
from house.repository import ROOT, own_environment, text_of

DOCUMENT = text_of(ROOT / "docs" / "API.md")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: re.sub(r"\W+", "-", block[40:75]))
def test_a_command_of_the_document_works(block: str, desk_server: Desk) -> None:
    token = desk_server.cast["hotline"].token
    assert token
    done = subprocess.run(
        ["sh", "-c", block],
        env=own_environment(FARTHING_API=f"{desk_server.base}/api/v1", FARTHING_KEY=token),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert ("remedy" in answer) == ("mistyped" in block), answer
    if "import-2026" in block:
        assert [row["outcome"] for row in answer["rows"]] == ["accepted", "accepted", "refused"]


def test_the_document_names_every_scope_state_and_refusal() -> None:
    from farthing.doors.api.problems import Kind

    assert [word for word in (*Scope.values, *Settling.values) if f"| `{word}` |" not in DOCUMENT] == []
    assert [kind for kind in Kind if f"| {kind.status} | `{kind.uri}` |" not in DOCUMENT] == []


def test_what_only_finds_and_reads_loads_no_framework_of_the_api() -> None:
    """A command that starts cold loads what it needs and nothing else."""
    code = (
        "import sys, farthing.cli, farthing.pages, farthing.coins;"
        "print([name for name in ('ninja', 'pydantic', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
