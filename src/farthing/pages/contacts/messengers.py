"""Accounts of messengers, by their links, by their own shape, or by the word that announces them.

Shapes: Session ids (66 hex digits from 05), Tox ids (38 bytes with an XOR checksum), onion hosts
(rend-spec-v3, 16 or 56 base32 signs), Matrix ids (@name:host), Threema ids (8 signs). The rest needs its
word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

# An id may be cut by a line's end or into groups.
_SESSION = re.compile(r"(?<![0-9A-Za-z])05(?:\s?[0-9a-fA-F]){64}(?![0-9A-Za-z])")
_TOX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f](?:\s?[0-9A-Fa-f]){75}(?![0-9A-Za-z])")
_ONION = re.compile(
    r"(?<![A-Za-z0-9@])(?:[\w-]{1,63}\.){0,3}?([a-z2-7]{56}|[a-z2-7]{16})\.onion(?![\w-])", re.I
)
_SKYPE = re.compile(r"(?<![\w.])live:(?:\.cid\.[0-9a-f]{8,20}|[A-Za-z][\w.-]{3,40})(?![\w@])")
_MATRIX = re.compile(r"(?<![\w@])@[a-z0-9._=/+-]{1,64}:[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?", re.I)
# A link is found by the end of its host, which begins with a rare sign; the rest is looked back for.
_LINK = re.compile(r"\.(?:me|com|gg|to|group|io|im|id|chat|ru|dog)(?P<path>/[^\s<>\"'«»“”)]*)", re.I)
_HOSTS = (
    "telegram.me", "telegram.dog", "telegram.im", "t.me", "tlgrm.ru", "wa.me", "api.whatsapp.com",
    "chat.whatsapp.com", "discord.com", "discordapp.com", "discord.gg", "signal.me", "signal.group",
    "matrix.to", "join.skype.com", "vk.me", "vk.com", "line.me", "threema.id", "zalo.me", "instagram.com",
    "twitter.com", "viber.me", "keybase.io", "icq.im", "icq.com", "kik.me", "snapchat.com", "u.wechat.com",
    "simplex.chat", "fb.me", "m.me", "x.com",
)  # fmt: skip
_LONGEST_HOST = 17
_SCHEMES_OF_LINKS = ("https:", "http:", "hxxps:", "hxxp:")
# So is one with a scheme of its own: by the colon, which the scheme's name stands before.
_SCHEME_NAME = re.compile(
    r"(?:tg|whatsapp|xmpp|skype|viber|tel|sgnl|tox|matrix|session|wire|line|briar|simplex|ricochet|icq)\Z",
    re.I,
)
_LONGEST_SCHEME = 8
_SCHEMES = re.compile(
    r"(?P<scheme>tg|whatsapp|xmpp|skype|viber|tel|sgnl|tox|matrix|session|wire|line|briar)://?(?P<rest>[^\s<>\"']+)|"
    r"(?P<plain>xmpp|skype|tel|tox|matrix|session|simplex|ricochet|icq):(?P<what>[^\s<>\"']+)",
    re.I,
)
PHONE_KINDS = frozenset({"signal", "whatsapp", "viber", "phone", "telegram", "zalo"})


@dataclass(frozen=True, slots=True)
class Account:
    """A way to reach somebody, and where the text has it."""

    kind: str
    value: str
    start: int
    end: int


def shaped(text: str) -> Iterator[Account]:
    """Accounts that their shape alone gives away."""
    for match in _SESSION.finditer(text):
        yield Account("session", _joined(match.group()).lower(), match.start(), match.end())
    for match in _TOX.finditer(text):
        if tox_checks(_joined(match.group())):
            yield Account("tox", _joined(match.group()).upper(), match.start(), match.end())
    for match in _ONION.finditer(text):
        yield Account("onion", f"{match.group(1).lower()}.onion", match.start(1), match.end())
    for match in _SKYPE.finditer(text):
        yield Account("skype", match.group().rstrip("."), match.start(), match.end())
    for match in _MATRIX.finditer(text):
        yield Account("matrix", match.group().rstrip("."), match.start(), match.end())


def _joined(written: str) -> str:
    return "".join(written.split())


def linked(text: str) -> Iterator[Account]:
    """Accounts behind links to messengers."""
    for match in _LINK.finditer(text):
        path = match.start("path")
        tail = text[max(0, path - _LONGEST_HOST) : path].lower()
        if not tail.endswith(_HOSTS):
            continue
        host = max((one for one in _HOSTS if tail.endswith(one)), key=len)
        start = _beginning(text, path - len(host))
        before = text[start - 1] if start else ""
        if before and (before.isalnum() or before in "@-."):
            continue
        steps = match.group("path").rstrip(".,;:!?")
        account = _of_link(host, steps)
        if account is not None:
            yield Account(account[0], account[1], start, path + len(steps))
    for match in _schemes(text):
        if match.start() and text[match.start() - 1].isalnum():
            continue
        scheme, rest = (
            match.group("scheme", "rest") if match.group("scheme") else match.group("plain", "what")
        )
        said = rest.rstrip(".,;:!?")
        account = _of_scheme(scheme.lower(), said)
        if account is not None:
            yield Account(account[0], account[1], match.start(), match.end() - len(rest) + len(said))


def _beginning(text: str, host: int) -> int:
    """Where the link begins whose host stands at a place."""
    if text[max(0, host - 4) : host].lower() == "www.":
        host -= 4
    if text[max(0, host - 2) : host] != "//":
        return host
    host -= 2
    before = text[max(0, host - 6) : host].lower()
    return host - next((len(scheme) for scheme in _SCHEMES_OF_LINKS if before.endswith(scheme)), 0)


def _schemes(text: str) -> Iterator[re.Match[str]]:
    """What `_SCHEMES` finds, in order and none inside another."""
    done, colon = 0, text.find(":")
    while colon >= 0:
        name = _SCHEME_NAME.search(text, max(done, colon - _LONGEST_SCHEME), colon)
        match = _SCHEMES.match(text, name.start()) if name is not None else None
        if match is not None:
            yield match
            done = match.end()
        colon = text.find(":", max(done, colon + 1))


@lru_cache(maxsize=1024)
def _of_link(host: str, path: str) -> tuple[str, str] | None:
    parts = urlsplit(path)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if not steps and not parts.fragment:
        return None
    first = steps[0] if steps else ""
    if host in ("t.me", "telegram.me", "telegram.dog", "telegram.im", "tlgrm.ru"):
        return _telegram(steps)
    if host == "wa.me" and first.isdigit():
        return "whatsapp", f"+{first}"
    if host == "api.whatsapp.com":
        number = parse_qs(parts.query).get("phone", [""])[0].strip("+ ")
        return ("whatsapp", f"+{number}") if number.isdigit() else None
    if host.startswith("discord"):
        code = steps[-1] if host == "discord.gg" or "invite" in steps else ""
        return ("discord", f"discord.gg/{code}") if code else None
    if host in ("signal.me", "signal.group"):
        number = parts.fragment.removeprefix("p/")
        return "signal", number if number.startswith("+") else f"{host}/#{parts.fragment}"
    if host == "matrix.to":
        name = parts.fragment.strip("/").partition("?")[0]
        return ("matrix", name) if name[:1] in "@#!" and name else None
    if host == "threema.id":
        return "threema", first.upper()
    if host in ("icq.im", "icq.com"):
        return ("icq", steps[-1]) if steps[-1].isdigit() else None
    if host == "simplex.chat":
        return ("simplex", f"{host}/{path.strip('/')}") if first in ("contact", "invitation") else None
    if host in ("chat.whatsapp.com", "u.wechat.com"):
        return ("whatsapp" if "whatsapp" in host else "wechat"), f"{host}/{first}"
    kinds = {
        "vk.me": "vk", "line.me": "line", "zalo.me": "zalo", "instagram.com": "instagram", "twitter.com":
        "twitter", "x.com": "twitter", "m.me": "facebook", "join.skype.com": "skype", "viber.me": "viber",
        "keybase.io": "keybase", "kik.me": "kik", "snapchat.com": "snapchat", "vk.com": "vk",
        "fb.me": "facebook",
    }  # fmt: skip
    name = steps[-1] if host in ("line.me", "snapchat.com") else first
    at = "@" if host in ("instagram.com", "twitter.com", "x.com") else ""
    return (
        (kinds[host], f"{at}{name.lstrip('@')}")
        if host in kinds
        and name
        not in (
            "share",
            "share.php",
            "intent",
            "sharer",
            "home",
            "login",
            "download",
            "hashtag",
            "p",
            "explore",
        )
        else None
    )


def _telegram(steps: list[str]) -> tuple[str, str] | None:
    first = steps[0] if steps else ""
    if first in ("s", "c") and len(steps) > 1:
        first = steps[1]
    if first in ("share", "addstickers", "proxy", "socks", "addtheme", "iv"):
        return None
    if first.startswith("+") or first == "joinchat":
        return "telegram", f"t.me/{'/'.join(steps)}"
    return ("telegram", f"@{first.lstrip('@')}") if re.fullmatch(r"@?\w{2,40}", first) else None


def _of_scheme(scheme: str, rest: str) -> tuple[str, str] | None:
    if scheme == "tg":
        query = parse_qs(urlsplit(f"//{rest}").query)
        name, invite = query.get("domain", [""])[0], query.get("invite", [""])[0]
        if name:
            return "telegram", f"@{name}"
        return ("telegram", f"t.me/+{invite}") if invite else None
    if scheme == "whatsapp":
        number = parse_qs(urlsplit(f"//{rest}").query).get("phone", [""])[0].strip("+ ")
        return ("whatsapp", f"+{number}") if number.isdigit() else None
    value = unquote(rest).partition("?")[0].strip("/")
    if scheme == "xmpp":
        return ("jabber", value) if "@" in value else None
    if scheme == "tel":
        return "phone", phone(value)
    if scheme in ("skype", "icq"):
        return scheme, value
    if scheme == "tox":
        return ("tox", value.upper()) if _TOX.fullmatch(value) and tox_checks(value) else None
    if scheme == "briar":
        return ("briar", f"briar://{value}") if re.fullmatch(r"[a-z2-7]{53}", value) else None
    if scheme in ("simplex", "ricochet"):
        return scheme, f"{scheme}:{rest}"
    if scheme == "viber":
        number = parse_qs(urlsplit(f"//{rest}").query).get("number", [""])[0].strip("+ ")
        return ("viber", f"+{number}") if number.isdigit() else None
    return None


def phone(written: str) -> str:
    """A telephone number as E.164 writes it: a plus sign and digits; a local number keeps its digits only."""
    digits = "".join(sign for sign in written if sign.isdigit())
    return f"+{digits}" if written.strip().startswith("+") else digits


def tox_checks(written: str) -> bool:
    """The last two bytes of a Tox id are the XOR of the pairs before them (Tox specification, 9.1)."""
    raw = bytes.fromhex(written)
    folded = [0, 0]
    for index, byte in enumerate(raw[:36]):
        folded[index % 2] ^= byte
    return bytes(folded) == raw[36:]
