"""The data files as one table of words, and the marks that a line gets from it.

A data file is TOML. Each table is a sense, each key a value of it, each list the words that say so:

    [unit]
    M = ["month*", "mo"]            # `*`: any ending
    fee = ["*gebühr"]               # leading `*`: a compound's last word, where the whole has no other sense
    [rail]
    transfer = ["bank transfer*"]   # hyphens and points between words do not count; each may have `*`
    [cur]
    EUR = ["=EUR", "€", "euro*"]    # `=`: in this case only
    [say]
    price = ["price*", "cost*"]     # senses without a value

`docs/LANGUAGES.md` lists the senses. In scripts without blanks between words (Chinese, Japanese, Thai) the
longest word counts at each place. `[language] prefixes` are particles written together with the next word
(Arabic, Hebrew); `unlike_english` are words of the English file, read on every page, that mean other things.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from farthing.pages.words.lexer import Token, fold, tokens, unaccented

_LISTS = ("currencies", "coins", "brands", "contacts", "processors")
_SKIPPED_INSIDE = frozenset("-‐‑–.'’/ ")
_LONGEST_ENDING_SEARCH = 24
_MOST_UNKNOWN = 20_000  # words that are remembered as such
_SHORTEST_UNACCENTED = 4
_SHORTEST_HEAD = 3  # letters before the last part of a compound
_HANGUL = "\uac00"
_LATIN = re.compile("[\x00-\x7f]+")
_WIDE_FROM = "\u0e00"  # scripts below it write blanks between words


class Mark(NamedTuple):
    """Tokens `first` to `last` of a line mean `value` in `sense`."""

    first: int
    last: int
    sense: str
    value: str


class _Entry(NamedTuple):
    rest: tuple[tuple[str, bool], ...]  # the words after the first, each with whether any ending may follow
    senses: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Lexicon:
    """What words mean on a page in certain languages. Made by `lexicon`; shared, never changed."""

    languages: tuple[str, ...]
    decimal: str = "."
    settings: dict[str, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    exact: dict[str, list[_Entry]] = field(default_factory=dict)
    stems: dict[str, list[_Entry]] = field(default_factory=dict)
    cased: dict[str, list[_Entry]] = field(default_factory=dict)
    tails: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    wide: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)  # words met that nothing here begins with

    def marks(self, line: list[Token]) -> tuple[list[Token], list[Mark]]:
        """The line's tokens (runs without blanks cut at known words) and their marks, in order."""
        line = self._cut(line)
        found: list[Mark] = []
        index = 0
        while index < len(line):
            kind = line[index].kind
            if kind in ("word", "sign", "number", "wide"):
                last, senses = self._match(line, index)
                if senses:
                    found.extend(Mark(index, last, sense, value) for sense, value in senses)
                    index = last
            index += 1
        return line, found

    def _match(self, line: list[Token], index: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        text = line[index].text
        if text in self.unknown:
            return index, ()
        word = fold(text)
        cased, exact = self.cased.get(text), self.exact.get(word)
        is_known = bool(cased or exact)
        best, reach = self._longest(line, index, cased, -1, ())[::-1]
        best, reach = self._longest(line, index, exact, reach, best)[::-1]
        for size in range(min(len(word), _LONGEST_ENDING_SEARCH), 0, -1):
            entries = self.stems.get(word[:size])
            if entries:
                before, is_known = reach, True
                best, reach = self._longest(line, index, entries, reach, best)[::-1]
                if reach > before:
                    break
        if reach < 0:
            for prefix in self.prefixes:
                if word.startswith(prefix) and len(word) > len(prefix) + 1:
                    bare = line[index]._replace(text=word[len(prefix) :])
                    return self._match_bare([*line[:index], bare, *line[index + 1 : index + 6]], index)
            if word[-1:] >= _HANGUL and word[0] < "\x80":  # "USDT로": a particle of Korean
                bare = line[index]._replace(text=_LATIN.match(word)[0])  # type: ignore[index]
                return self._match_bare([*line[:index], bare, *line[index + 1 : index + 6]], index)
            senses = self._tail(word)
            if not (is_known or senses) and len(self.unknown) < _MOST_UNKNOWN:
                self.unknown.add(text)
            return index, senses
        return max(reach, index), best

    def _tail(self, word: str) -> tuple[tuple[str, str], ...]:
        """The senses of the last part of a compound: "Bankgebühr"."""
        for size in range(len(word) - _SHORTEST_HEAD, 0, -1) if self.tails else ():
            senses = self.tails.get(word[-size:])
            if senses is not None:
                return senses
        return ()

    def _match_bare(self, line: list[Token], index: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        word = line[index].text
        best, reach = self._longest(line, index, self.exact.get(word), -1, ())[::-1]
        for size in range(len(word), 1, -1):
            if word[:size] in self.stems:
                best, reach = self._longest(line, index, self.stems[word[:size]], reach, best)[::-1]
        return max(reach, index), best

    @staticmethod
    def _longest(
        line: list[Token],
        index: int,
        entries: list[_Entry] | None,
        reach: int,
        best: tuple[tuple[str, str], ...],
    ) -> tuple[int, tuple[tuple[str, str], ...]]:
        """The entry that reaches furthest beyond `reach`; of equal reach their senses together."""
        for entry in entries or ():
            last = _follows(line, index, entry)
            if last > reach:
                reach, best = last, entry.senses
            elif last == reach and last >= 0:
                best = best + tuple(sense for sense in entry.senses if sense not in best)
        return reach, best

    def _cut(self, line: list[Token]) -> list[Token]:
        if not any(token.kind == "wide" for token in line):
            return line
        out: list[Token] = []
        for token in line:
            if token.kind == "wide":
                out.extend(self._cut_run(token))
            else:
                out.append(token)
        return out

    def _cut_run(self, run: Token) -> list[Token]:
        """A run without blanks as known words and what stands between them."""
        out: list[Token] = []
        text, loose, index = run.text, 0, 0
        while index < len(text):
            for word, _ in self.wide.get(fold(text[index]), ()):
                if fold(text[index : index + len(word)]) == word:
                    if loose < index:
                        out.append(Token("wide", run.start + loose, run.start + index, text[loose:index]))
                    end = index + len(word)
                    out.append(Token("word", run.start + index, run.start + end, text[index:end]))
                    index = loose = end
                    break
            else:
                index += 1
        if loose < len(text):
            out.append(Token("wide", run.start + loose, run.end, text[loose:]))
        return out

    def add(self, pattern: str, senses: tuple[tuple[str, str], ...]) -> None:
        """Adds one word or phrase of a data file."""
        if pattern.startswith("*"):
            self.tails[fold(pattern[1:])] = senses
            return
        cased = pattern.startswith("=")
        words = _words(pattern[1:] if cased else pattern, cased=cased)
        if not words:
            return
        (first, any_ending), rest = words[0], tuple(words[1:])
        wide = len(words) == 1 and max(first) >= _WIDE_FROM
        if wide and any(token.kind == "wide" for token in tokens(first, 0, len(first))):
            self.wide.setdefault(first[0], []).append((first, senses))
        table = self.cased if cased else self.stems if any_ending else self.exact
        table.setdefault(first, []).append(_Entry(rest, senses))
        if not cased:
            self._add_bare(words, senses)

    def _add_bare(self, words: list[tuple[str, bool]], senses: tuple[tuple[str, str], ...]) -> None:
        """The same without accents, as many people type; short words would become other words."""
        if all(word.isascii() for word, _ in words):
            return
        bare = [(unaccented(word), ending) for word, ending in words]
        if bare == words or sum(len(word) for word, _ in bare) < _SHORTEST_UNACCENTED:
            return
        (first, any_ending), rest = bare[0], tuple(bare[1:])
        (self.stems if any_ending else self.exact).setdefault(first, []).append(_Entry(rest, senses))


def _words(pattern: str, *, cased: bool) -> list[tuple[str, bool]]:
    """The words of a pattern, each with whether any ending may follow."""
    any_ending = pattern.endswith("*")
    whole = pattern[:-1] if any_ending else pattern
    if whole.isalpha() and max(whole) < _WIDE_FROM:  # one word, as most are
        return [(whole if cased else fold(whole), any_ending)]
    words: list[tuple[str, bool]] = []
    for token in tokens(pattern, 0, len(pattern)):
        if token.text == "*" and words:
            words[-1] = (words[-1][0], True)
        elif token.text not in _SKIPPED_INSIDE or len(pattern) == 1:
            words.append((token.text if cased else fold(token.text), False))
    return words


def _follows(line: list[Token], index: int, entry: _Entry) -> int:
    """The index of the last token of a phrase that begins at `index`, -1 where it does not stand there."""
    at = index
    for word, any_ending in entry.rest:
        at += 1
        if at < len(line) and line[at].kind == "sign" and line[at].text in _SKIPPED_INSIDE:
            at += 1
        if at >= len(line):
            return -1
        if line[at].kind == "sign" and line[at].start != line[at - 1].end:
            return -1  # "S$" is one word; "s $" is not
        folded = fold(line[at].text)
        if folded != word and not (any_ending and folded.startswith(word)):
            return -1
    return at


@lru_cache(maxsize=64)
def _table(folder: str, name: str) -> dict[str, dict[str, object]]:
    path = files("farthing.pages") / folder / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=1)
def known_languages() -> dict[str, str]:
    """The data file for each language: its own, else the one that `lists/languages.toml` names."""
    folder = files("farthing.pages") / "languages"
    names = {entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")}
    known = {name: name for name in names}
    for name, others in _table("lists", "languages")["also"].items():
        if isinstance(others, list):
            known.update({str(code): name for code in others if code not in known})
    return known


@lru_cache(maxsize=256)
def lexicon(*languages: str) -> Lexicon:
    """The lexicon of a page in these languages, the most likely first; English is always read too."""
    known = known_languages()
    chosen = tuple(dict.fromkeys([*(known[code] for code in languages if code in known), "en"]))
    made = Lexicon(chosen)
    for name in _LISTS:
        _fill(made, _table("lists", name))
    skipped: set[str] = set()
    for position, code in enumerate(chosen):
        table = _table("languages", code)
        _fill(made, table, skipped if code == "en" else frozenset())
        unlike = table.get("language", {}).get("unlike_english", [])
        skipped |= {str(word) for word in unlike} if isinstance(unlike, list) else set()
        if position == 0:
            settings = table.get("language", {})
            made.settings = {key: value for key, value in settings.items() if isinstance(value, str)}
            made.decimal = made.settings.get("decimal", ".")
            prefixes = settings.get("prefixes", [])
            if isinstance(prefixes, list):
                made.prefixes = tuple(sorted((str(prefix) for prefix in prefixes), key=len, reverse=True))
    _longest_first(made)
    return made


@lru_cache(maxsize=4)
def listed(name: str) -> Lexicon:
    """A lexicon of one file of `lists/` alone, whatever language its words are of."""
    made = Lexicon(())
    _fill(made, _table("lists", name))
    _longest_first(made)
    return made


def _longest_first(made: Lexicon) -> None:
    for words in made.wide.values():
        words.sort(key=lambda entry: -len(entry[0]))


def _fill(made: Lexicon, table: dict[str, dict[str, object]], skipped: Collection[str] = frozenset()) -> None:
    for sense, values in table.items():
        if sense == "language":
            continue
        for value, patterns in values.items():
            if not isinstance(patterns, list):
                continue
            senses = ((value, ""),) if sense == "say" else ((sense, value),)
            for pattern in patterns:
                if pattern not in skipped:
                    made.add(str(pattern), senses)
