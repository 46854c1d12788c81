"""Tasks about people with a case at the ZVH: they follow from two things that came apart.

A notice says that somebody is held, or gets leave; the ZVH says that there is a case. So these
tasks are found by looking, and the ingest path leaves them alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.store.outbox import Taakwijziging
from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.taken import ZVH_REGELS, Regel


@dataclass(frozen=True, slots=True)
class Casus:
    """A detention, with one of its leaves or none, of somebody with a case at the ZVH."""

    dossier: UUID
    gemeente: str
    vrij_op: date | None
    onderwerp: str
    inrichting: str
    verlof: str | None
    verlof_status: str | None
    verlof_van: date | None
    verlof_tot: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zvhtaak:
    """A task that should exist."""

    dossier: UUID
    gemeente: str
    regel: Regel
    onderwerp: str
    uiterlijk: date
    vrij_op: date | None
    gegevens: dict[str, str]


class _Rij(msgspec.Struct):
    id: UUID
    dossier_id: UUID
    gemeente: str
    regel: str
    onderwerp: str
    uiterlijk: date
    vrij_op: date | None
    gegevens: dict[str, str]


_REGELS = ", ".join(f"'{r}'" for r in sorted(ZVH_REGELS))
# The first day of a task stays what it was; that of a leave follows the leave.
_REPLACE = f"""
with i as materialized (select * from {recordset(_Rij)}),
vervalt as (
  update nazorg.taak t set status = 'vervallen', vervallen_op = $2, versie = t.versie + 1
  where t.regel in ({_REGELS}) and t.status not in ('afgehandeld', 'vervallen')
    and (t.dossier_id, t.regel, t.onderwerp) not in (select dossier_id, regel, onderwerp from i)
  returning t.dossier_id, t.id, t.status),
gezet as (
insert into nazorg.taak as t ({kolommen(_Rij)}, aanleiding, status, ontstaan_op)
select i.*, '', 'open', $2 from i
on conflict (dossier_id, regel, onderwerp) do update set
  uiterlijk = case when t.status = 'vervallen' or t.regel = 'zvh_verlof' then excluded.uiterlijk
    else t.uiterlijk end,
  vrij_op = excluded.vrij_op, gegevens = excluded.gegevens,
  status = case when t.status = 'vervallen' then 'open' else t.status end,
  vervallen_op = null, versie = t.versie + 1
where t.status = 'vervallen' or (t.vrij_op, t.gegevens)
  is distinct from (excluded.vrij_op, excluded.gegevens)
returning t.dossier_id, t.id, t.status)
select * from vervalt union all select * from gezet
"""


async def find_casussen(tx: Transactie, nu: datetime) -> list[Casus]:
    """Return everybody who is held now and of whom the ZVH told, not too long ago, of a case."""
    rijen = await tx.fetch(
        """
        select d.id, d.gemeente, d.vrij_op, t.bron || '|' || t.nummer, coalesce(t.inrichting, ''),
          v.key, v.value->>'status', (v.value->>'van')::date, (v.value->>'tot')::date
        from nazorg.dossier d
        join nazorg.detentie t on t.dossier_id = d.id and t.status = 'lopend'
        left join lateral jsonb_each(t.verloven) v on true
        where d.status = 'in_detentie' and d.id in (
          select onderwerp_id from nazorg.partnergegeven
          where partner = 'zvh' and groep = 'casus' and vervalt_op > $1)""",
        nu,
    )
    return [Casus(*r) for r in rijen]


async def replace(
    tx: Transactie, taken: Sequence[Zvhtaak], *, maak_id: Callable[[], UUID], nu: datetime
) -> list[Taakwijziging]:
    """Make the open tasks of these rules equal to taken. One statement.

    Returns the tasks that came, changed or fell away; others may hear of those.
    """
    rijen = [
        _Rij(
            maak_id(),
            t.dossier,
            t.gemeente,
            t.regel,
            t.onderwerp,
            t.uiterlijk,
            t.vrij_op,
            t.gegevens,
        )
        for t in taken
    ]
    return [Taakwijziging(*rij) for rij in await tx.fetch(_REPLACE, pak_in(rijen), nu)]
