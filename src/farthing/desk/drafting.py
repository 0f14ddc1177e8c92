"""From the form as it was sent to the draft that the service records, and back with what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from farthing.desk.forms.details import DetailsForm
from farthing.desk.forms.rows import Row, Rows, initial_of
from farthing.desk.slips import Slip
from farthing.pages.reading import Contact, Offer, Option
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft, Origins, Words
from farthing.records.errors import Problem
from farthing.records.words import Commerciality, Genuineness, Origin, SiteKind, Visibility

Read = Offer | Option | Contact
D = TypeVar("D", OfferDraft, OptionDraft, ContactDraft)


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was sent, valid as far as forms can tell."""

    details: DetailsForm
    rows: Rows

    def kept(self, kind: str) -> list[Row]:
        return [form for form in self.rows[kind].forms if form.kept]

    def draft(self, slip: Slip, mark: str) -> ObservationDraft:
        said, reading = self.details.cleaned_data, slip.reading
        return ObservationDraft(
            site_address=said["site_address"],
            site_kind=SiteKind(said["site_kind"]),
            observed_at=self.details.moment,
            zone=said["zone"],
            visibility=Visibility(said["visibility"]),
            commerciality=Commerciality(said["commerciality"]),
            genuineness=Genuineness(said["genuineness"]),
            received=slip.received,
            reader_version=slip.reader_version,
            reading=reading,
            language=said["language"],
            fingerprint=reading.fingerprint,
            referrer_path=said["referrer_path"],
            brand=said["brand"],
            mirrors=self.details.mirror_addresses,
            offers=_drafts(OfferDraft, self.kept("offers"), reading.offers),
            options=_drafts(OptionDraft, self.kept("options"), reading.options),
            contacts=_drafts(ContactDraft, self.kept("contacts"), reading.contacts),
            origins=_page_origins(said, reading.language or "", reading.fingerprint),
            mark=mark,
        )

    def show(self, problems: Iterable[Problem]) -> list[str]:
        """Puts each problem at its field; those that belong to none are given back."""
        return [problem.sentence for problem in problems if not self._show(problem)]

    def _show(self, problem: Problem) -> bool:
        kind, _, rest = problem.field.partition(".")
        if kind in self.details.fields:
            self.details.add_error(kind, problem.sentence)
            return True
        place, _, name = rest.partition(".")
        if kind not in self.rows or not place.isdigit():
            return False
        form = self.kept(kind)[int(place)]
        if name not in form.fields:
            return False
        form.add_error(name, problem.sentence)
        if problem.place is not None:
            form.wrong_place = problem.place
        return True


def source_of(form: Row, read: Sequence[Read]) -> Read | None:
    """The reading that a row came from, or None for one that a person added."""
    given = str(form["source"].value())
    place = int(given) if given.isdecimal() else -1
    return read[place] if 0 <= place < len(read) else None


def _drafts(shape: type[D], forms: Sequence[Row], read: Sequence[Read]) -> tuple[D, ...]:
    return tuple(_draft(shape, form, source_of(form, read)) for form in forms)


def _draft(shape: type[D], form: Row, source: Read | None) -> D:
    values = form.values
    quote = Words(source.quote.before, source.quote.words, source.quote.after) if source else Words()
    given: dict[str, Any] = {**values, "quote": quote, "origins": _row_origins(values, source)}
    return shape(**given)


def _row_origins(values: dict[str, str], source: Read | None) -> Origins:
    """Who says so, for each field that holds something or was emptied by the person."""
    read = initial_of(source) if source else {}
    return {
        name: _origin(value, read.get(name, "")) for name, value in values.items() if value or read.get(name)
    }


def _page_origins(said: dict[str, Any], language: str, fingerprint: str) -> Origins:
    typed = ("site_address", "site_kind", "observed_at", "visibility", "commerciality", "genuineness")
    origins = dict.fromkeys(typed, Origin.PERSON)
    origins |= {name: Origin.PERSON for name in ("brand", "referrer_path", "mirrors") if said[name]}
    if said["language"] or language:
        origins["language"] = _origin(said["language"], language)
    if fingerprint:
        origins["fingerprint"] = Origin.MACHINE
    return origins


def _origin(given: str, read: str) -> Origin:
    return Origin.CONFIRMED if given == read else Origin.PERSON
