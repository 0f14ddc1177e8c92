"""Addresses of the form name@host, written so or spelled out: "name [at] host [dot] example".

In brackets the words of every language count (`lists/contacts.toml`, `at_sign` and `dot_sign`), without them
those of the page's languages alone. A sign that stands in for the "@" counts where the line says so
("name#host.example, # = @").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from farthing.pages.words.lexicon import Lexicon, lexicon

_OPEN, _CLOSE = r"[\[({<«（［【]", r"[\])}>»）］】]"
_LABEL = r"[A-Za-z0-9][\w-]{0,62}"
_NAME = r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,63}"
_PLAIN = re.compile(rf"{_NAME}[@＠][^\W_][\w-]{{0,62}}(?:[.．][\w-]{{1,63}})+")
_ENCODED = re.compile(r"mailto:(?P<box>[\w.+-]{1,64}%40[\w-]+(?:\.[\w-]+)+)", re.I)  # RFC 6068
_STAND_IN = re.compile(
    r"([#*$%&!~☆★●•]{1,2})[\s:：\"'“”«»)）]{0,3}[^\W\d_]{0,12}\s?[=→\->]{0,2}[\s:：\"'“”«(（]{0,3}@(?![A-Za-z0-9_.])"
)
_ORDINARY = frozenset({"at", "a", "et", "chez"})  # words that stand before a host in any sentence
# What ends a file's name, and stands behind an "@" in pictures' names ("logo@2x.png") and in packages'.
_FILES = frozenset(
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "css", "scss", "js", "mjs", "cjs",
     "ts", "tsx", "jsx", "map", "json", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "webm", "html",
     "htm", "php"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and where the text has it."""

    value: str
    start: int
    end: int


def mailboxes(text: str, start: int, end: int, words: Lexicon) -> Iterator[Mailbox]:
    """The addresses in `text[start:end]`."""
    for match in _PLAIN.finditer(text, start, end):
        value = match.group().rstrip(".-．")
        shown = value.replace("＠", "@").replace("．", ".")
        if _is_host(shown.rpartition("@")[2].split(".")):
            yield Mailbox(shown, match.start(), match.start() + len(value))
    for match in _ENCODED.finditer(text, start, end):
        yield Mailbox(match.group("box").replace("%40", "@"), match.start("box"), match.end("box"))
    spelled, dot = _spellings(words.languages)
    for match in spelled.finditer(text, start, end):
        labels = dot.split(match.group("host"))
        said = len(labels) - 1 > match.group("host").count(".")
        said = said or (match.group("said") or "").strip().lower() not in _ORDINARY | {""}
        if _is_host(labels) and (match.group("bracketed") or said):
            yield Mailbox(f"{match.group('name')}@{'.'.join(labels)}", match.start(), match.end())
    for sign in dict.fromkeys(match.group(1) for match in _STAND_IN.finditer(text, start, end)):
        stood = re.escape(sign)
        for match in re.finditer(rf"({_NAME}){stood}({_LABEL}(?:\.{_LABEL})+)", text[start:end]):
            if _is_host(match.group(2).split(".")):
                value = f"{match.group(1)}@{match.group(2)}"
                yield Mailbox(value, start + match.start(), start + match.end())


def _is_host(labels: list[str]) -> bool:
    last = labels[-1].lower()
    return len(labels) > 1 and last not in _FILES and (last.isalpha() or last.startswith("xn--"))


@lru_cache(maxsize=256)
def _spellings(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a whole spelled-out address and for one dot of it, with the words of these languages."""
    words = lexicon(*languages)
    at, dots = _alternatives(words, "at"), _alternatives(words, "dot")
    any_at, any_dot = _alternatives(words, "at", "at_sign"), _alternatives(words, "dot", "dot_sign")
    dot = (
        rf"(?:\s?{_OPEN}\s?(?:[.．]|{any_dot})\s?{_CLOSE}\s?|{_loose(dots)}|\s[.．]\s|_(?:{any_dot})_|[.．])"
    )
    whole = re.compile(
        rf"(?P<name>{_NAME})"
        rf"(?:\s?(?P<bracketed>{_OPEN}\s?(?:[@＠]|{any_at})\s?{_CLOSE}|\s[@＠]\s|_(?:{any_at})_)\s?|(?P<said>{_loose(at)}))"
        rf"(?P<host>{_LABEL}(?:{dot}{_LABEL}){{1,5}})",
        re.I,
    )
    return whole, re.compile(dot, re.I)


def _loose(words: str) -> str:
    """Words without brackets stand between blanks, but in scripts that have none."""
    wide = "|".join(word for word in words.split("|") if word[0] >= "\u2e80")
    return rf"\s(?:{words})\s" + (rf"|(?:{wide})" if wide else "")


def _alternatives(words: Lexicon, *senses: str) -> str:
    """The words of some senses as a pattern, longest first."""
    found = {
        r"[\s-]".join(map(re.escape, (first, *(word for word, _ in entry.rest))))
        for first, entries in words.exact.items()
        for entry in entries
        if any((sense, "") in entry.senses for sense in senses)
    }
    return "|".join(sorted(found, key=lambda word: (-len(word), word))) or "(?!)"
