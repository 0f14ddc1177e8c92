"""Base58 addresses that were written in one case, as shouting pages and some databases do.

The case is lost, but not the checksum: of some 2²⁶ spellings one holds it. That takes a minute, and one
run of letters in a hundred holds it by chance, so it is only done when asked for (`recover_case`) and only
where the words beside the run name the coin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from farthing.coins import formats
from farthing.coins.beside import beside, names_network
from farthing.coins.formats.spec import Format, Reading
from farthing.coins.hit import Hit

_RUN = re.compile(rb"(?<![0-9A-Za-z])(?:[1-9A-Z]{26,35}|[1-9a-z]{26,35})(?![0-9A-Za-z])")
_MOST_FREE = 30  # letters that may have been either; more would take hours
_MOST_SEARCHES = 16  # in one piece of data
_FEW = 1 << 12  # spellings that plain Python tries faster than the compiler starts


def with_recovered(data: bytes, hits: list[Hit]) -> list[Hit]:
    """The hits and, between them, the addresses in one case that the words beside them ask for."""
    taken = [hit for hit in hits if hit.check != "rejected"]
    found = list(_recovered(data, taken))
    spans = {(hit.start, hit.end) for hit in found}
    others = [hit for hit in hits if hit.check != "rejected" or (hit.start, hit.end) not in spans]
    return sorted([*others, *found], key=lambda hit: (hit.start, hit.end))


def _recovered(data: bytes, taken: list[Hit]) -> Iterator[Hit]:
    searches = 0
    for match in _RUN.finditer(data):
        start, end = match.span()
        before = [hit.end for hit in taken if hit.start < end]
        previous = max(before, default=0)
        following = min((hit.start for hit in taken if hit.start >= end), default=len(data))
        if previous > start:
            continue
        text = match[0].decode("ascii")
        for form, begin, version in _candidates(text):
            network = next(
                (
                    name
                    for name in _networks(form)
                    if names_network(data, start, end, previous, following, name)
                ),
                None,
            )
            if network is None or searches >= _MOST_SEARCHES:
                continue
            searches += 1
            spelling = _spelling(text, begin, version, form.SPEC.alphabet)
            reading = formats.read(spelling) if spelling else None
            if reading is not None and network in (*reading.networks, *_on_request(reading)):
                yield _hit(data, start, end, previous, following, reading, text)
                break


def _candidates(text: str) -> Iterator[tuple[Format, str, bytes]]:
    """Formats that the run could be written in, with the start it would then have and its version."""
    for form in formats.FORMATS:
        if len(text) in form.SPEC.lengths:
            for begin, version in zip(form.SPEC.starts, form.SPEC.versions, strict=False):
                if text[: len(begin)].lower() == begin.lower():
                    yield form, begin, version


def _networks(form: Format) -> tuple[str, ...]:
    networks = form.SPEC.networks
    return (*networks, "bitcoin-cash") if "bitcoin" in networks else networks


def _on_request(reading: Reading) -> tuple[str, ...]:
    return tuple(name for name, _ in reading.on_request)


@lru_cache(maxsize=256)
def _spelling(text: str, begin: str, version: bytes, alphabet: str) -> str | None:
    """The one spelling of `text` whose checksum holds; None if there is none, or more than one."""
    options = list(begin) + [_options(letter, alphabet) for letter in text[len(begin) :]]
    free = sum(len(letters) == 2 for letters in options)
    if not all(options) or free > _MOST_FREE:
        return None
    found = _search(options, version, alphabet, few=1 << free <= _FEW)
    return found[0] if len(found) == 1 else None


def _options(letter: str, alphabet: str) -> str:
    return "".join(case for case in sorted({letter.upper(), letter.lower()}) if case in alphabet)


def _search(options: Sequence[str], version: bytes, alphabet: str, *, few: bool) -> list[str]:
    # The compiler takes longer to load than a whole page may: only a real search pays for it.
    from farthing.coins.kernel import case_search

    return (case_search.reference if few else case_search.search)(options, version, alphabet)


def _hit(
    data: bytes, start: int, end: int, previous: int, following: int, reading: Reading, text: str
) -> Hit:
    said = beside(data, start, end, previous, following, reading.networks, ask=False)
    return Hit(
        start=start,
        end=end,
        text=text,
        address=reading.address,
        networks=reading.networks + (_on_request(reading) if said.says_cash else ()),
        kind=reading.kind,
        check="recovered",
        asset=said.asset,
        memo=said.memo,
    )
