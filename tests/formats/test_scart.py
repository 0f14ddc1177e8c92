"""SCART's lists: every line a row or a fault with its number, whatever the bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from farthing.formats.scart import Fault, Row, rows


def test_a_list_with_mark_and_heading_gives_its_rows_with_their_lines() -> None:
    text = (
        "\ufeffURL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\r\n"
        "https://one.invalid/x;https://front.invalid/;joe;R-1;web;url\r\n"
        "\r\n"
        '"https://two.invalid/?a=1;b=2";;;R-2;;\n'
        "three.invalid\n"
    )
    assert list(rows(text.encode())) == [
        Row(2, "https://one.invalid/x", "https://front.invalid/", "R-1"),
        Row(4, "https://two.invalid/?a=1;b=2", "", "R-2"),
        Row(5, "three.invalid", "", ""),
    ]


def test_what_is_no_row_is_named_with_its_line_and_the_rest_goes_on() -> None:
    lines = [b"\xff\xfe;x", b";;;R-1", b'"one.invalid', b"a;b;c;d;e;f;g", b"one.invalid;;;" + b"r" * 81]
    found = list(rows(b"\n".join([*lines, b"good.invalid"])))
    assert [one.line for one in found if isinstance(one, Fault)] == [1, 2, 3, 4, 5]
    assert found[-1] == Row(6, "good.invalid", "", "")


@given(st.binary(max_size=200))
def test_no_bytes_stop_it(data: bytes) -> None:
    assert all(isinstance(one, (Row, Fault)) for one in rows(data))
