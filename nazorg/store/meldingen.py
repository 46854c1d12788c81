"""Table melding: the notices that count for a dossier, their content encrypted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie


class MeldingRij(NamedTuple):
    """A notice as kept. inhoud: ciphertext of its data block."""

    id: UUID
    dossier_id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime
    volgorde: int
    ontvangen_op: datetime
    inhoud: bytes


_KOLOMMEN = ", ".join(MeldingRij._fields)


async def find_by_dossiers(tx: Transactie, dossiers: Sequence[UUID]) -> list[MeldingRij]:
    """Return every notice of these dossiers in no order."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from nazorg.melding where dossier_id = any($1::uuid[])",
        list(dossiers),
    )
    return [MeldingRij(*r) for r in rijen]


async def find_by_sleutels(
    tx: Transactie, sleutels: Sequence[bytes], *, bron: str
) -> list[MeldingRij]:
    """Return every notice of one source in the dossiers that these keys point at, in no order."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.melding where bron = $2 and dossier_id in (
          select dossier_id from nazorg.sleutel where sleutel = any($1::bytea[]))""",
        list(sleutels),
        bron,
    )
    return [MeldingRij(*r) for r in rijen]


async def find_bij_bericht(tx: Transactie, bericht: UUID) -> list[MeldingRij]:
    """Return every notice of the dossier that a message is in, in the order they came into it.

    Empty when it is in no dossier, or in one that this person may not see.
    """
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.melding where dossier_id = (
          select dossier_id from nazorg.melding where id = $1) order by volgnr""",
        bericht,
    )
    return [MeldingRij(*r) for r in rijen]


class _Kop(msgspec.Struct):
    id: UUID
    dossier_id: UUID
    gemeente: str
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime
    volgorde: int
    ontvangen_op: datetime


_INSERT = f"""
insert into nazorg.melding ({kolommen(_Kop)}, inhoud)
select * from rows from ({recordset(_Kop, alias="as ")}, unnest($2::bytea[]))
"""


async def insert(
    tx: Transactie, rijen: Sequence[MeldingRij], *, gemeente_van: Mapping[UUID, str]
) -> None:
    """Keep new notices. gemeente_van: where each dossier lies now."""
    koppen = [
        _Kop(
            r.id,
            r.dossier_id,
            gemeente_van[r.dossier_id],
            r.bron,
            r.bericht_id,
            r.soort,
            r.tijd,
            r.volgorde,
            r.ontvangen_op,
        )
        for r in rijen
    ]
    await tx.execute(_INSERT, pak_in(koppen), [r.inhoud for r in rijen])


async def repoint(tx: Transactie, samengevoegd: Mapping[UUID, UUID]) -> None:
    """Move the notices of a dossier that turned out to be another one."""
    await tx.execute(
        """
        update nazorg.melding m set dossier_id = i.naar
        from unnest($1::uuid[], $2::uuid[]) i(van, naar) where m.dossier_id = i.van""",
        list(samengevoegd),
        list(samengevoegd.values()),
    )
