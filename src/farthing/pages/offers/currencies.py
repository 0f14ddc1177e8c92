"""What "$", "¥", "kr", "元" and "﷼" mean on a page: what it names, else its country, else its language."""

from __future__ import annotations

from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_DOLLARS = {
    "CAD": ("en-ca", "fr-ca"), "AUD": ("en-au",), "NZD": ("en-nz",), "HKD": ("en-hk", "zh-hk"),
    "SGD": ("en-sg",), "TWD": ("zh-tw",), "MXN": ("es-mx",), "ARS": ("es-ar",), "CLP": ("es-cl",),
    "COP": ("es-co",), "UYU": ("es-uy",), "SRD": ("nl-sr",),
}  # fmt: skip
_CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})
_KR = {"da": "DKK", "nb": "NOK", "nn": "NOK", "no": "NOK", "sv": "SEK", "is": "ISK", "fo": "DKK"}
_YUAN = {"TWD": ("zh-tw", "zh-hant", "zh-hant-tw"), "HKD": ("zh-hk", "zh-hant-hk")}


class Currencies:
    """The signs of one page and the codes that they stand for."""

    def __init__(self, scans: list[Scan], lexicon: Lexicon, claimed: str | None) -> None:
        named = {mark.value for scan in scans for mark in scan.all("cur")}
        tag = (claimed or "").lower().replace("_", "-")
        settings = lexicon.settings
        self._signs = {
            "$": _only(named, _DOLLARS, tag, unless="USD") or settings.get("dollar", "USD"),
            "¥": settings.get("yen", "CNY" if "CNY" in named else "JPY"),
            "kr": next(iter(sorted(named & _CROWNS)), _KR.get(tag[:2]) or settings.get("kr", "SEK")),
            "元": _only(named, _YUAN, tag, unless="CNY") or "CNY",
            "﷼": settings.get("rial", "SAR"),
        }

    def settled(self, code: str) -> str:
        """The code of an amount's currency, which may be one of the signs."""
        return self._signs.get(code, code)


def _only(named: set[str], codes: dict[str, tuple[str, ...]], tag: str, *, unless: str) -> str | None:
    """The one of `codes` that the page names, and not `unless` beside it; else that of its country."""
    found = named & codes.keys()
    if unless in named or len(found) > 1:
        return None
    if found:
        return found.pop()
    return next((code for code, tags in codes.items() if tag in tags), None)
