"""Block pages and login pages are told by their words, in every language that the house reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest

from farthing.pages.doorways import LONGEST, Doorway, doorway
from pages.test_languages import LANGUAGES

PHRASES = 4  # of each kind and language, at least


@cache
def words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("farthing.pages") / "lists" / "doorways.toml").read_text("utf-8"))


def phrases() -> Iterator[tuple[str, str, str]]:
    for sense, languages in words().items():
        for code, patterns in languages.items():
            for pattern in patterns:
                yield sense, code, pattern.replace("*", "")


def page(said: str) -> bytes:
    return f"<html><body><div class=box><h1>example.example</h1><p>{said}.</p></div></body></html>".encode()


def test_every_language_says_both() -> None:
    assert set(words()) == {one.value for one in Doorway}
    for sense, languages in words().items():
        assert set(languages) == set(LANGUAGES), sense
        assert not [code for code, patterns in languages.items() if len(patterns) < PHRASES]
        assert not [code for code, patterns in languages.items() if len(patterns) != len(set(patterns))]


def test_every_phrase_is_met_in_a_page_also_at_the_beginning_of_a_sentence() -> None:
    wrong = [
        (sense, code, phrase)
        for sense, code, phrase in phrases()
        for said in (phrase, phrase[0].upper() + phrase[1:])
        if doorway(page(said)) != sense
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Der Zugriff auf diese Seite ist nicht möglich: Zugriff verweigert", Doorway.BLOCKED),
        ("Доступ к сайту ограничен по решению суда", Doorway.BLOCKED),
        ("ACCÈS REFUSÉ", Doorway.BLOCKED),
        ("acces refuse, captcha", Doorway.BLOCKED),
        ("抱歉，您所在的地区无法使用此网站", Doorway.BLOCKED),
        ("この続きを見るにはログインしてください", Doorway.LOGIN),
        ("Access restricted: please log in", Doorway.LOGIN),
        ("Members area, 30 days access for 25 USD", None),
        ("Mitgliederbereich, 30 Tage Zugang für 25 EUR", None),
        ("", None),
    ],
)
def test_what_a_page_says(said: str, what: Doorway | None) -> None:
    assert doorway(page(said)) is what


def test_a_field_for_a_password_is_a_login_in_any_language() -> None:
    assert doorway("<form>ここ<input name=x type='password'></form>".encode()) is Doorway.LOGIN


def test_a_long_page_and_what_nobody_sees_is_no_doorway() -> None:
    assert doorway(page("Access denied. " + "30 days access, " * (LONGEST // 10))) is None
    assert doorway(b'<p>30 days access</p><script>var x = "access denied"</script>') is None
