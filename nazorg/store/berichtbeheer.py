"""One message whole, and what a beheerder does with messages that were set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from nazorg.berichten.uitkomst import Fout, Reden, Uitkomst
from nazorg.store.rijen import pak_in, recordset
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """A message as it is kept. inhoud: ciphertext, None when the content is not there.

    verwijderd_op: when the content of its month was removed; None when that is still there.
    """

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    volgorde: int
    ontvangen_op: datetime
    deur: str
    herkomst: str
    uitkomst: Uitkomst
    reden: Reden | None
    fouten: tuple[Fout, ...]
    inhoud: bytes | None
    gemeente: str
    uniek: UUID
    verwijderd_op: datetime | None
    traceparent: str | None
    tracestate: str | None
    verzonden_op: datetime | None


@dataclass(frozen=True, slots=True)
class Gevolgen:
    """What a message changed: its dossier, and the tasks that it is the reason of."""

    dossier: str | None
    taken: int


@dataclass(frozen=True, slots=True)
class Poging:
    """Something that somebody did with a message after it came in."""

    tijd: datetime
    naam: str
    uitkomst: Uitkomst
    reden: Reden | None
    toelichting: str


_BERICHT = """select b.id, b.bron, b.bericht_id, b.soort, b.tijd, b.volgorde, b.ontvangen_op,
  b.deur, b.herkomst, b.uitkomst, b.reden, b.fouten, i.inhoud, b.gemeente, b.uniek, v.verwijderd_op,
  b.traceparent, b.tracestate, b.verzonden_op
from nazorg.bericht b left join nazorg.bericht_inhoud i on i.id = b.id
  left join nazorg.inhoud_verwijderd v on v.maand = nazorg.inhoud_maand(b.id)"""


def _to_bericht(r: Any) -> Bericht:
    waarden = dict(zip(Bericht.__slots__, r, strict=True))
    waarden["uitkomst"] = Uitkomst(waarden["uitkomst"])
    waarden["reden"] = Reden(waarden["reden"]) if waarden["reden"] else None
    waarden["fouten"] = tuple(
        Fout(f["pad"], Reden(f["reden"]), f["tekst"]) for f in waarden["fouten"] or ()
    )
    return Bericht(**waarden)


async def get(tx: Transactie, id_: UUID) -> Bericht | None:
    """Return one message, None when it is not there for this person."""
    rij = await tx.fetchrow(f"{_BERICHT} where b.id = $1", id_)
    return _to_bericht(rij) if rij else None


async def lock_liggend(tx: Transactie, ids: Sequence[UUID]) -> list[Bericht]:
    """Lock and return the messages among these that are set aside or wait, in order of arrival."""
    rijen = await tx.fetch(
        f"""{_BERICHT}
        where b.id = any($1::uuid[]) and b.uitkomst in ('apart_gezet', 'wacht') order by b.id
        for update of b""",
        list(ids),
    )
    return [_to_bericht(r) for r in rijen]


class Herziening(msgspec.Struct):
    """What a message turns out to be after a repair."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    volgorde: int
    uitkomst: Uitkomst
    reden: Reden | None
    fouten: list[Fout] | None
    gemeente: str
    uniek: UUID


_ANDERS = [v for v in Herziening.__struct_fields__ if v != "id"]


async def update(tx: Transactie, herzieningen: Sequence[Herziening]) -> None:
    """Write what messages turned out to be. The content and the moment of receipt stay."""
    await tx.execute(
        f"""with i as (select * from {recordset(Herziening)}),
        inhoud as (update nazorg.bericht_inhoud o set gemeente = i.gemeente from i
          where o.id = i.id and o.gemeente <> i.gemeente)
        update nazorg.bericht b set {", ".join(f"{v} = i.{v}" for v in _ANDERS)}
        from i where b.id = i.id""",
        pak_in(herzieningen),
    )


async def wis_inhoud(tx: Transactie, ids: Sequence[UUID]) -> None:
    """Forget what messages say that turn out to be for nobody here (ADR 0011)."""
    await tx.execute("select nazorg.inhoud_wis($1::uuid[])", list(ids))


class PogingRij(msgspec.Struct):
    id: UUID
    bericht: UUID
    uitkomst: Uitkomst
    reden: Reden | None
    toelichting: str


async def insert_pogingen(
    tx: Transactie, pogingen: Sequence[PogingRij], *, door: str, naam: str, nu: datetime
) -> None:
    """Remember what somebody did with messages."""
    await tx.execute(
        f"""insert into nazorg.poging (id, bericht, uitkomst, reden, toelichting, door, naam, tijd)
        select i.*, $2, $3, $4 from {recordset(PogingRij)}""",
        pak_in(pogingen),
        door,
        naam,
        nu,
    )


async def find_pogingen(tx: Transactie, id_: UUID) -> list[Poging]:
    """Return what was done with a message, oldest first."""
    rijen = await tx.fetch(
        """select tijd, naam, uitkomst, reden, toelichting from nazorg.poging
        where bericht = $1 order by id""",
        id_,
    )
    return [Poging(r[0], r[1], Uitkomst(r[2]), Reden(r[3]) if r[3] else None, r[4]) for r in rijen]


async def find_gevolgen(tx: Transactie, bericht: Bericht) -> Gevolgen:
    """Return what a message changed. A notice keeps the id of its message, so this is exact."""
    rij = await tx.fetchrow(
        """select d.nummer, (select count(*) from nazorg.taak t
            where t.dossier_id = m.dossier_id and t.aanleiding = $2 and t.status <> 'vervallen')
        from nazorg.melding m join nazorg.dossier d on d.id = m.dossier_id where m.id = $1""",
        bericht.id,
        bericht.bericht_id,
    )
    return Gevolgen(*rij) if rij else Gevolgen(None, 0)


async def find_zichtbare(tx: Transactie, ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these messages this person may open."""
    rijen = await tx.fetch("select id from nazorg.bericht where id = any($1::uuid[])", list(ids))
    return {r[0] for r in rijen}
