"""Every language file is complete, and every word in it can be met."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest

from farthing.pages.words.lexer import tokens
from farthing.pages.words.lexicon import known_languages, lexicon

FOLDER = files("farthing.pages") / "languages"
LANGUAGES = sorted(entry.name[:-5] for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))
NEEDED = {
    "span": {"P1D", "P1W", "P1M", "P3M", "P6M", "P1Y", "lifetime", "once"},
    "num": {"1", "2", "3", "6", "12", "30", "90"},
    "say": {
        "price", "pay", "per", "from", "was", "now", "noise", "incl", "free", "means", "past", "total", "no",
        "memo", "wait", "retired", "contract", "reach", "at", "dot", "unsub",
    },
    "rail": {"card", "transfer", "gift-card", "wallet", "other"},
    "kind": {"email", "phone", "url"},
    "mult": {"1000"},
}  # fmt: skip


@cache
def table(code: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))


def words(code: str) -> Iterator[tuple[str, str, str]]:
    for sense, values in table(code).items():
        for value, patterns in values.items():
            if sense != "language" and isinstance(patterns, list):
                for pattern in patterns:
                    yield sense, value, pattern


def test_there_are_thirty_one_languages() -> None:
    assert len(LANGUAGES) >= 31


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_says_everything_that_is_needed(code: str) -> None:
    file = table(code)
    missing = {
        (sense, key)
        for sense, keys in NEEDED.items()
        for key in keys
        if not file.get(sense, {}).get(key) and not (code == "en" and sense == "kind")
    }
    units = file.get("unit", {}).keys() | file.get("counted", {}).keys() | file.get("glued", {}).keys()
    missing |= {("unit", unit) for unit in {"h", "D", "W", "M", "Y"} - units}
    missing |= {("language", key) for key in ("name", "decimal") if key not in file["language"]}
    assert not missing
    assert file["cur"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_stands_twice_under_one_key(code: str) -> None:
    assert [word for word, times in Counter(words(code)).items() if times > 1] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_a_file_can_be_met(code: str) -> None:
    read = lexicon(code)
    unmet = []
    for sense, value, pattern in words(code):
        written = re.sub(r"\A\*", "xxxx", pattern.removeprefix("=")).replace("*", "")
        line, marks = read.marks(tokens(written, 0, len(written)))
        wanted = (value, "") if sense == "say" else (sense, value)
        if not any((mark.sense, mark.value) == wanted and mark.last == len(line) - 1 for mark in marks):
            unmet.append((sense, value, pattern))
    assert not unmet


def test_a_language_without_a_file_is_read_with_a_near_one() -> None:
    assert known_languages()["hr"] == "sr"
    assert lexicon("no").languages == lexicon("nb").languages
