"""The language of a page by its words, with and without the markup's claim."""

from __future__ import annotations

import pytest

from farthing.pages import read
from pages.test_offers_languages import FILES, lines

CODES = {"nb": "no"}


@pytest.mark.parametrize("code", [path.stem for path in FILES])
def test_a_page_of_a_dozen_lines_says_its_language(code: str) -> None:
    [path] = [path for path in FILES if path.stem == code]
    body = "".join(f"<p>{line.partition(' =>')[0]}</p>" for line in lines(path))
    [reading] = read(f'<!DOCTYPE html><html><meta charset="utf-8"><body>{body}</body></html>'.encode())
    assert reading.language == CODES.get(code, code)


def test_chinese_without_kana_is_not_japanese() -> None:
    page = '<html lang="zh-Hant"><meta charset="utf-8"><p>月票 NT$150</p><p>會員方案</p></html>'
    [reading] = read(page.encode())
    assert reading.language == "zh"


def test_a_short_page_is_what_it_claims() -> None:
    [reading] = read(b'<html lang="da"><p>30 dage</p></html>')
    assert reading.language == "da"
