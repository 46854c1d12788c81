"""Fold all messages of one alert, under a lock, and keep what comes out of it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.bij import verlof
from nazorg.bij.categorie import find_categorie
from nazorg.bij.melding import BijMelding, Gemeld, Terugkeersoort
from nazorg.bij.toets import toonbaar, zichtbaar_vanaf
from nazorg.bij.vouwen import Alert, vouw_alerts
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
        """Write the alert as all its messages together say, for each gemeente that had it.

        Only a withdrawal so far, which overtook what it withdraws: it waits.
        """
        await meldingen.lock(tx, bron, nummer)
        dag = day_of(nu)
        alerts = vouw_alerts(
            await self._lees_alle(tx, bron, nummer), huidige=lambda code: self._huidige(code, dag)
        )
        bekend = await meldingen.find_van_nummer(tx, bron, nummer, self.kluis)
        apart = await berichten.find_apart(tx, bron, nummer)
        for gemeente, alert in alerts.items():
            # One that was sent to a gemeente which went up in this one is the same alert.
            van = [m for m in bekend if self._huidige(m.gemeente, dag) == gemeente]
            oud = next((m for m in van if m.gemeente == gemeente), van[0] if van else None)
            nieuw = _met_apart(self._to_melding(gemeente, alert, oud, nu), *apart)
            await self._schrijf(tx, nieuw, oud, nu)

    async def _schrijf(
        self, tx: Transactie, nieuw: Melding, oud: Melding | None, nu: datetime
    ) -> None:
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
            tekst = unseal(geheim, id_, self.kluis)
            ruw = RuwBericht(inhoud=tekst, deur=Deur.BESTAND, herkomst="bij")
            if melding := lees_bij(ruw, gemeenten=codes).melding:
                uit.append(melding)
        return uit

    def _to_melding(
        self, gemeente: str, alert: Alert, oud: Melding | None, nu: datetime
    ) -> Melding:
        inhoud = alert.inhoud
        assert inhoud is not None
        return Melding(
            id=oud.id if oud else Ids(nu)(),
            bron=alert.bron,
            nummer=alert.nummer,
            gemeente=gemeente,
            soort=inhoud.soort,
            versie=alert.versie,
            meld_versie=oud.meld_versie + _is_nieuws(alert, inhoud, oud, nu) if oud else 1,
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
            apart_op=None,
            alert=alert,
        )


def _met_apart(m: Melding, aantal: int, laatste: datetime | None) -> Melding:
    """Return the alert with what was set aside, also as a version: for a page that lies open."""
    nieuwer = laatste if laatste and laatste > m.alert.laatste_op else None
    return replace(m, versie=m.versie + aantal, apart_op=nieuwer)


def _is_nieuws(alert: Alert, inhoud: Gemeld, oud: Melding, nu: datetime) -> bool:
    """Tell whether who read the alert must read it again: another day, or it is withdrawn or not.

    Of a leave: a time that came, moved or is off, as far as it may be shown.
    """
    if (alert.ingetrokken is None) != (oud.ingetrokken_op is None):
        return True
    eerst = oud.alert.inhoud
    if alert.ingetrokken or eerst is None:  # None: it could not be read, by nobody
        return alert.ingetrokken is None
    if oud.soort != inhoud.soort or inhoud.soort is Terugkeersoort.DEFINITIEF:
        return (oud.soort, oud.terugkeer_op) != (inhoud.soort, inhoud.terugkeer_vroegst)
    return verlof.heeft_nieuws(
        toonbaar(eerst, op=day_of(oud.gewijzigd_op)).voorvallen,
        toonbaar(inhoud, op=day_of(nu)).voorvallen,
        nu=nu,
    )


def _zichtbaar(alert: Alert, inhoud: Gemeld, oud: Melding | None, dag: date) -> date:
    """Return from when it may be shown: who saw it must also see that it was withdrawn (L31).

    Also when it was hidden again in between. What nobody could see needs no withdrawal on a page.
    """
    if alert.ingetrokken is None:
        return zichtbaar_vanaf(inhoud.terugkeer_vroegst)
    if oud and (oud.geteld or oud.is_zichtbaar(dag)):
        return min(oud.zichtbaar_vanaf, dag)
    return date.max
