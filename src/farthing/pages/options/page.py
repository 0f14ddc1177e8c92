"""The page as the readers of options see it: its lines with their words, and what the words around a place
say."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from farthing.pages.markup.tree import Document, Line
from farthing.pages.options.assets import CHAIN_OF_NATIVE, PLATFORMS
from farthing.pages.options.places import Place
from farthing.pages.options.refusals import is_declined
from farthing.pages.words.lexer import tokens
from farthing.pages.words.lexicon import Lexicon, Mark
from farthing.pages.words.scan import Scan

_BACK = 12  # lines looked back for a heading
_ENTRY = 8  # tokens of a line that is an entry of a list
_PAYING = re.compile(r"pay|wallet|method|gateway|checkout|crypto")  # in the name of a block


@dataclass
class Page:
    """`sums` are the (start, end) of the amounts, in order: a coin's name in one is no way to pay.
    `payees` are the accounts to pay to that the readers of options came upon, in lower case: no contacts.
    """

    document: Document
    scans: list[Scan]
    lexicon: Lexicon
    sums: list[tuple[int, int]] = field(default_factory=list)
    payees: set[str] = field(default_factory=set)
    passed: list[tuple[Place, str]] = field(default_factory=list)  # addresses that are no options, and why
    takes_money: bool = False  # there is an address on it, or a processor's checkout
    by_number: dict[int, Scan] = field(init=False)
    spoken: frozenset[str] = frozenset()  # every coin that the page names
    _paying: dict[int, bool] = field(default_factory=dict)
    _paths: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spoken = frozenset(
            mark.value for scan in self.scans for mark in coin_marks(scan) if mark.sense == "coin"
        )
        self.by_number = {scan.line.number: scan for scan in self.scans}

    @cached_property
    def logos(self) -> list[Scan]:
        """The words of pictures that name ways to pay."""
        return [s for s in self.scans if s.line.source == "alt" and s.has("coin", "brand", "rail")]

    def heading_of(self, scan: Scan) -> Scan | None:
        """The nearest heading or label before a line."""
        number = scan.line.number
        for back in range(1, _BACK):
            earlier = self.by_number.get(number - back)
            if earlier is not None and not earlier.line.hidden and earlier.is_heading:
                return earlier
        return None

    def is_paying(self, scan: Scan) -> bool:
        """Whether a line speaks of paying, by itself or by the heading over it."""
        number = scan.line.number
        known = self._paying.get(number)
        if known is None:
            heading = None if scan.has("pay", "same") else self.heading_of(scan)
            known = (
                scan.has("pay", "same")
                or (heading is not None and heading.has("pay"))
                or self._is_led_to(scan)
                or any(_PAYING.search(node.names) for node in scan.line.node.ancestors() if node.names)
            )
            self._paying[number] = known
        return known

    def _is_led_to(self, scan: Scan) -> bool:
        """Whether a line that speaks of paying stands right above, or above a list whose entry this is."""
        number, is_entry = scan.line.number, len(scan.tokens) <= _ENTRY
        for back in range(1, _BACK):
            above = self.by_number.get(number - back)
            if above is None or above.line.hidden:
                return False
            if above.has("pay"):
                return len(above.tokens) < 25
            if (
                not is_entry
                or len(above.tokens) > _ENTRY
                or not above.has("coin", "brand", "rail", "mayrail")
            ):
                return False
        return False

    def is_declined(self, scan: Scan, mark: Mark) -> bool:
        """Whether a mark stands in a question that is answered with "no"."""
        answer = self.by_number.get(scan.line.number + 1)
        return is_declined(scan, mark, None if answer is None or answer.line.hidden else answer)

    def is_paid_at(self, scan: Scan) -> bool:
        """Whether an object of a script stands under a word for paying, in a language of the page."""
        path = re.sub(r"[_/-]|(?<=[a-z])(?=[A-Z])", " ", scan.line.path)
        known = self._paths.get(path)
        if known is None:
            _, marks = self.lexicon.marks(tokens(path, 0, len(path)))
            known = self._paths[path] = any(mark.sense == "pay" for mark in marks)
        return known

    def is_sum(self, scan: Scan, mark: Mark) -> bool:
        """Whether a coin's name is the currency of an amount."""
        start = scan.start(mark)
        index = bisect_right(self.sums, start, key=lambda span: span[0]) - 1
        return index >= 0 and scan.end(mark) <= self.sums[index][1]

    def line_at(self, position: int) -> Line | None:
        return self.document.line_at(position)


def coin_marks(scan: Scan) -> list[Mark]:
    """The marks for coins, networks and chains. A coin's name that its neighbour makes a network's ("TON
    network", "on Solana") counts as that alone."""
    marks = [
        mark
        for mark in scan.all("coin", "net", "chain")
        if mark.sense != "coin" or mark is scan.value(mark.first, "coin")  # the exact word, not a stem of it
    ]
    if not scan.has("network", "on"):
        return marks
    found = []
    for mark in marks:
        if mark.sense == "coin" and mark.value in PLATFORMS and _is_network(scan, mark):
            also = any(other.sense != "coin" for other in scan.at.get(mark.first, ()) if other in marks)
            if not also:
                chain = CHAIN_OF_NATIVE.get(mark.value)
                found.append(mark._replace(sense="chain", value=chain) if chain else _as_net(mark))
        else:
            found.append(mark)
    return found


def _as_net(mark: Mark) -> Mark:
    return mark._replace(sense="net", value=PLATFORMS[mark.value])


def _is_network(scan: Scan, mark: Mark) -> bool:
    return (
        scan.value(mark.last + 1, "network") is not None
        or scan.ending(mark.first - 1, "network") is not None
        or (scan.ending(mark.first - 1, "on") is not None and len(scan.tokens[mark.first].text) > 4)
    )
