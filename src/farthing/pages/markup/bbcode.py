"""BBCode, the notation of forums: `[b]`, `[*]`, `[s]`, `[url=…]`, `[table]`, over plain lines."""

from __future__ import annotations

import re

from farthing.pages.layers import Decoded
from farthing.pages.markup.builder import MAX_TAGS, Builder

_TAG = re.compile(
    r"\[(?P<end>/?)(?P<name>b|i|u|s|strike|del|size|color|colour|font|url|email|img|quote|code|center|left|right|list|"
    r"table|tr|td|th|h[1-6]|spoiler|hide|sup|sub|pre|li|ul|ol|\*)"
    r"(?:=(?P<value>[^\]\r\n]{0,400}))?(?:[ ][^\]\r\n]{0,200})?\]",
    re.I,
)
_ENDS = re.compile(
    r"\[/(?:b|i|u|s|size|color|font|url|quote|code|center|list|table|td|spoiler|hide|img)\]", re.I
)
_BREAK = re.compile(r"\r\n?|\n")
_INLINE = frozenset(
    {"b", "i", "u", "s", "strike", "del", "size", "color", "colour", "font", "url", "email", "sup", "sub"}
)
_AS_HTML = {
    "*": "li", "quote": "blockquote", "list": "ul", "code": "pre", "spoiler": "div", "hide": "div",
    "center": "div", "left": "div", "right": "div",
}  # fmt: skip


def looks_like(text: str) -> bool:
    """True where a text closes BBCode elements at least twice."""
    found = _ENDS.search(text)
    return found is not None and _ENDS.search(text, found.end()) is not None


def build(layer: Decoded, builder: Builder) -> None:
    """Reads BBCode: the elements become blocks and dress, what stands between them is plain lines."""
    builder.begin(layer)
    text, position = layer.text, 0
    builder.open("para", block=True)
    for tag in _TAG.finditer(text):
        if builder.tags >= MAX_TAGS:
            builder.rest(text[position:], position, "behind so many tags nothing but addresses is read")
            return
        builder.tags += 1
        _lines(builder, text, position, tag.start())
        position = _element(builder, text, tag)
    _lines(builder, text, position, len(text))
    builder.end_line()


def _lines(builder: Builder, text: str, start: int, end: int) -> None:
    position = start
    for stop in _BREAK.finditer(text, start, end):
        builder.text(text[position : stop.start()], position)
        builder.end_line()
        if text[stop.end() : stop.end() + 1] in ("\n", "\r") and builder.top.tag == "para":
            builder.close("para")
            builder.open("para", block=True)
        position = stop.end()
    if position < end:
        builder.text(text[position:end], position)


def _element(builder: Builder, text: str, tag: re.Match[str]) -> int:
    name = tag.group("name").lower()
    html_name = _AS_HTML.get(name, name)
    if tag.group("end"):
        builder.close(html_name)
        return tag.end()
    if name == "img":
        end = re.compile(r"\[/img\]", re.I).search(text, tag.end(), tag.end() + 400)
        return end.end() if end else tag.end()
    value = tag.group("value")
    if name in ("url", "email") and value:
        builder.hide("href", [("href", value.strip("\"'"), tag.start("value"))])
    if name in _INLINE:
        builder.open(name, block=False, struck=name in ("s", "strike", "del"), strong=name in ("b", "i", "u"))
    else:
        builder.open(html_name, block=True, pre=html_name == "pre")
    return tag.end()
