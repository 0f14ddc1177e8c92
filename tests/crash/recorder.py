"""The process that is killed: records draft after draft and says on standard output which are safe.

`python recorder.py` sets Django up once and then forks for every line of standard input: the line is the
number at which the child begins. A child prints `PID`, then the reference of each observation once `record`
has come back, which is after its commit.
"""

import os
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # bitcoin/bips, bip-0360
OFFERS, OPTIONS, CONTACTS = (
    7,
    5,
    4,
)  # on every page; the options take turns in memo, which makes them indicators


def page(number: int) -> "object":
    """The draft number `number`: every second one at a site seen before."""
    from farthing.pages.reading import Reading
    from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft, Received
    from farthing.records.words import Commerciality, Genuineness, SiteKind, Visibility

    return ObservationDraft(
        site_address=f"https://site-{number // 2}.invalid/pay",
        site_kind=SiteKind.WEBSITE,
        observed_at=NOW,
        zone="Europe/London",
        visibility=Visibility.PUBLIC,
        commerciality=Commerciality.DIRECT_VISIBLE,
        genuineness=Genuineness.UNKNOWN,
        received=Received("html", 1000, f"{number:064x}"),
        reader_version="test",
        reading=Reading("", "en", (), (), (), ""),
        offers=tuple(OfferDraft(str(place + 1), "EUR", "P30D") for place in range(OFFERS)),
        options=tuple(
            OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN, f"room-{number}-{place}")
            for place in range(OPTIONS)
        ),
        contacts=tuple(ContactDraft("telegram", f"@desk_{number}_{place}") for place in range(CONTACTS)),
    )


def record_until_killed(start: int) -> None:
    from farthing.records.models import Member
    from farthing.records.services.observations import record

    os.write(1, f"PID {os.getpid()}\n".encode())
    analyst = Member.objects.select_related("partner").get(username="analyst")
    number = start
    while True:
        recorded = record(actor=analyst, now=NOW, draft=page(number))  # type: ignore[arg-type]
        os.write(1, f"{number} {recorded.reference}\n".encode())
        number += 1


def main() -> None:
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            record_until_killed(int(line))
        os.waitpid(child, 0)
        os.write(1, b"ENDED\n")


if __name__ == "__main__":
    main()
