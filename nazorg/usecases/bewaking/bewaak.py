"""Look at what came in since the last look, and say what is wrong.

An alarm ends because the thing is right again, or because somebody closed it with a reason; never
because time went by. Each part of the watch says so for its own alarms.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nazorg.berichten.alarm import (
    Alarm,
    AlarmSoort,
    Grenzen,
    alarm_bij_bewaartermijn,
    alarm_bij_gaten,
    alarm_bij_onleesbaar,
    alarm_bij_pauze,
    blijf_bij_onleesbaar,
)
from nazorg.berichten.bewaartermijn import bewaard_vanaf
from nazorg.berichten.sluiting import Sluitingen
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.kern.klok import Klok, vandaag
from nazorg.store import alarmen, berichtinhoud, gaten, pauzes
from nazorg.store.gaten import Bronstand
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.stilte import vind_stilte
from nazorg.usecases.bewaking.stromen import vind_achterstand
from nazorg.usecases.bewaking.telboek import lees_telboek
from nazorg.usecases.bewaking.tellingen import alarmen_bij_tellingen
from nazorg.usecases.bewaking.volg import Volger

_ONLEESBAAR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bewaker:
    """Everything that watching needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    grenzen: Grenzen

    async def bewaak(self) -> int:
        """Bring gaps, rhythm and alarms up to now; return how many alarms are open."""
        nu, dag, grenzen = self.klok.nu(), vandaag(self.klok), self.grenzen
        async with self.store.open_unscoped_ontvangst() as tx:
            await gaten.lock(tx)
            gekeken_op = await gaten.find_gedaan_op(tx)
            bronnen = await Volger(self.kluis, grenzen).volg(tx, nu)
            boek = await lees_telboek(tx, nu)
            open_ = [
                *self._bij_gaten(bronnen, nu),
                *await vind_stilte(tx, bronnen, boek.sluitingen, nu),
                *alarmen_bij_tellingen(boek, dag=dag, nu=nu, grenzen=grenzen),
                *await vind_achterstand(
                    tx, boek.sluitingen, gekeken_op=gekeken_op, nu=nu, grenzen=grenzen
                ),
                *await self._bij_bewaartermijn(tx, nu),
                *await self._bij_onleesbaar(tx, boek.sluitingen, nu),
                *await self._bij_pauze(tx),
            ]
            await alarmen.replace(tx, open_, soorten=list(AlarmSoort), nu=nu)
        return len(open_)

    def _bij_gaten(self, bronnen: dict[str, Bronstand], nu: datetime) -> list[Alarm]:
        gevonden = (
            alarm_bij_gaten(b.bron, b.reeks.gaten, nu=nu, grenzen=self.grenzen)
            for b in bronnen.values()
            if b.reeks
        )
        return [alarm for alarm in gevonden if alarm]

    async def _bij_bewaartermijn(self, tx: Transactie, nu: datetime) -> list[Alarm]:
        voor = bewaard_vanaf(nu, self.grenzen.inhoud_maanden)
        apart = await berichtinhoud.tel_te_oud(tx, voor=voor)
        alarm = alarm_bij_bewaartermijn(apart, nu=nu, grenzen=self.grenzen)
        return [alarm] if alarm else []

    async def _bij_onleesbaar(
        self, tx: Transactie, gesloten: Sluitingen, nu: datetime
    ) -> list[Alarm]:
        """Return the alarm for a flood, until nothing of it lies aside or somebody closed it."""
        dicht = gesloten.laatste(AlarmSoort.ONLEESBAAR, "")
        vanaf = max(nu - _ONLEESBAAR, dicht.gesloten_op) if dicht else nu - _ONLEESBAAR
        aantal, sinds = await gaten.tel_van_bron(tx, ONBEKENDE_BRON, sinds=vanaf)
        alarm = alarm_bij_onleesbaar(aantal, sinds=sinds or nu, grenzen=self.grenzen)
        open_ = [a for a in await alarmen.find_open(tx) if a.soort is AlarmSoort.ONLEESBAAR]
        if alarm is None and open_:
            over, _ = await gaten.tel_van_bron(tx, ONBEKENDE_BRON, sinds=open_[0].sinds)
            alarm = blijf_bij_onleesbaar(open_[0], over)
        return [alarm] if alarm else []

    async def _bij_pauze(self, tx: Transactie) -> list[Alarm]:
        return [
            alarm_bij_pauze(p.bron, sinds=p.sinds, wachten=p.wachten)
            for p in await pauzes.find_open(tx)
        ]
