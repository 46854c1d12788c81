"""Follow the numbers of each source: what came in since the last look, and which gaps that leaves.

Messages without a readable number that were set aside are opened in portions; all else is a number
of statements that grows neither with the messages nor with the sources.
"""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from nazorg.berichten.alarm import Grenzen
from nazorg.berichten.volgnummers import Gezien, is_volgnummer, verschil, volg
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.contract.losse_kop import lees_losse_kop
from nazorg.store import apartnummers, gaten, ritmes
from nazorg.store.gaten import Bronstand, Gatwijziging
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Volger:
    """Everything that following the numbers needs."""

    kluis: Kluis
    grenzen: Grenzen

    async def volg(self, tx: Transactie, nu: datetime) -> dict[str, Bronstand]:
        """Take in what is new; return every source as it now is."""
        na, laatste = await gaten.find_vanaf(tx)
        bronnen = await gaten.find_bronnen(tx)
        if laatste != gaten.NIETS:
            await ritmes.tel_uren(tx, na)
            gezien = await gaten.find_gezien(tx, na)
            for bron, runs in (await self._lees_apart_gezet(tx, na)).items():
                gezien.setdefault(bron, []).extend(runs)
            gehoord = await ritmes.find_grenzen(tx, sinds=ritmes.begin_uur(na))
            # What was repaired came long ago: that is no word from its source.
            hersteld = {b: (g[0].op, g[0].op) for b, g in gezien.items() if b not in gehoord}
            oud = bronnen
            bronnen = oud | {
                bron: _vernieuw(oud.get(bron), bron, op, gezien.get(bron, ()))
                for bron, op in (hersteld | gehoord).items()
            }
            await self._bewaar(tx, oud, bronnen, nu)
            await self._lees_losse_koppen(tx, na, bronnen)
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

    async def _lees_losse_koppen(
        self, tx: Transactie, na: UUID, bronnen: dict[str, Bronstand]
    ) -> None:
        """Note what messages claim to be that lie without a source, when a source misses numbers.

        It closes no gap: anybody could claim a number.
        """
        missen = {b.bron for b in bronnen.values() if b.reeks and b.reeks.gaten}
        if not missen:
            return
        claims = []
        for id_, inhoud in await apartnummers.find_onbekend(tx, na, bron=ONBEKENDE_BRON):
            with suppress(KluisFout):
                kop = lees_losse_kop(self._open(id_, inhoud))
                if kop and kop[0] in missen:
                    claims.append((id_, *kop))
        if claims:
            await apartnummers.insert(tx, claims)

    def _open(self, id_: UUID, inhoud: bytes) -> bytes:
        return self.kluis.ontsleutel(inhoud, voor=b"bericht|inhoud|" + id_.bytes)

    async def _lees_apart_gezet(self, tx: Transactie, na: UUID) -> dict[str, list[Gezien]]:
        """Return the numbers of what was set aside: it did arrive, so it is no gap."""
        per_bron: dict[str, list[Gezien]] = defaultdict(list)
        while rijen := await gaten.find_apart_gezet(tx, na, behalve=ONBEKENDE_BRON):
            for id_, bron, inhoud, op in rijen:
                with suppress(KluisFout):  # one damaged row must not stop the watch
                    if nummer := lees_volgnummer(self._open(id_, inhoud)):
                        per_bron[bron].append(Gezien(nummer, nummer, op))
            na = rijen[-1][0]
        return per_bron


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
