"""Plan who must be told, again or by phone: looks at all there is, so it may always run again."""

from dataclasses import replace
from datetime import timedelta

from nazorg.bij import verlof
from nazorg.bij.aanwijzing import BESLISSERS, Aanwijzing, find_zonder_beslisser, wie_telt
from nazorg.bij.kennisgeving import (
    Belreden,
    BijAlarm,
    Kennisgevingsoort,
    Kennisgevingstand,
    Stap,
)
from nazorg.bij.toets import toonbaar
from nazorg.kern.klok import day_of
from nazorg.store.bij import alarmen, beltaken, cijfers, kennisgevingen, meldingen
from nazorg.store.bij.kennisgevingen import Kennisgeving
from nazorg.store.bij.meldingen import Melding
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.ronde import Ronde, open_ronde

_NIETS_GEHAD = (Kennisgevingstand.KLAAR, Kennisgevingstand.VERVALLEN)


async def waarschuw(kamer: Kamer) -> int:
    """Plan mails, repeats, recalls and calls; keep the alarms. Returns how much was planned."""
    nu, dag = kamer.klok.nu(), kamer.vandaag()
    async with kamer.store.open_unscoped_werk() as tx:
        await tx.execute("select pg_advisory_xact_lock(hashtext('bij.waarschuw'))")
        zichtbaar, onleesbaar = await meldingen.find_leesbare(tx, kamer.kluis, op=dag)
        for gemeente, soort in await meldingen.zet_geteld(tx, op=dag):
            await cijfers.tel(tx, gemeente, f"gemeld_{soort}", op=nu)
        zichtbaar = [await _met_nieuws(tx, m, kamer) for m in zichtbaar]
        await kennisgevingen.laat_vervallen(tx, nu=nu, op=dag)
        ronde = await open_ronde(kamer, tx, zichtbaar)
        aantal = 0
        for melding in zichtbaar:
            aantal += await (_trek_in if melding.ingetrokken_op else _vertel)(ronde, melding)
        await _houd_alarmen_bij(ronde, zichtbaar, onleesbaar)
    return aantal


async def _met_nieuws(tx: Transactie, m: Melding, kamer: Kamer) -> Melding:
    """Return the alert; as news when a time of a leave may be shown since it was told (L03)."""
    dag, nu = kamer.vandaag(), kamer.klok.nu()
    sinds = max(day_of(m.gewijzigd_op), m.zichtbaar_vanaf)
    inhoud = m.alert.inhoud
    if m.ingetrokken_op or inhoud is None:
        return m
    eerst, straks = (toonbaar(inhoud, op=d).voorvallen for d in (sinds, dag))
    if not verlof.heeft_nieuws(eerst, straks, nu=nu):
        return m
    await meldingen.zet_nieuws(tx, m, nu=nu)
    return replace(m, meld_versie=m.meld_versie + 1, gewijzigd_op=nu)


async def _vertel(ronde: Ronde, m: Melding) -> int:
    """Tell everybody who is designated; then repeat, then have somebody called.

    Once it was read by who counts, nobody else who decides is told again or called.
    """
    lezers = ronde.lezers(m)
    tellen = wie_telt(lezers.values())
    if any(ronde.gelezen_op(m, persoon) for persoon in tellen):
        await ronde.sluit_beltaken(m, Belreden.ONGELEZEN)
        klaar = {p for p, lezer in lezers.items() if lezer.functie in BESLISSERS}
        tellen = frozenset()
    else:
        klaar = set()
    return sum(
        [
            await _vertel_aan(ronde, m, lezer, telt=p in tellen, klaar=p in klaar)
            for p, lezer in lezers.items()
        ]
    )


async def _vertel_aan(
    ronde: Ronde, m: Melding, lezer: Aanwijzing, *, telt: bool, klaar: bool
) -> int:
    if ronde.gelezen_op(m, lezer.persoon):
        await ronde.sluit_beltaken(m, Belreden.ONGELEZEN, persoon=lezer.persoon)
        bekend = ronde.find_mail(m, lezer.persoon, Kennisgevingsoort.BERICHT)
        return 0 if bekend else await ronde.plan(m, lezer, Kennisgevingsoort.BERICHT)
    eerste = ronde.find_bereikt(m, lezer, Kennisgevingsoort.BERICHT)
    if eerste is None:
        return await ronde.plan(m, lezer, Kennisgevingsoort.BERICHT)
    if klaar:
        return 0
    if telt:
        ronde.let_op(m, eerste)
    stap = ronde.volgende_stap(m, lezer, eerste, Belreden.ONGELEZEN)
    if stap is Stap.HERHAAL:
        return await ronde.plan(m, lezer, Kennisgevingsoort.HERHALING)
    if stap is Stap.BEL and lezer.functie in BESLISSERS:
        return await ronde.laat_bellen(m, lezer.persoon, Belreden.ONGELEZEN)
    return 0


async def _trek_in(ronde: Ronde, m: Melding) -> int:
    """Recall an alert from everyone who got it or read it, until each confirms that (L31)."""
    await ronde.sluit_beltaken(m, Belreden.ONGELEZEN)
    wie = {g.persoon for g in ronde.gehad if g.melding_id == m.id and _kreeg(g)}
    wie |= {p for id_, p, versie in ronde.lezingen if id_ == m.id and versie < m.meld_versie}
    lezers = ronde.lezers(m)
    return sum([await _trek_in_bij(ronde, m, p, lezers.get(p)) for p in sorted(wie)])


def _kreeg(g: Kennisgeving) -> bool:
    if g.soort is Kennisgevingsoort.INTREKKING:
        return False
    return g.stand not in _NIETS_GEHAD or g.geopend_op is not None


async def _trek_in_bij(ronde: Ronde, m: Melding, persoon: str, lezer: Aanwijzing | None) -> int:
    """Recall it from one person. lezer: None for who may not read here any more.

    Who cannot confirm in the app gets one mail, and one call.
    """
    wie = lezer or ronde.laatste(m, persoon)
    if wie is None:
        return 0
    recall = ronde.find_bereikt(m, wie, Kennisgevingsoort.INTREKKING)
    if recall is None:
        return await ronde.plan(m, wie, Kennisgevingsoort.INTREKKING)
    if recall.bevestigd_op:
        await ronde.sluit_beltaken(m, Belreden.INTREKKING, persoon=persoon)
        return 0
    if lezer:
        ronde.let_op(m, recall)
    stap = ronde.volgende_stap(m, wie, recall, Belreden.INTREKKING)
    if stap is Stap.HERHAAL and lezer:
        return await ronde.plan(m, lezer, Kennisgevingsoort.HERHALING)
    if stap is not Stap.NIETS and (lezer or not ronde.is_gebeld(m, persoon, Belreden.INTREKKING)):
        return await ronde.laat_bellen(m, persoon, Belreden.INTREKKING)
    return 0


async def _houd_alarmen_bij(ronde: Ronde, zichtbaar: list[Melding], onleesbaar: list[str]) -> None:
    """Open and end the alarms. A gemeente is named also when it has no alert: so it tells none."""
    kamer, tx, nu = ronde.kamer, ronde.tx, ronde.nu
    codes = {a.gemeente for a in ronde.alle} | {m.gemeente for m in zichtbaar}
    zonder = find_zonder_beslisser(
        codes, ronde.alle, op=kamer.vandaag(), gemeenten=kamer.kennis.gemeenten
    )
    await alarmen.replace(tx, BijAlarm.GEEN_AANWIJZING, zonder, nu=nu)
    await alarmen.replace(tx, BijAlarm.ONGELEZEN, ronde.te_laat, nu=nu)
    await alarmen.replace(tx, BijAlarm.ONLEESBAAR, onleesbaar, nu=nu)
    wacht = timedelta(minutes=kamer.kennis.termijnen.mail_wacht_minuten)
    oudste = await kennisgevingen.find_oudste_wachtende(tx, nu=nu - wacht)
    await alarmen.replace(tx, BijAlarm.MAIL_WACHT, [""] if oudste else [], nu=nu)
    terug = await beltaken.heeft_teruggekomen(tx)
    await alarmen.replace(tx, BijAlarm.MAIL_TERUG, [""] if terug else [], nu=nu)
