"""Show meetings: those to come and those that were, and one of them with its agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import BASIS
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.beeld import Gebieden
from nazorg.overleggen.overleg import Overleg, Puntstand
from nazorg.overleggen.voorstel import Verdeling, verdeel
from nazorg.store import overleggen, overlegpunten
from nazorg.store.overleggen import Overlegrij, Overlegversie
from nazorg.store.overlegpunten import Kandidaat, Punt
from nazorg.store.transactie import Transactie
from nazorg.usecases.overleggen.agenda import find_voorstel, is_te_plannen
from nazorg.usecases.overleggen.slot import Overlegdaad

PER_PAGINA = 20
# More to be held is a heap that no list makes clear; and what nobody closes may not hide it.
KOMEND_GETOOND, TE_SLUITEN_GETOOND = 100, 50
_LEEG = Verdeling(eerst=(), rest=(), te_laat=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Overleglijst:
    """open: to come, or to be closed. gesloten: one page; meer: there is a next one."""

    dag: date
    open: Sequence[Overlegrij]
    gesloten: Sequence[Overlegrij]
    meer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegbeeld:
    """A meeting with its agenda, as far as this person may see the people on it.

    eraf: who was taken off. voorstel: who is proposed still, and wie they are. mag_wijzigen: this
    person works for all that the meeting is for. gebieden: per gemeente the leefgebieden there.
    """

    dag: date
    rij: Overlegrij
    versies: Sequence[Overlegversie]
    punten: Sequence[Punt]
    eraf: Sequence[Punt]
    voorstel: Verdeling
    wie: Mapping[UUID, Kandidaat]
    mag_wijzigen: bool
    mag_vullen: bool
    gebieden: Mapping[str, Gebieden]

    @property
    def overleg(self) -> Overleg:
        return self.rij.overleg


async def toon_overleggen(*, voor: tuple[date, UUID] | None, daad: Overlegdaad) -> Overleglijst:
    """Return the meetings for the gemeenten of this person. No names of people in it."""
    daad.require_schrijver()
    dag, kluis = vandaag(daad.met.klok), daad.met.kluis
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        te_sluiten = await overleggen.find_te_sluiten(
            tx, kluis, vandaag=dag, aantal=TE_SLUITEN_GETOOND
        )
        komend = await overleggen.find_komend(tx, kluis, vandaag=dag, aantal=KOMEND_GETOOND)
        gesloten = await overleggen.find_gesloten(tx, kluis, voor=voor, aantal=PER_PAGINA + 1)
    return Overleglijst(
        dag=dag,
        open=[*te_sluiten, *komend],
        gesloten=gesloten[:PER_PAGINA],
        meer=len(gesloten) > PER_PAGINA,
    )


async def toon_overleg(id_: UUID, *, daad: Overlegdaad) -> Overlegbeeld:
    """Return a meeting, and log the read of everybody on its agenda. Raises NietGevonden."""
    daad.require_schrijver()
    kluis = daad.met.kluis
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        rij = await overleggen.find(tx, id_, kluis)
        if rij is None:
            raise NietGevonden
        versies = await overleggen.find_versies(tx, [id_], kluis)
        punten = await overlegpunten.find_by_overleg(tx, id_, kluis)
        op_agenda = [p for p in punten if p.stand is not Puntstand.ERAF]
        voorstel, wie = await _voorstel(tx, rij.overleg, len(op_agenda), daad)
        await _log(tx, rij.overleg, op_agenda, daad)
    boek = daad.met.kennis.regelboek
    return Overlegbeeld(
        dag=vandaag(daad.met.klok),
        rij=rij,
        versies=versies,
        punten=op_agenda,
        eraf=[p for p in punten if p.stand is Puntstand.ERAF],
        voorstel=voorstel,
        wie=wie,
        mag_wijzigen=daad.mag_wijzigen(rij.overleg),
        mag_vullen=is_te_plannen(rij.overleg, daad),
        gebieden={p.wie.gemeente: boek.voor(p.wie.gemeente).leefgebieden for p in op_agenda},
    )


async def _voorstel(
    tx: Transactie, overleg: Overleg, bezet: int, daad: Overlegdaad
) -> tuple[Verdeling, Mapping[UUID, Kandidaat]]:
    if not is_te_plannen(overleg, daad):
        return _LEEG, {}
    voorstel, wie = await find_voorstel(tx, overleg, daad)
    return verdeel(voorstel, plekken=overleg.zaken - bezet), wie


async def _log(tx: Transactie, overleg: Overleg, punten: Sequence[Punt], daad: Overlegdaad) -> None:
    nu = daad.met.klok.nu()
    await daad.log(tx, overleg, "overleg_ingezien", "getoond", nu=nu)
    dossiers = [(p.wie.nummer, p.wie.gemeente) for p in punten]
    await daad.log_dossiers(tx, dossiers, "overleg_ingezien", f"overleg:{overleg.id}", nu=nu)


def gebieden_of(beeld: Overlegbeeld, punt: Punt) -> Gebieden:
    """Return the leefgebieden with which the gemeente of somebody works."""
    return beeld.gebieden.get(punt.wie.gemeente, BASIS)
