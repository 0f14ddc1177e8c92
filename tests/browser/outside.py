"""The world outside the house, on loopback, as a journey meets it: a site and its front, a name server, a
register, networks and countries, the page that is always there, the recipients' mail server; and the house's
own worker, with a clock that the test winds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk_server import Desk
from doors import loopback, mmdb
from doors.loopback import HERE, SocksProxy, Web, Zone, serving
from post_office import PostOffice, open_office

PLACE = "1.2.3.4"  # where the site stands, says the name server
ABUSE = "abuse@host.example"
HOST = {
    "country": "GB",
    "entities": [{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", ABUSE]]]}],
}
PAGE = "<html><body><h1>Members area</h1><p>30 days access: 0.01 BTC</p></body></html>"


@dataclass
class Worker:
    """The process that does what is due. `now` is its clock; it starts with the desk's and only goes on."""

    process: subprocess.Popen[str]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def do(self, deed: str, after: timedelta = timedelta()) -> int:
        """How much was due of `deed` once so much time has passed."""
        self.now = max(self.now, datetime.now(UTC)) + after
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{deed} {self.now.isoformat()}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@dataclass
class Outside:
    """What stands outside, and the worker that goes there."""

    site: Web
    office: PostOffice
    worker: Worker

    def show(self, page: str = PAGE, status: str = "200 OK") -> None:
        """What the site's page answers from now on."""
        self.site.pages["/pay"] = loopback.html(page, status)


@contextmanager
def outside(desk: Desk, folder: Path, host: str) -> Iterator[Outside]:
    """A world in which `host` stands at home, and the worker of `desk` that can reach it."""
    site, rdap, exit_ = Web(), Web(), SocksProxy()
    control = Web({"/": loopback.html("<p>always there</p>")})
    rdap.pages[f"/ip/{PLACE}"] = loopback.html(json.dumps(HOST), kind="application/rdap+json")
    with ExitStack() as stack:
        office = stack.enter_context(open_office())
        exit_.names = {
            name: stack.enter_context(serving(web.handle))
            for name, web in ((host, site), ("rdap.example", rdap), ("control.example", control))
        }
        zone = Zone({(host, "A"): [PLACE]})
        environment = desk.environment | {
            "FARTHING_DEMO": "0",  # a demonstration never goes out
            "FARTHING_SMTP": office.url,
            "FARTHING_MAIL_FROM": "desk@house.example",
            "FARTHING_EGRESS": "1",
            "FARTHING_EGRESS_PROXY": f"socks5://{HERE}:{stack.enter_context(serving(exit_.handle))}",
            "FARTHING_EGRESS_RESOLVER": f"{HERE}:{stack.enter_context(serving(zone.handle))}",
            "FARTHING_CONTROL_PAGE": "http://control.example/",
            "FARTHING_RDAP": "http://rdap.example",
            "FARTHING_MMDB": mmdb.write(folder / "net.mmdb", {"1.2.0.0/16": {"country_code": "GB"}}),
        }
        process = stack.enter_context(working(environment))
        world = Outside(site, office, Worker(process))
        world.show()
        yield world


@contextmanager
def working(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("house_worker.py"))],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate(timeout=30)
