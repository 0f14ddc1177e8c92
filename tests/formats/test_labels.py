"""Files of labels: sound rows, and each fault with its line, whatever the bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from farthing.formats.labels import triplets


def test_columns_in_any_order_give_their_triplets() -> None:
    text = '\ufefflabel,note,Schema,version\r\n"one, two",x,scale,1\n\n three ,,scale,2\n'
    assert triplets(text.encode()) == ([("scale", "1", "one, two"), ("scale", "2", "three")], {})


def test_what_is_no_label_is_named_with_its_line() -> None:
    lines = [
        b"schema,version,label",
        b"scale,1,",
        b"\xff,1,x",
        b'scale,1,"x',
        b"scale,1," + b"x" * 121,
        b"a,b,c",
    ]
    found, faults = triplets(b"\n".join(lines))
    assert found == [("a", "b", "c")]
    assert faults == {
        2: "The label is missing.",
        3: "This line is no CSV in UTF-8.",
        4: "This line is no CSV in UTF-8.",
        5: "The label is longer than 120 characters.",
    }


def test_without_its_columns_a_file_is_none() -> None:
    for data in (b"", b"scale,1,x", b"schema,label\nscale,x"):
        found, faults = triplets(data)
        assert (found, list(faults)) == ([], [1])
        assert "missing" in faults[1]


@given(st.binary(max_size=200).map(lambda data: b"schema,version,label\n" + data))
def test_no_bytes_stop_it(data: bytes) -> None:
    found, faults = triplets(data)
    assert all(part for triplet in found for part in triplet)
    assert all(line > 1 for line in faults)
