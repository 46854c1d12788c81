"""How dossiers end: who asked to keep one longer, which are over their term, and removing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nazorg.kern.deeldatum import DeelDatum, is_minderjarig
from nazorg.leefgebieden.dossiertermijn import Bewaarreden, Levensloop
from nazorg.store.behoeften import Wie
from nazorg.store.betrokkenen import Bijgehouden
from nazorg.store.transactie import Transactie

# What hangs under a dossier, besides tasks, messages and keys.
_ERONDER = (
    "antwoord",
    "vragenlijst",
    "betrokkene",
    "stuk",
    "bewaring",
    "overleg_afspraak",
    "overleg_punt",
    "vertrekblad",
    "feit",
    "behoefte",
    "behoefte_versie",
    "notitie",
    "meetmoment",
    "detentie",
    "dossier_verwijzing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaring:
    """A hold. tot: its last day."""

    id: UUID
    reden: Bewaarreden
    tot: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidaat:
    """A dossier of which the term may be over, locked until the transaction ends."""

    id: UUID
    nummer: str
    gemeente: str
    leven: Levensloop


# A clock that runs ahead must not remove a year of dossiers: the database has a clock too.
_LEVEN = """select d.id, d.nummer, d.gemeente, d.status <> 'in_detentie',
    case when d.status = 'vrij' then coalesce(x.einde, d.laatste_op::date)
      when d.status = 'ingetrokken' then d.laatste_op::date end,
    d.status = 'vrij',
    (select max(w.tot) from nazorg.bewaring w where w.dossier_id = d.id and w.einde_op is null),
    exists (select from nazorg.behoefte b where b.dossier_id = d.id
      and b.status in ('open', 'loopt') and not exists (select from nazorg.taak t
        where t.dossier_id = d.id and t.regel = 'behoefte' and t.onderwerp = b.id::text
          and t.status = 'afgehandeld')),
    exists (select from nazorg.meetmoment m where m.dossier_id = d.id and m.punt = 'zes_maanden'
      and m.vervangen_op is null and m.datum >= (x.einde + interval '6 months')::date),
    d.geboorte_jaar, d.geboorte_maand, d.geboorte_dag, coalesce(x.begin, x.einde)
  from nazorg.dossier d left join lateral (select max(t.einde) as einde, max(t.begin) as begin
    from nazorg.detentie t where t.dossier_id = d.id and t.status = 'beeindigd') x on true"""


async def find_leven(tx: Transactie, dossier: UUID) -> Levensloop:
    """Return what the end of a dossier hangs on."""
    return _to_leven(await tx.fetchrow(f"{_LEVEN} where d.id = $1", dossier))


async def find_kandidaten(
    tx: Transactie, *, na: UUID, voor: date, limiet: int
) -> Sequence[Kandidaat]:
    """Return dossiers whose last release was before a day, in the order of their keys, locked.

    What somebody works in at this moment is passed by. Never one that ended within the last three
    months by the clock of the database.
    """
    rijen = await tx.fetch(
        f"""{_LEVEN} where d.id > $1 and d.status <> 'in_detentie'
          and coalesce(x.einde, d.laatste_op::date)
            <= least($2::date, current_date - interval '3 months')
        order by d.id limit $3 for update of d skip locked""",
        na,
        voor,
        limiet,
    )
    return [Kandidaat(id=r[0], nummer=r[1], gemeente=r[2], leven=_to_leven(r)) for r in rijen]


def _to_leven(r: Any) -> Levensloop:
    return Levensloop(
        laatste=r[4] if r[3] else None,
        vrij=r[5],
        bewaard_tot=r[6],
        actie_open=r[7],
        gemeten=r[8],
        jeugd=_is_jeugd(r[9:12], r[12]),
    )


def _is_jeugd(geboorte: tuple[Any, ...], begin: date | None) -> bool:
    if begin is None or geboorte[0] is None:
        return False
    return is_minderjarig(DeelDatum(*geboorte), begin)


async def verwijder(tx: Transactie, dossiers: Sequence[UUID]) -> None:
    """Remove everything that these dossiers hold, and what their messages said.

    The messages themselves (that they came, and what became of them) stay. Of each detention a
    keyed hash stays, that leads to nobody: so a message that comes late is known for what it is.
    """
    ids = list(dossiers)
    berichten = [
        r[0]
        for r in await tx.fetch(
            "select id from nazorg.melding where dossier_id = any($1::uuid[])", ids
        )
    ]
    await _verwijder_taken(tx, ids)
    for tabel in ("melding", *_ERONDER):
        await tx.execute(f"delete from nazorg.{tabel} where dossier_id = any($1::uuid[])", ids)
    await tx.execute(
        "delete from nazorg.sleutel where dossier_id = any($1::uuid[]) and soort <> 'detentie'", ids
    )
    # Not the old id: the detentions of one person must not lead to each other.
    await tx.execute(
        """update nazorg.sleutel set soort = 'verwijderd', dossier_id = gen_random_uuid()
        where dossier_id = any($1::uuid[])""",
        ids,
    )
    await tx.execute("delete from nazorg.dossier where id = any($1::uuid[])", ids)
    await tx.execute("select nazorg.inhoud_wis_dossier($1::uuid[])", berichten)
    await tx.execute(
        """update nazorg.correctie set voorstel = '', inhoud = substring(inhoud for 0)
        where bericht = any($1::uuid[])""",
        berichten,
    )


async def _verwijder_taken(tx: Transactie, ids: Sequence[UUID]) -> None:
    van = "(select id from nazorg.taak where dossier_id = any($1::uuid[]))"
    for tabel in ("taakactie", "gelezen"):
        await tx.execute(f"delete from nazorg.{tabel} where taak_id in {van}", ids)
    await tx.execute("delete from nazorg.taak where dossier_id = any($1::uuid[])", ids)


async def find_bewaringen(tx: Transactie, dossier: UUID) -> Sequence[Bijgehouden[Bewaring]]:
    """Return who asked to keep a dossier longer, newest first, with what was ended."""
    rijen = await tx.fetch(
        """select id, reden, tot, gezet_op, door_naam, einde_op, einde_naam from nazorg.bewaring
        where dossier_id = $1 order by id desc""",
        dossier,
    )
    return [
        Bijgehouden(Bewaring(id=r[0], reden=Bewaarreden(r[1]), tot=r[2]), *r[3:]) for r in rijen
    ]


async def insert_bewaring(tx: Transactie, b: Bewaring, wie: Wie) -> None:
    await tx.execute(
        """insert into nazorg.bewaring (id, dossier_id, reden, tot, gezet_op, door, door_naam)
        values ($1, $2, $3, $4, $5, $6, $7)""",
        b.id,
        wie.dossier,
        b.reden,
        b.tot,
        wie.nu,
        wie.medewerker,
        wie.naam,
    )
