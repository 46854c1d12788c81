"""Table notitie: what colleagues wrote, in every version, encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie


class Zicht(StrEnum):
    """Who may read a note: everybody who may see the dossier, or only who wrote it."""

    TEAM = "team"
    EIGEN = "eigen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notitie:
    """One version of a note. weg: this version says that it was taken away."""

    id: UUID
    versie: int
    tekst: str
    zicht: Zicht
    weg: bool
    gezet_op: datetime
    door: str
    naam: str


_KOLOMMEN = "id, versie, tekst, zicht, weg, gezet_op, door, naam"


async def find_by_dossier(
    tx: Transactie, dossier: UUID, *, lezer: str, kluis: Kluis
) -> Sequence[Notitie]:
    """Return the notes that this person may read, each with all versions, newest first."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.notitie where dossier_id = $1
          and (zicht = 'team' or door = $2) order by gezet_op desc, id, versie desc""",
        dossier,
        lezer,
    )
    return [_to_notitie(r, kluis) for r in rijen]


async def find(
    tx: Transactie, dossier: UUID, id_: UUID, *, lezer: str, kluis: Kluis
) -> Notitie | None:
    """Return the newest version of a note, None when it is not there for this person."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.notitie where dossier_id = $1 and id = $2
        order by versie desc limit 1""",
        dossier,
        id_,
    )
    if not rijen or (rijen[0][3] != Zicht.TEAM and rijen[0][6] != lezer):
        return None
    return _to_notitie(rijen[0], kluis)


async def insert(tx: Transactie, n: Notitie, *, dossier: UUID, gemeente: str, kluis: Kluis) -> bool:
    """Keep a version; False when this number exists by now: somebody else was first."""
    versie = await tx.fetchval(
        f"""insert into nazorg.notitie ({_KOLOMMEN}, dossier_id, gemeente)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict do nothing returning versie""",
        n.id,
        n.versie,
        kluis.versleutel(n.tekst.encode(), voor=_plek(n.id, n.versie)),
        n.zicht,
        n.weg,
        n.gezet_op,
        n.door,
        n.naam,
        dossier,
        gemeente,
    )
    return versie is not None


def _plek(id_: UUID, versie: int) -> bytes:
    return b"notitie|tekst|" + id_.bytes + versie.to_bytes(4)


def _to_notitie(r: Any, kluis: Kluis) -> Notitie:
    return Notitie(
        id=r[0],
        versie=r[1],
        tekst=kluis.ontsleutel(r[2], voor=_plek(r[0], r[1])).decode(),
        zicht=Zicht(r[3]),
        weg=r[4],
        gezet_op=r[5],
        door=r[6],
        naam=r[7],
    )
