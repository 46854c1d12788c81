"""Which sources are silent for longer than they usually are, and stay so until something comes."""

from collections.abc import Sequence
from datetime import date, datetime

from nazorg.berichten.alarm import Alarm, AlarmSoort, alarm_bij_stilte, blijf_bij_stilte
from nazorg.berichten.lijst import is_lijst
from nazorg.berichten.ritme import VLOER, Ritme, Uur, leer
from nazorg.berichten.sluiting import Sluitingen
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.kern.werkdagen import is_werkdag
from nazorg.store import alarmen, ritmes
from nazorg.store.gaten import Bronstand
from nazorg.store.transactie import Transactie


async def vind_stilte(
    tx: Transactie, bronnen: dict[str, Bronstand], gesloten: Sluitingen, nu: datetime
) -> list[Alarm]:
    """Return the alarms for silence. One that is open ends when a message comes, or by a person.

    Neither a night, in which silence is usual, nor the years, in which a rhythm is forgotten, make
    it right.
    """
    stil = [
        b
        for b in bronnen.values()
        # A list comes when a person takes it in: it has no rhythm to miss.
        if nu - b.laatste_op > VLOER
        and b.bron != ONBEKENDE_BRON
        and not is_lijst(b.bron)
        # Somebody knows of this very silence.
        and not gesloten.sinds(AlarmSoort.STILTE, b.bron, b.laatste_op)
    ]
    if not stil:
        return []
    uren = await ritmes.find_uren(tx, {b.bron: b.laatste_op for b in stil})
    al_open = {a.bron: a for a in await alarmen.find_open(tx) if a.soort is AlarmSoort.STILTE}
    gevonden: list[Alarm | None] = []
    for b in stil:
        ritme = ritme_van(b, uren[b.bron], nu)
        was = al_open.get(b.bron)
        if was and b.laatste_op <= was.sinds:
            gevonden.append(blijf_bij_stilte(was, ritme, laatste_op=b.laatste_op, nu=nu))
        elif ritme:
            gevonden.append(alarm_bij_stilte(b.bron, ritme, laatste_op=b.laatste_op, nu=nu))
    return [alarm for alarm in gevonden if alarm]


def ritme_van(bron: Bronstand, uren: Sequence[Uur], nu: datetime) -> Ritme | None:
    """Return the rhythm of a source from its hours; None when it cannot be known."""
    return leer(uren, eerste_op=bron.eerste_op, laatste_op=bron.laatste_op, nu=nu, is_vrij=_is_vrij)


def _is_vrij(dag: date) -> bool:
    return not is_werkdag(dag)
