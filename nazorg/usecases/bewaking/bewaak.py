"""Look at what came in since the last look, and say what is wrong.

A number of statements that grows neither with the messages nor with the sources, except that
messages without a readable number that were set aside are opened in portions.
"""

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from nazorg.berichten.alarm import (
    Alarm,
    AlarmSoort,
    Berichtstroom,
    Grenzen,
    alarm_bij_achterstand,
    alarm_bij_bewaartermijn,
    alarm_bij_gaten,
    alarm_bij_geen_telling,
    alarm_bij_hartslag,
    alarm_bij_onleesbaar,
    alarm_bij_pauze,
    alarm_bij_stilte,
    alarm_bij_telling,
    stroom_van,
)
from nazorg.berichten.bewaartermijn import bewaard_vanaf
from nazorg.berichten.lijst import is_lijst
from nazorg.berichten.ritme import VLOER, WEKEN, leer
from nazorg.berichten.soort import Bronsoort
from nazorg.berichten.volgnummers import Gezien, is_volgnummer, verschil, volg
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.kern.klok import AMSTERDAM, Klok, vandaag
from nazorg.kern.werkdagen import is_werkdag
from nazorg.store import alarmen, berichtinhoud, brontelling, gaten, hartslagen, pauzes, ritmes
from nazorg.store.gaten import Bronstand, Gatwijziging
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie

# What came in so recently tells how far a stream is behind.
_NET = timedelta(minutes=15)
_ONLEESBAAR = timedelta(hours=1)
# Counts that differ are an alarm for as long as they are on the screen.
TELDAGEN = 7
# A count that comes in time says nothing about how late the notices are.
_GEEN_STROOM = frozenset(Bronsoort)


@dataclass(frozen=True, slots=True)
class Bewaker:
    """Everything that watching needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    grenzen: Grenzen

    async def bewaak(self) -> int:
        """Bring gaps, rhythm and alarms up to now; return how many alarms are open."""
        nu = self.klok.nu()
        async with self.store.open_unscoped_ontvangst() as tx:
            await gaten.lock(tx)
            bronnen = await self._volg(tx, nu)
            open_ = [
                *self._bij_gaten(bronnen, nu),
                *await self._bij_stilte(tx, bronnen, nu),
                *await self._bij_telling(tx, nu),
                *await self._bij_geen_telling(tx, nu),
                *await self._bij_achterstand(tx, nu),
                *await self._bij_bewaartermijn(tx, nu),
                *await self._bij_onleesbaar(tx, nu),
                *await self._bij_pauze(tx),
            ]
            await alarmen.replace(tx, open_, soorten=list(AlarmSoort), nu=nu)
        return len(open_)

    async def _volg(self, tx: Transactie, nu: datetime) -> dict[str, Bronstand]:
        """Take in what is new; return every source as it now is."""
        na, laatste = await gaten.find_vanaf(tx)
        bronnen = await gaten.find_bronnen(tx)
        if laatste != gaten.NIETS:
            await ritmes.tel_uren(tx, na)
            gezien = await gaten.find_gezien(tx, na)
            for bron, runs in (await self._lees_apart_gezet(tx, na)).items():
                gezien.setdefault(bron, []).extend(runs)
            gehoord = await ritmes.find_grenzen(tx, sinds=ritmes.begin_uur(na))
            oud = bronnen
            bronnen = oud | {
                bron: _vernieuw(oud.get(bron), bron, op, gezien.get(bron, ()))
                for bron, op in gehoord.items()
            }
            await self._bewaar(tx, oud, bronnen, nu)
        await gaten.save_gezien(tx, tot=laatste, nu=nu)
        return bronnen

    async def _bewaar(
        self,
        tx: Transactie,
        oud: dict[str, Bronstand],
        nieuw: dict[str, Bronstand],
        nu: datetime,
    ) -> None:
        await gaten.upsert_bronnen(
            tx, [stand for bron, stand in nieuw.items() if oud.get(bron) != stand]
        )
        wijzigingen = [_wijziging(oud.get(bron), stand) for bron, stand in nieuw.items()]
        vanaf = nu - self.grenzen.gat
        await gaten.replace_gaten(
            tx,
            [
                # Messages that crossed are no news: only a gap that was an alarm is remembered.
                Gatwijziging(w.bron, w.weg, w.nieuw, [g for g in w.gevuld if g.sinds <= vanaf])
                for w in wijzigingen
                if w.weg or w.nieuw
            ],
            nu=nu,
        )

    async def _lees_apart_gezet(self, tx: Transactie, na: UUID) -> dict[str, list[Gezien]]:
        """Return the numbers of what was set aside: it did arrive, so it is no gap."""
        per_bron: dict[str, list[Gezien]] = defaultdict(list)
        while rijen := await gaten.find_apart_gezet(tx, na, behalve=ONBEKENDE_BRON):
            for id_, bron, inhoud, op in rijen:
                with suppress(KluisFout):  # one damaged row must not stop the watch
                    ruw = self.kluis.ontsleutel(inhoud, voor=b"bericht|inhoud|" + id_.bytes)
                    if nummer := lees_volgnummer(ruw):
                        per_bron[bron].append(Gezien(nummer, nummer, op))
            na = rijen[-1][0]
        return per_bron

    def _bij_gaten(self, bronnen: dict[str, Bronstand], nu: datetime) -> list[Alarm]:
        gevonden = (
            alarm_bij_gaten(b.bron, b.reeks.gaten, nu=nu, grenzen=self.grenzen)
            for b in bronnen.values()
            if b.reeks
        )
        return [alarm for alarm in gevonden if alarm]

    async def _bij_stilte(
        self, tx: Transactie, bronnen: dict[str, Bronstand], nu: datetime
    ) -> list[Alarm]:
        stil = [
            b
            for b in bronnen.values()
            # A list comes when a person takes it in: it has no rhythm to miss.
            if nu - b.laatste_op > VLOER and b.bron != ONBEKENDE_BRON and not is_lijst(b.bron)
        ]
        if not stil:
            return []
        uren = await ritmes.find_uren(tx, [b.bron for b in stil], sinds=nu - WEKEN)
        uit = []
        for b in stil:
            ritme = leer(uren[b.bron], eerste_op=b.eerste_op, nu=nu, is_vrij=_is_vrij)
            if ritme:
                uit.append(alarm_bij_stilte(b.bron, ritme, laatste_op=b.laatste_op, nu=nu))
        return [alarm for alarm in uit if alarm]

    async def _bij_telling(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        dag = vandaag(self.klok)
        verschillen: dict[str, list[tuple[date, int]]] = defaultdict(list)
        sinds: dict[str, datetime] = {}
        for rij in await brontelling.find(tx, van=dag - timedelta(days=TELDAGEN), tot=dag):
            assert rij.gemeld_op is not None
            if rij.verschil and nu - rij.gemeld_op >= self.grenzen.gat:
                verschillen[rij.bron].append((rij.dag, rij.verschil))
                sinds[rij.bron] = min(rij.gemeld_op, sinds.get(rij.bron, rij.gemeld_op))
        gevonden = (alarm_bij_telling(b, v, sinds=sinds[b]) for b, v in verschillen.items())
        return [alarm for alarm in gevonden if alarm]

    async def _bij_geen_telling(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        """Look for a count that we are used to get, and did not get by noon."""
        hier = nu.astimezone(AMSTERDAM)
        middag = hier.replace(hour=12, minute=0, second=0, microsecond=0)
        if hier < middag:
            return []
        dag = hier.date()
        per_bron: dict[str, set[date]] = defaultdict(set)
        for rij in await brontelling.find(tx, van=dag - timedelta(days=7), tot=dag):
            if rij.dag < dag:
                per_bron[rij.bron].add(rij.dag)
        gisteren, sinds = dag - timedelta(days=1), middag.astimezone(UTC)
        gevonden = (
            alarm_bij_geen_telling(b, dagen, gisteren=gisteren, sinds=sinds)
            for b, dagen in per_bron.items()
        )
        return [alarm for alarm in gevonden if alarm]

    async def _bij_achterstand(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        per_stroom = per_berichtstroom(await ritmes.find_vertraging(tx, sinds=nu - _NET))
        bronnen = Counter(stroom for _, stroom in per_stroom)
        gevonden = [
            alarm_bij_achterstand(
                stroom,
                traagst,
                bron=bron,
                nu=nu,
                grenzen=self.grenzen,
                met_naam=bronnen[stroom] > 1,
            )
            for (bron, stroom), traagst in per_stroom.items()
        ]
        gelezen, oudste = await hartslagen.find(tx, sinds=nu - self.grenzen.hartslag)
        gevonden.append(alarm_bij_hartslag(gelezen, oudste, nu=nu, grenzen=self.grenzen))
        return [alarm for alarm in gevonden if alarm]

    async def _bij_bewaartermijn(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        voor = bewaard_vanaf(nu, self.grenzen.inhoud_maanden)
        apart = await berichtinhoud.tel_te_oud(tx, voor=voor)
        alarm = alarm_bij_bewaartermijn(apart, nu=nu, grenzen=self.grenzen)
        return [alarm] if alarm else []

    async def _bij_onleesbaar(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        aantal, sinds = await gaten.tel_van_bron(tx, ONBEKENDE_BRON, sinds=nu - _ONLEESBAAR)
        alarm = alarm_bij_onleesbaar(aantal, sinds=sinds or nu, grenzen=self.grenzen)
        return [alarm] if alarm else []

    async def _bij_pauze(self, tx: Transactie) -> list[Alarm]:
        return [
            alarm_bij_pauze(p.bron, sinds=p.sinds, wachten=p.wachten)
            for p in await pauzes.find_open(tx)
        ]


def per_berichtstroom(
    per_soort: dict[tuple[str, str], timedelta],
) -> dict[tuple[str, Berichtstroom], timedelta]:
    """Return how late the freshest message of each stream of each source is.

    One source that is in time says nothing about another. Who may not send has no stream.
    """
    uit: dict[tuple[str, Berichtstroom], timedelta] = {}
    for (bron, soort), duur in per_soort.items():
        if soort in _GEEN_STROOM or bron == ONBEKENDE_BRON:
            continue
        stroom = bron, stroom_van(soort)
        uit[stroom] = min(duur, uit.get(stroom, duur))
    return uit


def _is_vrij(dag: date) -> bool:
    return not is_werkdag(dag)


def _vernieuw(
    oud: Bronstand | None,
    bron: str,
    op: tuple[datetime, datetime],
    gezien: list[Gezien] | tuple[()],
) -> Bronstand:
    eerste, laatste = op
    if oud is None:
        return Bronstand(bron, eerste, laatste, volg(None, gezien))
    return Bronstand(
        bron,
        min(oud.eerste_op, eerste),
        max(oud.laatste_op, laatste),
        volg(oud.reeks, gezien),
    )


def _wijziging(oud: Bronstand | None, nieuw: Bronstand) -> Gatwijziging:
    eerst = oud.reeks.gaten if oud and oud.reeks else ()
    nu = nieuw.reeks.gaten if nieuw.reeks else ()
    if eerst == nu:
        return Gatwijziging(nieuw.bron, (), (), ())
    was, is_ = set(eerst), set(nu)
    return Gatwijziging(
        nieuw.bron,
        [g for g in eerst if g not in is_],
        [g for g in nu if g not in was],
        verschil(eerst, nu),
    )


class _Kop(msgspec.Struct):
    sequence: str | None = None


_KOP = msgspec.json.Decoder(_Kop)


def lees_volgnummer(ruw: bytes) -> int:
    """Return the number in a message that we could not take; 0 when there is none to read."""
    try:
        tekst = _KOP.decode(ruw).sequence or ""
    except (msgspec.MsgspecError, RecursionError):
        return 0
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) <= 10):
        return 0
    return int(tekst) if is_volgnummer(int(tekst)) else 0
