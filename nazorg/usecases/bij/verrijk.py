"""Ask partners about an alert, on request of a person and never by itself (L14, L30, L33).

A question is a row first. The worker asks outside any transaction, and keeps what it hears with
its source, moment, basis and expiry. An alert never waits for it, and no partner for another.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from nazorg.bij.aanwijzing import BESLISSERS, Functie
from nazorg.bij.navraag import Navraagreden
from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import (
    Antwoordstand,
    Basis,
    Partner,
    Partnerbron,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)
from nazorg.kern.partner import Noodzaak as Partnernoodzaak
from nazorg.kern.weigering import Weigering
from nazorg.store.bij import meldingen, verrijkingen
from nazorg.store.bij.meldingen import Melding, MeldingOnleesbaar
from nazorg.store.bij.verrijkingen import Item, Noodzaak, Verrijking
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.antwoord import bewaar_antwoord, sluit_ongevraagd, sluit_zonder_antwoord
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.tekst import check_eigen_tekst
from nazorg.usecases.bij.toegang import Toegang

# What a page fills in.
__all__ = ["Noodzaak"]
log = structlog.get_logger()
_LEASE = timedelta(minutes=2)
_VAST = timedelta(minutes=5)
# There are a few questions a week, so trying costs nothing: who is back is asked within the minute.
_EERSTE, _LANGSTE = timedelta(seconds=30), timedelta(minutes=1)
_LANGSTE_VERZOEK = timedelta(hours=1)


class VraagOnvolledig(Weigering):
    """A question to a partner needs its reason, its receivers and its necessity (L14)."""


Bases = Callable[[], tuple[Basis, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronnen:
    """Whom may be asked, how, and on which basis. No basis: no call is made.

    bases: what holds now, looked up each time: a ground begins, and changes, on a day.
    """

    bronnen: Mapping[Partner, Partnerbron]
    bases: Bases = tuple

    def bases_van(self, partner: Partner) -> tuple[Basis, ...]:
        return tuple(
            b for b in self.bases() if b.partner is partner and b.doel is Doel.OPENBARE_ORDE
        )


async def vraag_aan(
    id_: UUID, partner: Partner, waarom: Noodzaak, *, toegang: Toegang, bronnen: Bronnen
) -> None:
    """Write a question down. What cannot be asked is closed at once, and the screen says why."""
    if not all(t.strip() for t in (waarom.reden, waarom.ontvangers, waarom.noodzaak)):
        raise VraagOnvolledig("Schrijf de reden, wie het te zien krijgt en waarom het nodig is.")
    for tekst in (waarom.reden, waarom.ontvangers, waarom.noodzaak):
        check_eigen_tekst(tekst)
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    async with toegang.open() as tx:
        melding = await toegang.find_levende(tx, id_)
        bases = bronnen.bases_van(partner)
        waarom_niet = _waarom_niet(melding, bases)
        vraag = Verrijking(
            id=Ids(nu)(),
            melding_id=melding.id,
            gemeente=melding.gemeente,
            partner=partner,
            stand=Antwoordstand.NIET_TOEGESTAAN if waarom_niet else Antwoordstand.WACHT,
            sinds=nu,
            gevraagd_door=toegang.medewerker.naam,
            gevraagd_op=nu,
            gehoord_op=None,
            vervalt_op=None,
            grondslag="; ".join(dict.fromkeys(b.grondslag for b in bases)),
            open=waarom_niet is None,
            niet_voor=nu,
            poging=0,
            noodzaak=waarom,
            reden=waarom_niet or "",
        )
        await verrijkingen.vraag(tx, vraag, kamer.kluis)
        await toegang.leg_vast(tx, f"gevraagd_aan_{partner}", melding, waarom_niet or "gelukt")


def _waarom_niet(melding: Melding | None, bases: tuple[Basis, ...]) -> Navraagreden | None:
    """Return why a partner may not or cannot be asked about this alert."""
    inhoud = melding.alert.inhoud if melding and not melding.ingetrokken_op else None
    if inhoud is None:
        return Navraagreden.MELDING_WEG
    if not bases:
        return Navraagreden.GEEN_GRONDSLAG
    return Navraagreden.GEEN_BSN if inhoud.persoon.bsn is None else None


async def verrijk(kamer: Kamer, bronnen: Bronnen) -> int:
    """Ask what is open now, all partners side by side. Returns how many were asked."""
    return sum(await asyncio.gather(*(verrijk_van(p, kamer, bronnen) for p in Partner)))


async def verrijk_van(
    partner: Partner, kamer: Kamer, bronnen: Bronnen, *, hoogstens: int = 50
) -> int:
    """Ask one partner what is open now. Returns how many were asked."""
    for aantal in range(hoogstens):
        async with kamer.store.open_unscoped_werk() as tx:
            genomen = await _pak(kamer, tx, partner)
        if genomen is None:
            return aantal
        await _vraag_een(kamer, bronnen, *genomen)
    return hoogstens


async def _pak(
    kamer: Kamer, tx: Transactie, partner: Partner
) -> tuple[Verrijking, Melding | None] | None:
    """Take the next question, with its alert while that holds; put off one that cannot be read."""
    nu = kamer.klok.nu()
    while v := await verrijkingen.claim(tx, kamer.kluis, partner, nu=nu, lease=_LEASE):
        try:
            if v.is_te_stellen:
                return v, await meldingen.find(tx, v.melding_id, kamer.kluis, op=kamer.vandaag())
        except MeldingOnleesbaar:
            pass  # the watch alarms
        # It may be read again when that is repaired.
        await verrijkingen.leg_terug(tx, v.id, niet_voor=nu + _VAST)
    return None


async def _vraag_een(
    kamer: Kamer, bronnen: Bronnen, v: Verrijking, melding: Melding | None
) -> None:
    """Ask one partner, outside any transaction, and keep what became of it."""
    bron, bases = bronnen.bronnen.get(v.partner), bronnen.bases_van(v.partner)
    if reden := _waarom_niet(melding, bases):
        await sluit_ongevraagd(kamer, v, reden)
        return
    if bron is None:
        await sluit_ongevraagd(kamer, v, Navraagreden.NIET_AANGESLOTEN)
        return
    assert melding is not None
    try:
        gegevens = tuple(await bron.vraag(_to_vraag(v, melding, bases)))
    except PartnerUnavailable as fout:
        await _later(kamer, v, fout)
    except PartnerRefused as fout:
        await sluit_zonder_antwoord(kamer, v, fout.reden)
    else:
        await bewaar_antwoord(kamer, v, gegevens, bases)


def _to_vraag(v: Verrijking, melding: Melding, bases: tuple[Basis, ...]) -> Vraag:
    inhoud = melding.alert.inhoud
    assert inhoud is not None
    assert inhoud.persoon.bsn is not None
    noodzaak = Partnernoodzaak(tekst=v.noodzaak.noodzaak, ontvangers=(v.noodzaak.ontvangers,))
    return Vraag(
        bsn=inhoud.persoon.bsn,
        doel=Doel.OPENBARE_ORDE,
        kenmerk=str(v.id),
        groepen=frozenset(b.groep for b in bases),
        noodzaak=noodzaak if any(b.noodzaak for b in bases) else None,
    )


async def _later(kamer: Kamer, v: Verrijking, fout: PartnerUnavailable) -> None:
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        await verrijkingen.stel_uit(
            tx, v.id, reden=fout.reden, nu=nu, niet_voor=nu + _wacht(v.poging, fout)
        )
    if v.stand is not Antwoordstand.NIET_BEREIKBAAR:  # it is tried often: once is news
        log.warning("bij.partner_away", reden=fout.reden)


def _wacht(poging: int, fout: PartnerUnavailable) -> timedelta:
    """Return how long to wait; longer than a minute only when the partner itself asks for that."""
    gevraagd = min(timedelta(seconds=fout.wacht_s or 0), _LANGSTE_VERZOEK)
    return max(min(_LANGSTE, _EERSTE * (1 << min(poging - 1, 10))), gevraagd)


def mag_zien(
    items: tuple[Item, ...], functie: Functie, bases: tuple[Basis, ...]
) -> tuple[Item, ...]:
    """Return what may be seen of an answer in this office: the basis names the roles.

    functie: of the designation for the gemeente of the alert. A login says in which room somebody
    works, and nothing about this gemeente.
    """
    rol = Rol.BURGEMEESTER if functie in BESLISSERS else Rol.AANDACHTSFUNCTIONARIS_BIJ
    groepen = {b.groep for b in bases if rol in b.zichtbaar_voor}
    return tuple(i for i in items if i.gegeven.groep in groepen)
