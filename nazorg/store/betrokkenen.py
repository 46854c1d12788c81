"""Tables betrokkene and stuk: who is involved in a dossier, and where its documents lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar
from uuid import UUID

from nazorg.leefgebieden.betrokken import Betrokkene, Betrokkenrol, Betrokkensoort
from nazorg.leefgebieden.stuk import Stuk
from nazorg.store.behoeften import Wie
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie

_T = TypeVar("_T")
Tabel = Literal["betrokkene", "stuk", "bewaring"]


@dataclass(frozen=True, slots=True)
class Bijgehouden(Generic[_T]):
    """A row with who added it, and who ended it and when; None while it counts."""

    wat: _T
    op: datetime
    naam: str
    einde_op: datetime | None = None
    einde_naam: str | None = None


async def find_betrokkenen(
    tx: Transactie, dossier: UUID, kluis: Kluis
) -> Sequence[Bijgehouden[Betrokkene]]:
    """Return everybody who is or was involved, in the order in which they were added."""
    rijen = await tx.fetch(
        """select id, soort, rol, organisatie, naam, telefoon, gezet_op, door_naam, einde_op,
          einde_naam from nazorg.betrokkene where dossier_id = $1 order by id""",
        dossier,
    )
    return [
        Bijgehouden(
            Betrokkene(
                id=r[0],
                soort=Betrokkensoort(r[1]),
                rol=Betrokkenrol(r[2]),
                organisatie=_open(r[3], "organisatie", r[0], kluis),
                naam=_open(r[4], "naam", r[0], kluis),
                telefoon=_open(r[5], "telefoon", r[0], kluis),
            ),
            *r[6:],
        )
        for r in rijen
    ]


async def insert_betrokkene(tx: Transactie, b: Betrokkene, wie: Wie, kluis: Kluis) -> None:
    await tx.execute(
        """insert into nazorg.betrokkene (id, dossier_id, soort, rol, organisatie, naam, telefoon,
          gezet_op, door, door_naam) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        b.id,
        wie.dossier,
        b.soort,
        b.rol,
        _dicht(b.organisatie, "organisatie", b.id, kluis),
        _dicht(b.naam, "naam", b.id, kluis),
        _dicht(b.telefoon, "telefoon", b.id, kluis),
        wie.nu,
        wie.medewerker,
        wie.naam,
    )


async def find_stukken(tx: Transactie, dossier: UUID, kluis: Kluis) -> Sequence[Bijgehouden[Stuk]]:
    """Return every reference to a document, newest document first."""
    rijen = await tx.fetch(
        """select id, titel, plek, waar, url, datum, gezet_op, door_naam, einde_op, einde_naam
        from nazorg.stuk where dossier_id = $1 order by datum desc, id""",
        dossier,
    )
    return [
        Bijgehouden(
            Stuk(
                id=r[0],
                titel=_open(r[1], "titel", r[0], kluis),
                plek=r[2],
                waar=_open(r[3], "waar", r[0], kluis),
                url=_open(r[4], "url", r[0], kluis),
                datum=r[5],
            ),
            *r[6:],
        )
        for r in rijen
    ]


async def insert_stuk(tx: Transactie, s: Stuk, wie: Wie, kluis: Kluis) -> None:
    await tx.execute(
        """insert into nazorg.stuk (id, dossier_id, titel, plek, waar, url, datum, gezet_op, door,
          door_naam) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        s.id,
        wie.dossier,
        _dicht(s.titel, "titel", s.id, kluis),
        s.plek,
        _dicht(s.waar, "waar", s.id, kluis),
        _dicht(s.url, "url", s.id, kluis),
        s.datum,
        wie.nu,
        wie.medewerker,
        wie.naam,
    )


async def set_einde(tx: Transactie, tabel: Tabel, id_: UUID, wie: Wie, *, terug: bool) -> bool:
    """End a row, or take that back; False when this dossier has no such row."""
    status = await tx.execute(
        f"""update nazorg.{tabel} set einde_op = $3, einde_door = $4, einde_naam = $5
        where id = $1 and dossier_id = $2""",
        id_,
        wie.dossier,
        *((None, None, None) if terug else (wie.nu, wie.medewerker, wie.naam)),
    )
    return status.endswith(" 1")


def _dicht(tekst: str, veld: str, id_: UUID, kluis: Kluis) -> bytes:
    return kluis.versleutel(tekst.encode(), voor=_plek(veld, id_))


def _open(inhoud: bytes, veld: str, id_: UUID, kluis: Kluis) -> str:
    return kluis.ontsleutel(inhoud, voor=_plek(veld, id_)).decode()


def _plek(veld: str, id_: UUID) -> bytes:
    return b"dossierwerk|" + veld.encode() + b"|" + id_.bytes
