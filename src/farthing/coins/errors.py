"""What can be wrong in this room.

CoinsError(ValueError)
├── Flaw              the text is no address of this format; says why, and where if it can
├── WrongNetwork      there is no such network, or the address is not valid on it
└── MemoDisagrees     the tag inside the address and the one given beside it differ
"""

from __future__ import annotations

from collections.abc import Callable


class CoinsError(ValueError):
    """Anything this room refuses."""


class Flaw(CoinsError):
    """Why a text is not an address of one format.

    `reason` is a plain sentence without the text itself; `places` are the 0-based indices of the offending
    characters where the format can tell; `kind` is the class of the flaw: "alphabet", "length", "checksum",
    "structure", "case", "testnet" or "shape" (not this format at all).

    Where the places must be worked out, `locate` does it when somebody asks: in a search nobody does.
    """

    def __init__(
        self, kind: str, reason: str, *places: int, locate: Callable[[], tuple[int, ...]] | None = None
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self._places = places
        self._locate = locate

    @property
    def places(self) -> tuple[int, ...]:
        """The 0-based indices of the offending characters; empty where they are not known."""
        if self._locate is not None:
            self._places, self._locate = self._locate(), None
        return self._places

    def moved(self, by: int) -> Flaw:
        """The same flaw in a text that has `by` characters more in front."""
        return Flaw(self.kind, self.reason, locate=lambda: tuple(by + place for place in self.places))

    @property
    def place(self) -> int | None:
        """The first of `places`."""
        return self.places[0] if self.places else None


class WrongNetwork(CoinsError):
    """The address is not valid on the network it was said to be on."""


class MemoDisagrees(CoinsError):
    """A tag stands inside the address and another one beside it."""
