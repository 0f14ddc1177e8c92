"""hosting: where a site's server is, asked by several methods, each with its result.

DNS answers, network and country of the address from the operator's own MMDB files, the register of addresses
and that of domains (RDAP). A hidden service is asked nobody about; what stands behind a CDN is recognised by
the alias or the network that it answers with. All look-ups go out by `doors.egress`, and only as far as the
site's handling lets them.

    work(now)          concludes the hosting checks that wait; the worker calls it
    stands_now(site)   a check at this moment, just before a notice goes
    look(…)            all methods for one address, as results
"""

from __future__ import annotations

from farthing.doors.hosting.look import Means, look, means
from farthing.doors.hosting.work import stands_now, work

__all__ = ["Means", "look", "means", "stands_now", "work"]
