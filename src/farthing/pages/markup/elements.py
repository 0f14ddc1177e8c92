"""What the builder remembers of a page's source: elements that are open, values that are not shown."""

from __future__ import annotations

from dataclasses import dataclass

from farthing.pages.markup.tree import Node

CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",), "optgroup": ("option",
    "optgroup"), "td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "tbody": ("td", "th",
    "tr", "tbody", "thead"), "thead": ("td", "th", "tr", "tbody", "thead"), "tfoot": ("td", "th", "tr",
    "tbody", "thead"),
}  # fmt: skip
SCOPE = frozenset({"ul", "ol", "dl", "table", "select", "menu", "body"})


@dataclass(slots=True)
class Open:
    """An element that is open: its block where it is one, and how its text is dressed."""

    tag: str
    node: Node
    block: bool
    struck: bool
    code: bool
    strong: bool
    pre: bool


@dataclass(slots=True)
class Hidden:
    """A value that is not shown: (key, value, place of the value in the source) for each member.

    `width` is how many signs of the source carry a value that is not written there itself (a QR code's),
    -1 for one that is. `near` is the visible line at which it stands.
    """

    node: Node
    source: str
    members: list[tuple[str, str, int]]
    layer: int
    near: int
    width: int = -1
    path: str = ""
