"""Ways to pay that a page names only to refuse them: "no PayPal", "PayPal is not accepted", "Cards? No"."""

from __future__ import annotations

from farthing.pages.options.between import AND, BY
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_WAYS = ("brand", "rail", "mayrail", "coin")
_COSTS = ("fee", "noise", "tax", "price")
_NO = ("no", "retired")
_STOPS = frozenset(".;!?:。；！？؟|।")
_CLOSING = frozenset(")）")
_COMMAS = frozenset(",，、،")
_DASHES = frozenset("-–—")
_GREEK = frozenset(map(chr, range(0x370, 0x400)))
_ASKING, _QUOTING = frozenset("?？؟"), frozenset('"”’»)')
_BACK, _AHEAD = 10, 8  # tokens looked at before and after a way to pay
_ANSWER = 5  # tokens of an answer that say yes or no
_OTHER = 3  # tokens from a negation to the way to pay that it belongs to


def is_denied(scan: Scan, mark: Mark) -> bool:
    """Whether a negation stands with a mark: "no PayPal", "never ask for a card", "PayPal is not accepted".

    Not where it belongs to another way to pay ("no cards, only Bitcoin", "Bitcoin but no cards"), to a fee
    ("no fees") or, over a comma and a word of paying, to another thought ("no cards, pay in Bitcoin").
    """
    return _denied_before(scan, mark) or _denied_after(scan, mark)


def _denied_before(scan: Scan, mark: Mark) -> bool:
    told = excepted = parted = False  # `told`: a word of paying, or "by", leads from the negation to the mark
    for at in range(mark.first - 1, max(-1, mark.first - _BACK), -1):
        text = scan.tokens[at].text
        if text in _STOPS or text in _CLOSING or scan.value(at, "but") is not None or _is_dash(scan, at):
            break
        if text in _COMMAS:
            if told:
                break
            parted = True
        elif parted and (_is_way(scan, at) or scan.value(at, "pay") is not None):
            parted = False  # the comma is one of a list that the negation begins
        if scan.ending(at, "except") is not None:
            excepted = True
        elif not parted and _negates(scan, at, told=told):
            return not excepted
        told = told or scan.value(at, "pay") is not None or text.lower() in BY
    return excepted


def _negates(scan: Scan, at: int, *, told: bool) -> bool:
    """Whether a negation ends at a token; "without" reaches no further than to "by" or a word of paying."""
    senses = _NO if told else (*_NO, "without")
    return any(scan.ending(at, sense) is not None for sense in senses) and not _is_of_cost(scan, at + 1)


def _denied_after(scan: Scan, mark: Mark) -> bool:
    if scan.value(mark.last + 1, "lacking") is not None:
        return True
    listed = joined = False
    for at in range(mark.last + 1, min(len(scan.tokens), mark.last + 1 + _AHEAD)):
        text = scan.tokens[at].text
        if text in _STOPS or _is_dash(scan, at):
            return False
        if text in _COMMAS:
            if not _is_way(scan, at + 1):
                return False
            listed = True
        joined = joined or (listed and text.lower() in AND)
        if any(scan.value(at, sense) is not None for sense in _NO):
            if at == mark.last + 1 and _is_of_other(scan, at):
                continue  # "PayPal nor cards are taken"
            return (joined or not listed) and not _is_of_cost(scan, at + 1) and not _is_of_other(scan, at)
    return False


def _is_of_other(scan: Scan, at: int) -> bool:
    """Whether the negation at a token belongs to a way to pay right behind it, with no sign between."""
    for beyond in range(at + 1, min(len(scan.tokens), at + 1 + _OTHER)):
        if scan.tokens[beyond].kind == "sign" and scan.tokens[beyond].text != "-":
            return False
        if _is_way(scan, beyond):
            return True
    return False


def _is_way(scan: Scan, at: int) -> bool:
    return any(scan.value(at, sense) is not None for sense in _WAYS)


def _is_of_cost(scan: Scan, at: int) -> bool:
    """Whether a word for fees or prices, and none of paying, is at a token: "no fees with Bitcoin"."""
    if _is_way(scan, at) or scan.value(at, "pay") is not None:
        return False
    return any(scan.value(at, sense) is not None for sense in _COSTS)


def _is_dash(scan: Scan, at: int) -> bool:
    """A dash with blanks around it."""
    token = scan.tokens[at]
    if token.text not in _DASHES or not 0 < at < len(scan.tokens) - 1:
        return False
    return scan.tokens[at - 1].end < token.start and token.end < scan.tokens[at + 1].start


def is_declined(scan: Scan, mark: Mark, answer: Scan | None) -> bool:
    """Whether a mark stands in a question that is answered with "no", here or in the line after."""
    asked = next((i for i in range(mark.last, len(scan.tokens)) if is_asking(scan, i)), None)
    if asked is None:
        return False
    beyond = _after_asking(scan, asked)
    while beyond < len(scan.tokens):
        stop = next((i for i in range(beyond, len(scan.tokens)) if scan.tokens[i].text in _STOPS), None)
        if stop is None or not is_asking(scan, stop) or _says_no(scan, beyond):
            return _says_no(scan, beyond)
        beyond = _after_asking(scan, stop)  # "PayPal? Gift cards? No."
    return answer is not None and _says_no(answer, 0)


def _after_asking(scan: Scan, asked: int) -> int:
    beyond = asked + 1
    while beyond < len(scan.tokens) and scan.tokens[beyond].text in _QUOTING:
        beyond += 1
    return beyond


def is_asking(scan: Scan, at: int) -> bool:
    """Whether a question mark stands at a token: in Greek a semicolon."""
    text = scan.tokens[at].text
    return text in _ASKING or (text == ";" and at > 0 and scan.tokens[at - 1].text[-1] in _GREEK)


def _says_no(scan: Scan, first: int) -> bool:
    """ "No", "Sorry, not now", "We don't."; not "Yes, no problem" nor "You need no account"."""
    sorry = False
    for at in range(first, min(len(scan.tokens), first + _ANSWER)):
        if scan.tokens[at].text in _STOPS or scan.value(at, "yes") is not None:
            return False
        sorry = sorry or scan.value(at, "sorry") is not None
        no = scan.value(at, "no")
        if no is not None:
            after = no.last + 1
            ends = after >= len(scan.tokens) or scan.tokens[after].text in _STOPS | _COMMAS
            return at == first or sorry or ends
    return False
