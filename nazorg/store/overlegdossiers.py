"""The places of one dossier on agendas: to show them, and to let them follow their dossier."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nazorg.overleggen.overleg import Moment, Overlegsoort, Overlegstand, Puntstand
from nazorg.store.kluis import Kluis
from nazorg.store.outbox import Overlegplanning
from nazorg.store.transactie import Transactie

# Who takes a place off an agenda when its dossier moves or is joined: no person did.
_VANZELF = "nazorg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agendaplek:
    """A place of a dossier on an agenda, and what was agreed there ('' for nothing)."""

    overleg: UUID
    soort: Overlegsoort
    regio: str
    gemeenten: tuple[str, ...]
    moment: Moment
    overlegstand: Overlegstand
    stand: Puntstand
    op: datetime
    naam: str
    einde_op: datetime | None
    einde_naam: str
    einde_reden: str
    afspraak: str
    afspraak_op: datetime | None
    afspraak_naam: str


async def find_by_dossier(tx: Transactie, dossier: UUID, kluis: Kluis) -> Sequence[Agendaplek]:
    """Return every place that a dossier has or had on an agenda, last day first."""
    rijen = await tx.fetch(
        """select p.id, o.id, o.soort, o.regio, o.gemeenten, o.datum, o.van, o.tot, o.stand,
          p.stand, p.gezet_op, p.door_naam, p.einde_op, p.einde_naam, p.einde_reden,
          p.afspraak_versie, a.tekst, a.gezet_op, a.door_naam
        from nazorg.overleg_punt p join nazorg.overleg o on o.id = p.overleg_id
        left join nazorg.overleg_afspraak a on a.punt_id = p.id and a.versie = p.afspraak_versie
        where p.dossier_id = $1 order by o.datum desc, p.id desc""",
        dossier,
    )
    return [_to_plek(r, kluis) for r in rijen]


def _to_plek(r: Any, kluis: Kluis) -> Agendaplek:
    def lees(geheim: bytes | None, veld: str) -> str:
        plek = b"overlegpunt|" + veld.encode() + b"|" + r[0].bytes
        return kluis.ontsleutel(geheim, voor=plek).decode() if geheim else ""

    return Agendaplek(
        overleg=r[1],
        soort=Overlegsoort(r[2]),
        regio=r[3],
        gemeenten=tuple(r[4]),
        moment=Moment(datum=r[5], van=r[6], tot=r[7]),
        overlegstand=Overlegstand(r[8]),
        stand=Puntstand(r[9]),
        op=r[10],
        naam=r[11],
        einde_op=r[12],
        einde_naam=r[13] or "",
        einde_reden=lees(r[14], "einde"),
        afspraak=lees(r[16], f"afspraak {r[15]}"),
        afspraak_op=r[17],
        afspraak_naam=r[18] or "",
    )


async def lock_dossiers(tx: Transactie, ids: Collection[UUID]) -> list[UUID]:
    """Lock dossiers until the transaction ends, always in the same order; return those there are.

    So that what others hear of them goes out in the order of the commits.
    """
    rijen = await tx.fetch(
        "select id from nazorg.dossier where id = any($1::uuid[]) order by id for update", list(ids)
    )
    return [r[0] for r in rijen]


async def find_op_agenda(tx: Transactie, overleg: UUID) -> list[UUID]:
    """Return the dossiers that wait on an agenda, as far as who asks may see them."""
    rijen = await tx.fetch(
        """select dossier_id from nazorg.overleg_punt
        where overleg_id = $1 and stand = 'op_agenda' order by dossier_id""",
        overleg,
    )
    return [r[0] for r in rijen]


_DUBBEL = """
with i as (select * from unnest($1::uuid[], $2::uuid[]) i(van, naar)),
alle as (select p.id, p.overleg_id, p.stand, p.dossier_id, coalesce(i.naar, p.dossier_id) as doel
  from nazorg.overleg_punt p left join i on i.van = p.dossier_id
  where p.stand <> 'eraf' and p.dossier_id = any($1::uuid[] || $2::uuid[])),
op_rij as (select id, row_number() over (partition by doel, overleg_id
  order by stand = 'besproken' desc, dossier_id = doel desc, id) as nr from alle)
update nazorg.overleg_punt set stand = 'eraf', einde_op = $3, einde_door = $4, einde_naam = $4
where id in (select id from op_rij where nr > 1)
"""


async def merge(
    tx: Transactie, samengevoegd: Mapping[UUID, UUID], *, nu: datetime
) -> list[Overlegplanning]:
    """Let places follow a dossier that is joined to another; return what the other has now.

    On one agenda a person stands once: what was discussed stays, then what was there already.
    """
    van, naar = list(samengevoegd), list(samengevoegd.values())
    await tx.execute(_DUBBEL, van, naar, nu, _VANZELF)
    rijen = await tx.fetch(
        """update nazorg.overleg_punt p set dossier_id = i.naar
        from unnest($1::uuid[], $2::uuid[]) i(van, naar), nazorg.overleg o
        where p.dossier_id = i.van and o.id = p.overleg_id
        returning p.dossier_id, o.id, o.soort, o.datum, o.van, o.tot,
          p.stand = 'op_agenda' and o.stand in ('gepland', 'verzet')""",
        van,
        naar,
    )
    return [_planning(r, "gepland") for r in rijen if r[6]]


async def end_verhuisd(
    tx: Transactie, gemeente_van: Mapping[UUID, str], *, nu: datetime
) -> list[Overlegplanning]:
    """Take dossiers that moved off agendas on which their new gemeente has no place."""
    rijen = await tx.fetch(
        """update nazorg.overleg_punt p set stand = 'eraf', einde_op = $3, einde_door = $4,
          einde_naam = $4
        from unnest($1::uuid[], $2::text[]) i(dossier, gemeente), nazorg.overleg o
        where p.dossier_id = i.dossier and o.id = p.overleg_id and p.stand = 'op_agenda'
          and o.stand in ('gepland', 'verzet') and not i.gemeente = any(o.gemeenten)
        returning p.dossier_id, o.id, o.soort, o.datum, o.van, o.tot""",
        list(gemeente_van),
        list(gemeente_van.values()),
        nu,
        _VANZELF,
    )
    return [_planning(r, "vervallen") for r in rijen]


def _planning(r: Any, stand: str) -> Overlegplanning:
    moment = Moment(datum=r[3], van=r[4], tot=r[5])
    return Overlegplanning(r[0], r[1], r[2], moment.begin, moment.einde, stand)
