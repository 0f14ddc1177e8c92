"""DNS answers, asked over TCP (RFC 7766) through the exit, so that they go wherever everything else goes."""

from __future__ import annotations

from dataclasses import dataclass

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype

from farthing.doors.egress.errors import Broken, Off, Unreached
from farthing.doors.egress.exits import Exit
from farthing.doors.egress.reach import Deadline, connect, take

SECONDS = 10.0
MOST = 64  # values of an answer that are looked at


@dataclass(frozen=True, slots=True)
class Resolved:
    """An answer: the names that the asked one stands for (`aliases`), and the values. Both are empty where
    there is no such name, and `exists` is then False."""

    exists: bool
    aliases: tuple[str, ...]
    values: tuple[str, ...]


def resolve(out: Exit, name: str, kind: str, deadline: Deadline | None = None) -> Resolved:
    """Asks the configured resolver. Raises Off without one, Forbidden where a site's handling says so,
    Unreached where it does not answer or fails, and Broken for an answer that is none."""
    if out.resolver is None:
        raise Off("No resolver is configured (FARTHING_EGRESS_RESOLVER).")
    out.require(name)
    deadline = deadline or Deadline(SECONDS)
    try:
        question = dns.message.make_query(name.encode("idna").decode(), kind)
    except (dns.exception.DNSException, UnicodeError) as error:
        raise Unreached("This is not a name that could be asked for.") from error
    answer = _asked(out, out.resolver, question, deadline)
    if answer.rcode() == dns.rcode.NXDOMAIN:
        return Resolved(False, (), ())
    if answer.rcode() != dns.rcode.NOERROR:
        raise Unreached(f"The name's servers do not answer ({dns.rcode.to_text(answer.rcode())}).")
    try:
        chain = answer.resolve_chaining()
    except dns.exception.DNSException as error:
        raise Broken("The name points around in a ring.") from error
    aliases = tuple(
        str(rdata.target).rstrip(".").lower()
        for rrset in answer.answer
        if rrset.rdtype == dns.rdatatype.CNAME
        for rdata in rrset
    )
    values = tuple(rdata.to_text() for rdata in list(chain.answer or ())[:MOST])
    return Resolved(True, aliases[:MOST], values)


def _asked(
    out: Exit, resolver: tuple[str, int], question: dns.message.QueryMessage, deadline: Deadline
) -> dns.message.QueryMessage:
    wire = question.to_wire()
    with connect(out, *resolver, deadline, named=True) as line:
        try:
            line.sendall(len(wire).to_bytes(2, "big") + wire)
        except OSError as error:
            raise Unreached("The resolver closed the connection.") from error
        size = int.from_bytes(take(line, 2, deadline), "big")
        data = take(line, size, deadline)
    try:
        answer = dns.message.from_wire(data, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError) as error:
        raise Broken("The resolver's answer cannot be read.") from error
    if not isinstance(answer, dns.message.QueryMessage) or not question.is_response(answer):
        raise Broken("The resolver's answer is to another question.")
    return answer
