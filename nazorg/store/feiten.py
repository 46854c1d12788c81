"""Table feit: every word that a person said; and the short form that lies in the dossier itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.feit import Feit, Grondslag, Herkomst, Spreker, weeg
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie


class _Kort(msgspec.Struct, array_like=True):
    id: str
    leefgebied: Leefgebied
    veld: str
    waarde: str | None
    gemeten_op: date
    gezegd_op: datetime
    spreker: Spreker
    door: str
    grondslag: Grondslag
    # Last and with a default: what was packed before this field existed is read as it was meant.
    herkomst: Herkomst = Herkomst.KAART


_DECODER = msgspec.json.Decoder(list[_Kort])
_ENCODER = msgspec.json.Encoder()
_VELDEN = _Kort.__struct_fields__


def pak_in(feiten: Iterable[Feit], dossier: UUID, kluis: Kluis) -> bytes:
    """Return the facts that count now, encrypted for this dossier."""
    kort = [_Kort(*(getattr(f, v) for v in _VELDEN)) for f in feiten]
    return kluis.versleutel(_ENCODER.encode(kort), voor=b"dossier|feiten|" + dossier.bytes)


def pak_uit(geheim: bytes | None, dossier: UUID, kluis: Kluis) -> list[Feit]:
    """Return the facts again; none for a dossier about which nobody said anything.

    Raises KluisFout when the key is not the right one.
    """
    if geheim is None:
        return []
    tekst = kluis.ontsleutel(geheim, voor=b"dossier|feiten|" + dossier.bytes)
    return [Feit(**{v: getattr(k, v) for v in _VELDEN}) for k in _DECODER.decode(tekst)]


def keep_geldende(feiten: Iterable[Feit]) -> list[Feit]:
    """Return of each field the last word of a person: what lies in the dossier stays short."""
    return [woord.feit for _, woord in sorted(weeg(feiten).items())]


@dataclass(frozen=True, slots=True)
class Vastlegging:
    """A fact with who typed it: id of the employee."""

    feit: Feit
    medewerker: str


async def insert(
    tx: Transactie,
    dossier: UUID,
    gemeente: str,
    nieuw: Sequence[Vastlegging],
    kluis: Kluis,
) -> None:
    """Add facts to the history. One statement."""
    feiten = [v.feit for v in nieuw]
    await tx.execute(
        """
        insert into nazorg.feit (id, dossier_id, gemeente, leefgebied, veld, waarde, gemeten_op,
          gezegd_op, spreker, door, naam, grondslag, herkomst)
        select i.id, $1, $2, i.leefgebied, i.veld, i.waarde, i.gemeten_op, i.gezegd_op, i.spreker,
          i.door, i.naam, i.grondslag, i.herkomst
        from unnest($3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::date[],
          $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
          i(id, leefgebied, veld, waarde, gemeten_op, gezegd_op, spreker, door, naam, grondslag,
            herkomst)""",
        dossier,
        gemeente,
        [UUID(f.id) for f in feiten],
        [f.leefgebied for f in feiten],
        [f.veld for f in feiten],
        [kluis.versleutel((f.waarde or "").encode(), voor=_plek(f.id)) for f in feiten],
        [f.gemeten_op for f in feiten],
        [f.gezegd_op for f in feiten],
        [f.spreker for f in feiten],
        [v.medewerker for v in nieuw],
        [f.door for f in feiten],
        [f.grondslag for f in feiten],
        [f.herkomst for f in feiten],
    )


def _plek(id_: str) -> bytes:
    return b"feit|waarde|" + UUID(id_).bytes


async def find_by_dossier(tx: Transactie, dossier: UUID, kluis: Kluis) -> list[Feit]:
    """Return everything that people said about a dossier, oldest first."""
    rijen = await tx.fetch(
        """select id, leefgebied, veld, waarde, gemeten_op, gezegd_op, spreker, naam, grondslag,
          herkomst from nazorg.feit where dossier_id = $1 order by gezegd_op, id""",
        dossier,
    )
    return [
        Feit(
            id=str(r[0]),
            leefgebied=Leefgebied(r[1]),
            veld=r[2],
            waarde=kluis.ontsleutel(r[3], voor=_plek(str(r[0]))).decode() or None,
            gemeten_op=r[4],
            gezegd_op=r[5],
            spreker=Spreker(r[6]),
            door=r[7],
            grondslag=Grondslag(r[8]),
            herkomst=Herkomst(r[9]),
        )
        for r in rijen
    ]
