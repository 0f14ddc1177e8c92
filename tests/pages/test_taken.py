"""A span among many is found as going through all would find it."""

from hypothesis import given
from hypothesis import strategies as st

from farthing.pages.taken import Taken

SPAN = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=12), SPAN)
def test_what_touches_is_found(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    start, end = span
    assert Taken(spans).touches(start, end) == any(a < end and start < b for a, b in spans)
