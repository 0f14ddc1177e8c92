"""Prices in objects of scripts and in data attributes: `{"label": "30 days", "usdt": "20"}`.

A member's key says what its value is: a price, a currency, a period, a name; a currency may itself be the
key.
"""

from __future__ import annotations

import re
from decimal import Decimal

from farthing.pages.markup.tree import Document, Line
from farthing.pages.offers.money import COINS, Amount, amounts
from farthing.pages.offers.numbers import number
from farthing.pages.offers.periods import Period, periods
from farthing.pages.offers.price import Price
from farthing.pages.words.lexer import Token, fold
from farthing.pages.words.lexicon import Lexicon, Mark
from farthing.pages.words.scan import Scan

_KEY_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PRICE = frozenset(
    {
        "price",
        "amount",
        "cost",
        "fee",
        "value",
        "sum",
        "total",
        "precio",
        "preis",
        "prix",
        "preco",
        "prezzo",
        "cena",
        *("pret", "prijs", "pris", "hinta", "fiyat", "ucret", "tutar", "harga", "gia", "cijena", "tsena"),
        *("montant", "monto", "importe", "importo", "betrag", "bedrag", "belop", "belob", "belopp", "kwota"),
        *("castka", "osszeg", "summa", "suma", "valor", "jumlah", "tarif", "tarifa"),
    }
)
_NOT_PRICE = frozenset({
    "old", "was", "before", "original", "regular", "compare", "discount", "save", "saving", "savings",
    "rate", "shipping", "tax", "vat", "min", "max", "balance", "updated", "created", "id", "count",
    "percent", "list", "antigo", "antiguo", "ancien", "ancienne", "alt", "alter", "eski", "stary", "stara",
    "vecchio", "anterior", "precedente", "oud", "gammal", "gammel", "vanha", "regi", "vechi", "lama", "barre",
    "rabat", "rabatt", "remise", "descuento", "desconto", "sconto", "korting", "sleva", "reducere", "diskon",
    "popust", "skidka", "indirim", "kedvezmeny", "frais", "envio", "versand", "porto", "minim", "minimo",
    "msrp", "step", "limit", "raised", "goal", "equivalent", "minor", "previous",
})  # fmt: skip
_CURRENCY = frozenset({
    "currency", "cur", "curr", "ccy", "coin", "asset", "unit", "symbol", "token",
    "moneda", "moeda", "monnaie", "valuta", "valyuta", "waehrung", "wahrung", "devise", "divisa", "waluta",
    "mena", "penznem", "birimi", "matauang",
})  # fmt: skip
_MINOR = frozenset({"cents", "cent", "minor", "kopecks", "pence"})
_NAMED = (
    "titlu", "titre", "titulo", "titolo", "titel", "nazwa", "nazev", "nom", "nombre", "nome", "nev", "nimi",
    "naam", "nama", "navn", "namn", "denumire", "naziv",
)  # fmt: skip
_LENGTH = frozenset({
    "period", "interval", "duration", "term", "length", "cycle", "billing", "days", "months", "every",
    "label", "name", "title", "plan", "text", "validity", "per", "recurrence", "frequency", "unit",
    "durata", "duree", "duracion", "duracao", "dauer", "laufzeit", "zeitraum", "okres", "doba", "sure",
    "periodo", "periode", "durasi", "duur", "looptijd", "varaktighet", "varighet", "kesto", "idotartam",
    "trajanje", "srok",
    *_NAMED,
})  # fmt: skip
_NAMES = ("tier", "name", "title", "plan", "label", "product", "package", *_NAMED)
_UNIT_KEYS = {
    "hours": "h",
    "days": "D",
    "weeks": "W",
    "months": "M",
    "years": "Y",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
}
_LONGEST_NAME = 40
_LOOSE = 10  # signs beside a sum in a value that is nothing but a price ("9 € / mo.")
_PLAIN_NUMBER = re.compile(r"\s*\d[\d., ]*\s*\Z")


def record_prices(document: Document, scan: Scan, lexicon: Lexicon) -> list[Price]:
    """The prices of one record, with their period and tier."""
    line = scan.line
    if len(line.fields) > 60:
        return []
    keys = [(parts(key.lstrip("^")), key.startswith("^")) for key, _, _ in line.fields]
    currency = _currency(document, line, keys, lexicon)
    length = _length(document, scan, keys, lexicon)
    name = parts(line.path.rpartition("/")[2])  # `"month": {"amount": 5}`
    found: list[Price] = []
    for (_, start, end), (words, inherited) in zip(line.fields, keys, strict=True):
        if inherited or not document.text[start:end].strip():
            continue
        amount = _amount(document, scan, words, start, end, currency, lexicon)
        if amount is None:
            continue
        price = Price(amount, firm=True, tier=_tier(document, line, length))
        price.period = _key_length(scan, words, amount) or length or _key_length(scan, name, amount)
        found.append(price)
    return _in_major(found)


def _in_major(prices: list[Price]) -> list[Price]:
    """Without the sums in minor units that stand beside the same sum as it is shown: 499 and "$4.99"."""
    hundredfold = {price.amount.value * 100 for price in prices}
    return [price for price in prices if price.amount.value not in hundredfold]


def parts(key: str) -> list[str]:
    """The words of a key: "priceMonthly", "price_monthly", "price-monthly" are the same two."""
    return [part.lower() for part in _KEY_PARTS.findall(key)]


def _amount(
    document: Document,
    scan: Scan,
    words: list[str],
    start: int,
    end: int,
    currency: str | None,
    lexicon: Lexicon,
) -> Amount | None:
    if not _NOT_PRICE.isdisjoint(words):
        return None
    value = document.text[start:end]
    if not _PLAIN_NUMBER.match(value):
        inside = [a for a in amounts(scan, lexicon) if start <= a.start and a.end <= end]
        whole = len(inside) == 1 and len(value.strip()) <= inside[0].end - inside[0].start + _LOOSE
        return inside[0] if len(inside) == 1 and (whole or not _PRICE.isdisjoint(words)) else None
    named = [code for word in words if (code := _code(word, lexicon)) is not None]
    if len(set(named)) > 1:
        return None  # "usdt_eur" is a rate
    own = named[0] if named else None
    priced = not _PRICE.isdisjoint(words)
    code = own or (currency if priced or _key_is_length(words) else None)
    if code is None or not (priced or own or _key_is_length(words)):
        return None
    unit, _, fraction = code.partition("/")
    sum_ = number(value.strip(), decimal=".", fine=unit in COINS)
    index = next((i for i, token in enumerate(scan.tokens) if token.start >= start), None)
    if sum_ is None or sum_ <= 0 or index is None or scan.tokens[index].kind != "number":
        return None
    if not _MINOR.isdisjoint(words) or words == ["unit", "amount"]:
        sum_ /= 100
    if fraction:
        sum_ /= Decimal(fraction)
    return Amount(scan, index, index, index, sum_, unit)


def _code(word: str, lexicon: Lexicon) -> str | None:
    """The currency that one word names."""
    for entry in lexicon.exact.get(fold(word), []) + lexicon.cased.get(word.upper(), []):
        for sense, value in entry.senses:
            if sense in ("cur", "coin") and not entry.rest:
                return value
    return None


def _currency(
    document: Document, line: Line, keys: list[tuple[list[str], bool]], lexicon: Lexicon
) -> str | None:
    for (_, start, end), (words, _) in zip(line.fields, keys, strict=True):
        if not _CURRENCY.isdisjoint(words):
            code = _code(document.text[start:end].strip(), lexicon)
            if code is not None:
                return code
    return None


def _length(
    document: Document, scan: Scan, keys: list[tuple[list[str], bool]], lexicon: Lexicon
) -> Period | None:
    line = scan.line
    loose: Period | None = None
    times = _times(document, line, keys)
    for (_, start, end), (words, _) in zip(line.fields, keys, strict=True):
        text = document.text[start:end].strip()
        if text.isdigit() and words and words[-1] in _UNIT_KEYS and len(text) < 5:
            return _made(scan, start, f"P{int(text)}{_UNIT_KEYS[words[-1]]}".replace("h", "D"))
        known = not _LENGTH.isdisjoint(words)
        if not known and (loose is not None or end - start > _LONGEST_NAME):
            continue
        found = periods(_sub(scan, start, end), set())
        if found and known:
            return _multiplied(found[0], times)
        loose = loose or (found[0] if found else None)
        if (
            {"period", "duration", "term", "validity"} & set(words)
            and text.isdigit()
            and 0 < int(text) < 4000
        ):
            return _made(scan, start, f"P{int(text)}D")
    return loose


def _times(document: Document, line: Line, keys: list[tuple[list[str], bool]]) -> int:
    """How many intervals there are: `interval: "month", interval_count: 3`."""
    for (_, start, end), (words, _) in zip(line.fields, keys, strict=True):
        text = document.text[start:end].strip()
        if "count" in words and not _LENGTH.isdisjoint(words) and text.isdigit() and 0 < int(text) <= 36:
            return int(text)
    return 1


def _multiplied(length: Period, times: int) -> Period:
    if times > 1 and re.fullmatch(r"P1[DWMY]", length.value):
        length.value = f"P{times}{length.value[-1]}"
    return length


def _made(scan: Scan, start: int, value: str) -> Period | None:
    index = next((i for i, token in enumerate(scan.tokens) if token.start >= start), None)
    return Period(scan, index, index, value) if index is not None else None


def _sub(scan: Scan, start: int, end: int) -> Scan:
    """The scan of one member's value."""
    inside = [i for i, token in enumerate(scan.tokens) if start <= token.start and token.end <= end]
    if not inside:
        return Scan(scan.line, [], [])
    first, last = inside[0], inside[-1]
    marks = [
        Mark(mark.first - first, mark.last - first, mark.sense, mark.value)
        for mark in scan.marks
        if first <= mark.first and mark.last <= last
    ]
    cut: list[Token] = scan.tokens[first : last + 1]
    return Scan.of(scan.line, cut, marks)


def _key_is_length(words: list[str]) -> bool:
    """`monthly: 9`, `price30days: 20`."""
    return bool(words) and bool(
        {"monthly", "yearly", "weekly", "daily", "annual", "annually", "lifetime", "quarterly"} & set(words)
    )


_KEY_LENGTHS = {
    "monthly": "P1M", "month": "P1M", "yearly": "P1Y", "year": "P1Y", "annual": "P1Y", "annually": "P1Y",
    "weekly": "P1W", "week": "P1W", "daily": "P1D", "day": "P1D", "quarterly": "P3M", "quarter": "P3M",
    "lifetime": "lifetime",
}  # fmt: skip


def _key_length(scan: Scan, words: list[str], amount: Amount) -> Period | None:
    value = next((_KEY_LENGTHS[word] for word in words if word in _KEY_LENGTHS), None)
    return Period(scan, amount.first, amount.first, value) if value else None


def _tier(document: Document, line: Line, length: Period | None) -> str | None:
    """The name that a record (or an object around it) gives to what is sold."""
    for wanted in _NAMES:
        for key, start, end in line.fields:
            text = document.text[start:end].strip()
            if key.lstrip("^").lower() == wanted and text and len(text) <= 60:
                if length is not None and length.scan.line is line and start <= length.start < end:
                    continue
                return text
    return None
