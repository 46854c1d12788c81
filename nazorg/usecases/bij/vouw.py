"""Fold all messages of one alert, under a lock, and keep what comes out of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.bij.categorie import find_categorie
from nazorg.bij.melding import BijMelding, Gemeld
from nazorg.bij.toets import zichtbaar_vanaf
from nazorg.bij.vouwen import Alert, vouw_alert
from nazorg.contract.bij import lees_bij
from nazorg.kern.klok import day_of
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.bij import berichten, cijfers, meldingen
from nazorg.store.bij.meldingen import Melding
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.beoordeel import unseal


@dataclass(frozen=True, slots=True)
class Vouwer:
    kluis: Kluis
    kennis: BijKennis

    async def vouw(self, tx: Transactie, bron: str, nummer: str, *, nu: datetime) -> None:
        """Write the alert as all its messages together say."""
        await meldingen.lock(tx, bron, nummer)
        gelezen = await self._lees_alle(tx, bron, nummer)
        if not gelezen:
            return
        alert = vouw_alert(gelezen)
        if alert.inhoud is None:  # a withdrawal that overtook what it withdraws: it waits
            return
        oud = await meldingen.find_nummer(tx, bron, nummer, self.kluis)
        nieuw = self._to_melding(alert, alert.inhoud, oud, nu)
        await meldingen.upsert(tx, nieuw, self.kluis)
        dag = day_of(nu)
        for gemeente, soort in await meldingen.zet_geteld(tx, op=dag, alleen=nieuw.id):
            await cijfers.tel(tx, gemeente, f"gemeld_{soort}", op=nu)
        if nieuw.ingetrokken_op and not (oud and oud.ingetrokken_op) and nieuw.is_zichtbaar(dag):
            await cijfers.tel(tx, nieuw.gemeente, "ingetrokken", op=nu)

    async def _lees_alle(self, tx: Transactie, bron: str, nummer: str) -> list[BijMelding]:
        codes = frozenset(g.code for g in self.kennis.gemeenten)
        uit: list[BijMelding] = []
        for id_, geheim in await berichten.find_van_melding(tx, bron, nummer):
            tekst = unseal(geheim, id_, self.kluis)
            ruw = RuwBericht(inhoud=tekst, deur=Deur.BESTAND, herkomst="bij")
            if melding := lees_bij(ruw, gemeenten=codes).melding:
                uit.append(melding)
        return uit

    def _to_melding(
        self, alert: Alert, inhoud: Gemeld, oud: Melding | None, nu: datetime
    ) -> Melding:
        dag = day_of(nu)
        huidig = self.kennis.gemeenten.huidige(inhoud.gemeente, op=dag)
        return Melding(
            id=oud.id if oud else Ids(nu)(),
            bron=alert.bron,
            nummer=alert.nummer,
            gemeente=huidig.code if huidig else inhoud.gemeente,
            soort=inhoud.soort,
            versie=alert.versie,
            meld_versie=_meld_versie(alert, inhoud, oud),
            terugkeer_op=inhoud.terugkeer_vroegst,
            zichtbaar_vanaf=_zichtbaar(alert, inhoud, oud, dag),
            ingetrokken_op=alert.ingetrokken_op,
            categorie_bevestigd=all(
                (c := find_categorie(u, self.kennis.categorieen)) is not None and c.bevestigd
                for u in inhoud.uitspraken
            ),
            verstrekt_op=oud.verstrekt_op if oud else nu.astimezone(UTC),
            gewijzigd_op=nu,
            alert=alert,
        )


def _meld_versie(alert: Alert, inhoud: Gemeld, oud: Melding | None) -> int:
    """Return how often readers are told: again when the day moves forward or it is reinstated."""
    if oud is None:
        return 1
    eerder = inhoud.terugkeer_vroegst < oud.terugkeer_op
    hersteld = oud.ingetrokken_op is not None and alert.ingetrokken is None
    anders = alert.inhoud is not None and oud.soort != alert.inhoud.soort
    return oud.meld_versie + bool(eerder or hersteld or anders)


def _zichtbaar(alert: Alert, inhoud: Gemeld, oud: Melding | None, dag: date) -> date:
    """Return from when it may be shown. Who saw it must also see that it was withdrawn (L31)."""
    if alert.ingetrokken and oud and oud.zichtbaar_vanaf <= dag:
        return oud.zichtbaar_vanaf
    return zichtbaar_vanaf(inhoud.terugkeer_vroegst)
