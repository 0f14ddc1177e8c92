"""The last days' reports: what the public and the house's own people told, invented and neutral."""

from __future__ import annotations

from datetime import datetime, timedelta

from farthing.records.demo.activity import Cast
from farthing.records.demo.chance import seeded
from farthing.records.demo.world import invented_host
from farthing.records.drafts import DecisionDraft, ReportDraft
from farthing.records.models import Member, SecondLook
from farthing.records.services.assessments import decide, load_labels, take_next
from farthing.records.services.reports import ask_reporter, receive
from farthing.records.services.second_looks import decide_look, rule, take_look
from farthing.records.services.sent_reports import take_sent
from farthing.records.words import Hand, ReportSource

REPORTS = 60
DECIDED = 12
SENT = 4  # by a partner's program
SHARE = 50  # of the decisions that are looked at twice
POLICE = "the duty desk, extension 0100"
_FIRST_HOST = 9000  # the numbers of observed sites lie below
_WITH_RECEIPT = 11  # its receipt is lost: the question waits
_WORDS = (
    "",
    "members area, 30 days access for 25 USD, card or coins",
    "It asks for coins before it shows anything.",
    "Two prices: 0.001 BTC a month, 0.005 BTC a year.",
)


def tell(cast: Cast, now: datetime) -> None:
    """Sends reports hour by hour; one of the last says that a child may be in danger. Some are decided."""
    random = seeded("reports")
    for number in range(REPORTS, 0, -1):
        at = (now - timedelta(hours=number)).replace(minute=0, second=0, microsecond=0)
        own = number % 5 == 0
        report = receive(
            actor=cast["analyst2"] if own else Hand.PUBLIC,
            now=at,
            draft=ReportDraft(
                f"https://{invented_host(_FIRST_HOST + number, random)}/members",
                ReportSource.ANALYST if own else ReportSource.PUBLIC,
                words=_WORDS[number % len(_WORDS)],
                in_danger=number in (2, 30),
            ),
            receipt=f"{random.randrange(10**16):016d}" if number == _WITH_RECEIPT else "",
        )
        if number == _WITH_RECEIPT:
            ask_reporter(actor=cast["analyst"], now=at, report=report, text="Which page led you there?")
    _send(cast["hotline"], now - timedelta(hours=3))
    rule(actor=cast["supervisor"], now=now - timedelta(hours=1), second_looks=SHARE, duty_police=POLICE)
    _decide(cast, now - timedelta(minutes=50))
    _look_again(cast, now - timedelta(minutes=20))


def _send(hotline: Member, now: datetime) -> None:
    """The partner hotline's program sends its own reports, with its own numbers."""
    random = seeded("sent reports")
    hotline.through = hotline.credentials.get().reference
    drafts = [
        ReportDraft(
            f"https://{invented_host(_FIRST_HOST - number, random)}/members",
            ReportSource.API,
            words=_WORDS[number % len(_WORDS)],
            partner=hotline.partner,
            their_reference=f"FH-{1700 + number}",
        )
        for number in range(1, 1 + SENT)
    ]
    take_sent(actor=hotline, now=now, drafts=drafts)


def _decide(cast: Cast, now: datetime) -> None:
    """The two analysts decide what is first in the queue, one after the other; one is left in hand."""
    triplets = [("demonstration", "1", f"label {number}") for number in range(1, 6)]
    load_labels(actor=cast["supervisor"], now=now, triplets=triplets)
    for number in range(DECIDED):
        member = cast[("analyst", "analyst2")[number % 2]]
        at = now + timedelta(minutes=number)
        taken = take_next(actor=member, now=at)
        if number % 3:
            draft = DecisionDraft(True, category="ABC"[number % 3], typology="site", labels=(triplets[0],))
        else:
            draft = DecisionDraft(False, ground="not-found")
        decide(actor=member, now=at + timedelta(minutes=3), assessment=taken, draft=draft)
    take_next(actor=cast["analyst2"], now=now + timedelta(minutes=DECIDED))


def _look_again(cast: Cast, now: datetime) -> None:
    """The second looks but the last are done: the first disagrees, the others agree."""
    looks = list(SecondLook.objects.select_related("first__by").order_by("pk"))
    for number, look in enumerate(looks[:-1]):
        member = cast["analyst2" if look.first.by == cast["analyst"] else "analyst"]
        at = now + timedelta(minutes=number)
        take_look(actor=member, now=at, look=look)
        act = look.first.actionable if number else not look.first.actionable
        category = look.first.category or "C"
        draft = DecisionDraft(True, category=category) if act else DecisionDraft(False, ground="not-found")
        decide_look(actor=member, now=at, look=look, draft=draft)
