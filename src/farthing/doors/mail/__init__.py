"""Mail, out: rendered messages handed to the house's own mail server (SMTP, RFC 5321).

The server is the one that settings name (`FARTHING_SMTP`); without one nothing is mailed. What is mailed
holds sites' addresses, so it goes out encrypted, or to this machine alone.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from farthing.doors.errors import NotSent

SECONDS = 30
_ADDRESS = re.compile(r"[^@\s<>\",;:]{1,64}@[^@\s<>\",;:]{1,250}", re.ASCII)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A mail server: `smtp://[USER:PASSWORD@]HOST[:PORT]` (encrypted on the way, STARTTLS), or `smtps://`."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: bool = False

    @classmethod
    def from_url(cls, url: str) -> Server:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.scheme not in ("smtp", "smtps") or not host:
            raise ValueError("FARTHING_SMTP is no smtp://HOST:PORT or smtps://USER:PASSWORD@HOST")
        encrypted = parts.scheme == "smtps"
        port = port or (465 if encrypted else 587)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(host, port, user, password, encrypted)


def is_address(text: str) -> bool:
    """Whether a notice can come from here: one plain address at a domain."""
    return _ADDRESS.fullmatch(text) is not None


def send(server: Server, sender: str, to: str, message: str) -> None:
    """Hands one message over. Raises NotSent."""
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.sendmail(sender, [to], message.encode("ascii"))
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise NotSent(f"The mail server refused the recipient ({code}).", permanent=code >= 500) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotSent("The mail server refused our sign-in.", permanent=False) from error
    except smtplib.SMTPResponseException as error:
        permanent = error.smtp_code >= 500
        raise NotSent(f"The mail server answered {error.smtp_code}.", permanent=permanent) from error
    except (smtplib.SMTPException, OSError) as error:
        what = type(error).__name__
        raise NotSent(f"The mail server was not reached ({what}).", permanent=False) from error


def _connected(server: Server) -> smtplib.SMTP:
    """A connection, encrypted unless it stays on this machine."""
    tls = ssl.create_default_context()
    if server.encrypted:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=tls)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.host not in LOOPBACK:
        connection.ehlo()
        if not connection.has_extn("starttls"):
            connection.close()
            raise NotSent("The mail server offers no encryption.", permanent=False)
        connection.starttls(context=tls)
    return connection
