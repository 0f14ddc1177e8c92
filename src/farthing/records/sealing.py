"""Seals and opens the fields of records: `seal` knows how, this module knows which keys and places."""

from __future__ import annotations

import json
import secrets
import time
from uuid import UUID

from farthing import seal
from farthing.records.keyring import ring
from farthing.records.models import Contact, Delivery, Observation, Report, ReportMessage, Site

Record = Site | Observation | Report | Delivery


class Sealer:
    """Seals the fields of one new record under a fresh data key."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._key, record.data_key = seal.new_data_key(ring(), record.uid, secrets.token_bytes)

    def field(self, name: str, text: str) -> bytes:
        return seal.seal_field(self._key, _place(self._record, name), text, secrets.token_bytes)


def seal_more(record: Record, name: str, text: str) -> bytes:
    """Seals one more text of a stored record under the record's own data key."""
    key = seal.unwrap(ring(), bytes(record.data_key), record.uid)
    return seal.seal_field(key, _place(record, name), text, secrets.token_bytes)


class Opener:
    """Opens the sealed fields of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._key = seal.unwrap(ring(), bytes(record.data_key), record.uid)

    def field(self, name: str) -> str:
        return self._open(name, getattr(self._record, name))

    def contact(self, contact: Contact) -> str:
        """The value of a contact of this observation, sealed or not."""
        if contact.sealed_value is None:
            return contact.value
        return self._open(contact_place(contact.position), bytes(contact.sealed_value))

    def message(self, message: ReportMessage) -> str:
        """The text of a message of this report."""
        return self._open(message_place(message.mark), bytes(message.text))

    def _open(self, name: str, sealed: bytes) -> str:
        return seal.open_field(self._key, _place(self._record, name), sealed)


def contact_place(position: int) -> str:
    """The name under which the contact at `position` is sealed in its observation."""
    return f"contact.{position}"


def message_place(mark: UUID) -> str:
    """The name under which a message is sealed in its report."""
    return f"message.{mark}"


def receipt_hash(digits: str) -> bytes:
    """The hash by which the report of a receipt is found."""
    return seal.receipt_hash(ring(), digits)


def hidden_addresses(observation: Observation) -> list[str]:
    """The site addresses behind `[site 1]`, `[site 2]` … of an observation, in that order."""
    opened: list[str] = json.loads(Opener(observation).field("hidden"))
    return opened


def index(field: str, value: str) -> bytes:
    """The blind index of `value`, by which a sealed field is found."""
    return seal.blind_index(ring(), field, value)


def seal_draft(purpose: str, text: str) -> str:
    """A draft as a slip that may travel through a browser."""
    return seal.seal_slip(ring(), purpose, text, int(time.time()), secrets.token_bytes)


def open_draft(purpose: str, slip: str, lifetime: int) -> str:
    """The draft of a slip; raises `seal.Broken` where it is foreign, changed or too old (seconds)."""
    return seal.open_slip(ring(), purpose, slip, int(time.time()), lifetime)


def _place(record: Record, field: str) -> seal.Place:
    return seal.Place(record._meta.db_table, record.uid, field)
