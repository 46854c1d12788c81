"""Finding a dossier: by parts of a name, by number, by the keyed hash of a BSN, by inrichting.

Only comparisons of text and bytes that PostgreSQL calls leakproof: under row-level security no
other operator may use an index. So names are looked for by the beginning of their parts (table
zoekterm), and both the names and what is typed go through the same function of the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nazorg.store.transactie import Transactie

# More words than this is not a name.
_TERMEN = 5
# Behind every text that begins with the same letters, in the order of bytes.
_EINDE = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Vondst:
    """A dossier that was found, with what tells people of the same name apart."""

    id: UUID
    nummer: str
    gemeente: str
    status: str
    inrichting: str | None
    vrij_op: date | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    geboorte_jaar: int | None
    geboorte_maand: int | None
    geboorte_dag: int | None


_KOLOMMEN = ", ".join(f"d.{v}" for v in Vondst.__slots__)


async def find_by_naam(
    tx: Transactie, tekst: str, *, gemeenten: Sequence[str], aantal: int
) -> list[Vondst]:
    """Return dossiers in whose name every word of tekst begins a part, at most aantal."""
    rijen = await tx.fetch("select nazorg.zoektermen($1)", tekst)
    termen = sorted({r[0] for r in rijen}, key=lambda t: (-len(t), t))[:_TERMEN]
    if not termen:
        return []
    waarden: list[Any] = [list(gemeenten), aantal, termen[0], termen[0] + _EINDE]
    ook = ""
    for term in termen[1:]:
        waarden += [term, term + _EINDE]
        ook += f""" and exists (select from nazorg.zoekterm y where y.dossier_id = z.dossier_id
          and y.term >= ${len(waarden) - 1} and y.term < ${len(waarden)} and y.term <> z.term)"""
    rijen = await tx.fetch(
        f"""
        select {_KOLOMMEN} from (select distinct k.dossier_id
          from unnest($1::text[]) g(code) cross join lateral (
            select z.dossier_id from nazorg.zoekterm z
            where z.gemeente = g.code and z.term >= $3 and z.term < $4{ook}
            order by z.term, z.dossier_id limit $2) k limit $2) k
        join nazorg.dossier d on d.id = k.dossier_id
        order by d.geslachtsnaam, d.voornamen, d.id""",
        *waarden,
    )
    return [Vondst(*r) for r in rijen]


async def find_by_inrichting(
    tx: Transactie, codes: Sequence[str], *, gemeenten: Sequence[str], aantal: int
) -> list[Vondst]:
    """Return who is held there now, first who walks out first."""
    rijen = await tx.fetch(
        f"""
        select d.* from unnest($1::text[]) g(code) cross join unnest($2::text[]) p(pi)
        cross join lateral (
          select {_KOLOMMEN} from nazorg.dossier d
          where d.gemeente = g.code and d.status = 'in_detentie' and d.inrichting = p.pi
          order by d.vrij_op, d.id limit $3) d
        order by d.vrij_op, d.id limit $3""",
        list(gemeenten),
        list(codes),
        aantal,
    )
    return [Vondst(*r) for r in rijen]


async def find_by_sleutel(tx: Transactie, sleutel: bytes) -> Vondst | None:
    """Return whose BSN has this keyed hash, as far as this person may see it."""
    rij = await tx.fetchrow(
        f"""select {_KOLOMMEN} from nazorg.dossier d
        where d.id = (select nazorg.zoek_sleutel($1))""",
        sleutel,
    )
    return Vondst(*rij) if rij else None
