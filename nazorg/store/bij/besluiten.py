"""Tables bij.besluit and bij.overweging: what a mayor decided, and what was weighed before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.bij.aanwijzing import Functie
from nazorg.bij.besluit import Besluit, Besluitsoort
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Overweging:
    """A consideration, by a person, never changed."""

    naam: str
    op: datetime
    tekst: str


@dataclass(frozen=True, slots=True)
class Doorgave:
    """A decision that others have not been told of yet; not what it is."""

    id: UUID
    melding: UUID
    op: datetime


def _besluit_voor(melding: UUID, volgnr: int) -> bytes:
    return b"bij.besluit|inhoud|" + melding.bytes + str(volgnr).encode()


def _overweging_voor(id_: UUID) -> bytes:
    return b"bij.overweging|inhoud|" + id_.bytes


async def insert(
    tx: Transactie, id_: UUID, melding: UUID, gemeente: str, b: Besluit, kluis: Kluis
) -> bool:
    """Add a decision; False when another has its number: somebody was first."""
    status = await tx.execute(
        """insert into bij.besluit
          (id, melding_id, gemeente, volgnr, soort, tot, door, naam, functie, op, inhoud)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (melding_id, volgnr) do nothing""",
        id_,
        melding,
        gemeente,
        b.volgnr,
        b.soort,
        b.tot,
        b.door,
        b.naam,
        b.functie,
        b.op,
        kluis.versleutel(b.motivering.encode(), voor=_besluit_voor(melding, b.volgnr)),
    )
    return status.endswith(" 1")


async def find_van(tx: Transactie, melding: UUID, kluis: Kluis) -> list[Besluit]:
    """Return every decision about an alert, the first first; the last one counts."""
    rijen = await tx.fetch(
        """select volgnr, soort, tot, inhoud, door, naam, functie, op, doorgegeven_op
        from bij.besluit where melding_id = $1 order by volgnr""",
        melding,
    )
    return [
        Besluit(
            volgnr=r[0],
            soort=Besluitsoort(r[1]),
            tot=r[2],
            motivering=kluis.ontsleutel(r[3], voor=_besluit_voor(melding, r[0])).decode(),
            door=r[4],
            naam=r[5],
            functie=Functie(r[6]),
            op=r[7],
            doorgegeven_op=r[8],
        )
        for r in rijen
    ]


async def find_door_te_geven(tx: Transactie, *, aantal: int) -> list[Doorgave]:
    """Return what was not passed on yet, the first first."""
    rijen = await tx.fetch(
        """select id, melding_id, op from bij.besluit where doorgegeven_op is null
        order by op, volgnr limit $1""",
        aantal,
    )
    return [Doorgave(*r) for r in rijen]


async def zet_doorgegeven(tx: Transactie, id_: UUID, *, nu: datetime) -> None:
    await tx.execute("update bij.besluit set doorgegeven_op = $2 where id = $1", id_, nu)


async def find_laatste(tx: Transactie) -> dict[UUID, Besluitsoort]:
    """Return the decision that counts for each alert of one's own gemeenten."""
    rijen = await tx.fetch(
        """select distinct on (melding_id) melding_id, soort from bij.besluit
        order by melding_id, volgnr desc"""
    )
    return {r[0]: Besluitsoort(r[1]) for r in rijen}


async def insert_overweging(
    tx: Transactie, id_: UUID, melding: UUID, gemeente: str, o: Overweging, door: str, kluis: Kluis
) -> None:
    await tx.execute(
        """insert into bij.overweging (id, melding_id, gemeente, door, naam, op, inhoud)
        values ($1, $2, $3, $4, $5, $6, $7)""",
        id_,
        melding,
        gemeente,
        door,
        o.naam,
        o.op,
        kluis.versleutel(o.tekst.encode(), voor=_overweging_voor(id_)),
    )


async def find_overwegingen(tx: Transactie, melding: UUID, kluis: Kluis) -> list[Overweging]:
    rijen = await tx.fetch(
        "select id, naam, op, inhoud from bij.overweging where melding_id = $1 order by op, id",
        melding,
    )
    return [
        Overweging(
            naam=r[1],
            op=r[2],
            tekst=kluis.ontsleutel(r[3], voor=_overweging_voor(r[0])).decode(),
        )
        for r in rijen
    ]
