"""Checkout processors: who takes the money for the site, by what gives them away in the page's source.

The fingerprints are a data file (`lists/processors.toml`). A processor that only a link, a form or a button
leads to is a way to pay of its own; one whose own checkout page this is stands behind every address on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product

from farthing.pages.layers import Decoded
from farthing.pages.options.page import Page
from farthing.pages.options.worth import is_meant
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Option, Quote

_MOST = 100  # places of one sign that are looked at
_ID = r"(?P<id>[A-Za-z0-9_-]{3,128})"
_GLUE = r"[\"'\])]?(?:\s*[:=(,]\s*|[^<>{}]{0,80}?\b(?:value|content)\s*=\s*)[\"'(]{0,2}"
_FIELD = re.compile(r"[\w-]+=?\Z")
_LEADING = frozenset({"a", "form", "iframe", "input", "button", "area"})
_TAG_NAME = re.compile(r"<([a-z]+)", re.I)


@dataclass(frozen=True, slots=True)
class Trace:
    """What gives one processor away."""

    name: str
    rail: str
    brand: str | None
    source: tuple[str, ...]
    invoice: re.Pattern[str] | None
    merchant: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A processor on a page; `leads` where the page only leads to its checkout."""

    trace: Trace
    invoice: str | None
    merchant: str | None
    leads: bool
    start: int
    end: int
    quote: Quote


@lru_cache(maxsize=1)
def traces() -> tuple[Trace, ...]:
    """The fingerprints of the data file."""
    path = files("farthing.pages") / "lists" / "processors.toml"
    found = []
    for name, said in tomllib.loads(path.read_text("utf-8"))["trace"].items():
        rail, _, brand = said["rail"].partition(":")
        invoice, merchant = _pattern(said.get("invoice", [])), _pattern(said.get("merchant", []))
        found.append(Trace(name, rail, brand or None, tuple(said["source"]), invoice, merchant))
    return tuple(found)


def with_processors(checkouts: list[Seen], options: list[Option]) -> list[Option]:
    """The options with the processors that stand behind them, and one for each that stands by itself.

    Where a page has several invoices with one processor, the first option is given once for each.
    """
    for seen in checkouts:
        known = next((option for option in options if option.processor == seen.trace.name), None)
        if known is not None:
            options = [*options, _with(known, seen)]
            continue
        filled = [_behind(option, seen) if _is_behind(seen, option) else option for option in options]
        options = filled if filled != options else [*options, _with(Option("", 0, 0, seen.quote), seen)]
    return options


def _behind(option: Option, seen: Seen) -> Option:
    return replace(option, processor=seen.trace.name, invoice=seen.invoice, merchant_id=seen.merchant)


def _with(option: Option, seen: Seen) -> Option:
    """An option that stands where the processor was seen."""
    placed = replace(option, start=seen.start, end=seen.end, quote=seen.quote)
    return _behind(replace(placed, rail=seen.trace.rail, brand=seen.trace.brand), seen)


def _is_behind(seen: Seen, option: Option) -> bool:
    if option.rail != seen.trace.rail or option.processor is not None:
        return False
    if option.rail != "crypto":
        return option.brand == seen.trace.brand or seen.trace.brand is None
    return option.address is None or not seen.leads


def processors(page: Page) -> list[Seen]:
    """The processors of a page, once for each invoice."""
    found: dict[str, list[Seen]] = {}
    lowered = f"{page.document.source}\n{page.document.text}".lower()
    for trace in traces():
        signs = [sign for sign in trace.source if sign in lowered]
        for layer, sign in product(page.document.layers, signs):
            place = _place(layer.text, sign)
            if place >= 0:
                found[trace.name] = list(_seen(page, layer, trace, place, place + len(sign)))
                break
    named = {trace.name: trace for trace in traces()}
    for scan in page.scans:
        if scan.line.hidden:
            continue
        for mark in scan.all("processor"):
            if mark.value not in found and is_meant(page, scan, mark):
                start, end = scan.start(mark), scan.end(mark)
                span = page.document.span(start, end)
                words = quote(page.document, start, end)
                found[mark.value] = [Seen(named[mark.value], None, None, False, *span, words)]
    return [seen for every in found.values() for seen in every]


def _place(text: str, sign: str) -> int:
    """Where a sign stands in the page itself, not in a comment; -1 where it does not."""
    for match in islice(re.finditer(re.escape(sign), text, re.I), _MOST):
        if not _in_comment(text, match.start()):
            return match.start()
    return -1


def _in_comment(text: str, place: int) -> bool:
    return text.rfind("<!--", 0, place) > text.rfind("-->", 0, place)


def _seen(page: Page, layer: Decoded, trace: Trace, start: int, end: int) -> Iterator[Seen]:
    text = layer.text
    invoices, merchants = _numbers(trace.invoice, text), _numbers(trace.merchant, text)
    merchant = next(iter(merchants), None)
    every: list[re.Match[str] | None] = [*invoices.values()]
    for invoice in every or [None]:
        best = invoice or merchants.get(merchant or "")
        if best is not None:
            start, end = best.span("id")
        yield Seen(
            trace,
            invoice.group("id") if invoice else None,
            merchant,
            _in_tag(text, start) in _LEADING if best is None else _leads(page, text, best, trace),
            *layer.span(start, end),
            Quote("", clean(text[start:end]), ""),
        )


def _numbers(pattern: re.Pattern[str] | None, text: str) -> dict[str, re.Match[str]]:
    """The numbers of a kind, each where it stands first. A word of a path ("/pay/now") is none."""
    found: dict[str, re.Match[str]] = {}
    for match in islice(pattern.finditer(text), _MOST) if pattern is not None else ():
        value = match.group("id")
        is_number = any(sign.isdigit() for sign in value) or len(value) > 20
        if is_number and value not in found and not _in_comment(text, match.start()):
            found[value] = match
    return found


def _leads(page: Page, text: str, number: re.Match[str], trace: Trace) -> bool:
    """Whether a number leads away: in a link to the processor's host or a form's field. One that the page
    shows to its reader is the number of what is paid here."""
    shown = page.document.text.find(number.group("id"), 0, page.document.visible) >= 0
    tag = _in_tag(text, number.start())
    if shown or tag != "a":
        return tag in _LEADING and not shown
    written = text[text.rfind("<", 0, number.start()) : text.find(">", number.start()) + 1].lower()
    return any(sign in written for sign in trace.source)


def _in_tag(text: str, place: int) -> str:
    """The name of the tag in whose brackets a place lies, "" outside of tags."""
    opening = text.rfind("<", max(0, place - 4000), place + 1)
    if opening < 0 or text.find(">", opening, place) >= 0:
        return ""
    name = _TAG_NAME.match(text, opening)
    return name.group(1).lower() if name else ""


def _counts(text: str, sign: str, place: int | None = None) -> bool:
    """Whether a sign stands in the page itself, not in a comment."""
    place = text.find(sign) if place is None else place
    return text.rfind("<!--", 0, place) <= text.rfind("-->", 0, place)


def _pattern(templates: list[str]) -> re.Pattern[str] | None:
    """One pattern for all templates of a kind."""
    ways = []
    for template in templates:
        before = template.partition("{id}")[0]
        if _FIELD.match(before) and before.endswith("="):
            name = re.escape(before[:-1]).replace(r"\-", "[-_]?").replace("_", "[-_]?")
            ways.append(rf"(?<![A-Za-z0-9]){name}{_GLUE}")
        elif before.endswith("(="):
            ways.append(rf"{re.escape(before[:-2])}\(\s*[\"']")
        else:
            way = re.escape(before).replace("/", r"\\?/").replace("&", "&(?:amp;)?")
            ways.append(way.replace(re.escape("{any}"), r"[\w-]+"))
    return re.compile(rf"(?:{'|'.join(ways)}){_ID}", re.I) if ways else None
