"""The saved pages of the project's test data as observations.

Each page is read as the desk reads it, and then confirmed: what its truth file says and the reader missed is
typed in, what the reader found and the truth does not have is taken out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from farthing import pages
from farthing.pages.reading import Reading
from farthing.records.contacts import contact_key
from farthing.records.demo import confirmed
from farthing.records.demo.chance import seeded
from farthing.records.demo.invented import Entry, origins_of_page
from farthing.records.demo.wording import HOST_WORDS
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft, Received
from farthing.records.errors import Invalid
from farthing.records.services.identity import identify
from farthing.records.words import Commerciality, Genuineness, Origin, Rail, SiteKind, Visibility

Truth = dict[str, Any]
D = TypeVar("D", OfferDraft, OptionDraft, ContactDraft)
_TRUTH = ".truth.json"


def folder() -> Traversable:
    """Where the pages lie: in the installed package, or in the repository that it is run from."""
    installed = files("farthing.records.demo").joinpath("pages")
    return installed if installed.is_dir() else Path(__file__).parents[4] / "tests" / "data" / "pages"


def saved_entries(now: datetime, analysts: int) -> list[Entry]:
    """One observation of each page, a day apart, the last one yesterday."""
    lying = {one.name: one for one in folder().iterdir()}
    truths = sorted(name for name in lying if name.endswith(_TRUTH))
    found = []
    for number, name in enumerate(truths):
        stem = name.removesuffix(_TRUTH)
        page = next(other for other in sorted(lying) if other.startswith(f"{stem}.") and other not in truths)
        at = (now - timedelta(days=len(truths) - number)).replace(microsecond=0)
        truth = json.loads(lying[name].read_text("utf-8"))
        draft = _draft(stem, lying[page].read_bytes(), page, truth, at)
        found.append(Entry(draft, at + timedelta(minutes=12), number % analysts))
    return found


def _draft(stem: str, data: bytes, name: str, truth: Truth, at: datetime) -> ObservationDraft:
    kind = pages.admit(data, name=name, content_type=None)
    reading = max(pages.read(data, name=name), key=lambda one: len(one.offers) + len(one.options))
    words = "-".join(seeded("saved", stem).sample(HOST_WORDS, 2))
    return ObservationDraft(
        site_address=f"https://{stem}-{words}.invalid/pay",
        site_kind=SiteKind.WEBSITE,
        observed_at=at,
        zone="Europe/London",
        visibility=Visibility.PUBLIC,
        commerciality=Commerciality.DIRECT_VISIBLE,
        genuineness=Genuineness.UNKNOWN,
        received=Received(kind.name.lower(), len(data), sha256(data).hexdigest()),
        reader_version=pages.READER_VERSION,
        reading=reading,
        language=truth["language"] or "",
        fingerprint=reading.fingerprint,
        offers=tuple(_confirm(map(confirmed.offer, reading.offers), _offers(truth), _same_offer)),
        options=tuple(
            _recordable(option)
            for option in _confirm(map(confirmed.option, reading.options), _options(truth), _same_option)
        ),
        contacts=tuple(_confirm(map(confirmed.contact, reading.contacts), _contacts(truth), _same_contact)),
        origins=_origins(reading, truth),
    )


def _confirm(read: Iterable[D], true: Sequence[D], same: Callable[[D], object]) -> Iterator[D]:
    """What was read and is true, in its order, and after it what had to be typed."""
    wanted = {same(one) for one in true}
    seen = set()
    for one in read:
        if same(one) in wanted:
            seen.add(same(one))
            yield one
    yield from (one for one in true if same(one) not in seen)


def _offers(truth: Truth) -> list[OfferDraft]:
    return [OfferDraft(**_typed(fields)) for fields in truth["offers"]]


def _options(truth: Truth) -> list[OptionDraft]:
    return [OptionDraft(**_typed(fields)) for fields in truth["options"]]


def _contacts(truth: Truth) -> list[ContactDraft]:
    return [ContactDraft(**_typed(fields)) for fields in truth["contacts"]]


def _same_offer(offer: OfferDraft) -> object:
    return Decimal(offer.amount), offer.currency, offer.period, offer.tier.casefold()


def _same_option(option: OptionDraft) -> object:
    """Off the chains a truth file names each rail once, however many brands of it a page names."""
    if option.rail != Rail.CRYPTO:
        return option.rail
    return option.asset, option.network, option.address, option.memo


def _same_contact(contact: ContactDraft) -> object:
    return contact_key(contact.kind, contact.value)


def _recordable(option: OptionDraft) -> OptionDraft:
    """The option without an address that cannot be checked yet: the desk would not take it either."""
    try:
        identify(option, "option")
    except Invalid:
        return replace(option, address="", memo="")
    return option


def _typed(fields: Truth) -> dict[str, Any]:
    """What a person types who looks at the page."""
    filled = {name: value for name, value in fields.items() if value}
    return {**filled, "origins": confirmed.said_by(Origin.PERSON, filled)}


def _origins(reading: Reading, truth: Truth) -> dict[str, Origin]:
    said = origins_of_page()
    if (reading.language or "") != (truth["language"] or ""):
        said["language"] = Origin.PERSON
    return said
