"""Two-byte text (UTF-16): made narrow to be searched, with the way back to the offsets."""

from __future__ import annotations

from collections.abc import Callable

_SAMPLE = 4096


def narrow(data: bytes) -> tuple[bytes, Callable[[int], int]] | None:
    """UTF-8 of UTF-16 `data` and a function from its offsets to those of `data`; None for other bytes.

    The function is for offsets in ascending order: it remembers where it was, so that all of them together
    cost one pass.
    """
    encoding, skip = _encoding(data)
    if not encoding:
        return None
    text = data[skip : skip + (len(data) - skip) // 2 * 2].decode(encoding, "replace")
    inner = text.encode("utf-8", "replace")
    at = [0, skip]

    def place(offset: int) -> int:
        if offset < at[0]:
            at[:] = [0, skip]
        between = inner[at[0] : offset].decode("utf-8", "replace")
        at[:] = [offset, at[1] + len(between.encode(encoding, "replace"))]
        return at[1]

    return inner, place


def is_wide(data: bytes) -> bool:
    """Whether `data` begins like two-byte text."""
    return bool(_encoding(data)[0])


def _encoding(data: bytes) -> tuple[str, int]:
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le", 2
    if data.startswith(b"\xfe\xff"):
        return "utf-16-be", 2
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    half = min(len(data), _SAMPLE) // 2
    if half >= 16 and odd > half * 0.2 and even <= half * 0.02:
        return "utf-16-le", 0
    if half >= 16 and even > half * 0.2 and odd <= half * 0.02:
        return "utf-16-be", 0
    return "", 0
