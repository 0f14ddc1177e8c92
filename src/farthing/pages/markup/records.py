"""Objects in scripts: `{"label": "30 days", "usdt": "20"}` as members with their places.

The scanner is lenient: it reads JSON and the object literals of JavaScript alike (bare keys, single quotes,
trailing commas) and never runs anything. Values stay as written, so that their places hold; `unescape`
resolves them piece by piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_SCRIPT = 2_000_000  # signs of one script that are looked at
MAX_RECORDS = 5_000
_MAX_VALUE = 2_000
_FEW = 6  # members of an object that only details the one around it

# Every alternative takes what it began to its end or to the end of the text, so that the scan is linear.
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z)|(?<![:"'\\])//[^\n]*)"""
    r"""|(?P<string>"(?:[^"\\\n]+|\\.){0,100000}"?|'(?:[^'\\\n]+|\\.){0,100000}'?|`(?:[^`\\]+|\\.){0,100000}`?)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>[{}\[\],:;])""",
    re.S,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
_TELLING = re.compile(r"[0-9@]")
# Keys of objects that say how to pay or to whom to write, in whatever language their programmers speak.
_PAYING = re.compile(
    r"pay|method|wallet|gateway|accept|checkout|crypto|coin|contact|support|help|mail|messenger|pag[aoe]|paie|zahl|"
    r"betal|plat|płat|fizet|maks|ödeme|odeme|bayar|thanh|kontakt|contat|destek|ayuda|aide|оплат|плат|контакт|связ|"
    r"支付|付款|支払|결제|联系|دفع|پرداخت|תשלום|भुगतान|ชำระ",
    re.I,
)


@dataclass(slots=True)
class Record:
    """One object: its scalar members as (key, value as written, place of the value), and how it is nested."""

    members: list[tuple[str, str, int]] = field(default_factory=list)
    name: str = ""
    parent: Record | None = None
    children: list[Record] = field(default_factory=list)  # small objects among its members

    @property
    def path(self) -> str:
        """The names under which the object stands, outermost first, at most four."""
        names: list[str] = []
        record: Record | None = self
        while record is not None and len(names) < 4:
            names.append(record.name)
            record = record.parent
        return "/".join(reversed(names)).strip("/")


def records(script: str) -> list[Record]:
    """The objects that may say something of prices, of paying or of contacts, in order of their end."""
    found: list[Record] = []
    stack: list[_Open] = []
    key: str | None = None
    pending: tuple[str, int] | None = None
    for token in _TOKEN.finditer(script, 0, MAX_SCRIPT):
        group, text = token.lastgroup, token.group()
        if group == "comment":
            continue
        if group != "sign":
            pending = (
                (text[1:].rstrip(text[0]), token.start() + 1) if group == "string" else (text, token.start())
            )
            continue
        if text == ":":
            key = pending[0] if pending and len(pending[0]) <= 64 else None
            pending = None
            continue
        if pending is not None and stack and len(pending[0]) <= _MAX_VALUE:
            _put(stack[-1], key, pending)
        pending = None
        if text in "{[" and len(stack) < 100:
            stack.append(_opened(text, key, stack[-1] if stack else None))
        elif text in "}]" and stack:
            closed = stack.pop()
            if closed.sign == "{" and stack and stack[-1].sign == "{" and len(closed.record.members) <= _FEW:
                stack[-1].record.children.append(closed.record)
            if closed.sign == "{" and _says_something(closed.record):
                found.append(closed.record)
                if len(found) >= MAX_RECORDS:
                    break
        key = None
    return found


@dataclass(slots=True)
class _Open:
    sign: str
    record: Record
    name: str


def _says_something(record: Record) -> bool:
    """Whether a member holds a digit or an @, or speaks of paying by its name or by where it stands."""
    return any(
        _TELLING.search(value) is not None or (value and _PAYING.search(key) is not None)
        for key, value, _ in record.members
    ) or bool(record.members and _PAYING.search(record.path))


def _opened(sign: str, key: str | None, around: _Open | None) -> _Open:
    name = key or (around.name if around else "")
    if sign == "[" and around is not None:
        return _Open(sign, around.record, name)
    return _Open(sign, Record(name=name, parent=around.record if around else None), name)


def _put(around: _Open, key: str | None, value: tuple[str, int]) -> None:
    name = key or (around.name if around.sign == "[" else "")
    if name:
        around.record.members.append((name, value[0], value[1]))


def unescape(text: str) -> str:
    """A string literal's text; surrogate pairs written as two escapes are joined (ECMA-404)."""
    plain = _ESCAPE.sub(
        lambda m: chr(int(m.group(1), 16)) if m.group(1) else _PLAIN_ESCAPES.get(m.group(2), m.group(2)), text
    )
    if any("\ud800" <= sign <= "\udfff" for sign in plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def inherited(record: Record) -> list[tuple[str, str, int]]:
    """A record's own members, then the short words beside it that it does not have itself: those of the small
    objects in it (`recurring: {interval: "month"}`), of the objects around it and of the small ones in these.
    """
    members = list(record.members)
    have = {key for key, _, _ in members}
    beside = [member for child in record.children for member in child.members]
    around = record.parent
    for _ in range(3):
        if around is None:
            break
        beside += around.members
        beside += [member for child in around.children if child is not record for member in child.members]
        around = around.parent
    for key, value, at in beside:
        counted = key.lower().endswith("count") and value.isdigit()
        if key not in have and len(value) < 60 and (counted or not any(sign.isdigit() for sign in value)):
            have.add(key)
            members.append((f"^{key}", value, at))
    return members
