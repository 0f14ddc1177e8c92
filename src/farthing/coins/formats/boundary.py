"""Where a candidate may begin, for formats that bring a pattern of their own."""

from __future__ import annotations

# The tail of an escape that touches an address: %3A, =3D, \u003d, \n, ESC[0m. Its letters are not the run's.
_ESCAPES = (
    *(rb"%[0-9A-Fa-f]{2}", rb"%25[0-9A-Fa-f]{2}", rb"=[0-9A-F]{2}", rb"\\u[0-9A-Fa-f]{4}", rb"\\[nrt]"),
    *(rb"\x1b\[[0-9]m", rb"\x1b\[[0-9]{2}m"),
)


def begin(taken: bytes, run: bytes) -> bytes:
    """A pattern, to stand behind the fixed number of characters `taken`: they begin anew.

    That is where none of the class `run` stands before them, or only the tail of an escape. It looks back
    from behind them because a search for their first letter is faster than one for a place between two.
    """
    before = [b"(?<!" + run + taken + b")", *(b"(?<=" + escape + taken + b")" for escape in _ESCAPES)]
    return b"(?:" + b"|".join(before) + b")"
