"""The house's key ring, read once from its file."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from farthing.seal import KeyRing, KeyRingError


def ring() -> KeyRing:
    """The key ring of the file that settings name. Raises KeyRingError if missing or open to others."""
    return _read(settings.KEY_RING_FILE)


def make(file: Path, name: str) -> None:
    """Writes a new key ring, readable by its owner alone. Raises FileExistsError where there is one: what it
    sealed could never be opened again."""
    if file.exists():
        raise FileExistsError(f"There is a key ring already: {file}")
    write_private(file, KeyRing.new(name, secrets.token_bytes).to_json())


def turn(file: Path, name: str) -> None:
    """Puts a new wrapping key called `name` in use; the old ones stay, and open what they wrapped."""
    write_private(file, KeyRing.from_json(file.read_bytes()).turned(name, secrets.token_bytes).to_json())
    _read.cache_clear()


def write_private(file: Path, text: str) -> None:
    """Writes a file of mode 0600 that is there complete, and on disk, or not at all."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


@cache
def _read(file: Path) -> KeyRing:
    try:
        text, mode = file.read_bytes(), file.stat().st_mode
    except OSError as error:
        raise KeyRingError(
            f"The key ring {file} cannot be read ({error.strerror}): make one with `farthing desk init`."
        ) from error
    if mode & 0o077:
        raise KeyRingError(f"The key ring {file} can be read by others: give it mode 0600.")
    return KeyRing.from_json(text)
