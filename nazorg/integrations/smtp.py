"""Mail over SMTP: plain text, no tracking, one Message-ID per mail however often we try."""

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.utils import formatdate
from uuid import UUID

import aiosmtplib

from nazorg.usecases.bij.post import Brief, PostRefused, PostUnavailable

_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailserver:
    """Where mail goes. tls: 'starttls' is demanded, 'tls' from the first byte, 'uit' for a demo."""

    host: str
    port: int
    afzender: str
    tls: str = "starttls"
    gebruiker: str | None = None
    wachtwoord: str | None = None
    ca: str | None = None


class SmtpPost:
    """A mail per connection: there are a few a week."""

    def __init__(self, server: Mailserver) -> None:
        self._server = server

    async def verstuur(self, brief: Brief) -> None:
        """Hand one mail to the server. Raises PostUnavailable, PostRefused."""
        s = self._server
        try:
            await aiosmtplib.send(
                to_mail(brief, s.afzender),
                hostname=s.host,
                port=s.port,
                timeout=_TIMEOUT_S,
                use_tls=s.tls == "tls",
                start_tls=s.tls == "starttls",
                tls_context=ssl.create_default_context(cafile=s.ca) if s.tls != "uit" else None,
                username=s.gebruiker,
                password=s.wachtwoord,
            )
        except aiosmtplib.SMTPRecipientsRefused as fout:
            codes = [ontvanger.code for ontvanger in fout.recipients]
            raise _uitkomst(max(codes, default=0)) from None
        except aiosmtplib.SMTPResponseException as fout:
            # Being refused as a sender is our setting, not this receiver: try again later.
            is_van_ons = isinstance(
                fout, aiosmtplib.SMTPSenderRefused | aiosmtplib.SMTPAuthenticationError
            )
            raise PostUnavailable if is_van_ons else _uitkomst(fout.code) from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError):
            raise PostUnavailable from None


def _uitkomst(code: int) -> PostRefused | PostUnavailable:
    return PostRefused() if code >= 500 else PostUnavailable()


def to_mail(brief: Brief, afzender: str) -> EmailMessage:
    """Return the mail as it goes over the wire."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = afzender, brief.aan, brief.onderwerp
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = f"<{brief.kenmerk}@{afzender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(brief.tekst, cte="quoted-printable")
    return mail


_KENMERK = re.compile(
    r"\s*<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE
)


def lees_teruggekomen(ruw: bytes) -> list[UUID]:
    """Return which mails of ours a report of a mail server says have failed (RFC 3462, 3464).

    Somebody who is away, and a server that will try again, quote our mail too: that is no bounce.
    """
    mail = message_from_bytes(ruw)
    if mail.get_content_type() != "multipart/report" or not _is_mislukt(mail):
        return []
    return list(dict.fromkeys(_kenmerken(mail)))


def _is_mislukt(mail: Message) -> bool:
    """Tell whether the report says of a receiver that it failed; each of our mails has one."""
    return any(
        str(blok.get("Action", "")).strip().lower() == "failed"
        for deel in mail.walk()
        if deel.get_content_type() == "message/delivery-status"
        for blok in deel.walk()
    )


def _kenmerken(mail: Message) -> Iterator[UUID]:
    """Yield the number of each mail of ours that came back, whole or as its headers alone."""
    for deel in mail.walk():
        inhoud: object = None
        if deel.get_content_type() == "text/rfc822-headers":
            koppen = deel.get_payload(decode=True)
            inhoud = message_from_bytes(koppen) if isinstance(koppen, bytes) else None
        elif deel.get_content_type() == "message/rfc822" and deel.is_multipart():
            inhoud = deel.get_payload(0)
        if isinstance(inhoud, Message):
            gevonden = _KENMERK.match(str(inhoud.get("Message-ID", "")))
            if gevonden:
                yield UUID(gevonden[1])
