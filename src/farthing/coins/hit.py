"""The two plain shapes that leave this room: an address by itself, and an address found in bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """One valid reading of a string.

    `text` is what was written, `address` its canonical spelling (FORMATS.md), `networks` every network on
    which it is valid, `kind` the format's name for it ("p2wpkh", "account", …) and `check` is "verified"
    where a checksum held or "unchecked" where the format has none. `memo` is a tag that stands inside the
    address itself or in the payment URI around it; `chain`, `asset`, `amount` and `label` come from a URI.
    """

    text: str
    address: str
    networks: tuple[str, ...]
    kind: str
    check: str
    chain: str | None = None
    asset: str | None = None
    memo: str | None = None
    amount: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An address found in bytes: `data[start:end]` is what was written there.

    The other fields are those of `Address`; `check` may also be "recovered" (written broken, put together
    again, and the checksum held) or "rejected", and then `reason` says why.
    """

    start: int
    end: int
    text: str
    address: str
    networks: tuple[str, ...]
    kind: str
    check: str
    chain: str | None = None
    asset: str | None = None
    memo: str | None = None
    amount: str | None = None
    label: str | None = None
    reason: str | None = None

    def moved(self, by: int) -> Hit:
        """The same hit in bytes that have `by` more before them."""
        return Hit(
            start=self.start + by,
            end=self.end + by,
            text=self.text,
            address=self.address,
            networks=self.networks,
            kind=self.kind,
            check=self.check,
            chain=self.chain,
            asset=self.asset,
            memo=self.memo,
            amount=self.amount,
            label=self.label,
            reason=self.reason,
        )
