"""Tables bij.archief and bij.vernietiging: the accountable extract, and proof of destruction."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.bij.besluit import Besluit
from nazorg.bij.bewaren import Vernietigsoort
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie

# What belongs to one alert and goes with it.
_VAN_MELDING = (
    "kennisgeving",
    "beltaak",
    "lezing",
    "overweging",
    "doorgave",
    "besluit",
    "verrijking",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uittreksel:
    """What stays of a measure for five years: about whom, what was decided, by whom, why."""

    nummer: str
    naam: str
    soort: str
    besluiten: tuple[Besluit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiefstuk:
    id: UUID
    gemeente: str
    verwijderd_op: datetime
    vernietigen_op: date
    uittreksel: Uittreksel


@dataclass(frozen=True, slots=True, kw_only=True)
class Vernietiging:
    """A certificate: what was destroyed, when, by which rule, how many rows. It names nobody."""

    id: UUID
    gemeente: str
    soort: Vernietigsoort
    kenmerk: str
    verstrekt_op: datetime
    uiterlijk: date
    vernietigd_op: datetime
    grondslag: str
    rijen: dict[str, int]


_UITTREKSEL = msgspec.json.Decoder(Uittreksel)


def _voor(id_: UUID) -> bytes:
    return b"bij.archief|inhoud|" + id_.bytes


async def delete_bij_melding(tx: Transactie, melding: UUID) -> dict[str, int]:
    """Delete everything that belongs to an alert; return how many rows of each table."""
    uit: dict[str, int] = {}
    for tabel in _VAN_MELDING:
        status = await tx.execute(f"delete from bij.{tabel} where melding_id = $1", melding)
        uit[tabel] = int(status.rpartition(" ")[2])
    return uit


async def archiveer(tx: Transactie, stuk: Archiefstuk, kluis: Kluis) -> None:
    await tx.execute(
        """insert into bij.archief (id, gemeente, verwijderd_op, vernietigen_op, inhoud)
        values ($1, $2, $3, $4, $5)""",
        stuk.id,
        stuk.gemeente,
        stuk.verwijderd_op,
        stuk.vernietigen_op,
        kluis.versleutel(msgspec.json.encode(stuk.uittreksel), voor=_voor(stuk.id)),
    )


async def find_archief(tx: Transactie, kluis: Kluis) -> list[Archiefstuk]:
    """Return the extracts of one's own gemeenten, newest first."""
    rijen = await tx.fetch(
        """select id, gemeente, verwijderd_op, vernietigen_op, inhoud from bij.archief
        order by verwijderd_op desc, id"""
    )
    return [
        Archiefstuk(
            id=r[0],
            gemeente=r[1],
            verwijderd_op=r[2],
            vernietigen_op=r[3],
            uittreksel=_UITTREKSEL.decode(kluis.ontsleutel(r[4], voor=_voor(r[0]))),
        )
        for r in rijen
    ]


async def delete_archief(tx: Transactie, *, op: date) -> list[tuple[UUID, str, datetime, date]]:
    """Delete the extracts whose time is over; return id, gemeente, removal and last day."""
    rijen = await tx.fetch(
        """delete from bij.archief where vernietigen_op <= $1
        returning id, gemeente, verwijderd_op, vernietigen_op""",
        op,
    )
    return [(r[0], r[1], r[2], r[3]) for r in rijen]


async def certificeer(tx: Transactie, v: Vernietiging) -> None:
    await tx.execute(
        """insert into bij.vernietiging (id, gemeente, soort, kenmerk, verstrekt_op, uiterlijk,
          vernietigd_op, grondslag, rijen)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)""",
        *(getattr(v, n) for n in Vernietiging.__slots__[:-1]),
        json.dumps(v.rijen),
    )


async def find_vernietigingen(tx: Transactie) -> list[Vernietiging]:
    """Return the certificates of one's own gemeenten, newest first."""
    rijen = await tx.fetch(
        """select id, gemeente, soort, kenmerk, verstrekt_op, uiterlijk, vernietigd_op, grondslag,
          rijen from bij.vernietiging order by vernietigd_op desc, id limit 200"""
    )
    uit = []
    for r in rijen:
        velden = dict(zip(Vernietiging.__slots__, r, strict=True))
        rij = velden["rijen"]
        velden["rijen"] = json.loads(rij) if isinstance(rij, str) else rij
        velden["soort"] = Vernietigsoort(velden["soort"])
        uit.append(Vernietiging(**velden))
    return uit
