"""`read`: from the bytes of a saved page to what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from farthing.pages.contacts.contacts import find_contacts
from farthing.pages.containers import READERS, Page
from farthing.pages.containers.crowd import TOGETHER
from farthing.pages.containers.page import Part
from farthing.pages.effort import Effort, PageEffort
from farthing.pages.errors import Unreadable
from farthing.pages.fingerprint import fingerprint
from farthing.pages.kinds import Kind, sniff
from farthing.pages.markup import bbcode, headers, html, plain
from farthing.pages.markup.builder import Builder
from farthing.pages.markup.pictures import carry_letters
from farthing.pages.markup.tree import REST, Document, Line
from farthing.pages.offers.asked import asked
from farthing.pages.offers.money import Amount, amounts
from farthing.pages.offers.offers import weigh
from farthing.pages.options.options import find_options
from farthing.pages.options.page import Page as OptionsPage
from farthing.pages.options.places import Place, parted, places
from farthing.pages.reading import Reading
from farthing.pages.speech import language
from farthing.pages.unread import Understood, unread
from farthing.pages.words.lexicon import Lexicon, lexicon
from farthing.pages.words.scan import Scan, scan_line

ALL_WORDS = 100_000  # signs of a page whose words are all read
_NEAR = 4  # lines around an address that are read beyond that
_REPEATS = 20  # times that one and the same line is read on a large page

READER_VERSION = "9"  # changes whenever a reading may change


def read(data: bytes, *, name: str = "", built: Sequence[Document] = ()) -> list[Reading]:
    """What each page in `data` says: one reading a page (a WARC or a mailbox may hold several).

    Takes any bytes. Raises `Unreadable` where nothing can be made of them; `name` only helps to say of what.
    `built` are the pages' documents, where a glance has built them already.
    """
    kind = sniff(data)
    of = f"{name}: " if name else ""
    if not data.strip():
        raise Unreadable(f"{of}the file is empty")
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(
            f"{of}this is a {kind.value}, and only saved pages, mail, text and QR codes are read"
        )
    try:
        effort = Effort(len(data))
        there = iter(built)
        readings = [
            _reading(next(there, None) or build(page), page.member, kind, effort.page())
            for page in reader(data)
        ]
    except Unreadable as error:
        raise Unreadable(f"{of}{error}") from error
    if not readings:
        raise Unreadable(f"{of}there is no page in this {kind.value}")
    return readings


def _reading(document: Document, member: str, kind: Kind, effort: PageEffort) -> Reading:
    spoken = None if kind is Kind.PICTURE else language(document.text[: document.visible], document.language)
    claimed = (document.language or "").partition("-")[0].lower()
    words = lexicon(*(code for code in (spoken, claimed) if code))
    found, missed = places(document.text)
    apart = parted(document, found)
    found = sorted([*found, *apart], key=lambda place: place.start) if apart else found
    cuts = [place.start for place in apart]
    scans, sums = _words(document, words, found, cuts, effort)
    spans = [(amount.start, amount.end) for amounts_ in sums.values() for amount in amounts_]
    view = OptionsPage(document, scans, words, spans)
    options = find_options(view, found)
    contacts = find_contacts(view)
    offers, passed = weigh(document, scans, words, sums)
    offers = offers or asked(document, scans, words, found, options)
    return Reading(
        member=member,
        language=spoken,
        offers=offers,
        options=options,
        contacts=contacts,
        fingerprint=fingerprint(document),
        unread=unread(view, Understood(offers, options, contacts), passed, missed),
    )


def _words(
    document: Document, words: Lexicon, found: list[Place], cuts: list[int], effort: PageEffort
) -> tuple[list[Scan], dict[int, list[Amount]]]:
    """The lines whose words are read, and the sums of each; what is given up is noted in the document."""
    scans: list[Scan] = []
    sums: dict[int, list[Amount]] = {}
    for line in worth(document, found, effort):
        if effort.is_spent:
            document.give_up(line.start, "behind so many words and sums nothing but addresses is read")
            break
        scan = scan_line(document, line, words, cuts)
        scans.append(scan)
        sums[line.number] = _apart(amounts(scan, words), found)
        ways = len(scan.all("brand", "rail", "mayrail", "coin"))
        effort.spend(tokens=len(scan.tokens), sums=len(sums[line.number]), ways=ways)
    return scans, sums


def _apart(sums: list[Amount], found: list[Place]) -> list[Amount]:
    """The sums that are no part of an address ("ltc1 quvk …")."""
    return [sum_ for sum_ in sums if not any(p.start < sum_.end and sum_.start < p.end for p in found)]


def worth(document: Document, found: list[Place], effort: PageEffort) -> list[Line]:
    """The lines whose words are read: all of a page of ordinary size.

    Of a larger one the first `ALL_WORDS` signs, then what stands near an address or holds a mailbox; and no
    line more than a few times. So the time for a page is bounded by its size, whatever is in it.
    """
    if len(document.text) <= ALL_WORDS and not document.given_up:
        return document.lines
    near = {
        number
        for place in found
        if (line := document.line_at(place.start)) is not None
        for number in range(line.number - _NEAR, line.number + _NEAR + 1)
    }
    lines: list[Line] = []
    seen: Counter[str] = Counter()
    for line in document.lines:
        text = document.text[line.start : line.end]
        is_first = line.start < ALL_WORDS and line.node.tag != REST
        seen[text] += 1
        if seen[text] > _REPEATS:
            continue
        is_wanted = line.number in near or ("@" in text and line.node.tag != REST)
        if is_first or (is_wanted and effort.goes_further(len(text))):
            lines.append(line)
        elif line.node.tag != REST:
            document.give_up(line.start, "behind so many signs nothing but addresses is read")
    return lines


def build(page: Page) -> Document:
    """The document of a page, its parts one after another."""
    builder = Builder()
    for part in page.parts:
        _notation(part, builder)
    carry_letters(builder)
    return builder.finish()


def _notation(part: Part, builder: Builder) -> None:
    if part.notation == "html":
        html.build(part.layer, builder)
    elif part.notation == "headers":
        headers.build(part.layer, builder)
    elif part.notation == "payload" and builder.layers:  # of a picture that hangs on a mail
        builder.begin(part.layer)
        builder.carry(part.layer.text, 0, len(part.layer.text))
    elif part.notation == "rest":
        builder.begin(part.layer)
        builder.rest(part.layer.text, 0, TOGETHER)
    elif part.notation == "text" and bbcode.looks_like(part.layer.text):
        bbcode.build(part.layer, builder)
    else:
        plain.build(part.layer, builder)
