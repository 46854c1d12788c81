"""Table regelstand: by which rules the tasks of a gemeente were made, and how far a recount is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from nazorg.store.meldingen import MeldingRij, find_by_dossiers
from nazorg.store.transactie import Transactie

_EERSTE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Dossierregel:
    """A dossier to look at again, locked. feiten: ciphertext; standen: None when all unknown."""

    id: UUID
    feiten: bytes | None
    standen: list[str] | None


class Taakregel(NamedTuple):
    """A task that rules made, as it lies there: everything that rules decide."""

    regel: str
    onderwerp: str
    uiterlijk: date
    vrij_op: date | None
    aanleiding: str
    leefgebied: str | None
    gegevens: str


async def find_klaar(tx: Transactie) -> Mapping[str, str]:
    """Return per gemeente the rules that all its tasks follow; none that is still being done."""
    rijen = await tx.fetch(
        "select gemeente, vingerafdruk from nazorg.regelstand where klaar_op is not null"
    )
    return dict(map(tuple, rijen))


async def find_gemeenten(tx: Transactie) -> Sequence[str]:
    """Return the gemeenten in which dossiers lie."""
    rijen = await tx.fetch("select distinct gemeente from nazorg.dossier order by 1")
    return [r[0] for r in rijen]


async def begin(tx: Transactie, gemeente: str, vingerafdruk: str) -> UUID:
    """Begin with these rules, or go on where it stopped; return up to which dossier it is done."""
    tot: UUID = await tx.fetchval(
        """insert into nazorg.regelstand as r (gemeente, vingerafdruk, gedaan_tot)
        values ($1, $2, $3) on conflict (gemeente) do update set
          gedaan_tot = case when r.vingerafdruk = excluded.vingerafdruk then r.gedaan_tot
            else excluded.gedaan_tot end,
          vingerafdruk = excluded.vingerafdruk, klaar_op = null
        returning gedaan_tot""",
        gemeente,
        vingerafdruk,
        _EERSTE,
    )
    return tot


async def set_gedaan(tx: Transactie, gemeente: str, tot: UUID, klaar_op: datetime | None) -> None:
    await tx.execute(
        "update nazorg.regelstand set gedaan_tot = $2, klaar_op = $3 where gemeente = $1",
        gemeente,
        tot,
        klaar_op,
    )


async def find_volgende(
    tx: Transactie, gemeente: str, *, na: UUID, limiet: int
) -> list[Dossierregel]:
    """Return the next dossiers of a gemeente, in the order of their keys, locked."""
    rijen = await tx.fetch(
        """select id, feiten, standen from nazorg.dossier where gemeente = $1 and id > $2
        order by id limit $3 for update""",
        gemeente,
        na,
        limiet,
    )
    return [Dossierregel(*r) for r in rijen]


async def find_meldingen(
    tx: Transactie, dossiers: Sequence[UUID]
) -> Mapping[UUID, list[MeldingRij]]:
    per_dossier: dict[UUID, list[MeldingRij]] = {d: [] for d in dossiers}
    for rij in await find_by_dossiers(tx, dossiers):
        per_dossier[rij.dossier_id].append(rij)
    return per_dossier


async def find_taken(
    tx: Transactie, dossiers: Sequence[UUID], *, status: str
) -> Mapping[UUID, set[Taakregel]]:
    """Return the tasks that rules made, and that have this status; not what others asked for."""
    rijen = await tx.fetch(
        """select dossier_id, regel, onderwerp, uiterlijk, vrij_op, aanleiding, leefgebied,
          gegevens::text from nazorg.taak where dossier_id = any($1::uuid[])
          and status = $2 and regel not in ('behoefte', 'zvh_detentie', 'zvh_verlof')""",
        list(dossiers),
        status,
    )
    per_dossier: dict[UUID, set[Taakregel]] = {d: set() for d in dossiers}
    for dossier, *taak in rijen:
        per_dossier[dossier].add(Taakregel(*taak))
    return per_dossier
