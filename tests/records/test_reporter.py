"""What of a reported address may name the reporter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.records.reporter import cut, parts


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://a.invalid/x?id=7&PHPSESSID=abc&page=2", "https://a.invalid/x?id=7&page=2"),
        ("https://a.invalid/x?token=abc", "https://a.invalid/x"),
        ("https://a.invalid/x;jsessionid=AB12?id=1", "https://a.invalid/x?id=1"),
        ("https://joe:secret@a.invalid/x", "https://a.invalid/x"),
        ("https://a.invalid/x?c=joe%40mailhouse.example", "https://a.invalid/x"),
        ("https://a.invalid/u/joe@mailhouse.example/y", "https://a.invalid/u//y"),
        ("https://a.invalid/x?ref=77&user_id=5#top", "https://a.invalid/x"),
        ("a.invalid/x?id=7", "a.invalid/x?id=7"),
        ("hxxps://a[.]invalid/?aff=joe&v=1", "hxxps://a[.]invalid/?v=1"),
    ],
)
def test_what_may_name_the_reporter_is_cut(address: str, left: str) -> None:
    assert cut(address) == left


@given(st.text(alphabet="abu:/?&=;#@.%ref", max_size=60))
def test_the_parts_give_the_whole_and_cutting_twice_cuts_no_more_names(address: str) -> None:
    assert "".join(part.text for part in parts(address)) == address
    assert not any(part.names for part in parts(cut(cut(cut(address))))) or "@" in address
