"""Contacts: the key under which one contact is found in any spelling."""

from __future__ import annotations

import re

from farthing.pages.masking import SITE_KINDS

_HANDLES = frozenset({"telegram", "wickr", "discord", "icq", "skype", "kik", "threema", "twitter"})
_NUMBERS = frozenset({"signal", "whatsapp", "phone", "viber"})


def contact_key(kind: str, value: str) -> str:
    """`kind:value` with the spelling's freedom taken out: case, the `@` of a handle, the dashes of a number.

    Kinds of one family share a key where the same account is meant: an onion named as a mirror is found by
    the onion contact elsewhere.
    """
    text = re.sub(r"\s+", "", value).casefold()
    if kind in SITE_KINDS:
        return "site:" + re.sub(r"^[a-z]+://(www\.)?|/$", "", text)
    if kind in _NUMBERS:
        return f"{kind}:{re.sub(r'[^0-9+]', '', text)}"
    if kind in _HANDLES:
        text = re.sub(r"^(https?://)?(t\.me/)?@?", "", text)
    return f"{kind}:{text}"
