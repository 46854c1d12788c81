"""What becomes of a question to a partner: kept with its basis and its end, or honestly nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import structlog

from nazorg.bij.navraag import Navraagreden
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Antwoordstand, Basis, Gegeven, Partnerreden
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, meldingen, verrijkingen
from nazorg.store.bij.verrijkingen import Item, Verrijking
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer

log = structlog.get_logger()


async def bewaar_antwoord(
    kamer: Kamer, v: Verrijking, gegevens: tuple[Gegeven, ...], bases: tuple[Basis, ...]
) -> None:
    """Keep what a partner told, and let all else that waits for this partner go now."""
    nu = kamer.klok.nu()
    items = tuple(i for i in _to_items(gegevens, bases, nu) if i.vervalt_op > nu)
    antwoord = replace(
        v,
        stand=Antwoordstand.BEKEND if items else Antwoordstand.NIETS_BEKEND,
        reden="",
        sinds=nu,
        gehoord_op=nu,
        vervalt_op=min((i.vervalt_op for i in items), default=None),
        items=items,
    )
    if items and all(i.gegeven.niet_overgenomen for i in items):
        # Nothing is left to show, so 'known' would promise what is not there.
        antwoord = replace(
            antwoord,
            stand=Antwoordstand.GEWEIGERD,
            reden=Navraagreden.VERBODEN_TEKST,
            items=(),
            vervalt_op=None,
        )
    async with kamer.store.open_unscoped_werk() as tx:
        if await _is_weg(tx, v, kamer):  # withdrawn or hidden while we asked (L31)
            antwoord = replace(
                antwoord,
                stand=Antwoordstand.NIET_TOEGESTAAN,
                reden=Navraagreden.MELDING_WEG_NA_VRAAG,
                vervalt_op=None,
                items=(),
            )
        await verrijkingen.beantwoord(tx, antwoord, kamer.kluis)
        await verrijkingen.wek(tx, v.partner, nu=nu)
        await audit.append(tx, _regel(v, kamer, "antwoord_van", antwoord.reden or antwoord.stand))
    log.info("bij.partner_answered", status=antwoord.stand)


async def sluit_zonder_antwoord(kamer: Kamer, v: Verrijking, reden: Partnerreden) -> None:
    """Close a question to which the partner gave nothing that we can use, and say what."""
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        await verrijkingen.sluit(tx, v.id, stand=Antwoordstand.GEWEIGERD, reden=reden, nu=nu)
        await verrijkingen.wek(tx, v.partner, nu=nu)
        await audit.append(tx, _regel(v, kamer, "antwoord_van", reden))
    log.info("bij.partner_answered", status=Antwoordstand.GEWEIGERD)


async def sluit_ongevraagd(kamer: Kamer, v: Verrijking, reden: Navraagreden) -> None:
    """Close a question that was put to nobody; the screen and the audit chain say that."""
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        stand = Antwoordstand.NIET_TOEGESTAAN
        await verrijkingen.sluit(tx, v.id, stand=stand, reden=reden, nu=nu)
        await audit.append(tx, _regel(v, kamer, "niet_gevraagd_aan", reden))
    log.info("bij.partner_not_asked", reden=reden)


async def _is_weg(tx: Transactie, v: Verrijking, kamer: Kamer) -> bool:
    melding = await meldingen.find(tx, v.melding_id, kamer.kluis, op=kamer.vandaag())
    return melding is None or melding.ingetrokken_op is not None


def _to_items(
    gegevens: tuple[Gegeven, ...], bases: tuple[Basis, ...], nu: datetime
) -> Iterator[Item]:
    """Yield what may be kept. What nobody may be told here is not, whatever a partner sends."""
    per_groep = {b.groep: b for b in bases}
    for g in gegevens:
        if basis := per_groep.get(g.groep):
            yield Item(gegeven=g, grondslag=basis.grondslag, vervalt_op=_vervalt(g, basis, nu))


def _vervalt(g: Gegeven, basis: Basis, nu: datetime) -> datetime:
    """Return the end of one thing: by our table, or earlier when the partner says so (L30)."""
    einde = nu + timedelta(days=basis.geldig_dagen)
    if g.geldig_tot is None:
        return einde
    dag_erna = datetime.combine(g.geldig_tot + timedelta(days=1), time(), AMSTERDAM)
    return min(einde, dag_erna.astimezone(UTC))


def _regel(v: Verrijking, kamer: Kamer, actie: str, resultaat: str) -> Auditregel:
    return Auditregel(
        tijd=kamer.klok.nu(),
        actor="nazorg",
        actie=f"{actie}_{v.partner}",
        object=f"melding {v.melding_id}",
        resultaat=resultaat,
        oorsprong=v.partner,
        doel=Doel.OPENBARE_ORDE,
        gemeente=v.gemeente,
    )
