"""Mail that comes back hours later: a report of a mail server to the return address (RFC 3464).

The return address of each mail holds its number (VERP), so that a report which quotes nothing of
our mail can be matched too. The number opens nothing: all that one can do with it is say that a
mail did not arrive.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from pathlib import Path
from uuid import UUID

import structlog

from nazorg.usecases.bij.retour import Teruggekomen

log = structlog.get_logger()
MEEST = 1_000_000  # octets of one mail that are read: the report stands before what is quoted
_PLAATS = "{kenmerk}"
_ONTVANGERS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_KENMERK = re.compile(
    r"\s*<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE
)


def to_retouradres(sjabloon: str, kenmerk: UUID) -> str:
    """Return where a mail server reports that this mail did not arrive."""
    return sjabloon.replace(_PLAATS, kenmerk.hex)


def lees_teruggekomen(ruw: bytes, sjabloon: str | None = None) -> list[UUID]:
    """Return which mails of ours a report of a mail server says have failed (RFC 3462, 3464).

    Somebody who is away, and a server that will try again, quote our mail too: that is no bounce.
    A server that does not know RFC 3464 says it in words: then only the address it wrote to counts.
    sjabloon: the return address, with a place for the number.
    """
    mail = message_from_bytes(ruw)
    if mail.get_content_type() != "multipart/report":
        return list(dict.fromkeys(_uit_adres(mail, sjabloon))) if _is_van_server(mail) else []
    if not _is_mislukt(mail):
        return []
    return list(dict.fromkeys([*_uit_adres(mail, sjabloon), *_uit_origineel(mail)]))


def _is_van_server(mail: Message) -> bool:
    """Tell whether a mail is a report in words: from nobody, and no answer of a person's program.

    RFC 5321 4.5.5: a report has no return address; RFC 3834: an automatic answer says that it is.
    """
    van_niemand = str(mail.get("Return-Path", "")).strip() == "<>"
    antwoord = str(mail.get("Auto-Submitted", "")) + str(mail.get("Precedence", ""))
    is_antwoord = "repl" in antwoord.lower() or mail.get("X-Autoreply") is not None
    return van_niemand and not is_antwoord


def _is_mislukt(mail: Message) -> bool:
    """Tell whether the report says of a receiver that it failed; each of our mails has one."""
    return any(
        str(blok.get("Action", "")).strip().lower() == "failed"
        for deel in mail.walk()
        if deel.get_content_type() == "message/delivery-status"
        for blok in deel.walk()
    )


def _uit_adres(mail: Message, sjabloon: str | None) -> Iterator[UUID]:
    """Yield the number in the address to which the report was sent."""
    if sjabloon is None:
        return
    voor, _, na = sjabloon.lower().partition(_PLAATS)
    for kop in _ONTVANGERS:
        for _naam, adres in getaddresses([str(w) for w in mail.get_all(kop, [])]):
            klein = adres.lower()
            if klein.startswith(voor) and klein.endswith(na):
                yield from _lees_hex(klein[len(voor) : len(klein) - len(na)])


def _lees_hex(tekst: str) -> Iterator[UUID]:
    if re.fullmatch(r"[0-9a-f]{32}", tekst):
        yield UUID(hex=tekst)


def _uit_origineel(mail: Message) -> Iterator[UUID]:
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


class Retourmap:
    """A Maildir in which a mail server puts what comes to the return address."""

    def __init__(self, map_: Path, sjabloon: str | None) -> None:
        self._map = map_
        self._sjabloon = sjabloon

    @property
    def is_er(self) -> bool:
        return all((self._map / deel).is_dir() for deel in ("new", "cur"))

    async def lees(self, hoogstens: int) -> Sequence[Teruggekomen]:
        """Return what waits, oldest name first. Raises OSError."""
        return await asyncio.to_thread(self._lees, hoogstens)

    async def ruim_op(self, mail: Teruggekomen, *, van_ons: bool) -> None:
        """Delete what was noted; put what is no report about a mail of ours aside, as seen."""
        await asyncio.to_thread(self._ruim_op, mail.naam, van_ons=van_ons)

    def _lees(self, hoogstens: int) -> list[Teruggekomen]:
        namen = sorted(p.name for p in (self._map / "new").iterdir() if p.is_file())
        return [Teruggekomen(naam, tuple(self._kenmerken(naam))) for naam in namen[:hoogstens]]

    def _kenmerken(self, naam: str) -> list[UUID]:
        with (self._map / "new" / naam).open("rb") as bestand:
            ruw = bestand.read(MEEST)
        try:
            return lees_teruggekomen(ruw, self._sjabloon)
        except (ValueError, LookupError, RecursionError) as fout:  # made to break a reader
            log.warning("bij.return_unreadable", fout=type(fout).__name__)
            return []

    def _ruim_op(self, naam: str, *, van_ons: bool) -> None:
        staat = self._map / "new" / naam
        if van_ons:
            staat.unlink(missing_ok=True)
        else:
            staat.rename(self._map / "cur" / f"{naam.partition(':')[0]}:2,S")
