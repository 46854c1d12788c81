"""Mail over SMTP: plain text, no tracking, one Message-ID per mail however often we try."""

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from uuid import UUID

import aiosmtplib

from nazorg.integrations.retour import to_retouradres
from nazorg.usecases.bij.post import Brief, PostRefused, PostUnavailable

_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailserver:
    """Where mail goes. tls: 'starttls' is demanded, 'tls' from the first byte, 'uit' for a demo.

    retour: the return address with a place for the number of the mail; None: the sender.
    """

    host: str
    port: int
    afzender: str
    tls: str = "starttls"
    gebruiker: str | None = None
    wachtwoord: str | None = None
    ca: str | None = None
    retour: str | None = None


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
                sender=to_retouradres(s.retour or s.afzender, UUID(brief.kenmerk)),
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
