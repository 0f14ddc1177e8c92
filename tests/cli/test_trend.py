"""`farthing trend`: a table of rates, sound and unsound, and the publication."""

from __future__ import annotations

from pathlib import Path

from cli.test_desk import data_of, farthing
from desk_server import Desk

TABLE = """asset,currency,time,rate
BTC,USD,2020-05-07,9000
BTC,USD,2020-05-08T00:00:00Z,9100.50
ETH,USD,yesterday,200

XMR,USD,2020-05-07,-1
"""


def test_unsound_rates_are_named_by_line_and_the_others_are_loaded(empty_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(TABLE)
    words = ("--data", empty_desk.data, "--as", "supervisor")
    environment = data_of(empty_desk) | {"FARTHING_DEMO": "1"}
    done = farthing("trend", "rates", file, *words, **environment)
    assert (done.returncode, done.stdout) == (1, "2 rates are loaded.\n")
    assert [line.partition(": ")[2].partition(": ")[2] for line in done.stderr.splitlines()] == [
        "line 4: this is no rate",
        "line 6: this is no rate",
    ]
    published = farthing("trend", "publish", *words, **environment)
    assert published.returncode == 0
    assert "is published" in published.stdout


def test_wrong_use_is_said_in_one_line_and_does_nothing(empty_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("asset,rate\nBTC,1\n")
    environment = data_of(empty_desk) | {"FARTHING_DEMO": "1"}
    for words in (
        ("rates", file, "--data", empty_desk.data, "--as", "supervisor"),
        ("rates", tmp_path / "none.csv", "--data", empty_desk.data, "--as", "supervisor"),
        ("publish", "--data", empty_desk.data, "--as", "analyst"),
        ("publish", "--data", empty_desk.data, "--as", "nobody-here"),
        ("publish", "--data", tmp_path, "--as", "supervisor"),
    ):
        done = farthing("trend", *words, **environment)
        assert done.returncode == 2, words
        assert len(done.stderr.splitlines()) == 1
