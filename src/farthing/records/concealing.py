"""What of a payee's name, a memo or a contact may stand unsealed: all of it, or a mask for a site in it.

`pages.masking` masks whatever looks like a host. Names are what we match and share, so they keep an account
at a mail provider or a messenger; they lose a host of the observed site, an onion and any other web address.
"""

from __future__ import annotations

import re

from farthing.pages.masking import MASK, Hosts, mask, shown_contact

# Where a link names an account, and is no site of the seller's.
_ACCOUNT_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:"
    r"t\.me|telegram\.me|wa\.me|discord\.gg|discord\.com|signal\.me|signal\.group|m\.me|vk\.me|line\.me|zalo\.me|"
    r"viber\.me|join\.skype\.com|instagram\.com|twitter\.com|x\.com|threema\.id|matrix\.to|"
    r"paypal\.me|paypal\.com|cash\.app|venmo\.com|revolut\.me|wise\.com|ko-fi\.com|buymeacoffee\.com|patreon\.com"
    r")/\S+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[\w.+#$-]+")
_NAMED_BY_HANDLE = frozenset({
    "telegram", "wickr", "discord", "icq", "skype", "kik", "threema", "twitter", "instagram", "facebook",
    "vk", "line", "wechat", "qq", "kakaotalk", "snapchat", "wire", "briar", "simplex", "session", "signal",
    "zalo",
})  # fmt: skip


def shown_name(name: str, hosts: Hosts) -> str:
    """What of a payee's name or of a memo may stand unsealed."""
    if "@" in name and "/" not in name:
        return shown_contact("email", name, hosts)
    if hosts.search(name) or (mask(name) != name and not _ACCOUNT_LINK.fullmatch(name)):
        return MASK
    return name


def shown_value(kind: str, value: str, hosts: Hosts) -> str:
    """What of a contact's value may stand unsealed. Under whatever kind, a web address is a site's."""
    shown = shown_contact(kind, value, hosts)
    if shown != value or ("@" in value and "/" not in value):
        return shown
    if kind in _NAMED_BY_HANDLE and _HANDLE.fullmatch(value):
        return value
    return shown_name(value, hosts)
