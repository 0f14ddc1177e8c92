"""One tool at work on one file, in a process of its own on one core: `python worker.py TOOL FILE`.

It answers on standard output what it is asked on standard input: `scan` with the seconds of CPU that one
search took, `found` with the strings that a search finds. Reading the file, decoding it where a tool wants
text, importing and compiling are done before, for every tool alike. Each tool is called as its
documentation says.

This runs in the rivals' environment (and for Farthing in ours), so it imports nothing of the bench.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from patterns import PATTERNS, UNION

Scan = Callable[[], Iterable[str]]
_COINS = (
    *("bitcoin", "bitcoincash", "cardano", "dashcoin", "dogecoin", "ethereum", "litecoin", "monero"),
    *("ripple", "solana", "stellar", "tron", "zcash"),
)


def farthing(data: bytes) -> Scan:
    from farthing import coins

    coins.warm()
    return lambda: [hit.text for hit in coins.find(data)]


def iocsearcher(data: bytes) -> Scan:
    """`search_matches` with every coin as the target but Tezos, which the corpus has not."""
    from iocsearcher.searcher import Searcher

    text, searcher = data.decode(), Searcher()
    return lambda: [match.raw_value for match in searcher.search_matches(text, targets=_COINS)]


def ioc_finder(data: bytes) -> Scan:
    """`find_iocs` for the two coins it knows."""
    from ioc_finder import find_iocs

    text, kinds = data.decode(), ("bitcoin_addresses", "monero_addresses")
    return lambda: [one for found in find_iocs(text, included_ioc_types=kinds).values() for one in found]


def iocextract(data: bytes) -> Scan:
    """It knows no coin, so it gets our union as a custom expression (its first group is what it yields)."""
    from iocextract import extract_custom_iocs

    text = data.decode()
    return lambda: list(extract_custom_iocs(text, [f"({UNION})"]))


def yara(data: bytes) -> Scan:
    """One rule with a string for each family. Its expressions have no groups that capture nothing."""
    import yara as library

    strings = (
        rf"$a{number} = /\b({pattern.replace('(?:', '(')})\b/"
        for number, pattern in enumerate(PATTERNS.values())
    )
    rule = "rule addresses {{ strings: {} condition: any of them }}".format("\n".join(strings))
    library.set_config(max_match_data=4096)
    rules = library.compile(source=rule)

    def scan() -> list[str]:
        found = (string.instances for match in rules.match(data=data) for string in match.strings)
        return [one.matched_data.decode() for instances in found for one in instances]

    return scan


def plain_re(data: bytes) -> Scan:
    import re

    union = re.compile(UNION.encode())
    return lambda: [match[0].decode() for match in union.finditer(data)]


def google_re2(data: bytes) -> Scan:
    import re2

    options = re2.Options()
    options.max_mem = 256 << 20
    union = re2.compile(UNION.encode(), options)
    return lambda: [match[0].decode() for match in union.finditer(data)]


TOOLS = {
    "farthing": farthing,
    "iocsearcher": iocsearcher,
    "ioc-finder": ioc_finder,
    "iocextract": iocextract,
    "yara-python": yara,
    "re": plain_re,
    "google-re2": google_re2,
}


def main(tool: str, file: str) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    scan = TOOLS[tool](Path(file).read_bytes())
    for line in sys.stdin:
        start = time.process_time()
        found = scan()
        taken = time.process_time() - start
        answer = sorted(set(found)) if line.strip() == "found" else taken
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
