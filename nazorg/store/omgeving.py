"""What stands around the queue, in one statement: who is there, and what was kept under a name.

It also wakes what is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from nazorg.store import stroomstand
from nazorg.store.medewerkers import Collega, Waarneming
from nazorg.store.opgeslagen import OpgeslagenFilter
from nazorg.store.stroomstand import Stroomcijfers
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import TE_WEKKEN, wek


@dataclass(frozen=True, slots=True)
class Omgeving:
    """Colleagues by name, who stands in for whom now or later, and saved filters by name.

    stroom: how the streams are doing.
    """

    collegas: tuple[Collega, ...]
    waarnemingen: tuple[Waarneming, ...]
    opgeslagen: tuple[OpgeslagenFilter, ...]
    stroom: Stroomcijfers


_lees_collegas = msgspec.json.Decoder(tuple[Collega, ...]).decode
_lees_waarnemingen = msgspec.json.Decoder(tuple[Waarneming, ...]).decode
_lees_filters = msgspec.json.Decoder(tuple[OpgeslagenFilter, ...]).decode
# The filters are those that `opgeslagen.find` gives, the own ones first: what colleagues share may
# not push those off the menu. Whether anything must wake is only looked at:
# to get ready for writing costs more than all the rest, and is needed a few times a day.
_SQL = f"""
select
  (select coalesce(json_agg(json_build_array(id, naam, functie, gemeenten)
      order by naam collate "C", id collate "C"), '[]')::text
    from nazorg.medewerker where coordinator),
  (select coalesce(json_agg(json_build_array(id, voor, voor_naam, door, door_naam, van, tot)
      order by van, id), '[]')::text
    from nazorg.waarneming where tot >= $2 and not gestopt),
  (select coalesce(json_agg(json_build_array(id, naam, vraag, gedeeld, medewerker = $3)),
      '[]')::text
    from (select * from nazorg.opgeslagen_filter where weg_op is null
      order by medewerker = $3 desc, lower(naam), id limit $4) f),
  exists ({TE_WEKKEN}),
  {stroomstand.kolommen("$1", "$5")}"""


async def wek_en_find(
    tx: Transactie,
    *,
    gemeenten: Sequence[str],
    vandaag: date,
    nu: datetime,
    wie: str,
    filters: int,
) -> Omgeving:
    """Wake what is due; return what is around, with at most so many filters."""
    rij = await tx.fetchrow(_SQL, list(gemeenten), vandaag, wie, filters, stroomstand.SOORTEN)
    if rij[3]:
        await wek(tx, gemeenten=tuple(gemeenten), vandaag=vandaag, nu=nu)
    return Omgeving(
        _lees_collegas(rij[0]),
        _lees_waarnemingen(rij[1]),
        _lees_filters(rij[2]),
        stroomstand.to_cijfers(*rij[4:]),
    )
