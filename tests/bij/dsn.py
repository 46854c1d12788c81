"""Reports that a mail did not arrive, in the shape in which mail servers write them (RFC 3464)."""

from collections.abc import Callable
from email import message_from_bytes

Dsn = Callable[[str, bytes], bytes]
"""(return address, our mail) to a report."""


def _maak(retour: str, *, koppen: str, delen: list[tuple[str, bytes]]) -> bytes:
    """Put a report together; delen: of each part its headers and what stands in it."""
    rand = "7F2A31A7.1795770000/mail.voorbeeld.nl"
    uit = [
        f"""Return-Path: <>
{koppen}
To: {retour}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="{rand}"

This is a MIME-encapsulated message.
""".encode()
    ]
    uit += [f"--{rand}\n{kop}\n\n".encode() + inhoud + b"\n" for kop, inhoud in delen]
    return b"\n".join([*uit, f"--{rand}--\n".encode()]).replace(b"\r\n", b"\n")


def _aan(mail: bytes) -> str:
    return str(message_from_bytes(mail)["To"])


def postfix(retour: str, mail: bytes) -> bytes:
    """Return what Postfix sends after its queue life time, with the whole mail in it."""
    aan = _aan(mail)
    return _maak(
        retour,
        koppen="""Received: by mail.voorbeeld.nl (Postfix)
	id 7F2A31A7; Wed, 25 Nov 2026 09:12:00 +0100 (CET)
Date: Wed, 25 Nov 2026 09:12:00 +0100 (CET)
From: MAILER-DAEMON@voorbeeld.nl (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <20261125081200.7F2A31A7@mail.voorbeeld.nl>""",
        delen=[
            (
                "Content-Description: Notification\nContent-Type: text/plain; charset=us-ascii",
                b"This is the mail system at host mail.voorbeeld.nl.\n",
            ),
            (
                "Content-Description: Delivery report\nContent-Type: message/delivery-status",
                f"""Reporting-MTA: dns; mail.voorbeeld.nl
X-Postfix-Queue-ID: 5C0D91A3
X-Postfix-Sender: rfc822; {retour}
Arrival-Date: Fri, 20 Nov 2026 09:00:00 +0100 (CET)

Final-Recipient: rfc822; {aan}
Original-Recipient: rfc822;{aan}
Action: failed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mx.gemeente.example[192.0.2.7]:25: Connection timed out
""".encode(),
            ),
            ("Content-Description: Undelivered Message\nContent-Type: message/rfc822", mail),
        ],
    )


def exchange(retour: str, mail: bytes) -> bytes:
    """Return what Exchange Online sends: the receiver does not exist, only headers come back."""
    koppen = mail.replace(b"\r\n", b"\n").split(b"\n\n")[0] + b"\n"
    return _maak(
        retour,
        koppen="""From: <postmaster@gemeente.example>
Date: Mon, 23 Nov 2026 11:00:01 +0000
Subject: Undeliverable: Er staat een nieuw bericht voor u klaar
X-MS-Exchange-Message-Is-Ndr:
Auto-Submitted: auto-replied
Message-ID: <8f0c12aa-0f2a-4b8c-9b77-6f3f7a1c2d3e@AM0PR01MB0001.eurprd01.example>""",
        delen=[
            ("Content-Type: text/plain; charset=utf-8", b"Uw bericht is niet bezorgd."),
            (
                "Content-Type: message/delivery-status",
                f"""Reporting-MTA: dns;AM0PR01MB0001.eurprd01.example
Received-From-MTA: dns;mail.voorbeeld.nl
Arrival-Date: Mon, 23 Nov 2026 11:00:00 +0000

Final-Recipient: rfc822;{_aan(mail)}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
""".encode(),
            ),
            ("Content-Type: text/rfc822-headers", koppen),
        ],
    )


def zonder_origineel(retour: str, mail: bytes) -> bytes:
    """Return a report that quotes nothing of our mail: only the return address tells which."""
    return _maak(
        retour,
        koppen="""From: Mail Delivery System <Mailer-Daemon@gemeente.example>
Date: Tue, 24 Nov 2026 03:00:00 +0000
Subject: Mail delivery failed: returning message to sender
Auto-Submitted: auto-replied""",
        delen=[
            ("Content-Type: text/plain", b"A message that you sent could not be delivered."),
            (
                "Content-Type: message/delivery-status",
                f"""Reporting-MTA: dns; gemeente.example

Action: failed
Final-Recipient: rfc822;{_aan(mail)}
Status: 5.2.2
Remote-MTA: dns; mailbox.gemeente.example
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
""".encode(),
            ),
        ],
    )


def vertraagd(retour: str, mail: bytes) -> bytes:
    """Return the warning that comes first: the server tries on."""
    return (
        postfix(retour, mail)
        .replace(b"Action: failed", b"Action: delayed")
        .replace(b"Undelivered Mail Returned to Sender", b"Delayed Mail (still being retried)")
    )


def afwezig(retour: str, mail: bytes) -> bytes:
    """Return what a receiver who is away lets answer (RFC 3834): also to the return address."""
    kenmerk = str(message_from_bytes(mail)["Message-ID"])
    return f"""Return-Path: <>
From: {_aan(mail)}
To: {retour}
Subject: Automatisch antwoord: afwezig
Auto-Submitted: auto-replied
In-Reply-To: {kenmerk}
Content-Type: text/plain; charset=utf-8

Ik ben er maandag weer.
""".encode()


MISLUKT: dict[str, Dsn] = {
    "postfix": postfix,
    "exchange": exchange,
    "zonder_origineel": zonder_origineel,
}
NIET_MISLUKT: dict[str, Dsn] = {"vertraagd": vertraagd, "afwezig": afwezig}
