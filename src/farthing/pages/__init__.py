"""pages: what a saved payment page says.

`read` takes the bytes of a saved page and gives the offers, the ways to pay, the contacts, the language and
a template fingerprint, each beside the words it came from. Media is dropped in memory and never looked at,
but for the payload of a QR code. Pure: no file, no clock, no network.

    read(data)      one `Reading` a page
    admit(data, …)  the upload gate: the kind of a file that may come in, or `Refused`
    strip(data)     the same file without its media
    keep(reading)   what may be stored: every site's address masked
    to_json(…)      the document of `farthing read`

The way of a page: `kinds` judges the bytes, `containers/` finds the pages in them, `charset` and `layers`
make text that knows its bytes, `markup/` makes lines in blocks, `words/` gives the words their senses, and
`offers/`, `options/`, `contacts/` read them. Languages, currencies, coins and brands are data files
(`languages/`, `lists/`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from farthing.pages.document import to_json
from farthing.pages.errors import Damaged, PagesError, Refused, Unreadable
from farthing.pages.gate import admit
from farthing.pages.keep import Kept, keep
from farthing.pages.kinds import Kind
from farthing.pages.reading import MARGIN, Contact, Offer, Option, Quote, Reading, Unread
from farthing.pages.strip import strip

if TYPE_CHECKING:
    from farthing.pages.reader import READER_VERSION, read

__all__ = [
    "MARGIN",
    "READER_VERSION",
    "Contact",
    "Damaged",
    "Kept",
    "Kind",
    "Offer",
    "Option",
    "PagesError",
    "Quote",
    "Reading",
    "Refused",
    "Unread",
    "Unreadable",
    "admit",
    "keep",
    "read",
    "strip",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """The reader comes when it is asked for: `farthing find` needs this room's containers, not its words."""
    if name not in ("READER_VERSION", "read"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from farthing.pages import reader

    return getattr(reader, name)
