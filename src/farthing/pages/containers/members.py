"""From an open stream to the members in it, with their places, under budgets.

A stream that is only compressed is unpacked and keeps its name; its places are those of what it unpacks to.
Archives give their files (`!name`), WARC files their records (`#offset`), and both may be nested. Pictures,
videos and sound are passed over without a word. Nothing is held whole: a member is a stream too, to be read
before the next one is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from farthing.pages.containers import mailboxes, tars, warc_records, zips
from farthing.pages.containers.budget import MAX_DEPTH, Budget
from farthing.pages.containers.entry import Entry, Place, Tell, as_it_is
from farthing.pages.containers.forms import HEAD, Form, form_of, is_media, not_read
from farthing.pages.containers.streams import Buffered, Readable, Watched
from farthing.pages.containers.unpack import Packing, Unpacked
from farthing.pages.errors import Damaged
from farthing.pages.kinds import Kind, sniff


@dataclass(frozen=True, slots=True)
class Member:
    """Bytes to be searched or read. `name` is what `source` gets behind the path ("" for the file itself),
    `place` maps a span of `stream` to one of what the name stands for.

    `is_file`: the stream is the file as given, byte for byte. `is_part`: it is a record of a WARC or a mail
    of a mailbox, one of many.
    """

    name: str
    stream: Readable
    place: Place = as_it_is
    is_file: bool = False
    is_part: bool = False


def members(stream: Readable, *, tell: Tell, as_pages: bool = False) -> Iterator[Member]:
    """The members of what `stream` holds. `tell(name, why)` hears of what cannot be read; the rest goes on.

    `as_pages` divides for the reader of pages: records of a WARC as they stand, mailboxes into their mails.
    """
    budget = Budget()
    walk = _Walk(budget, tell, as_pages)
    yield from walk.into("", Buffered(Watched(stream, budget.read)), 0)


class _Walk:
    """One file's way from container to container."""

    def __init__(self, budget: Budget, tell: Tell, as_pages: bool) -> None:
        self._budget = budget
        self._tell = tell
        self._as_pages = as_pages

    def into(
        self, name: str, source: Buffered, depth: int, packed: Unpacked | None = None, *, is_file: bool = True
    ) -> Iterator[Member]:
        """The members in `source`, which is called `name` and was unpacked from `packed`, if it was."""
        try:
            head = source.peek(HEAD)
            form = form_of(head)
            if form is not None and (depth >= MAX_DEPTH or self._budget.is_spent):
                self._tell(name, self._why_not(depth))
            elif isinstance(form, Packing):
                unpacked = Unpacked(source, form, self._budget)
                yield from self.into(name, Buffered(unpacked), depth + 1, unpacked, is_file=False)
            elif form is not None:
                yield from self._entries(name, source, form, depth, packed)
            elif self._as_pages and sniff(head) is Kind.MBOX:
                for entry in mailboxes.entries(source):
                    yield self._bare(name, entry)
            elif (unread := not_read(head)) is not None:
                self._tell(name, f"is packed ({unread}), and that is not read here; unpack it first")
            elif is_file or not is_media(head):
                yield Member(name, _Guarded(source, name, self._tell), is_file=is_file)
        except Damaged as error:
            self._tell(name, str(error))

    def _why_not(self, depth: int) -> str:
        if depth >= MAX_DEPTH:
            return f"is packed more than {MAX_DEPTH} times over and was not unpacked further"
        return "was not unpacked: too many bombs stand before it"

    def _entries(
        self, name: str, source: Buffered, form: Form, depth: int, packed: Unpacked | None
    ) -> Iterator[Member]:
        def tell(entry: str, why: str) -> None:
            self._tell(name + entry, why)

        if form is Form.ZIP:
            entries = zips.entries(source, self._budget, tell)
        elif form is Form.TAR:
            entries = tars.entries(source)
        else:
            entries = warc_records.entries(source, self._budget, tell, packed, as_pages=self._as_pages)
        for entry in entries:
            self._budget.member()
            if entry.is_bare:
                yield self._bare(name, entry)
            else:
                yield from self.into(name + entry.name, Buffered(entry.stream), depth + 1, is_file=False)

    def _bare(self, name: str, entry: Entry) -> Member:
        whole = name + entry.name
        return Member(whole, _Guarded(entry.stream, whole, self._tell), entry.place, is_part=True)


class _Guarded:
    """A member's stream for those who only read: damage ends it, and is told."""

    __slots__ = ("_inner", "_name", "_tell")

    def __init__(self, inner: Readable, name: str, tell: Tell) -> None:
        self._inner = inner
        self._name = name
        self._tell = tell

    def read(self, size: int, /) -> bytes:
        try:
            return self._inner.read(size)
        except Damaged as error:
            self._tell(self._name, str(error))
            return b""
