"""Addresses of the form name@host, written so or spelled out: "name [at] host [dot] example"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from farthing.pages.words.lexicon import Lexicon, lexicon

_OPEN, _CLOSE = r"[\[({<«]", r"[\])}>»]"
_LABEL = r"[A-Za-z0-9][\w-]{0,62}"
_PLAIN = re.compile(r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,63}@[^\W_][\w-]{0,62}(?:\.[\w-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and where the text has it."""

    value: str
    start: int
    end: int


def mailboxes(text: str, start: int, end: int, words: Lexicon) -> Iterator[Mailbox]:
    """The addresses in `text[start:end]`."""
    for match in _PLAIN.finditer(text, start, end):
        value = match.group().rstrip(".-")
        yield Mailbox(value, match.start(), match.start() + len(value))
    spelled, dot = _spellings(words.languages)
    for match in spelled.finditer(text, start, end):
        labels = dot.split(match.group("host"))
        said = len(labels) - 1 > match.group("host").count(".")
        if labels[-1].replace("-", "").isalpha() and (match.group("bracketed") or said):
            yield Mailbox(f"{match.group('name')}@{'.'.join(labels)}", match.start(), match.end())


@lru_cache(maxsize=32)
def _spellings(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a whole spelled-out address and for one dot of it, with the words of these languages."""
    words = lexicon(*languages)
    at, dots = _alternatives(words, "at"), _alternatives(words, "dot")
    dot = rf"(?:\s?{_OPEN}\s?(?:\.|{dots})\s?{_CLOSE}\s?|\s(?:{dots})\s|\.)"
    whole = re.compile(
        rf"(?<![\w.+-])(?P<name>[A-Za-z0-9][\w.+-]{{0,63}})"
        rf"(?:\s?(?P<bracketed>{_OPEN}\s?(?:@|{at})\s?{_CLOSE})\s?|\s(?:{at})\s)"
        rf"(?P<host>{_LABEL}(?:{dot}{_LABEL}){{1,5}})",
        re.I,
    )
    return whole, re.compile(dot, re.I)


def _alternatives(words: Lexicon, sense: str) -> str:
    """The words of a sense as a pattern, longest first."""
    found = {
        r"\s".join(map(re.escape, (first, *(word for word, _ in entry.rest))))
        for first, entries in words.exact.items()
        for entry in entries
        if (sense, "") in entry.senses
    }
    return "|".join(sorted(found, key=lambda word: (-len(word), word))) or "(?!)"
