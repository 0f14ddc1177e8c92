"""Which language a page is written in: pycld2, with the markup's own claim as a hint."""

from __future__ import annotations

import re

import pycld2

_RUN = re.compile(r"[A-Za-z0-9_+=-]+")
_SIGNS = re.compile(r"[^\w\s]|_")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]{2}")
_SAMPLE = 40_000
_TO_ISO_639_1 = {
    "iw": "he",
    "in": "id",
    "jw": "jv",
    "tl": "tl",
    "zh-Hant": "zh",
    "zh-TW": "zh",
    "nb": "no",
    "sr-ME": "sr",
    "mo": "ro",
}


def language(text: str, claimed: str | None) -> str | None:
    """The ISO 639-1 code of the text's language; None where there are no words."""
    words = _words(text[:_SAMPLE])
    hint = _code(claimed)
    letters = sum(1 for sign in words if sign.isalpha())
    if letters < 3:
        return hint
    reliable, best = _detect(words.encode("utf-8", "replace"), hint)
    if best in ("ja", "zh"):
        return "ja" if _KANA.search(words) else "zh"
    if best is None or (hint is not None and not reliable):
        return hint or best
    return best


def _words(text: str) -> str:
    """The text without addresses, links and codes, which belong to no language."""
    spoken = " ".join(word for word in text.split() if "@" not in word and "//" not in word)
    spoken = _RUN.sub(lambda run: run.group() if run.group().isalpha() else " ", spoken)
    return _SIGNS.sub(" ", spoken)


def _detect(words: bytes, hint: str | None) -> tuple[bool, str | None]:
    """Whether cld2 is sure, and its first language; without a sure one its best guess."""
    for guess in (False, True):
        try:
            reliable, _, ranked = pycld2.detect(words, hintLanguage=hint, bestEffort=guess)
        except pycld2.error:
            if hint is None:
                return False, None
            return _detect(words, None)  # a language that cld2 does not know
        named = [entry[1] for entry in ranked if entry[1] != "un"]
        if named:
            return bool(reliable) and not guess, _code(named[0])
    return False, None


def _code(tag: str | None) -> str | None:
    """The two-letter code of a language tag (BCP 47) or of a code of cld2's."""
    if not tag:
        return None
    tag = tag.strip()
    known = _TO_ISO_639_1.get(tag)
    if known:
        return known
    primary = tag.replace("_", "-").partition("-")[0].lower()
    primary = _TO_ISO_639_1.get(primary, primary)
    return primary if len(primary) == 2 and primary.isalpha() else None
