"""Reading what a person types or pastes into a search box."""

from __future__ import annotations

import re
import unicodedata

from farthing.coins import formats
from farthing.coins.find import find
from farthing.coins.hit import Address
from farthing.coins.parse import parse

# Whitespace, zero-width and direction marks, soft hyphen, and the quotation marks that come along in a paste.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\"'“”„«»`<>]+"
)


def loosen(text: str) -> tuple[Address, ...]:
    """The readings of what somebody typed or pasted into a search box.

    Undoes what copying does to an address: other case where the format does not mind, spaces, line breaks,
    zero-width and full-width characters, quotation marks, words around it. Strict readings come
    first; among words, only a single address counts.
    """
    squeezed = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for spelling in (text, text.strip(), squeezed, *_other_cases(squeezed)):
        readings = parse(spelling)
        if readings:
            return readings
    hits = {hit.address: hit for hit in find(text.encode("utf-8", "replace"))}
    return parse(next(iter(hits))) if len(hits) == 1 else ()


def _other_cases(text: str) -> tuple[str, ...]:
    """Lower case for formats that have one case; a wrong EIP-55 case may be a mere retyping."""
    return (text.lower(),) if text[:2].lower() == "0x" or _one_case(text) else ()


def _one_case(text: str) -> bool:
    return any(form.SPEC.any_case and form.SPEC.could_be(text) for form in formats.FORMATS) or ":" in text
