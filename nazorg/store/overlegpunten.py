"""Tables overleg_punt and overleg_afspraak: who is on an agenda and why, and what was agreed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.overleggen.overleg import Overlegsoort, Puntstand
from nazorg.overleggen.voorstel import Zaak
from nazorg.overleggen.vorm import Voorstelreden
from nazorg.store.kluis import Kluis
from nazorg.store.overleggen import Schrijver
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidaat:
    """Somebody who may be discussed: who it is, and as far as a proposal looks."""

    nummer: str
    voornamen: str | None
    voorvoegsel: str | None
    geslachtsnaam: str
    gemeente: str
    inrichting: str | None
    zaak: Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Actie:
    """A need that came out of a meeting. status: as the queue says now."""

    soort: str
    uiterlijk: date | None
    klaar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Punt:
    """One person on an agenda. afspraak: what was agreed, '' for nothing yet.

    einde_*: who took this person off, and why; None while on it.
    """

    id: UUID
    wie: Kandidaat
    redenen: tuple[Voorstelreden, ...]
    toelichting: str
    stand: Puntstand
    versie: int
    afspraak: str
    afspraak_naam: str
    op: datetime
    naam: str
    einde_op: datetime | None = None
    einde_naam: str = ""
    einde_reden: str = ""
    acties: tuple[Actie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuwPunt:
    dossier: UUID
    redenen: tuple[Voorstelreden, ...]
    toelichting: str = ""


_WIE = """d.id, d.nummer, d.voornamen, d.voorvoegsel, d.geslachtsnaam, d.gemeente, d.inrichting,
  x.begin, d.vrij_op, d.standen"""
_BEGIN = """left join lateral (select max(t.begin) as begin from nazorg.detentie t
    where t.dossier_id = d.id and t.status = 'lopend') x on true"""
_KANDIDATEN = f"""select {_WIE}, b.besproken_op, b.gepland_op from nazorg.dossier d {_BEGIN}
  cross join lateral (select max(o.datum) filter (where p.stand = 'besproken') as besproken_op,
      min(o.datum) filter (where p.stand = 'op_agenda' and o.stand in ('gepland', 'verzet')
        and o.datum >= $3) as gepland_op
    from nazorg.overleg_punt p join nazorg.overleg o on o.id = p.overleg_id
    where p.dossier_id = d.id and o.soort = $2) b"""


async def find_kandidaten(
    tx: Transactie, gemeenten: Collection[str], soort: Overlegsoort, *, vandaag: date
) -> Sequence[Kandidaat]:
    """Return everybody in detention in these gemeenten. One statement."""
    rijen = await tx.fetch(
        f"{_KANDIDATEN} where d.gemeente = any($1::text[]) and d.status = 'in_detentie'",
        list(gemeenten),
        soort,
        vandaag,
    )
    return [_to_kandidaat(r) for r in rijen]


async def find_kandidaat(
    tx: Transactie, dossier: UUID, soort: Overlegsoort, *, vandaag: date
) -> Kandidaat | None:
    """Return one person, in detention or not."""
    rij = await tx.fetchrow(f"{_KANDIDATEN} where d.id = $1", dossier, soort, vandaag)
    return _to_kandidaat(rij) if rij else None


def _to_kandidaat(r: Any) -> Kandidaat:
    return Kandidaat(
        nummer=r[1],
        voornamen=r[2],
        voorvoegsel=r[3],
        geslachtsnaam=r[4],
        gemeente=r[5],
        inrichting=r[6],
        zaak=Zaak(
            dossier=r[0],
            begin=r[7],
            vrij_op=r[8],
            standen=dict(zip(Leefgebied, map(Stand, r[9] or ()), strict=False)),
            besproken_op=r[10],
            gepland_op=r[11],
        ),
    )


_PUNTEN = f"""select {_WIE}, null::date, null::date, p.id, p.redenen, p.toelichting, p.stand,
    p.afspraak_versie, a.tekst, a.door_naam, p.gezet_op, p.door_naam, p.einde_op, p.einde_naam,
    p.einde_reden
  from nazorg.overleg_punt p join nazorg.dossier d on d.id = p.dossier_id {_BEGIN}
  left join nazorg.overleg_afspraak a on a.punt_id = p.id and a.versie = p.afspraak_versie"""


async def find_by_overleg(tx: Transactie, overleg: UUID, kluis: Kluis) -> Sequence[Punt]:
    """Return who is or was on an agenda, who leaves first first. Two statements."""
    rijen = await tx.fetch(
        f"{_PUNTEN} where p.overleg_id = $1 order by d.vrij_op nulls last, x.begin, d.id, p.id",
        overleg,
    )
    acties = await _find_acties(tx, [r[12] for r in rijen])
    return [_to_punt(r, acties, kluis) for r in rijen]


async def lock(tx: Transactie, overleg: UUID, id_: UUID, kluis: Kluis) -> Punt | None:
    """Return one person on an agenda, locked; None when there is no such person for who asks."""
    rij = await tx.fetchrow(
        f"{_PUNTEN} where p.overleg_id = $1 and p.id = $2 for update of p", overleg, id_
    )
    return _to_punt(rij, {}, kluis) if rij else None


async def find_nummer(tx: Transactie, overleg: UUID, id_: UUID) -> str | None:
    """Return the number of the dossier of a place: that is locked before its places are."""
    nummer: str | None = await tx.fetchval(
        """select d.nummer from nazorg.overleg_punt p join nazorg.dossier d on d.id = p.dossier_id
        where p.overleg_id = $1 and p.id = $2""",
        overleg,
        id_,
    )
    return nummer


async def _find_acties(tx: Transactie, punten: Sequence[UUID]) -> Mapping[UUID, tuple[Actie, ...]]:
    uit: dict[UUID, tuple[Actie, ...]] = {}
    rijen = await tx.fetch(
        """select a.punt_id, b.soort, b.uiterlijk,
          b.status in ('gereed', 'vervallen') or coalesce(t.status = 'afgehandeld', false)
        from nazorg.overleg_afspraak a join nazorg.behoefte b on b.id = a.behoefte
        left join nazorg.taak t on t.dossier_id = b.dossier_id and t.regel = 'behoefte'
          and t.onderwerp = b.id::text
        where a.punt_id = any($1::uuid[]) order by a.punt_id, a.versie""",
        list(punten),
    )
    for punt, soort, uiterlijk, klaar in rijen:
        actie = Actie(soort=soort, uiterlijk=uiterlijk, klaar=klaar)
        uit[punt] = (*uit.get(punt, ()), actie)
    return uit


def _to_punt(r: Any, acties: Mapping[UUID, tuple[Actie, ...]], kluis: Kluis) -> Punt:
    id_, versie = r[12], r[16]
    return Punt(
        id=id_,
        wie=_to_kandidaat(r),
        redenen=tuple(map(Voorstelreden, r[13])),
        toelichting=_open(r[14], "toelichting", id_, kluis),
        stand=Puntstand(r[15]),
        versie=versie,
        afspraak=_open(r[17], f"afspraak {versie}", id_, kluis) if r[17] else "",
        afspraak_naam=r[18] or "",
        op=r[19],
        naam=r[20],
        einde_op=r[21],
        einde_naam=r[22] or "",
        einde_reden=_open(r[23], "einde", id_, kluis) if r[23] else "",
        acties=acties.get(id_, ()),
    )


async def insert(
    tx: Transactie,
    overleg: UUID,
    punten: Mapping[UUID, NieuwPunt],
    wie: Schrijver,
    kluis: Kluis,
) -> set[UUID]:
    """Put people on an agenda, by the id of their place; return the dossiers that are new there.

    One statement, and who is on it already is passed by.
    """
    rijen = await tx.fetch(
        """insert into nazorg.overleg_punt (id, overleg_id, dossier_id, redenen, toelichting, stand,
          gezet_op, door, door_naam)
        select i.id, $1, i.dossier, string_to_array(i.redenen, ' '), i.toelichting, 'op_agenda',
          $6, $7, $8
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bytea[])
          i(id, dossier, redenen, toelichting)
        on conflict do nothing returning dossier_id""",
        overleg,
        list(punten),
        [p.dossier for p in punten.values()],
        [" ".join(p.redenen) for p in punten.values()],
        [_dicht(p.toelichting, "toelichting", id_, kluis) for id_, p in punten.items()],
        wie.nu,
        wie.id,
        wie.naam,
    )
    return {r[0] for r in rijen}


async def take_off(tx: Transactie, id_: UUID, reden: str, wie: Schrijver, kluis: Kluis) -> None:
    """Take somebody off an agenda; the row stays, with why."""
    await tx.execute(
        """update nazorg.overleg_punt set stand = 'eraf', einde_op = $2, einde_door = $3,
          einde_naam = $4, einde_reden = $5 where id = $1""",
        id_,
        wie.nu,
        wie.id,
        wie.naam,
        _dicht(reden, "einde", id_, kluis),
    )


async def set_standen(tx: Transactie, standen: Mapping[UUID, Puntstand]) -> None:
    """Say who was discussed and who was not. One statement."""
    await tx.execute(
        """update nazorg.overleg_punt p set stand = i.stand
        from unnest($1::uuid[], $2::text[]) i(id, stand) where p.id = i.id""",
        list(standen),
        [str(s) for s in standen.values()],
    )


async def insert_afspraak(
    tx: Transactie,
    punt: Punt,
    tekst: str,
    behoefte: UUID | None,
    wie: Schrijver,
    kluis: Kluis,
) -> None:
    """Keep what was agreed as the next version, of a person who is locked: so it was discussed."""
    versie = punt.versie + 1
    await tx.execute(
        """insert into nazorg.overleg_afspraak (punt_id, versie, dossier_id, tekst, behoefte,
          gezet_op, door, door_naam) values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        punt.id,
        versie,
        punt.wie.zaak.dossier,
        _dicht(tekst, f"afspraak {versie}", punt.id, kluis),
        behoefte,
        wie.nu,
        wie.id,
        wie.naam,
    )
    await tx.execute(
        "update nazorg.overleg_punt set stand = 'besproken', afspraak_versie = $2 where id = $1",
        punt.id,
        versie,
    )


def _dicht(tekst: str, veld: str, id_: UUID, kluis: Kluis) -> bytes:
    return kluis.versleutel(tekst.encode(), voor=_plek(veld, id_))


def _open(inhoud: bytes, veld: str, id_: UUID, kluis: Kluis) -> str:
    return kluis.ontsleutel(inhoud, voor=_plek(veld, id_)).decode()


def _plek(veld: str, id_: UUID) -> bytes:
    return b"overlegpunt|" + veld.encode() + b"|" + id_.bytes
