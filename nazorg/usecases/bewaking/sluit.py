"""Close an alarm that is not right again: by somebody with a name, for a reason, with an audit.

What is closed is the thing as it is now. When it changes, or when the source is heard again and
then goes wrong once more, it is an alarm anew.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from nazorg.berichten.alarm import Alarm, AlarmSoort, Grenzen
from nazorg.berichten.sluiting import Sluiting
from nazorg.berichten.stroomalarm import KAFKA
from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import alarmen, audit, gaten, sluitingen
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.reden import check_reden
from nazorg.usecases.bewaking.telboek import lees_telboek
from nazorg.usecases.bewaking.tellingen import vind_rijpe_verschillen

# The others have a way of their own to be put right: resume, accept numbers, handle the messages.
_SLUITBAAR = frozenset(
    {
        AlarmSoort.STILTE,
        AlarmSoort.TELLING,
        AlarmSoort.TELLING_ONTBREEKT,
        AlarmSoort.ACHTERSTAND,
        AlarmSoort.ONLEESBAAR,
    }
)
# Of these the text says all that is closed, so it must still be what somebody read.
_GELEZEN = frozenset({AlarmSoort.TELLING, AlarmSoort.TELLING_ONTBREEKT})


class AlarmVeranderd(Weigering):
    """The alarm is not what somebody read: it ended, or there is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sluitverzoek:
    """gezien: the text that somebody read. stopt: the source will not count any more."""

    soort: AlarmSoort
    bron: str
    stroom: str
    reden: str
    gezien: str
    stopt: bool = False


def is_sluitbaar(soort: AlarmSoort, stroom: str) -> bool:
    """Tell whether a person may close such an alarm; of our own reader only reading ends it."""
    return soort in _SLUITBAAR and stroom != KAFKA


async def sluit_alarm(
    verzoek: Sluitverzoek,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    store: Store,
    klok: Klok,
    grenzen: Grenzen,
) -> None:
    """Close one alarm. Raises GeenReden, AlarmVeranderd, or NietGevonden when nobody may."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    if not is_sluitbaar(verzoek.soort, verzoek.stroom):
        raise NietGevonden
    v = replace(verzoek, reden=check_reden(verzoek.reden))
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        await gaten.lock(tx)
        _check_gezien(v, await alarmen.find_open(tx))
        gesloten = await _sluitingen(tx, v, medewerker, nu=nu, grenzen=grenzen)
        await sluitingen.insert(tx, gesloten, nu=nu)
        await alarmen.sluit(tx, v.soort, v.bron, stroom=v.stroom, nu=nu)
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=nu,
                actor=medewerker.id,
                naam=medewerker.naam,
                actie="alarm_gesloten",
                object=" ".join(filter(None, (v.soort, v.stroom, v.bron))),
                resultaat=v.reden,
                oorsprong=oorsprong,
                doel=medewerker.doel,
            ),
        )


def _check_gezien(v: Sluitverzoek, open_: list[Alarm]) -> None:
    alarm = next(
        (a for a in open_ if (a.soort, a.bron, a.stroom) == (v.soort, v.bron, v.stroom)), None
    )
    if alarm is None:
        raise AlarmVeranderd("Dit alarm is er niet meer. Er is niets gesloten.")
    if v.soort in _GELEZEN and alarm.tekst != v.gezien:
        raise AlarmVeranderd("Dit alarm is net veranderd. Er is niets gesloten. Lees het opnieuw.")


async def _sluitingen(
    tx: Transactie, v: Sluitverzoek, medewerker: Medewerker, *, nu: datetime, grenzen: Grenzen
) -> list[Sluiting]:
    """Return what is closed: of counts each day, or each difference, by itself."""
    basis = Sluiting(
        soort=v.soort,
        bron=v.bron,
        stroom=v.stroom,
        stopt=v.stopt,
        reden=v.reden,
        door=medewerker.id,
        naam=medewerker.naam,
        gesloten_op=nu,
    )
    if v.soort not in _GELEZEN:
        return [basis]
    boek = await lees_telboek(tx, nu)
    if v.soort is AlarmSoort.TELLING_ONTBREEKT:
        return [replace(basis, dag=dag) for dag in boek.gemist.get(v.bron, ())]
    rijen = vind_rijpe_verschillen(boek, nu=nu, grenzen=grenzen).get(v.bron, ())
    return [replace(basis, dag=r.dag, berichtsoort=r.soort, verschil=r.verschil) for r in rijen]
