"""A hit as the line that `farthing find` prints (FORMATS.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from farthing.coins import Hit

_OPTIONAL = ("chain", "asset", "memo", "amount", "label", "reason")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def line(source: str, hit: Hit) -> str:
    """The fields that every hit has, and the others where they say something."""
    fields: dict[str, object] = {
        "source": source,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "address": hit.address,
        "networks": hit.networks,
        "kind": hit.kind,
        "check": hit.check,
    }
    for name in _OPTIONAL:
        value = getattr(hit, name)
        if value is not None:
            fields[name] = value
    return _ENCODER.encode(fields)
