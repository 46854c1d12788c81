"""Table taak: what must be done, by when, and by which rule."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.taken import Taak

_UPSERT = """
insert into nazorg.taak as t (id, dossier_id, gemeente, regel, onderwerp, status, uiterlijk,
  vrij_op, aanleiding, gegevens, ontstaan_op)
select id, dossier_id, gemeente, regel, onderwerp, 'open', uiterlijk, vrij_op, aanleiding,
  gegevens, $10
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[],
  $8::text[], $9::jsonb[])
  i(id, dossier_id, gemeente, regel, onderwerp, uiterlijk, vrij_op, aanleiding, gegevens)
on conflict (dossier_id, regel, onderwerp) do update set gemeente = excluded.gemeente,
  uiterlijk = excluded.uiterlijk, vrij_op = excluded.vrij_op, aanleiding = excluded.aanleiding,
  gegevens = excluded.gegevens,
  -- Work that somebody did stays done; work that fell away and is needed again comes back.
  status = case when t.status = 'vervallen' then 'open' else t.status end
where t.status = 'vervallen' or (t.gemeente, t.uiterlijk, t.vrij_op, t.aanleiding, t.gegevens)
  is distinct from (excluded.gemeente, excluded.uiterlijk, excluded.vrij_op, excluded.aanleiding,
    excluded.gegevens)
"""
_VERVAL = """
update nazorg.taak t set status = 'vervallen'
where t.dossier_id = any($1::uuid[]) and t.status = 'open' and not exists (
  select from unnest($2::uuid[], $3::text[], $4::text[]) i(dossier_id, regel, onderwerp)
  where i.dossier_id = t.dossier_id and i.regel = t.regel and i.onderwerp = t.onderwerp)
"""


async def replace(
    tx: Transactie,
    rijen: Sequence[tuple[UUID, str, Taak]],
    *,
    bestaande_dossiers: Sequence[UUID],
    maak_id: Callable[[], UUID],
    nu: datetime,
) -> None:
    """Make the open tasks of these dossiers equal to rijen (dossier, gemeente, taak).

    bestaande_dossiers: the dossiers among them that may have tasks that fall away now.
    """
    if bestaande_dossiers:
        await tx.execute(
            _VERVAL,
            list(bestaande_dossiers),
            [d for d, _, _ in rijen],
            [t.regel for _, _, t in rijen],
            [t.onderwerp for _, _, t in rijen],
        )
    if rijen:
        kolommen = zip(*(_to_kolommen(maak_id(), *r) for r in rijen), strict=True)
        await tx.execute(_UPSERT, *map(list, kolommen), nu)


def _to_kolommen(id_: UUID, dossier_id: UUID, gemeente: str, t: Taak) -> tuple[object, ...]:
    return (
        id_,
        dossier_id,
        gemeente,
        t.regel,
        t.onderwerp,
        t.uiterlijk,
        t.vrij_op,
        t.aanleiding,
        json.dumps(t.gegevens),
    )
