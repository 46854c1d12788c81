"""What follows when somebody with a case at the ZVH is held or gets leave: a task for a person.

Monitor ZVH, indicators 71 (the prison is told of a case), 72 and 74 (the ZVH is told of leave and
of detention). Nothing is sent by itself: a person decides, and sends.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from nazorg.detenties.melding import Verlofstatus
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.store import outbox, zvhtaken
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.store.zvhtaken import Casus, Zvhtaak
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.taken import Regel

# Ours, to be confirmed with the ZVH: a working day to tell the prison, and one before a leave.
_INFORMEER_WERKDAGEN, _VOOR_VERLOF_WERKDAGEN = 1, -1


async def werk_zvh_bij(tx: Transactie, klok: Klok, boek: Regelboek) -> int:
    """Make the tasks about ZVH cases what they should be now; return how many there are.

    Others are told of those that came, changed or fell away.
    """
    nu = klok.nu()
    maak_id, casussen = Ids(nu), await zvhtaken.find_casussen(tx, nu)
    taken = list(bepaal_zvhtaken(casussen, vandaag(klok), boek))
    gewijzigd = await zvhtaken.replace(tx, taken, maak_id=maak_id, nu=nu)
    await outbox.put(tx, outbox.make_taken(gewijzigd, maak_id=maak_id), nu=nu)
    return len(taken)


def bepaal_zvhtaken(casussen: Iterable[Casus], dag: date, boek: Regelboek) -> Iterator[Zvhtaak]:
    """Yield one task per detention, and one per leave that is not over or withdrawn.

    boek: for the days on which each gemeente is closed.
    """
    gezien: set[tuple[object, str]] = set()
    for c in casussen:
        dicht = boek.voor(c.gemeente).dicht
        if (c.dossier, c.onderwerp) not in gezien:
            gezien.add((c.dossier, c.onderwerp))
            uiterlijk = plus_werkdagen(dag, _INFORMEER_WERKDAGEN, dicht)
            yield _taak(c, Regel.ZVH_DETENTIE, c.onderwerp, uiterlijk)
        if c.verlof and _komt_nog(c, dag):
            assert c.verlof_van is not None
            uiterlijk = plus_werkdagen(c.verlof_van, _VOOR_VERLOF_WERKDAGEN, dicht)
            yield _taak(c, Regel.ZVH_VERLOF, f"{c.onderwerp}|{c.verlof}", uiterlijk)


def _komt_nog(c: Casus, dag: date) -> bool:
    einde = c.verlof_tot or c.verlof_van
    return c.verlof_status != Verlofstatus.INGETROKKEN and einde is not None and einde >= dag


def _taak(c: Casus, regel: Regel, onderwerp: str, uiterlijk: date) -> Zvhtaak:
    gegevens = {"inrichting": c.inrichting}
    if regel is Regel.ZVH_VERLOF and c.verlof_van:
        gegevens["van"] = c.verlof_van.isoformat()
    return Zvhtaak(
        dossier=c.dossier,
        gemeente=c.gemeente,
        regel=regel,
        onderwerp=onderwerp,
        uiterlijk=uiterlijk,
        vrij_op=c.vrij_op,
        gegevens=gegevens,
    )
