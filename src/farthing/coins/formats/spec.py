"""What every format module gives, and the few lines they share.

A format is one module with

    SPEC       what it is called, where it is valid, how to recognise that a string could be one
    parse      the reading of a whole string, or a Flaw that says what is wrong and where
    validate   whether a whole string is an address of this format
    canonical  the canonical spelling (FORMATS.md)
    EXAMPLES   published vectors with their source

and one line in `formats.FORMATS`. The conformance tests take everything else from these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from farthing.coins.codecs.base58 import BITCOIN
from farthing.coins.errors import Flaw


@dataclass(frozen=True, slots=True)
class Spec:
    """What is known of a format before a checksum is computed.

    `starts` are the prefixes an address of this format may have (lower case where `any_case`) and `lengths`
    its possible lengths, ascending: necessary, cheap, and the way a string comes to `parse`. Most formats are
    one run of letters and digits; others bring `pattern`, a regular expression over bytes that finds their
    candidates, and `broken`, one that finds them with single spaces inside (whoever uses it looks at what
    stands before). `versions` are the version bytes behind each of `starts`, of formats in Base58Check
    (`alphabet`) whose 20 bytes can be found again when the letters' case is lost.
    """

    name: str
    networks: tuple[str, ...]
    kinds: tuple[str, ...]
    checksum: str
    starts: tuple[str, ...]
    lengths: Sequence[int]
    source: str
    any_case: bool = False
    pattern: bytes | None = None
    broken: bytes | None = None
    versions: tuple[bytes, ...] = ()
    alphabet: str = BITCOIN

    def could_be(self, text: str) -> bool:
        """Whether prefix and length fit."""
        return len(text) in self.lengths and self.begins(text)

    def begins(self, text: str) -> bool:
        """Whether the prefix fits."""
        return (text[:16].lower() if self.any_case else text).startswith(self.starts)


@dataclass(frozen=True, slots=True)
class Reading:
    """One valid reading of a string.

    `accounts` says, for each of `networks` in turn, which account it pays there: equal for every spelling of
    one account on that network. `memo` is a tag that stands inside the address. `on_request` are networks
    where the same string is valid too, but only counts where the words say so, and what gives the account.
    """

    address: str
    networks: tuple[str, ...]
    kind: str
    check: str
    accounts: tuple[str, ...]
    memo: str | None = None
    amount: str | None = None
    on_request: tuple[tuple[str, Callable[[], str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A published vector: as written, canonical, its kind, and where it stands."""

    text: str
    address: str
    kind: str
    source: str


class Format(Protocol):
    """The shape of a format module."""

    @property
    def SPEC(self) -> Spec:
        """What is known before a checksum is computed."""

    @property
    def EXAMPLES(self) -> tuple[Example, ...]:
        """Published vectors."""

    def parse(self, text: str) -> Reading:
        """The reading of a whole string; Flaw if it is none."""

    def validate(self, text: str) -> bool:
        """Whether the whole string is a valid address."""

    def canonical(self, text: str) -> str:
        """The canonical spelling; Flaw if it is not valid."""


def verified(address: str, networks: tuple[str, ...], kind: str) -> Reading:
    """The plain case: a checksum held, and the canonical spelling is the account on every network."""
    return Reading(address, networks, kind, "verified", (address,) * len(networks))


def holds(parse: Callable[[str], Reading], text: str) -> bool:
    """Whether `parse` finds no flaw."""
    try:
        parse(text)
    except Flaw:
        return False
    return True
