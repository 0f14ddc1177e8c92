"""Puts a document together from the events of a notation: open, close, text, line break, hidden value."""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import partial

from farthing.pages.layers import Decoded
from farthing.pages.markup.elements import CLOSES, SCOPE, Hidden, Open
from farthing.pages.markup.records import unescape
from farthing.pages.markup.tree import REST, Document, Line, Node

MAX_LINE = 2_000  # signs; longer lines are read in pieces
MAX_DEPTH = 120  # deeper nesting is read flat: no page that people see needs more
MAX_BLOCKS = 20_000  # of a page; what comes behind them is read flat
MAX_LINES = 20_000  # of a page; what comes behind them runs on in lines of `MAX_LINE`
MAX_TAGS = 20_000  # of a page; what comes behind them is passed on as it stands

_LOOSE = re.compile(r" {2,}|^ | $|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_PLAIN_SPACE = re.compile(r"&| {2}|^ | $")
_AS_BLANKS = dict.fromkeys(map(ord, "\t\r\n\f"), " ")
_BREAKS_IN_PRE = re.compile(r"\r\n?|\n|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")

_REFERENCE = re.compile(r"&[#\w]{2,32};")
_LITERAL = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\.", re.S)


@dataclass(slots=True)
class Builder:
    """Collects text and blocks. One builder may take several layers, one after another (parts of a mail)."""

    language: str | None = None
    root: Node = field(default_factory=lambda: Node("page"))
    layers: list[Decoded] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    tags: int = 0  # that were read
    given_up: dict[str, int] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _starts: array[int] = field(default_factory=partial(array, "q"))
    _places: array[int] = field(default_factory=partial(array, "q"))
    _widths: array[int] = field(default_factory=partial(array, "q"))
    _owners: array[int] = field(default_factory=partial(array, "l"))
    _line: Line | None = None
    _gap: int = -1  # where in the source an unwritten blank stands
    _gap_width: int = 0
    _blocks: int = 0

    def begin(self, layer: Decoded) -> None:
        """What follows is found in `layer`; open blocks of the part before are closed."""
        self._finish_line()
        self.layers.append(layer)
        self.stack = [Open("page", self.root, True, False, False, False, False)]

    @property
    def top(self) -> Open:
        return self.stack[-1]

    def open(
        self,
        tag: str,
        *,
        block: bool,
        names: str = "",
        struck: bool = False,
        code: bool = False,
        strong: bool = False,
        pre: bool = False,
    ) -> Node:
        """Opens an element; a block ends the line before it. Gives the block that is now innermost."""
        if block:
            self.end_line()
            closes = CLOSES.get(tag)
            if closes:
                self._close_implied(closes)
        top = self.stack[-1]
        if len(self.stack) >= MAX_DEPTH:
            return top.node
        node = top.node
        if block and self._blocks < MAX_BLOCKS:
            self._blocks += 1
            node = Node(tag, top.node, top.node.depth + 1, names)
            top.node.children.append(node)
        self.stack.append(
            Open(
                tag, node, block, top.struck or struck, top.code or code, top.strong or strong, top.pre or pre
            )
        )
        return node

    def close(self, tag: str) -> None:
        """Closes the innermost open `tag` with everything in it; a stray end tag does nothing."""
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].tag == tag:
                if any(entry.block for entry in self.stack[index:]):
                    self.end_line()
                del self.stack[index:]
                return

    def _close_implied(self, tags: tuple[str, ...]) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].tag in SCOPE:
                return
            if self.stack[index].tag in tags:
                del self.stack[index:]

    def text(self, chunk: str, place: int) -> None:
        """Visible text that stands at `place` of the layer: blanks collapse, character references resolve."""
        if self.stack[-1].pre:
            self._preformatted(chunk, place)
            return
        if "\n" in chunk or "\t" in chunk or "\r" in chunk or "\f" in chunk:
            chunk = chunk.translate(_AS_BLANKS)
        if not _PLAIN_SPACE.search(chunk):
            if chunk:
                self._write(chunk, place, -1)
            return
        position = 0
        for loose in _LOOSE.finditer(chunk):
            if loose.start() > position:
                self._write(chunk[position : loose.start()], place + position, -1)
            position = loose.end()
            sign = loose.group()
            if sign[0] == "&":
                self._write(html.unescape(sign), place + loose.start(), len(sign))
            elif self._gap < 0:
                self._gap, self._gap_width = place + loose.start(), len(sign)
        if position < len(chunk):
            self._write(chunk[position:], place + position, -1)

    def _preformatted(self, chunk: str, place: int) -> None:
        position = 0
        for stop in _BREAKS_IN_PRE.finditer(chunk):
            if stop.start() > position:
                self._write(chunk[position : stop.start()], place + position, -1)
            position = stop.end()
            if stop.group()[0] == "&":
                self._write(html.unescape(stop.group()), place + stop.start(), len(stop.group()))
            else:
                self.end_line()
        if position < len(chunk):
            self._write(chunk[position:], place + position, -1)

    def raw_line(self, chunk: str, place: int, *, heading: bool = False) -> Line | None:
        """One line as it is, blanks and all; with `heading` in a block of its own."""
        self.end_line()
        if heading:
            self.open("h2", block=True)
        self._write(chunk, place, -1)
        line = self._line
        self.end_line()
        if heading:
            self.close("h2")
        return line

    def insert(self, sign: str, place: int) -> None:
        """A sign that the page draws without writing it (the point before raised cents)."""
        self._write(sign, place, 0)

    def replaced(self, shown: str, place: int, width: int) -> None:
        """Text that is shown in place of `width` other signs of the source."""
        if shown.strip():
            self._write(shown, place, width)

    def rest(self, chunk: str, place: int, why: str) -> None:
        """What stands behind more than is read: as it stands, in long lines, so that the addresses in it are
        found at their place, also in bodies of mail that are encoded."""
        self._finish_line()
        self.given_up.setdefault(why, self._length)
        around = self.stack
        node = Node(REST, self.root, 1)
        self.root.children.append(node)
        self.stack = [Open(REST, node, True, False, False, False, False)]
        self._write_long(chunk, place)
        self._finish_line()
        self.stack = around

    def last_sign(self) -> str:
        """The last sign of the line being written, "" at its beginning."""
        return self._text[-1][-1:] if self._line is not None and self._text and self._gap < 0 else ""

    def last_chunk(self) -> str:
        """The text that was written last into the line being written, "" at its beginning."""
        return self._text[-1] if self._line is not None and self._text and self._gap < 0 else ""

    def hide(self, source: str, members: list[tuple[str, str, int]], path: str = "") -> None:
        """Values that are not shown; they come after the visible text."""
        self._hide(source, members, -1, len(self.lines), path)

    def carry(self, payload: str, place: int, width: int) -> None:
        """What the `width` signs at `place` carry: the payload of a QR code."""
        members = [("code", payload.replace("\n", " ").replace("\r", ""), place)]
        self._hide("code", members, width, len(self.lines) - (self._line is None))

    def _hide(
        self, source: str, members: list[tuple[str, str, int]], width: int, near: int, path: str = ""
    ) -> None:
        layer = len(self.layers) - 1
        self.hidden.append(Hidden(self.stack[-1].node, source, members, layer, near, width, path))

    def end_line(self) -> None:
        self._gap = -1
        line = self._line
        if line is None:
            return
        if len(self.lines) >= MAX_LINES and self._length - line.start < MAX_LINE:
            self.given_up.setdefault("behind so many lines they are not told apart", line.start)
            self._gap, self._gap_width = self._places[-1] + max(0, self._widths[-1]), 0
            return
        self._finish_line()

    def _finish_line(self) -> None:
        self._gap = -1
        line = self._line
        if line is None:
            return
        self._line = None
        line.end = self._length
        line.number = len(self.lines)
        self.lines.append(line)
        line.node.children.append(line)
        self._append("\n", self._places[-1] + max(0, self._widths[-1]), 0)

    def _write(self, chunk: str, place: int, width: int) -> None:
        if width < 0 and len(chunk) > MAX_LINE:
            self._write_long(chunk, place)
            return
        top = self.stack[-1]
        if self._line is not None:
            length = self._length - self._line.start
            if length > (MAX_LINE if self._gap >= 0 else 2 * MAX_LINE):  # at a blank, or else anywhere
                self.end_line()
        if self._line is None:
            self._line = Line(self._length, self._length, top.node)
        elif self._gap >= 0:
            self._append(" ", self._gap, self._gap_width)
        self._gap = -1
        start = self._length
        self._append(chunk, place, width)
        if top.struck:
            self._line.struck.append((start, self._length))
        if top.code:
            self._line.code.append((start, self._length))
        if top.strong:
            self._line.strong.append((start, self._length))

    def _write_long(self, chunk: str, place: int) -> None:
        """A long run of text in several lines, cut at ends of lines or else at blanks where there are any."""
        start = 0
        while start < len(chunk):
            end = following = start + MAX_LINE
            if end < len(chunk):
                middle = start + MAX_LINE // 2
                end = chunk.rfind("\n", middle, end)
                following = end + 1
                if end < 0:
                    blank = chunk.rfind(" ", middle, start + MAX_LINE)
                    end = following = blank + 1 if blank > 0 else start + MAX_LINE
            self._write(chunk[start:end], place + start, -1)
            if following < len(chunk):
                self.end_line()
            start = following

    def _append(self, chunk: str, place: int, width: int) -> None:
        self._starts.append(self._length)
        self._places.append(place)
        self._widths.append(width)
        self._owners.append(max(0, len(self.layers) - 1))
        self._text.append(chunk)
        self._length += len(chunk)

    def finish(self) -> Document:
        """The document; the builder is spent."""
        self._finish_line()
        visible = self._length
        for hidden in self.hidden:
            self._write_hidden(hidden)
        text = "".join(self._text)
        return Document(
            text,
            visible,
            self.root,
            self.lines,
            self.language,
            self.layers,
            self._starts,
            self._places,
            self._widths,
            self._owners,
            "\n".join(self.source),
            self.given_up,
        )

    def shown(self, line: Line) -> str:
        """The text of a line that is finished."""
        first = bisect_right(self._starts, line.start) - 1
        last = bisect_left(self._starts, line.end)
        return "".join(self._text[first:last])[: line.end - line.start]

    def place_of(self, position: int) -> int:
        """Where in its layer a position of the text stands."""
        segment = max(0, bisect_right(self._starts, position) - 1)
        return self._places[segment] + (position - self._starts[segment] if self._widths[segment] < 0 else 0)

    def _write_hidden(self, hidden: Hidden) -> None:
        line = Line(
            self._length, self._length, hidden.node, hidden=True, source=hidden.source,
            number=len(self.lines), near=hidden.near, path=hidden.path,
        )  # fmt: skip
        for key, value, place in hidden.members:
            if hidden.source in ("script", "data"):
                self._own(f"{key}: " if line.start == self._length else f"; {key}: ", place, 0, hidden.layer)
            start = self._length
            if hidden.width >= 0:
                self._own(value, place, hidden.width, hidden.layer)
                value = ""
            position = 0
            for reference in (_REFERENCE if hidden.source != "script" else _LITERAL).finditer(value):
                self._own(value[position : reference.start()], place + position, -1, hidden.layer)
                piece = reference.group()
                shown = html.unescape(piece) if piece[0] == "&" else unescape(piece)
                self._own(shown, place + reference.start(), len(piece), hidden.layer)
                position = reference.end()
            self._own(value[position:], place + position, -1, hidden.layer)
            line.fields.append((key, start, self._length))
        line.end = self._length
        self.lines.append(line)
        self._own("\n", hidden.members[-1][2] if hidden.members else 0, 0, hidden.layer)

    def _own(self, chunk: str, place: int, width: int, layer: int) -> None:
        if chunk:
            self._append(chunk, place, width)
            self._owners[-1] = layer
