"""The part of a task that people change, and the history of who changed it (table taakactie)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from nazorg.store.rijen import pak_in, recordset
from nazorg.store.transactie import Rij, Transactie
from nazorg.werkvoorraad.handelingen import Afloop, Handeling, Lijst, Taakstand
from nazorg.werkvoorraad.taken import Regel, Taakstatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Standrij:
    """A task with its state, locked until the transaction ends. gevraagd: something asks for it.

    vrij_op: the release that it follows, when there is one.
    """

    id: UUID
    dossier_id: UUID
    dossier: str
    gemeente: str
    versie: int
    stand: Taakstand
    gevraagd: bool = True
    vrij_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actie:
    """One deed on one task, as it is kept. namens: for whom it was done, '' for oneself."""

    id: UUID
    handeling: UUID
    taak_id: UUID
    tijd: datetime
    door: str
    naam: str
    namens: str
    namens_naam: str
    soort: Handeling
    afloop: Afloop
    voor: Taakstand
    na: Taakstand
    ongedaan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actieregel:
    """A deed with whom the task is about, and who did something with it last, and what."""

    actie: Actie
    regel: Regel
    gegevens: Mapping[str, str]
    vrij_op: date | None
    laatste: tuple[str, Handeling, datetime] | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    gemeente: str


class _Stand(msgspec.Struct):
    id: UUID
    status: str
    eigenaar: str
    lijst: str
    tot: date | None
    bij_wijziging: bool
    wacht_op: str
    wacht_sinds: date | None
    gewekt: Mapping[str, str | None] | None
    afgehandeld_op: datetime | None
    afgehandeld_door: str | None


class _Actierij(msgspec.Struct):
    id: UUID
    handeling: UUID
    taak_id: UUID
    tijd: datetime
    door: str
    naam: str
    namens: str
    namens_naam: str
    soort: str
    afloop: str
    voor: dict[str, Any]
    na: dict[str, Any]


_GEZET = ", ".join(f"{v} = i.{v}" for v in _Stand.__struct_fields__ if v != "id")
ACTIEKOLOMMEN = """a.id, a.handeling, a.taak_id, a.tijd, a.door, a.naam, a.namens, a.namens_naam,
  a.soort, a.afloop, a.voor, a.na, a.ongedaan"""


async def find_for_update(tx: Transactie, ids: Sequence[UUID]) -> list[Standrij]:
    """Return these tasks, locked in order of id; what is not for this person is not among them.

    Their dossiers are locked first, as everybody does who tells others of a dossier: so the order
    of those events is the order of what happened.
    """
    await tx.execute(
        """
        select from nazorg.dossier where id in (
          select dossier_id from nazorg.taak where id = any($1::uuid[])) order by id for update""",
        list(ids),
    )
    rijen = await tx.fetch(
        """
        select t.id, t.dossier_id, d.nummer, t.gemeente, t.versie, t.status, t.eigenaar, t.lijst,
          t.tot, t.bij_wijziging, t.wacht_op, t.wacht_sinds, t.gevraagd, t.vrij_op,
          t.gewekt
        from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.id = any($1::uuid[]) order by t.id for update of t""",
        list(ids),
    )
    return [_lees_standrij(r) for r in rijen]


def _lees_standrij(r: Rij) -> Standrij:
    stand = Taakstand(
        status=Taakstatus(r[5]),
        eigenaar=r[6],
        lijst=Lijst(r[7]),
        tot=r[8],
        bij_wijziging=r[9],
        wacht_op=r[10],
        wacht_sinds=r[11],
        gewekt=r[14],
    )
    return Standrij(
        id=r[0],
        dossier_id=r[1],
        dossier=r[2],
        gemeente=r[3],
        versie=r[4],
        stand=stand,
        gevraagd=r[12],
        vrij_op=r[13],
    )


async def save(
    tx: Transactie, standen: Sequence[tuple[UUID, Taakstand]], *, door: str, nu: datetime
) -> None:
    """Put tasks in another state. One statement."""
    if not standen:
        return
    rijen = [_to_standrij(id_, s, door, nu) for id_, s in standen]
    await tx.execute(
        f"""
        update nazorg.taak t set {_GEZET}, versie = t.versie + 1
        from {recordset(_Stand)} where t.id = i.id""",
        pak_in(rijen),
    )


def _to_standrij(id_: UUID, s: Taakstand, door: str, nu: datetime) -> _Stand:
    klaar = s.status is Taakstatus.AFGEHANDELD
    return _Stand(
        id_,
        s.status,
        s.eigenaar,
        s.lijst,
        s.tot,
        s.bij_wijziging,
        s.wacht_op,
        s.wacht_sinds,
        s.gewekt,
        nu if klaar else None,
        door if klaar else None,
    )


async def insert_acties(tx: Transactie, acties: Sequence[Actie]) -> None:
    """Write deeds down. One statement."""
    if not acties:
        return
    velden = ", ".join(_Actierij.__struct_fields__)
    await tx.execute(
        f"insert into nazorg.taakactie ({velden}) select i.* from {recordset(_Actierij)}",
        pak_in([_to_actierij(a) for a in acties]),
    )


def _to_actierij(a: Actie) -> _Actierij:
    return _Actierij(
        a.id,
        a.handeling,
        a.taak_id,
        a.tijd,
        a.door,
        a.naam,
        a.namens,
        a.namens_naam,
        a.soort,
        a.afloop,
        msgspec.to_builtins(a.voor),
        msgspec.to_builtins(a.na),
    )


def to_actie(r: Any) -> Actie:
    return Actie(
        id=r[0],
        handeling=r[1],
        taak_id=r[2],
        tijd=r[3],
        door=r[4],
        naam=r[5],
        namens=r[6],
        namens_naam=r[7],
        soort=Handeling(r[8]),
        afloop=Afloop(r[9]),
        voor=msgspec.convert(r[10], Taakstand),
        na=msgspec.convert(r[11], Taakstand),
        ongedaan=r[12],
    )


async def find_handeling(tx: Transactie, handeling: UUID) -> list[Actieregel]:
    """Return what one deed did to each task, as far as this person may see those tasks."""
    rijen = await tx.fetch(
        f"""
        select {ACTIEKOLOMMEN}, d.geslachtsnaam, d.voorvoegsel, d.voornamen, t.gemeente, t.regel,
          l.naam, l.soort, l.tijd, t.gegevens, t.vrij_op
        from nazorg.taakactie a join nazorg.taak t on t.id = a.taak_id
        join nazorg.dossier d on d.id = t.dossier_id
        left join lateral (select x.naam, x.soort, x.tijd from nazorg.taakactie x
          where x.taak_id = t.id and x.afloop = 'gedaan' order by x.volgnr desc limit 1) l on true
        where a.handeling = $1 order by a.id""",
        handeling,
    )
    return [
        Actieregel(
            actie=to_actie(r),
            geslachtsnaam=r[13],
            voorvoegsel=r[14],
            voornamen=r[15],
            gemeente=r[16],
            regel=Regel(r[17]),
            gegevens=r[21],
            vrij_op=r[22],
            laatste=(r[18], Handeling(r[19]), r[20]) if r[18] else None,
        )
        for r in rijen
    ]


async def find_zojuist(
    tx: Transactie, taken: Sequence[UUID], soort: Handeling, *, door: str, sinds: datetime
) -> UUID | None:
    """Return the deed by which this person did just this with all these tasks; None when not so."""
    rijen = await tx.fetch(
        """
        select l.handeling from unnest($1::uuid[]) as t(id)
        join lateral (select x.* from nazorg.taakactie x where x.taak_id = t.id
          and x.afloop = 'gedaan' order by x.volgnr desc limit 1) l on true
        where l.soort = $2 and l.door = $3 and l.tijd >= $4 and not l.ongedaan""",
        list(taken),
        soort,
        door,
        sinds,
    )
    handelingen: set[UUID] = {r[0] for r in rijen}
    return handelingen.pop() if len(rijen) == len(taken) and len(handelingen) == 1 else None


async def find_geschiedenis(tx: Transactie, taak_id: UUID, *, aantal: int) -> list[Actie]:
    """Return what was done with a task, last first."""
    rijen = await tx.fetch(
        f"""select {ACTIEKOLOMMEN} from nazorg.taakactie a
        where a.taak_id = $1 and a.afloop = 'gedaan' order by a.volgnr desc limit $2""",
        taak_id,
        aantal,
    )
    return [to_actie(r) for r in rijen]


async def mark_ongedaan(tx: Transactie, acties: Sequence[UUID]) -> None:
    await tx.execute(
        "update nazorg.taakactie set ongedaan = true where id = any($1::uuid[])", list(acties)
    )
