"""Tables vragenlijst and antwoord: which sets were begun, and every answer that was given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from nazorg.leefgebieden.feit import Grondslag, Spreker
from nazorg.store.behoeften import Wie
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie


class Lijststatus(StrEnum):
    """Somebody is still asking, or the conversation is over."""

    BEZIG = "bezig"
    KLAAR = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vragenlijst:
    """A set that was begun. set and versie: which questions; naam: who changed it last."""

    id: UUID
    set: str
    versie: int
    status: Lijststatus
    begonnen_op: datetime
    gewijzigd_op: datetime
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """One answer, never changed. waarde: '' for an answer that was taken back.

    feit: id of the fact that it became. spreker, gemeten_op and grondslag: as of a fact.
    """

    id: UUID
    vraag: str
    waarde: str
    feit: UUID | None
    spreker: Spreker
    gemeten_op: date
    grondslag: Grondslag
    gezet_op: datetime
    naam: str


_LIJST = "id, lijst, versie, status, begonnen_op, gewijzigd_op, naam"


async def find_by_dossier(tx: Transactie, dossier: UUID) -> list[Vragenlijst]:
    """Return the sets that were begun, newest first."""
    rijen = await tx.fetch(
        f"select {_LIJST} from nazorg.vragenlijst where dossier_id = $1 order by id desc", dossier
    )
    return [_to_lijst(r) for r in rijen]


async def find(tx: Transactie, dossier: UUID, id_: UUID) -> Vragenlijst | None:
    rij = await tx.fetchrow(
        f"select {_LIJST} from nazorg.vragenlijst where dossier_id = $1 and id = $2", dossier, id_
    )
    return _to_lijst(rij) if rij else None


def _to_lijst(r: Any) -> Vragenlijst:
    return Vragenlijst(
        id=r[0],
        set=r[1],
        versie=r[2],
        status=Lijststatus(r[3]),
        begonnen_op=r[4],
        gewijzigd_op=r[5],
        naam=r[6],
    )


async def insert(tx: Transactie, lijst: Vragenlijst, wie: Wie) -> None:
    await tx.execute(
        """insert into nazorg.vragenlijst (id, dossier_id, gemeente, lijst, versie, status,
          begonnen_op, gewijzigd_op, door, naam)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        lijst.id,
        wie.dossier,
        wie.gemeente,
        lijst.set,
        lijst.versie,
        lijst.status,
        lijst.begonnen_op,
        lijst.gewijzigd_op,
        wie.medewerker,
        wie.naam,
    )


async def touch(tx: Transactie, id_: UUID, status: Lijststatus, wie: Wie) -> None:
    """Note who was in a list last, and whether it is done."""
    await tx.execute(
        """update nazorg.vragenlijst set status = $2, gewijzigd_op = $3, door = $4, naam = $5
        where id = $1""",
        id_,
        status,
        wie.nu,
        wie.medewerker,
        wie.naam,
    )


async def find_antwoorden(
    tx: Transactie, lijsten: Collection[UUID], kluis: Kluis
) -> Mapping[UUID, Sequence[Antwoord]]:
    """Return per list every answer that was ever given in it, oldest first. One statement."""
    rijen = await tx.fetch(
        """select id, vraag, waarde, feit, spreker, gemeten_op, grondslag, gezet_op, naam,
          vragenlijst_id
        from nazorg.antwoord where vragenlijst_id = any($1::uuid[]) order by volgnr""",
        list(lijsten),
    )
    per_lijst: dict[UUID, list[Antwoord]] = {id_: [] for id_ in lijsten}
    for r in rijen:
        per_lijst[r[9]].append(_to_antwoord(r, kluis))
    return per_lijst


def _to_antwoord(r: Any, kluis: Kluis) -> Antwoord:
    return Antwoord(
        id=r[0],
        vraag=r[1],
        waarde=kluis.ontsleutel(r[2], voor=_plek(r[0])).decode(),
        feit=r[3],
        spreker=Spreker(r[4]),
        gemeten_op=r[5],
        grondslag=Grondslag(r[6]),
        gezet_op=r[7],
        naam=r[8],
    )


async def insert_antwoorden(
    tx: Transactie, lijst: UUID, nieuw: Sequence[Antwoord], wie: Wie, kluis: Kluis
) -> None:
    """Add answers. One statement."""
    await tx.execute(
        """insert into nazorg.antwoord (id, vragenlijst_id, dossier_id, vraag, waarde, feit,
          spreker, gemeten_op, grondslag, gezet_op, door, naam)
        select i.id, $1, $2, i.vraag, i.waarde, i.feit, i.spreker, i.gemeten_op, i.grondslag, $3,
          $4, $5
        from unnest($6::uuid[], $7::text[], $8::bytea[], $9::uuid[], $10::text[], $11::date[],
          $12::text[]) i(id, vraag, waarde, feit, spreker, gemeten_op, grondslag)""",
        lijst,
        wie.dossier,
        wie.nu,
        wie.medewerker,
        wie.naam,
        [a.id for a in nieuw],
        [a.vraag for a in nieuw],
        [kluis.versleutel(a.waarde.encode(), voor=_plek(a.id)) for a in nieuw],
        [a.feit for a in nieuw],
        [a.spreker for a in nieuw],
        [a.gemeten_op for a in nieuw],
        [a.grondslag for a in nieuw],
    )


def _plek(id_: UUID) -> bytes:
    return b"antwoord|waarde|" + id_.bytes
