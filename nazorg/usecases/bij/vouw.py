"""Fold all messages of one alert, under a lock, and keep what comes out of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.bij.categorie import find_categorie
from nazorg.bij.melding import BijMelding, Gemeld
from nazorg.bij.toets import zichtbaar_vanaf
from nazorg.bij.vouwen import Alert, vouw_alerts
from nazorg.contract.bij import lees_bij
from nazorg.kern.klok import day_of
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.bij import berichten, cijfers, meldingen
from nazorg.store.bij.meldingen import Melding
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Vouwer:
    kluis: Kluis
    kennis: BijKennis

    async def vouw(self, tx: Transactie, bron: str, nummer: str, *, nu: datetime) -> None:
        """Write the alert as all its messages together say, for each gemeente that had it.

        Only a withdrawal so far, which overtook what it withdraws: it waits.
        """
        await meldingen.lock(tx, bron, nummer)
        dag = day_of(nu)
        alerts = vouw_alerts(
            await self._lees_alle(tx, bron, nummer), huidige=lambda code: self._huidige(code, dag)
        )
        bekend = await meldingen.find_van_nummer(tx, bron, nummer, self.kluis)
        for gemeente, alert in alerts.items():
            # One that was sent to a gemeente which went up in this one is the same alert.
            van = [m for m in bekend if self._huidige(m.gemeente, dag) == gemeente]
            oud = next((m for m in van if m.gemeente == gemeente), van[0] if van else None)
            await self._schrijf(tx, gemeente, alert, oud, nu)

    async def _schrijf(
        self, tx: Transactie, gemeente: str, alert: Alert, oud: Melding | None, nu: datetime
    ) -> None:
        assert alert.inhoud is not None
        nieuw = self._to_melding(gemeente, alert, alert.inhoud, oud, nu)
        dag = day_of(nu)
        # Before it is written too: it may be hidden now, or withdrawn, after somebody read it.
        await self._tel(tx, nieuw.id, nu)
        await meldingen.upsert(tx, nieuw, self.kluis)
        await self._tel(tx, nieuw.id, nu)
        if nieuw.ingetrokken_op and not (oud and oud.ingetrokken_op) and nieuw.is_zichtbaar(dag):
            await cijfers.tel(tx, nieuw.gemeente, "ingetrokken", op=nu)

    async def _tel(self, tx: Transactie, id_: UUID, nu: datetime) -> None:
        for waar, soort in await meldingen.zet_geteld(tx, op=day_of(nu), alleen=id_):
            await cijfers.tel(tx, waar, f"gemeld_{soort}", op=nu)

    def _huidige(self, code: str, dag: date) -> str:
        nu = self.kennis.gemeenten.huidige(code, op=dag)
        return nu.code if nu else code

    async def _lees_alle(self, tx: Transactie, bron: str, nummer: str) -> list[BijMelding]:
        codes = frozenset(g.code for g in self.kennis.gemeenten)
        uit: list[BijMelding] = []
        for id_, geheim in await berichten.find_van_melding(tx, bron, nummer):
            tekst = self.kluis.ontsleutel(geheim, voor=b"bij.bericht|inhoud|" + id_.bytes)
            ruw = RuwBericht(inhoud=tekst, deur=Deur.BESTAND, herkomst="bij")
            if melding := lees_bij(ruw, gemeenten=codes).melding:
                uit.append(melding)
        return uit

    def _to_melding(
        self, gemeente: str, alert: Alert, inhoud: Gemeld, oud: Melding | None, nu: datetime
    ) -> Melding:
        return Melding(
            id=oud.id if oud else Ids(nu)(),
            bron=alert.bron,
            nummer=alert.nummer,
            gemeente=gemeente,
            soort=inhoud.soort,
            versie=alert.versie,
            meld_versie=_meld_versie(alert, inhoud, oud),
            terugkeer_op=inhoud.terugkeer_vroegst,
            zichtbaar_vanaf=_zichtbaar(alert, inhoud, oud, day_of(nu)),
            ingetrokken_op=alert.ingetrokken_op,
            categorie_bevestigd=all(
                (c := find_categorie(u, self.kennis.categorieen)) is not None and c.bevestigd
                for u in inhoud.uitspraken
            ),
            verstrekt_op=oud.verstrekt_op if oud else nu.astimezone(UTC),
            gewijzigd_op=nu,
            geteld=oud is not None and oud.geteld,
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
    """Return from when it may be shown: who saw it must also see that it was withdrawn (L31).

    Also when it was hidden again in between. What nobody could see needs no withdrawal on a page.
    """
    if alert.ingetrokken is None:
        return zichtbaar_vanaf(inhoud.terugkeer_vroegst)
    if oud and (oud.geteld or oud.is_zichtbaar(dag)):
        return min(oud.zichtbaar_vanaf, dag)
    return date.max
