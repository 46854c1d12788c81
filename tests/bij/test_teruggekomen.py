"""A mail came back when a server reports that it failed, and by no other mail (RFC 3464)."""

from uuid import UUID

import pytest

from nazorg.integrations.retour import lees_teruggekomen
from nazorg.integrations.smtp import to_mail
from nazorg.usecases.bij.post import Brief

ONZE = UUID("01a2076b-4400-7000-8a96-7f228acbedcc")
BRIEF = Brief(aan="anne@voorbeeld.nl", onderwerp="Nieuw", tekst="Goedendag.", kenmerk=str(ONZE))
ORIGINEEL = to_mail(BRIEF, "nazorg@voorbeeld.nl").as_bytes()
KOPPEN = ORIGINEEL.split(b"\n\n")[0] + b"\n"


def bericht(actie: str, *, soort: str = "message/rfc822", inhoud: bytes = ORIGINEEL) -> bytes:
    """Return a report of a mail server about a mail of ours."""
    return b"\r\n".join(
        (
            f"""From: MAILER-DAEMON@voorbeeld.nl
To: nazorg@voorbeeld.nl
Subject: Mail delivery
Message-ID: <11111111-1111-7111-8111-111111111111@mail.voorbeeld.nl>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="grens"

--grens
Content-Type: text/plain

This is the mail system.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.voorbeeld.nl

Final-Recipient: rfc822; anne@voorbeeld.nl
Action: {actie}
Status: 5.1.1

--grens
Content-Type: {soort}

""".encode()
            + inhoud,
            b"--grens--",
            b"",
        )
    )


@pytest.mark.parametrize(
    "ruw",
    [
        bericht("failed"),
        bericht("Failed"),
        bericht("failed", soort="text/rfc822-headers", inhoud=KOPPEN),
        bericht("failed").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    ],
)
def test_a_report_that_it_failed_names_the_mail_that_came_back(ruw: bytes) -> None:
    assert lees_teruggekomen(ruw) == [ONZE]


AFWEZIG = (
    b"From: anne@voorbeeld.nl\nAuto-Submitted: auto-replied\nSubject: Afwezig\n"
    b"In-Reply-To: <" + str(ONZE).encode() + b"@voorbeeld.nl>\n"
    b"Content-Type: text/plain\n\nIk ben er maandag weer.\n\n" + KOPPEN
)


@pytest.mark.parametrize(
    "ruw",
    [
        bericht("delayed"),
        bericht("delivered"),
        bericht("relayed"),
        AFWEZIG,
        # A colleague who forwards the whole mail, or a report about another one.
        b"Content-Type: message/rfc822\n\n" + ORIGINEEL,
        bericht("failed", inhoud=b"Message-ID: <iets-anders@voorbeeld.nl>\n\nHallo\n"),
        bericht("failed").replace(b"message/delivery-status", b"text/plain"),
        b"",
        b"\xff\xfe\x00 geen mail",
        ORIGINEEL,
    ],
)
def test_out_of_office_a_delay_and_any_other_mail_is_no_mail_that_came_back(ruw: bytes) -> None:
    assert lees_teruggekomen(ruw) == []


SJABLOON = "terug+{kenmerk}@voorbeeld.nl"
IN_WOORDEN = (
    b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.voorbeeld.nl\nSubject: failure notice\n"
    b"To: terug+" + ONZE.hex.encode() + b"@voorbeeld.nl\n\n"
    b"Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message.\n"
)


def test_a_report_in_words_counts_by_the_address_to_which_it_was_sent() -> None:
    assert lees_teruggekomen(IN_WOORDEN, SJABLOON) == [ONZE]


@pytest.mark.parametrize(
    "ruw",
    [
        IN_WOORDEN.replace(b"Return-Path: <>\n", b"Return-Path: <anne@voorbeeld.nl>\n"),
        IN_WOORDEN.replace(b"Return-Path: <>\n", b""),
        b"Auto-Submitted: auto-replied\n" + IN_WOORDEN,
        b"Precedence: auto_reply\n" + IN_WOORDEN,
        b"X-Autoreply: yes\n" + IN_WOORDEN,
        IN_WOORDEN.replace(b"terug+", b"anders+"),
    ],
)
def test_words_of_a_person_or_of_a_program_that_answers_for_one_are_no_report(ruw: bytes) -> None:
    assert lees_teruggekomen(ruw, SJABLOON) == []
