"""Plan who must be told, again or by phone: looks at all there is, so it may always run again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nazorg.bij import kennisgeving as k
from nazorg.bij.aanwijzing import BESLISSERS, Aanwijzing, find_zonder_beslisser, is_geldig
from nazorg.bij.kennisgeving import BijAlarm, Kennisgevingsoort, Kennisgevingstand, Stap
from nazorg.bij.melding import Terugkeersoort
from nazorg.kern.klok import AMSTERDAM
from nazorg.store.bij import aanwijzingen, alarmen, cijfers, kennisgevingen, meldingen
from nazorg.store.bij.kennisgevingen import Beltaak, Kennisgeving
from nazorg.store.bij.meldingen import Melding
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer

_NIETS_GEHAD = (Kennisgevingstand.KLAAR, Kennisgevingstand.VERVALLEN)


@dataclass(frozen=True, slots=True)
class _Ronde:
    """One look at everything: the moment, the rules, and the keys that are given out."""

    kamer: Kamer
    tx: Transactie
    nu: datetime
    maak_id: Ids

    def lezers(self, m: Melding, alle: Iterable[Aanwijzing]) -> list[Aanwijzing]:
        """Return the designations that hold today for the gemeente of this alert, one a person."""
        dag, gemeenten = self.kamer.vandaag(), self.kamer.kennis.gemeenten
        nu = gemeenten.huidige(m.gemeente, op=dag)
        geldig = [
            a
            for a in alle
            if nu and a.gemeente == nu.code and is_geldig(a, op=dag, gemeenten=gemeenten)
        ]
        return list({a.persoon: a for a in geldig}.values())


async def waarschuw(kamer: Kamer) -> int:
    """Plan mails, repeats, recalls and calls; keep the alarms. Returns how much was planned."""
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        await tx.execute("select pg_advisory_xact_lock(hashtext('bij.waarschuw'))")
        ronde = _Ronde(kamer, tx, nu, Ids(nu))
        alle = await aanwijzingen.find_alle(tx)
        zichtbaar = await meldingen.find_zichtbare(tx, kamer.kluis, op=kamer.vandaag())
        for gemeente, soort in await meldingen.zet_geteld(tx, op=kamer.vandaag()):
            await cijfers.tel(tx, gemeente, f"gemeld_{soort}", op=nu)
        ids = [m.id for m in zichtbaar]
        gehad = await kennisgevingen.find_van(tx, ids)
        gebeld = await kennisgevingen.find_gebelde(tx, ids)
        aantal = 0
        for melding in zichtbaar:
            eigen = [g for g in gehad if g.melding_id == melding.id]
            if melding.ingetrokken_op:
                aantal += await _trek_in(ronde, melding, eigen)
            else:
                aantal += await _vertel(ronde, melding, eigen, alle, gebeld)
        await _houd_alarmen_bij(ronde, alle, zichtbaar)
    return aantal


async def _vertel(
    ronde: _Ronde,
    m: Melding,
    gehad: list[Kennisgeving],
    alle: list[Aanwijzing],
    gebeld: set[tuple[UUID, str, int]],
) -> int:
    """Tell everybody who is designated; then repeat, then have somebody called."""
    aantal, dag, t = 0, ronde.kamer.vandaag(), ronde.kamer.kennis.termijnen
    for lezer in ronde.lezers(m, alle):
        eigen = [g for g in gehad if g.persoon == lezer.persoon and g.meld_versie == m.meld_versie]
        eerste = next((g for g in eigen if g.soort is Kennisgevingsoort.BERICHT), None)
        if eerste is None:
            aantal += await _plan(ronde, m, lezer, Kennisgevingsoort.BERICHT)
            continue
        stap = k.volgende_stap(
            lezen=eerste.lezen_voor,
            geopend=any(g.geopend_op for g in eigen),
            herhaald=any(g.soort is Kennisgevingsoort.HERHALING for g in eigen),
            gebeld=(m.id, lezer.persoon, m.meld_versie) in gebeld,
            vandaag=dag,
            t=t,
        )
        if stap is Stap.HERHAAL:
            aantal += await _plan(ronde, m, lezer, Kennisgevingsoort.HERHALING)
        elif stap is Stap.BEL and lezer.functie in BESLISSERS:
            aantal += await _laat_bellen(ronde, m, lezer.persoon, k.Belreden.ONGELEZEN)
    return aantal


async def _trek_in(ronde: _Ronde, m: Melding, gehad: list[Kennisgeving]) -> int:
    """Recall an alert from everyone who got it; what did not go yet does not go any more (L31)."""
    aantal = 0
    voor = [g for g in gehad if g.soort is not Kennisgevingsoort.INTREKKING]
    for g in voor:
        if g.stand is Kennisgevingstand.KLAAR:
            await kennisgevingen.zet_vervallen(ronde.tx, g.id)
    for g in {g.persoon: g for g in voor if g.stand not in _NIETS_GEHAD or g.geopend_op}.values():
        aantal += await _voeg_toe(
            ronde, m, g.persoon, g.aanwijzing_id, Kennisgevingsoort.INTREKKING, spoed=True
        )
    return aantal


async def _plan(ronde: _Ronde, m: Melding, lezer: Aanwijzing, soort: Kennisgevingsoort) -> int:
    t, dag = ronde.kamer.kennis.termijnen, ronde.kamer.vandaag()
    spoed = k.is_spoed(m.terugkeer_op, vandaag=dag, t=t)
    niet_voor = k.verzenden_vanaf(
        ronde.nu, stil_van=lezer.stil_van, stil_tot=lezer.stil_tot, spoed=spoed
    )
    return await _voeg_toe(
        ronde, m, lezer.persoon, lezer.id, soort, spoed=spoed, niet_voor=niet_voor
    )


async def _voeg_toe(
    ronde: _Ronde,
    m: Melding,
    persoon: str,
    aanwijzing: UUID,
    soort: Kennisgevingsoort,
    *,
    spoed: bool,
    niet_voor: datetime | None = None,
) -> int:
    t = ronde.kamer.kennis.termijnen
    nieuw = Kennisgeving(
        id=ronde.maak_id(),
        melding_id=m.id,
        gemeente=m.gemeente,
        persoon=persoon,
        aanwijzing_id=aanwijzing,
        soort=soort,
        meld_versie=m.meld_versie,
        stand=Kennisgevingstand.KLAAR,
        referentie=secrets.token_hex(4).upper(),
        lezen_voor=k.lezen_voor(
            Terugkeersoort(m.soort), m.terugkeer_op, vandaag=ronde.kamer.vandaag(), t=t
        ),
        spoed=spoed,
        niet_voor=niet_voor or ronde.nu,
        poging=0,
        gemaakt_op=ronde.nu,
    )
    return await kennisgevingen.insert(ronde.tx, nieuw)


async def _laat_bellen(ronde: _Ronde, m: Melding, persoon: str, reden: k.Belreden) -> int:
    taak = Beltaak(
        id=ronde.maak_id(), melding_id=m.id, persoon=persoon, reden=reden, ontstaan_op=ronde.nu
    )
    return await kennisgevingen.insert_beltaak(
        ronde.tx, taak, gemeente=m.gemeente, meld_versie=m.meld_versie
    )


async def _houd_alarmen_bij(
    ronde: _Ronde, alle: list[Aanwijzing], zichtbaar: list[Melding]
) -> None:
    """Open and end the alarms. A gemeente is named also when it has no alert: so it tells none."""
    kamer, tx, nu = ronde.kamer, ronde.tx, ronde.nu
    codes = {a.gemeente for a in alle} | {m.gemeente for m in zichtbaar}
    zonder = find_zonder_beslisser(
        codes, alle, op=nu.astimezone(AMSTERDAM).date(), gemeenten=kamer.kennis.gemeenten
    )
    await alarmen.replace(tx, BijAlarm.GEEN_AANWIJZING, zonder, nu=nu)
    wacht = timedelta(minutes=kamer.kennis.termijnen.mail_wacht_minuten)
    oudste = await kennisgevingen.find_oudste_wachtende(tx, nu=nu - wacht)
    await alarmen.replace(tx, BijAlarm.MAIL_WACHT, [""] if oudste else [], nu=nu)
    terug = await kennisgevingen.heeft_teruggekomen(tx)
    await alarmen.replace(tx, BijAlarm.MAIL_TERUG, [""] if terug else [], nu=nu)
