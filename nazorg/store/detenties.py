"""Table detentie: the folded state of each detention, to list and count by."""

import json
from collections.abc import Sequence
from uuid import UUID

from nazorg.detenties.detentie import Detentie, Verlof
from nazorg.store.transactie import Transactie

_UPSERT = """
insert into nazorg.detentie as d (dossier_id, gemeente, bron, nummer, status, inrichting, begin,
  titel, verwacht_vroegst, verwacht_laatst, einde, wijze, verloven, signalen)
select i.dossier_id, i.gemeente, i.bron, i.nummer, i.status, i.inrichting, i.begin, i.titel,
  i.vroegst, i.laatst, i.einde, i.wijze, i.verloven, string_to_array(i.signalen, ' ')
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[],
  $8::text[], $9::date[], $10::date[], $11::date[], $12::text[], $13::jsonb[], $14::text[])
  i(dossier_id, gemeente, bron, nummer, status, inrichting, begin, titel, vroegst, laatst, einde,
    wijze, verloven, signalen)
on conflict (dossier_id, bron, nummer) do update set gemeente = excluded.gemeente,
  status = excluded.status, inrichting = excluded.inrichting, begin = excluded.begin,
  titel = excluded.titel, verwacht_vroegst = excluded.verwacht_vroegst,
  verwacht_laatst = excluded.verwacht_laatst, einde = excluded.einde, wijze = excluded.wijze,
  verloven = excluded.verloven, signalen = excluded.signalen
where (d.gemeente, d.status, d.inrichting, d.begin, d.titel, d.verwacht_vroegst,
    d.verwacht_laatst, d.einde, d.wijze, d.verloven, d.signalen)
  is distinct from (excluded.gemeente, excluded.status, excluded.inrichting, excluded.begin,
    excluded.titel, excluded.verwacht_vroegst, excluded.verwacht_laatst, excluded.einde,
    excluded.wijze, excluded.verloven, excluded.signalen)
"""


async def upsert(tx: Transactie, rijen: Sequence[tuple[UUID, str, Detentie]]) -> None:
    """Save (dossier, gemeente, detentie) rows; a row that says nothing new is not written."""
    if rijen:
        kolommen = zip(*(_to_kolommen(*r) for r in rijen), strict=True)
        await tx.execute(_UPSERT, *map(list, kolommen))


def _to_kolommen(dossier_id: UUID, gemeente: str, d: Detentie) -> tuple[object, ...]:
    return (
        dossier_id,
        gemeente,
        d.bron,
        d.nummer,
        d.status,
        d.inrichting,
        d.begin,
        d.titel,
        d.verwacht.vroegst if d.verwacht else None,
        d.verwacht.laatst if d.verwacht else None,
        d.einde,
        d.wijze,
        _verloven(d.verloven),
        " ".join(sorted(d.signalen)),
    )


def _verloven(verloven: tuple[Verlof, ...]) -> str:
    if not verloven:
        return "{}"
    return json.dumps(
        {
            v.nummer: {
                "status": v.status,
                "soort": v.soort,
                "van": v.van.isoformat() if v.van else None,
                "tot": v.tot.isoformat() if v.tot else None,
            }
            for v in verloven
        }
    )
