"""Cuts a line into tokens: numbers, words, signs, and things that are opaque to the readers of words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Combining signs that belong to a word but are no \w in Python: accents, Hebrew and Arabic points, Indic
# vowel signs, Thai and Lao vowels and tones. Zero-width signs inside a word are part of it.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a4d"
    "\u0b82-\u0bcd\u0c00-\u0c56\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u200b-\u200d\u2060\u00ad\ufeff"
)
# Scripts without blanks between words: Chinese, Japanese, Thai.
_WIDE = (
    "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\u0e00-\u0e30\u0e32\u0e33\u0e40-\u0e46"
)

_TOKEN = re.compile(
    rf"""
      (?P<url>(?i:(?:h(?:tt|xx)ps?|ftp|tg|mailto|bitcoin|tel|xmpp)(?:://|:)|www\.)[^\s<>"'«»“”]+)
    | (?P<mail>(?<![\w.+%-])[A-Za-z0-9_][\w.+%-]{{0,63}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+)
    | (?P<handle>(?<![\w@])@[A-Za-z0-9_]{{2,}})
    | (?P<opaque>(?<![A-Za-z0-9])(?=[A-Za-z_+/=-]{{0,40}}\d)[A-Za-z0-9_+/=-]{{22,}})
    | (?P<phone>(?<![\w])\+\d[\d \u00a0\-().]{{7,20}}\d)
    | (?P<date>(?<![\d.,])(?:\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?
        |\d{{1,4}}(?P<mark>[./-])\d{{1,2}}(?P=mark)\d{{2,4}}
        |\d{{1,2}}:\d{{2}}(?::\d{{2}})?|\d+\.\d+\.\d{{1,2}})(?!\d))
    | (?P<number>\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?!\d)(?:[.,]\d{{1,9}}(?!\d))?
        |\d+(?:[.,'’٫٬．]\d+|，\d{{3}}(?!\d))*)
    | (?P<wide>[{_WIDE}{_SIGNS}]+)
    | (?P<word>(?:(?![{_WIDE}])[^\W\d_])(?:(?![{_WIDE}])[^\W\d_]|[{_SIGNS}])*)
    | (?P<sign>\S)
    """,
    re.X,  # not re.I: a combining iota would take every Greek iota with it
)
_KINDS = {
    "url": "url", "mail": "mail", "handle": "handle", "opaque": "opaque", "phone": "opaque", "date":
    "opaque", "number": "number", "wide": "wide", "word": "word", "sign": "sign",
}  # fmt: skip


class Token(NamedTuple):
    """`kind` is url, mail, handle, opaque, number, word, wide (a run without blanks) or sign."""

    kind: str
    start: int
    end: int
    text: str


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with places in `text`."""
    return [
        Token(_KINDS[match.lastgroup or "sign"], match.start(), match.end(), match.group())
        for match in _TOKEN.finditer(text, start, end)
    ]


_DROPPED = re.compile("[\u064b-\u065f\u0670\u0640\u0307\u200b-\u200d\u2060\u00ad\ufeff\u0591-\u05c7]")
# Letters that are written either way: `ё`, Persian and Arabic yeh and kaf, alef with and without hamza,
# Romanian cedillas, Greek accents (capitals have none).
_ALIKE = str.maketrans(
    "ёیىکأإآٱةۀşţάέήίόύώϊϋΐΰ",
    "еييكااااههșțαεηιουωιυιυ",
)
_SARA_AM = "\u0e4d\u0e32", "\u0e33"  # a Thai vowel that compatibility takes apart
_CACHE: dict[str, str] = {}


def fold(word: str) -> str:
    """The form in which words are compared: compatibility forms, case, points and `ё` do not count."""
    known = _CACHE.get(word)
    if known is not None:
        return known
    if word.isascii():
        folded = word.lower()
    else:
        folded = unicodedata.normalize("NFKC", word).casefold().replace(*_SARA_AM)
        folded = _DROPPED.sub("", unicodedata.normalize("NFC", folded)).translate(_ALIKE)
    if len(_CACHE) < 20_000:
        _CACHE[word] = folded
    return folded


_BARE = str.maketrans("đłøıæœ", "dloiao")


def unaccented(folded: str) -> str:
    """A folded Latin word without its accents; words of other scripts stay as they are."""
    if folded.isascii() or folded[0] > "\u024f":
        return folded
    parts = unicodedata.normalize("NFD", folded)
    return "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f").translate(_BARE)
