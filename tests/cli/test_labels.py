"""`farthing labels load`: all of a file or none, and the same again changes nothing."""

from __future__ import annotations

from pathlib import Path

from cli.test_desk import data_of, farthing
from desk_server import Desk

FILE = "schema,version,label\nscale,1,one\nscale,1,two\nscale,1,two\n"


def test_labels_are_loaded_once_and_a_fault_is_named_by_its_line(empty_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    environment = data_of(empty_desk) | {"FARTHING_DEMO": "1"}

    def load(text: str, who: str = "supervisor") -> tuple[int, str, str]:
        file.write_text(text)
        done = farthing("labels", "load", file, "--data", empty_desk.data, "--as", who, **environment)
        return done.returncode, done.stdout, done.stderr

    assert load(FILE + "scale,1,\n") == (1, "", f"farthing: {file}: line 5: The label is missing.\n")
    assert load(FILE) == (0, "2 labels are new, 0 were known.\n", "")
    assert load(FILE) == (0, "0 labels are new, 2 were known.\n", "")
    assert load(FILE, "analyst")[0] == 2
    assert (
        farthing(
            "labels", "load", tmp_path / "none", "--data", empty_desk.data, "--as", "supervisor"
        ).returncode
        == 2
    )
