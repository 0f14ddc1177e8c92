"""HTML, as saved pages have it: sound or not, it gives text in blocks.

A tokenizer of our own, because every sign must keep its place in the file, which tree builders throw away.
It follows the WHATWG tokenization as far as text and nesting need it; media is passed over without being
looked at.
"""

from __future__ import annotations

import re

from farthing.pages.layers import Decoded
from farthing.pages.markup import blocks
from farthing.pages.markup.attributes import attributes_of, count_of, struck_classes
from farthing.pages.markup.builder import MAX_TAGS, Builder
from farthing.pages.markup.pictures import Looker
from farthing.pages.markup.records import MAX_SCRIPT, inherited, records

# What a look-ahead has found is not gone back into: an open tag costs no more than a closed one.
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/><]*)(?=((?:[^>"']+|"[^"]*"|'[^']*'){0,20000}))\3>""")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><]*)([^>]*)>")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style", re.I | re.S)
_MAX_STYLE = 200_000
_MAX_ALT = 60  # signs of a picture's words that name something
_MAX_TAG = 2_000  # signs of a tag that says something

_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "input",
    "output", "meter", "progress", "svg", "math"],
)  # fmt: skip
_VOID = frozenset(
    ["area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr"],
)  # fmt: skip
_STRUCK = frozenset({"s", "strike", "del"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_STRONG = frozenset({"b", "strong", "mark", "em", "i", "u", "code", "kbd", "samp", "tt"})
_PRE = frozenset({"pre", "textarea", "listing", "xmp", "plaintext"})
_SKIPPED = frozenset({"svg", "math", "object", "iframe", "canvas", "video", "audio", "map"})
_RAW = frozenset({"script", "style"})
_ENDS_PARAGRAPH = frozenset(
    ["address", "article", "aside", "blockquote", "div", "dl", "fieldset", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"],
)  # fmt: skip
_STRUCK_NAME = re.compile(
    r"(?:^|[\s_-])(?:strike\w*|struck\w*|crossed\w*|line-?through|(?:old|was|previous|former|regular|original|before|compare|list|rrp|msrp)"
    r"[-_]?(?:price|amount|cost|amt|val\w*)|(?:price|amount|cost)[-_]*(?:old|was|previous|former|regular|original|before|strike\w*|compare))(?:$|[\s_-])",
    re.I,
)
_RAISED = re.compile(r"(?:^|[\s_-])(?:cents?|decimals?|fraction|kop\w*|sup)(?:$|[\s_-])", re.I)
_SUM = re.compile(r"[$€£¥₽₴₺₹₩₫₪฿₦₱₸][ \u00a0]?\d[\d.,]*\Z")
_CENTS = re.compile(r"\s*\d\d\s*<")
_TYPED = frozenset({"text", "url", "email", "submit", "button", "readonly", ""})
_TELLING = re.compile(r"[0-9@]|pay|method|wallet|mail|contact|user|domain", re.I)
_LINKS = re.compile(r"^\s*(?!javascript:|data:|#|/|\?)[a-z][a-z0-9+.-]*:", re.I)


def build(layer: Decoded, builder: Builder) -> None:
    """Reads the HTML in `layer` into `builder`."""
    builder.begin(layer)
    _Reader(layer.text, builder).run()
    builder.end_line()


class _Reader:
    __slots__ = ("builder", "cells_seen", "looker", "loose", "script_budget", "struck_names", "text")

    def __init__(self, text: str, builder: Builder) -> None:
        self.text = text
        self.builder = builder
        self.looker = Looker()
        self.cells_seen = 0
        self.loose = False
        self.struck_names: set[str] = set()
        self.script_budget = MAX_SCRIPT

    def run(self) -> None:
        text, builder = self.text, self.builder
        if "line-through" in text:  # a style sheet may stand after what it strikes
            for sheet in _STYLE.finditer(text):
                self.struck_names |= struck_classes(sheet.group(1)[:_MAX_STYLE])
        position, last = 0, text.rfind(">")
        while builder.tags < MAX_TAGS:
            builder.tags += 1
            opening = text.find("<", position)
            if opening < 0 or opening > last:
                builder.text(text[position:], position)
                return
            if opening > position:
                builder.text(text[position:opening], position)
            position = self._markup(opening)
        builder.rest(text[position:], position, "behind so many tags nothing but addresses is read")

    def _markup(self, opening: int) -> int:
        """Handles what begins with the `<` at `opening`; gives the place after it."""
        text = self.text
        sign = text[opening + 1 : opening + 2]
        if sign in ("!", "?"):
            return self._declaration(opening)
        tag = None if self.loose else _TAG.match(text, opening)
        if tag is None:
            tag = _LOOSE_TAG.match(text, opening)
            if tag is None:
                self.builder.text("<", opening)
                return opening + 1
            if '"' in tag.group(3) or "'" in tag.group(3):
                self.loose = True  # a quote that never closes: from here on tags end at the next ">"
        name = tag.group(2).lower()
        if tag.group(1):
            self._end(name)
            return tag.end()
        return self._start(name, tag.group(3), tag.start(3), tag.end())

    def _declaration(self, opening: int) -> int:
        text = self.text
        if text.startswith("<!--", opening):
            end = text.find("-->", opening + 2)
            return end + 3 if end >= 0 else len(text)
        if text.startswith("<![CDATA[", opening):
            end = text.find("]]>", opening)
            return end + 3 if end >= 0 else len(text)
        end = text.find(">", opening)
        return end + 1 if end >= 0 else len(text)

    def _end(self, name: str) -> None:
        builder = self.builder
        if name == "br" or (name == "p" and all(entry.tag != "p" for entry in builder.stack)):
            builder.end_line()
        elif name not in _VOID:
            builder.close(name)

    def _start(self, name: str, written: str, place: int, after: int) -> int:
        attributes = dict(attributes_of(written, place)) if len(written) > 1 else {}
        builder = self.builder
        if len(written) > 200:
            self._pictures(place, after)
        if 8 < len(written) < _MAX_TAG:
            builder.source.append(written)
        if name in _RAW:
            return self._raw(name, attributes, after)
        if name in _SKIPPED:
            self._values(attributes)
            if written.rstrip().endswith("/"):
                return after
            end = self._closing(name, after)
            if name == "svg":
                self._carried(self.looker.of_drawing(self.text[place:end]), place, end)
                self._pictures(after, end)
            return self._after_end(name, end)
        if name == "table":
            self._cells(after)
        if name == "title":
            end = self._closing(name, after)
            builder.open("title", block=True)
            builder.text(self.text[after:end], after)
            builder.close("title")
            return end
        if name == "br" or name == "hr":
            builder.end_line()
            return after
        if name in ("html", "body", "head"):
            builder.end_line()
            if name == "html":
                builder.language = attributes["lang"][0] if "lang" in attributes else builder.language
            return after
        if name in _VOID:
            self._void(name, attributes)
            return after
        self._element(name, attributes, after)
        self._values(attributes)
        if written.endswith("/") and name not in _INLINE and name not in _ENDS_PARAGRAPH:
            builder.close(name)
        return after

    def _element(self, name: str, attributes: dict[str, tuple[str, int]], after: int) -> None:
        builder = self.builder
        names = f"{attributes['class'][0]} " if "class" in attributes else ""
        if "id" in attributes:
            names += attributes["id"][0]
        if name == "select" and "name" in attributes:
            names += f" {attributes['name'][0]}"
        block = name not in _INLINE
        struck = name in _STRUCK or bool(names and self._names_struck(names))
        if not struck and "style" in attributes:
            struck = "line-through" in attributes["style"][0]
        if block and name in _ENDS_PARAGRAPH and any(entry.tag == "p" for entry in builder.stack[-3:]):
            builder.close("p")
        raised = name == "sup" or (names and not block and _RAISED.search(names))
        if raised and builder.last_sign().isdigit() and _CENTS.match(self.text, after):
            builder.insert(".", after)  # raised cents: `19<sup>99</sup>` is drawn as 19.99
        elif not block and builder.last_sign().isdigit() and _SUM.search(builder.last_chunk()):
            builder.insert(" ", after)  # `<i>$9</i><span>7 days</span>` is drawn as two things
        node = builder.open(
            name, block=block, names=names.lower(), struck=struck,
            code=name in _CODE, strong=name in _STRONG, pre=name in _PRE,
        )  # fmt: skip
        if name in ("td", "th"):
            node.columns, node.rows = count_of(attributes, "colspan"), count_of(attributes, "rowspan")

    def _names_struck(self, names: str) -> bool:
        return bool(_STRUCK_NAME.search(names)) or bool(
            self.struck_names and not self.struck_names.isdisjoint(names.split())
        )

    def _pictures(self, start: int, end: int) -> None:
        """What the inline pictures of a piece of the source carry."""
        if self.text.find("data:image", start, end) >= 0:
            for payload, first, last in self.looker.payloads(self.text, start, end):
                self.builder.carry(payload, first, last - first)

    def _cells(self, after: int) -> None:
        """What a table carries whose cells are the modules of a code."""
        if after < self.cells_seen:
            return
        end = self.text.find("</table", after)
        self.cells_seen = end if end >= 0 else len(self.text)
        if self.text.count("<td", after, self.cells_seen) >= 441:
            after = max(after, self.text.rfind("<table", after, end))
            bits = blocks.in_cells(self.text[after:end])
            self._carried(self.looker.of_bits(bits) if bits is not None else [], after, end)

    def _carried(self, payloads: list[str], start: int, end: int) -> None:
        for payload in payloads:
            self.builder.carry(payload, start, end - start)

    def _raw(self, name: str, attributes: dict[str, tuple[str, int]], after: int) -> int:
        end = self._closing(name, after)
        self._pictures(after, end)
        if name == "script" and end - after <= self.script_budget:
            self.script_budget -= end - after
            self.builder.source.append(self.text[after:end])
            for record in records(self.text[after:end]):
                members = [(key, value, after + at) for key, value, at in inherited(record)]
                self.builder.hide("script", members, record.path)
        if "src" in attributes:
            self.builder.hide("src", [("src", *attributes["src"])])
        return self._after_end(name, end)

    def _closing(self, name: str, after: int) -> int:
        found = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self.text, after)
        return found.start() if found else len(self.text)

    def _after_end(self, name: str, after: int) -> int:
        end = self.text.find(">", self._closing(name, after))
        return end + 1 if end >= 0 else len(self.text)

    def _void(self, name: str, attributes: dict[str, tuple[str, int]]) -> None:
        builder = self.builder
        if name == "input":
            kind = attributes.get("type", ("", 0))[0].lower()
            value = attributes.get("value")
            if value and value[0] and kind in _TYPED:
                builder.end_line()
                builder.text(*value)
                builder.end_line()
            elif value and len(value[0]) > 8 and kind != "password":
                builder.hide("value", [("value", *value)])
        elif name == "img" and len(attributes.get("alt", ("", 0))[0]) in range(2, _MAX_ALT):
            builder.hide("alt", [("alt", *attributes["alt"])])
        elif name == "meta" and "itemprop" in attributes and "content" in attributes:
            builder.hide("data", [(attributes["itemprop"][0], *attributes["content"])])
        self._values(attributes)

    def _values(self, attributes: dict[str, tuple[str, int]]) -> None:
        """Links with a scheme, and data attributes as one record."""
        builder = self.builder
        link = attributes.get("href") or attributes.get("action") or attributes.get("onclick")
        if link and len(link[0]) < 4000 and _LINKS.match(link[0]):
            builder.hide("href", [("href", *link)])
        members = [
            (name[5:], value, at)
            for name, (value, at) in attributes.items()
            if name.startswith("data-") and 0 < len(value) < 2000
        ]
        if any(_TELLING.search(f"{name} {value}") for name, value, _ in members):
            builder.hide("data", members)
