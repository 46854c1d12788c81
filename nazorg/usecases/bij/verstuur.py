"""Send the mails that may go. State goes first, the call comes after, nothing is in between lost.

A crash between the call and the note 'sent' means that the mail goes once more, with the same
Message-ID: for an alert to a mayor twice is better than never (ADR 0031).
"""

from datetime import timedelta
from uuid import UUID

import structlog

from nazorg.bij.aanwijzing import Aanwijzing, Functie, is_geldig
from nazorg.bij.kennisgeving import Belreden, BijAlarm, Kennisgevingsoort
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Doel
from nazorg.store.audit import Auditregel
from nazorg.store.bij import aanwijzingen, alarmen, audit, beltaken, kennisgevingen, meldingen
from nazorg.store.bij.beltaken import Beltaak
from nazorg.store.bij.kennisgevingen import Kennisgeving
from nazorg.store.bij.meldingen import MeldingOnleesbaar
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.post import Brief, Post, PostRefused, PostUnavailable

log = structlog.get_logger()
_LEASE = timedelta(minutes=5)
_LANGST = timedelta(minutes=30)
_VAST = timedelta(minutes=5)


async def verstuur_alles(kamer: Kamer, post: Post, *, hoogstens: int = 100) -> int:
    """Send what may go now; stop at the first sign that no server takes mail. Returns how many."""
    for aantal in range(hoogstens):
        async with kamer.store.open_unscoped_werk() as tx:
            volgende = await _pak(kamer, tx)
            alle = await aanwijzingen.find_alle(tx) if volgende else []
        if volgende is None or not await _verstuur(kamer, post, volgende, alle):
            return aantal
    return hoogstens


async def _pak(kamer: Kamer, tx: Transactie) -> Kennisgeving | None:
    """Take the next mail about an alert that its reader can open; hold what is about another."""
    nu, dag = kamer.klok.nu(), kamer.vandaag()
    while k := await kennisgevingen.claim(tx, nu=nu, lease=_LEASE, op=dag):
        try:
            await meldingen.find(tx, k.melding_id, kamer.kluis, op=dag)
        except MeldingOnleesbaar:
            await kennisgevingen.houd_vast(tx, k.id, niet_voor=nu + _VAST)
            await alarmen.add(tx, BijAlarm.ONLEESBAAR, [k.gemeente], nu=nu)
            log.error("bij.mail_held", reden=BijAlarm.ONLEESBAAR)  # noqa: TRY400 - known
        else:
            return k
    return None


async def _verstuur(kamer: Kamer, post: Post, k: Kennisgeving, alle: list[Aanwijzing]) -> bool:
    """Send one mail; False when the server is away."""
    aan = _ontvanger(kamer, k, alle)
    if aan is None:  # the designation ended before the mail could go: nobody may get it any more
        async with kamer.store.open_unscoped_werk() as tx:
            await kennisgevingen.zet_vervallen(tx, k.id)
        return True
    if aan.id != k.aanwijzing_id:
        async with kamer.store.open_unscoped_werk() as tx:
            await kennisgevingen.zet_aanwijzing(tx, k.id, aan.id)
    try:
        await post.verstuur(to_brief(kamer, k, aan, alle))
    except PostUnavailable:
        await _later(kamer, k)
        return False
    except PostRefused:
        await meld_terug(k.id, kamer=kamer)
        return True
    async with kamer.store.open_unscoped_werk() as tx:
        await kennisgevingen.zet_verzonden(tx, k.id, nu=kamer.klok.nu())
        await audit.append(tx, _regel(k, "mail_verstuurd", kamer))
    log.info("bij.mail_sent", poging=k.poging)
    return True


def _ontvanger(kamer: Kamer, k: Kennisgeving, alle: list[Aanwijzing]) -> Aanwijzing | None:
    """Return to whom: while designated; a recall also goes to who was so when the alert came.

    A designation that was renewed while the mail waited, perhaps to correct the address, is one.
    """
    dag, gemeenten = kamer.vandaag(), kamer.kennis.gemeenten
    hier = gemeenten.huidige(k.gemeente, op=dag)
    geldig = [
        a
        for a in alle
        if a.persoon == k.persoon
        and hier is not None
        and a.gemeente == hier.code
        and is_geldig(a, op=dag, gemeenten=gemeenten)
    ]
    zelf = next((a for a in alle if a.id == k.aanwijzing_id), None)
    if zelf in geldig:
        return zelf
    anders = zelf if k.soort is Kennisgevingsoort.INTREKKING else None
    return geldig[0] if geldig else anders


async def _later(kamer: Kamer, k: Kennisgeving) -> None:
    wacht = min(_LANGST, timedelta(seconds=30) * 2 ** min(k.poging - 1, 10))
    async with kamer.store.open_unscoped_werk() as tx:
        await kennisgevingen.zet_later(tx, k.id, niet_voor=kamer.klok.nu() + wacht)
    log.warning("bij.mail_later", poging=k.poging)


async def meld_terug(id_: UUID, *, kamer: Kamer) -> bool:
    """Note that a mail bounced: an alarm at once, and a call. False for a mail that is not ours.

    Hearing it twice asks for one call.
    """
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        k = await kennisgevingen.zet_teruggekomen(tx, id_, nu=nu)
        if k is None:
            return await kennisgevingen.bestaat(tx, id_)
        taak = Beltaak(Ids(nu)(), k.melding_id, k.gemeente, k.persoon, Belreden.TERUGGEKOMEN, nu)
        await beltaken.insert(tx, taak, meld_versie=k.meld_versie)
        await alarmen.replace(tx, BijAlarm.MAIL_TERUG, [""], nu=nu)
        await audit.append(tx, _regel(k, "mail_teruggekomen", kamer))
    log.error("bij.mail_bounced", poging=k.poging)
    return True


def _regel(k: Kennisgeving, actie: str, kamer: Kamer) -> Auditregel:
    """Return the row that stays when the alert is destroyed: who was told, and when."""
    return Auditregel(
        tijd=kamer.klok.nu(),
        actor="nazorg",
        actie=actie,
        object=f"melding {k.melding_id}",
        resultaat=f"{k.soort} aan {k.persoon}",
        oorsprong="mail",
        doel=Doel.OPENBARE_ORDE,
        gemeente=k.gemeente,
    )


def to_brief(kamer: Kamer, k: Kennisgeving, aan: Aanwijzing, alle: list[Aanwijzing]) -> Brief:
    """Return the mail: the same subject for every kind, and nothing that points at anybody."""
    teksten = kamer.kennis.teksten
    dag = k.lezen_voor
    tekst = teksten.mail.format(
        lezen_voor=f"{dag.day}-{dag.month}-{dag.year}",
        contact=_contact(kamer, aan, alle),
        referentie=k.referentie,
    )
    return Brief(aan=aan.email, onderwerp=teksten.onderwerp, tekst=tekst, kenmerk=str(k.id))


def _contact(kamer: Kamer, aan: Aanwijzing, alle: list[Aanwijzing]) -> str:
    """Return whom to call: the official of the same gemeente, unless that is the reader."""
    dag = kamer.klok.nu().astimezone(AMSTERDAM).date()
    for a in alle:
        if (
            a.gemeente == aan.gemeente
            and a.functie is Functie.AANDACHTSFUNCTIONARIS
            and a.persoon != aan.persoon
            and is_geldig(a, op=dag, gemeenten=kamer.kennis.gemeenten)
        ):
            return f"{a.naam}, {a.telefoon}"
    return kamer.kennis.teksten.contact_leeg
