"""rechecks: whether a site's page is still there, looked at as text alone.

The recorded referrer path is walked first, since disguised pages show themselves only on one. Nothing but
HTML is read, no picture and no script is asked for, and nothing of the page is kept but its fingerprint. A
page that is missing counts as missing only if the operator's control page loads through the same exit.

    work(now)    looks at the watches that are due; the worker calls it
    look(…)      one look, as what was seen and a line about it
"""

from __future__ import annotations

from farthing.doors.rechecks.look import look
from farthing.doors.rechecks.work import work

__all__ = ["look", "work"]
