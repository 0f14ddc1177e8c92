"""The error of sending, one type for every channel."""

from __future__ import annotations


class NotSent(Exception):
    """A delivery did not arrive. `permanent`: trying again would not help. The sentence holds no address."""

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent
