"""egress: the one way out of the house.

Off until the operator turns it on (`FARTHING_EGRESS=1`). Everything goes through the configured proxy where
there is one, names unresolved, so that Tor works; without a proxy, a name is asked of the configured resolver
and each address is checked before it is connected to. A site of the house, or its name servers, that its
handling (`Site.asking`) forbids to ask is not asked, whoever leads there. Time and bytes are bounded, and
nothing is followed unasked. A door never opens a socket of its own: it asks here for an `Exit`.

    exits()                     the exits of the settings, the first one first; raises `Off`
    connect(out, host, port)    a connected socket
    resolve(out, name, kind)    a DNS answer, asked over TCP through the same exit
    fetch(out, url)             one HTTP request and its answer, no redirect followed
    follow(out, url)            the same along redirects, with cookies kept for the way

Whatever goes wrong on the way is one of these, and its text is a line that a person can read:

    EgressError
    ├── Off          the house does not go out
    ├── Forbidden    a site of the house stands there, and its handling forbids to ask it
    ├── Refused      an address that nobody goes to from here: private, loopback, multicast …
    ├── Unreached    there is no such name, nobody listens there, or it takes too long
    └── Broken       somebody answers, and not as the protocol has it
"""

from __future__ import annotations

from farthing.doors.egress.errors import Broken, EgressError, Forbidden, Off, Refused, Unreached
from farthing.doors.egress.exits import Exit, Identity, Proxy, exits
from farthing.doors.egress.fetch import Answer, Limits, Trip, fetch, follow
from farthing.doors.egress.names import Resolved, resolve
from farthing.doors.egress.reach import connect

__all__ = [
    "Answer",
    "Broken",
    "EgressError",
    "Exit",
    "Forbidden",
    "Identity",
    "Limits",
    "Off",
    "Proxy",
    "Refused",
    "Resolved",
    "Trip",
    "Unreached",
    "connect",
    "exits",
    "fetch",
    "follow",
    "resolve",
]
