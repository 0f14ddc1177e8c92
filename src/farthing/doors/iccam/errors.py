"""The error of this door."""

from __future__ import annotations

from datetime import timedelta


class IccamError(Exception):
    """ICCAM did not do what was asked of it. `permanent`: asking the same again would not help; `wait`: for
    how long ICCAM wants to be left alone. The sentence holds no address."""

    def __init__(self, sentence: str, *, permanent: bool = False, wait: timedelta = timedelta(0)) -> None:
        super().__init__(sentence)
        self.permanent = permanent
        self.wait = wait
