"""Write `docs/NETWORKS.md`: every network, kind, checksum, example, URI and source, from the code itself.

    python tools/pages/networks.py           write the page
    python tools/pages/networks.py --check   say whether the page is what the code says

Runs in `.venv`: it reads the tables of `farthing.coins`.
"""

import sys
from itertools import groupby
from pathlib import Path

from farthing.coins import CHAINS, EVM_CHAINS
from farthing.coins.formats import FORMATS
from farthing.coins.formats.spec import Example, Format
from farthing.coins.schemes import SCHEMES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "NETWORKS.md"
SHOWN = 48  # characters of an example
INTRODUCTION = """# Networks

Made by `tools/pages/networks.py` from the chain table, the formats and the schemes; a test keeps it current.
What a kind is called here is what `kind` says in the output of `farthing find` ([FORMATS.md](FORMATS.md)).
"""


def main() -> int:
    """Write the page, or compare it."""
    page = text()
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/NETWORKS.md is not what the code says: run `.venv/bin/python tools/pages/networks.py`")
    return 1


def text() -> str:
    """The whole page."""
    heads = ("network", "kind", "checksum", "example", "source")
    parts = [INTRODUCTION, "## Addresses\n", table(heads, addresses())]
    parts += ["## Payment URIs\n", table(("network", "scheme", "source"), uris())]
    parts += ["## What else a payment needs\n", table(("network", "what pages call it"), memos())]
    parts += ["## Chains behind the word `evm`\n", table(("chain", "id", "prefix", "native asset"), chains())]
    return "\n".join(parts)


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def addresses() -> list[tuple[str, ...]]:
    """One row for each kind of each format, in the order of the chain table."""
    rows = [
        (network, kind, form.SPEC.checksum, example(shown), form.SPEC.source)
        for network in CHAINS
        for form in FORMATS
        for kind in form.SPEC.kinds
        for shown in [next((one for one in form.EXAMPLES if one.kind == kind), None)]
        if network in form.SPEC.networks and valid_there(form, shown, network)
    ]
    return [
        row if number == 0 else ("", *row[1:])
        for _, group in groupby(rows, key=lambda row: row[0])
        for number, row in enumerate(group)
    ]


def valid_there(form: Format, shown: Example | None, network: str) -> bool:
    """Whether this kind is valid on the network (an old 1… is on fewer than an old 3…)."""
    return shown is None or network in form.parse(shown.text).networks


def example(shown: Example | None) -> str:
    """The published example, shortened."""
    if shown is None:
        return ""
    text = shown.address
    return f"`{text}`" if len(text) <= SHOWN else f"`{text[: SHOWN - 9]}…{text[-8:]}`"


def uris() -> list[tuple[str, ...]]:
    """One row for each source of schemes of a network."""
    rows = []
    for network in CHAINS:
        own = [(name, scheme) for name, scheme in SCHEMES.items() if scheme.network == network]
        for source in dict.fromkeys(scheme.source for _, scheme in own):
            names = ", ".join(f"`{name}:`" for name, scheme in own if scheme.source == source)
            rows.append((network, names, source))
    return rows


def memos() -> list[tuple[str, ...]]:
    """Networks on which services share one address."""
    return [(chain.network, chain.memo) for chain in CHAINS.values() if chain.memo]


def chains() -> list[tuple[str, ...]]:
    """The chains that share 0x addresses."""
    return [(row.chain, str(row.chain_id), f"`{row.short}:`", row.asset) for row in EVM_CHAINS]


if __name__ == "__main__":
    sys.exit(main())
