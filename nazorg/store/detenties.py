"""Table detentie: the folded state of each detention, to list and count by."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from nazorg.detenties.detentie import Detentie, Verlof
from nazorg.detenties.melding import VerlofSoort, Verlofstatus
from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie


class _Verlof(msgspec.Struct):
    status: Verlofstatus
    soort: VerlofSoort | None
    van: date | None
    tot: date | None


class _Rij(msgspec.Struct, omit_defaults=True):
    dossier_id: UUID
    bron: str
    nummer: str
    gemeente: str
    status: str
    verloven: dict[str, _Verlof]
    signalen: list[str]
    inrichting: str | None = None
    begin: date | None = None
    titel: str | None = None
    verwacht_vroegst: date | None = None
    verwacht_laatst: date | None = None
    einde: date | None = None
    wijze: str | None = None


_SLEUTEL = ("dossier_id", "bron", "nummer")
_ANDERS = [v for v in _Rij.__struct_fields__ if v not in _SLEUTEL]
_UPSERT = f"""
insert into nazorg.detentie as d ({kolommen(_Rij)})
select * from {recordset(_Rij)}
on conflict ({", ".join(_SLEUTEL)}) do update
  set {", ".join(f"{v} = excluded.{v}" for v in _ANDERS)}
where ({", ".join(f"d.{v}" for v in _ANDERS)})
  is distinct from ({", ".join(f"excluded.{v}" for v in _ANDERS)})
"""


async def upsert(tx: Transactie, rijen: Sequence[tuple[UUID, str, Detentie]]) -> None:
    """Save (dossier, gemeente, detentie) rows; a row that says nothing new is not written."""
    if rijen:
        await tx.execute(_UPSERT, pak_in([_to_rij(*r) for r in rijen]))


async def delete(tx: Transactie, rijen: Sequence[tuple[UUID, Detentie]]) -> None:
    """Remove detentions that no longer count."""
    await tx.execute(
        """delete from nazorg.detentie d
        using unnest($1::uuid[], $2::text[], $3::text[]) i(dossier_id, bron, nummer)
        where d.dossier_id = i.dossier_id and d.bron = i.bron and d.nummer = i.nummer""",
        [d for d, _ in rijen],
        [x.bron for _, x in rijen],
        [x.nummer for _, x in rijen],
    )


def _to_rij(dossier_id: UUID, gemeente: str, d: Detentie) -> _Rij:
    return _Rij(
        dossier_id,
        d.bron,
        d.nummer,
        gemeente,
        d.status,
        {v.nummer: _to_verlof(v) for v in d.verloven},
        sorted(d.signalen),
        d.inrichting,
        d.begin,
        d.titel,
        d.verwacht.vroegst if d.verwacht else None,
        d.verwacht.laatst if d.verwacht else None,
        d.einde,
        d.wijze,
    )


def _to_verlof(v: Verlof) -> _Verlof:
    return _Verlof(v.status, v.soort, v.van, v.tot)
