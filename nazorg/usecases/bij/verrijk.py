"""Ask partners about an alert, on request of a person and never by itself (L14, L30, L33).

A question is a row first. The worker asks outside any transaction, and keeps what it hears with
its source, moment, basis and expiry. An alert never waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import structlog

from nazorg.bij.aanwijzing import BESLISSERS, Functie
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import (
    Antwoordstand,
    Basis,
    Gegeven,
    Partner,
    Partnerbron,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)
from nazorg.kern.partner import Noodzaak as Partnernoodzaak
from nazorg.kern.vrije_tekst import check_tekst
from nazorg.kern.weigering import Weigering
from nazorg.referentie.medisch import load_medisch
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, meldingen, verrijkingen
from nazorg.store.bij.meldingen import Melding
from nazorg.store.bij.verrijkingen import Noodzaak, Verrijking
from nazorg.store.ids import Ids
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import Toegang

# What a page fills in.
__all__ = ["Noodzaak"]
log = structlog.get_logger()
_LEASE = timedelta(minutes=2)
_LANGST = timedelta(hours=1)


class VraagOnvolledig(Weigering):
    """A question to a partner needs its reason, its receivers and its necessity (L14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronnen:
    """Whom may be asked, how, and on which basis. No basis: no call is made."""

    bronnen: Mapping[Partner, Partnerbron]
    bases: tuple[Basis, ...] = ()

    def bases_van(self, partner: Partner) -> tuple[Basis, ...]:
        return tuple(b for b in self.bases if b.partner is partner and b.doel is Doel.OPENBARE_ORDE)


async def vraag_aan(
    id_: UUID, partner: Partner, waarom: Noodzaak, *, toegang: Toegang, bronnen: Bronnen
) -> None:
    """Write a question down. Without a basis nothing will be asked, and the screen says so."""
    if not all(t.strip() for t in (waarom.reden, waarom.ontvangers, waarom.noodzaak)):
        raise VraagOnvolledig("Schrijf de reden, wie het te zien krijgt en waarom het nodig is.")
    for tekst in (waarom.reden, waarom.ontvangers, waarom.noodzaak):
        check_tekst(tekst, medisch=load_medisch())
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    async with toegang.open() as tx:
        melding = await toegang.find_levende(tx, id_)
        bases = bronnen.bases_van(partner)
        mag = bool(bases)
        vraag = Verrijking(
            id=Ids(nu)(),
            melding_id=melding.id,
            gemeente=melding.gemeente,
            partner=partner,
            stand=Antwoordstand.WACHT if mag else Antwoordstand.NIET_TOEGESTAAN,
            sinds=nu,
            gevraagd_door=toegang.medewerker.naam,
            gevraagd_op=nu,
            gehoord_op=None,
            vervalt_op=None,
            grondslag="; ".join(dict.fromkeys(b.grondslag for b in bases)),
            open=mag,
            niet_voor=nu,
            poging=0,
            noodzaak=waarom,
        )
        await verrijkingen.vraag(tx, vraag, kamer.kluis)
        await toegang.leg_vast(tx, f"gevraagd_aan_{partner}", melding)


async def verrijk(kamer: Kamer, bronnen: Bronnen, *, hoogstens: int = 50) -> int:
    """Ask what is open now. A partner that is away stops no other. Returns how many were asked."""
    for aantal in range(hoogstens):
        async with kamer.store.open_unscoped_werk() as tx:
            v = await verrijkingen.claim(tx, kamer.kluis, nu=kamer.klok.nu(), lease=_LEASE)
            melding = await _find(tx, v, kamer) if v else None
        if v is None:
            return aantal
        await _vraag_een(kamer, bronnen, v, melding)
    return hoogstens


async def _find(tx: object, v: Verrijking, kamer: Kamer) -> Melding | None:
    return await meldingen.find(tx, v.melding_id, kamer.kluis, op=kamer.vandaag())  # type: ignore[arg-type]


async def _vraag_een(
    kamer: Kamer, bronnen: Bronnen, v: Verrijking, melding: Melding | None
) -> None:
    """Ask one partner, outside any transaction, and keep what became of it."""
    bron, bases = bronnen.bronnen.get(v.partner), bronnen.bases_van(v.partner)
    persoon = melding.alert.inhoud.persoon if melding and melding.alert.inhoud else None
    if melding is None or melding.ingetrokken_op or persoon is None or not bases:
        await _sluit(kamer, v, Antwoordstand.NIET_TOEGESTAAN, (), bases)
        return
    if persoon.bsn is None:
        await _sluit(kamer, v, Antwoordstand.GEWEIGERD, (), bases)
        return
    vraag = Vraag(
        bsn=persoon.bsn,
        doel=Doel.OPENBARE_ORDE,
        kenmerk=str(v.id),
        groepen=frozenset(b.groep for b in bases),
        noodzaak=_noodzaak(v) if any(b.noodzaak for b in bases) else None,
    )
    if bron is None:
        await _later(kamer, v)
        return
    try:
        gegevens = tuple(await bron.vraag(vraag))
    except PartnerUnavailable:
        await _later(kamer, v)
    except PartnerRefused:
        await _sluit(kamer, v, Antwoordstand.GEWEIGERD, (), bases)
    else:
        # What nobody may be told here is not kept, whatever a partner sends.
        mag = tuple(g for g in gegevens if g.groep in vraag.groepen)
        stand = Antwoordstand.BEKEND if mag else Antwoordstand.NIETS_BEKEND
        await _sluit(kamer, v, stand, mag, bases)


def _noodzaak(v: Verrijking) -> Partnernoodzaak:
    return Partnernoodzaak(tekst=v.noodzaak.noodzaak, ontvangers=(v.noodzaak.ontvangers,))


async def _sluit(
    kamer: Kamer,
    v: Verrijking,
    stand: Antwoordstand,
    gegevens: tuple[Gegeven, ...],
    bases: tuple[Basis, ...],
) -> None:
    nu = kamer.klok.nu()
    dagen = min((b.geldig_dagen for b in bases), default=0)
    antwoord = replace(
        v,
        stand=stand,
        sinds=nu,
        gehoord_op=nu,
        vervalt_op=_vervalt(gegevens, nu, dagen),
        gegevens=gegevens,
    )
    async with kamer.store.open_unscoped_werk() as tx:
        melding = await _find(tx, v, kamer)
        if melding is None or melding.ingetrokken_op:  # withdrawn while we asked (L31)
            antwoord = replace(
                antwoord, stand=Antwoordstand.NIET_TOEGESTAAN, vervalt_op=None, gegevens=()
            )
        await verrijkingen.beantwoord(tx, antwoord, kamer.kluis)
        await audit.append(tx, _regel(antwoord, kamer))
    log.info("bij.partner_answered", status=antwoord.stand)


def _vervalt(gegevens: tuple[Gegeven, ...], nu: datetime, dagen: int) -> datetime | None:
    """Return when an answer expires: by our table, or earlier when the partner says so."""
    if not gegevens:
        return None
    tot = [nu + timedelta(days=dagen)]
    tot += [
        datetime.combine(g.geldig_tot + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)
        for g in gegevens
        if g.geldig_tot
    ]
    return min(tot)


async def _later(kamer: Kamer, v: Verrijking) -> None:
    nu = kamer.klok.nu()
    wacht = min(_LANGST, timedelta(seconds=30) * 2 ** min(v.poging - 1, 10))
    async with kamer.store.open_unscoped_werk() as tx:
        await verrijkingen.stel_uit(
            tx, v.id, stand=Antwoordstand.NIET_BEREIKBAAR, nu=nu, niet_voor=nu + wacht
        )
    log.warning("bij.partner_away", poging=v.poging)


def _regel(v: Verrijking, kamer: Kamer) -> Auditregel:
    return Auditregel(
        tijd=kamer.klok.nu(),
        actor="nazorg",
        actie=f"antwoord_van_{v.partner}",
        object=f"melding {v.melding_id}",
        resultaat=v.stand,
        oorsprong=v.partner,
        doel=Doel.OPENBARE_ORDE,
        gemeente=v.gemeente,
    )


def mag_zien(
    gegevens: tuple[Gegeven, ...], functie: Functie, bases: tuple[Basis, ...]
) -> list[Gegeven]:
    """Return what may be seen of an answer in this office: the basis names the roles.

    functie: of the designation for the gemeente of the alert. A login says in which room somebody
    works, and nothing about this gemeente.
    """
    rol = Rol.BURGEMEESTER if functie in BESLISSERS else Rol.AANDACHTSFUNCTIONARIS_BIJ
    groepen = {b.groep for b in bases if rol in b.zichtbaar_voor}
    return [g for g in gegevens if g.groep in groepen]
