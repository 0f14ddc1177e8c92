"""iccam: the exchange of the INHOPE hotlines, both ways, by its REST interface v3.

Off until the operator names it (`FARTHING_ICCAM`, with the house's account and certificate) and lets the
house out (`FARTHING_EGRESS`).

    connected()    the conversation that the settings describe; raises IccamError where there is none
    ByIccam        notices to hotlines as ICCAM's reports, for the outbox's worker
    read_day(…)    what was assigned to the house on a day, and what was done about our reports
    run(…)         the same as it falls due; the worker's thread

What goes wrong is an `IccamError`: a line, whether asking again helps, and how long ICCAM wants to be left
alone.
"""

from __future__ import annotations

from django.conf import settings

from farthing.doors import egress
from farthing.doors.egress import EgressError, Identity
from farthing.doors.iccam.channel import ByIccam
from farthing.doors.iccam.client import Account, Client
from farthing.doors.iccam.errors import IccamError
from farthing.doors.iccam.reading import Tally, read_day, run, work

__all__ = ["Account", "ByIccam", "Client", "IccamError", "Tally", "connected", "read_day", "run", "work"]


def connected() -> Client:
    """A client for the settings' account; nothing is asked yet. Raises IccamError where ICCAM is off, or is
    not named as it should be."""
    if not settings.ICCAM:
        raise IccamError("ICCAM is off: the operator names it with FARTHING_ICCAM.")
    identity = Identity(settings.ICCAM_CERTIFICATE, settings.ICCAM_AUTHORITIES)
    try:
        account = Account(settings.ICCAM, settings.ICCAM_USER, settings.ICCAM_PASSWORD, identity)
        return Client(egress.exits()[0], account, settings.ICCAM_PAUSE)
    except (ValueError, EgressError) as error:
        raise IccamError(str(error)) from error
