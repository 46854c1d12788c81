"""Tables invoer and invoer_kolommen: lists that a person is taking in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from nazorg.berichten.lijst import Lijstsoort
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoerrij:
    """A list under way. inhoud: the file as ciphertext, None once taken in.

    keuze: which column is which field. verslag: rows of (place, outcome, sentences), or None.
    """

    id: UUID
    gemeente: str
    soort: Lijstsoort
    aangemaakt_op: datetime
    verloopt_op: datetime
    inhoud: bytes | None
    keuze: dict[str, Any]
    begonnen_op: datetime | None = None
    verslag: list[Any] | None = None
    foutrijen: bytes | None = None


@dataclass(frozen=True, slots=True)
class Brenger:
    """Who brought a list: a person, in one session. Nobody else can see it."""

    door: str
    sessie: bytes


async def replace(tx: Transactie, rij: Invoerrij, brenger: Brenger) -> None:
    """Keep a list for a while, in the place of an earlier one of the same person."""
    await tx.execute("delete from nazorg.invoer where door = $1", brenger.door)
    await tx.execute(
        """insert into nazorg.invoer
          (id, gemeente, soort, door, sessie, aangemaakt_op, verloopt_op, inhoud, keuze, verslag)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb)""",
        rij.id,
        rij.gemeente,
        rij.soort,
        brenger.door,
        brenger.sessie,
        rij.aangemaakt_op,
        rij.verloopt_op,
        rij.inhoud,
        _json(rij.keuze),
        _json(rij.verslag),
    )


async def find(tx: Transactie, id_: UUID, brenger: Brenger, *, nu: datetime) -> Invoerrij | None:
    """Return a list of this person and this session, while it is kept."""
    rij = await tx.fetchrow(
        """select id, gemeente, soort, aangemaakt_op, verloopt_op, inhoud, keuze, begonnen_op,
          verslag, foutrijen
        from nazorg.invoer where id = $1 and door = $2 and sessie = $3 and verloopt_op > $4""",
        id_,
        brenger.door,
        brenger.sessie,
        nu,
    )
    if rij is None:
        return None
    return Invoerrij(
        id=rij[0],
        gemeente=rij[1],
        soort=Lijstsoort(rij[2]),
        aangemaakt_op=rij[3],
        verloopt_op=rij[4],
        inhoud=rij[5],
        keuze=_uit_json(rij[6]),
        begonnen_op=rij[7],
        verslag=_uit_json(rij[8]),
        foutrijen=rij[9],
    )


async def update_keuze(
    tx: Transactie, id_: UUID, keuze: Mapping[str, Any], verslag: list[Any] | None
) -> None:
    """Keep another choice of columns, with its own report; not once it is being taken in."""
    await tx.execute(
        """update nazorg.invoer set keuze = $2::jsonb, verslag = $3::jsonb
        where id = $1 and begonnen_op is null""",
        id_,
        _json(keuze),
        _json(verslag),
    )


async def begin(tx: Transactie, id_: UUID, *, nu: datetime, verloren: datetime) -> bool:
    """Claim the taking in; False when somebody is at it, since `verloren` at the earliest."""
    status = await tx.execute(
        """update nazorg.invoer set begonnen_op = $2
        where id = $1 and inhoud is not null and (begonnen_op is null or begonnen_op < $3)""",
        id_,
        nu,
        verloren,
    )
    return status.endswith(" 1")


async def sluit(tx: Transactie, id_: UUID, *, verslag: list[Any], foutrijen: bytes | None) -> None:
    """Note what became of a list, and forget the file."""
    await tx.execute(
        """update nazorg.invoer set inhoud = null, verslag = $2::jsonb, foutrijen = $3
        where id = $1""",
        id_,
        _json(verslag),
        foutrijen,
    )


async def delete(tx: Transactie, id_: UUID) -> None:
    await tx.execute("delete from nazorg.invoer where id = $1", id_)


async def delete_verlopen(tx: Transactie, *, nu: datetime) -> int:
    """Forget every list whose hour is over; return how many."""
    status = await tx.execute("delete from nazorg.invoer where verloopt_op <= $1", nu)
    return int(status.rpartition(" ")[2])


async def find_koppen(tx: Transactie, gemeente: str, soort: Lijstsoort) -> dict[str, str]:
    """Return the marks of the columns of the last list of this gemeente and kind."""
    koppen = await tx.fetchval(
        "select koppen from nazorg.invoer_kolommen where gemeente = $1 and soort = $2",
        gemeente,
        soort,
    )
    return dict(_uit_json(koppen) or {})


async def save_koppen(
    tx: Transactie, gemeente: str, soort: Lijstsoort, koppen: Mapping[str, str], *, nu: datetime
) -> None:
    await tx.execute(
        """insert into nazorg.invoer_kolommen (gemeente, soort, koppen, gewijzigd_op)
        values ($1, $2, $3::jsonb, $4)
        on conflict (gemeente, soort) do update set koppen = $3::jsonb, gewijzigd_op = $4""",
        gemeente,
        soort,
        _json(koppen),
        nu,
    )


def _json(waarde: object) -> str | None:
    return None if waarde is None else msgspec.json.encode(waarde).decode()


def _uit_json(waarde: Any) -> Any:
    return msgspec.json.decode(waarde) if isinstance(waarde, str) else waarde
