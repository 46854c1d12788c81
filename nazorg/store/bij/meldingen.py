"""Table bij.melding: each alert as its messages say now, encrypted with the BIJ key."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.bij.vouwen import Alert
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.transactie import Transactie

_ALERT = msgspec.json.Decoder(Alert)
_KOLOMMEN = """id, bron, nummer, gemeente, soort, versie, meld_versie, terugkeer_op,
  zichtbaar_vanaf, ingetrokken_op, categorie_bevestigd, verstrekt_op, gewijzigd_op, geteld,
  apart_op, inhoud"""


class MeldingOnleesbaar(Exception):  # noqa: N818 - a situation: the alert is there, and closed
    """The key does not fit what is kept of an alert, or that is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """An alert with what the database must know of it, for one gemeente.

    meld_versie: how often people are told. geteld: it could be read once, so it counts.
    apart_op: when a newer message came that may not be shown.
    """

    id: UUID
    bron: str
    nummer: str
    gemeente: str
    soort: str
    versie: int
    meld_versie: int
    terugkeer_op: date
    zichtbaar_vanaf: date
    ingetrokken_op: datetime | None
    categorie_bevestigd: bool
    verstrekt_op: datetime
    gewijzigd_op: datetime
    geteld: bool
    apart_op: datetime | None
    alert: Alert

    def is_zichtbaar(self, op: date) -> bool:
        """Tell whether it may be shown on this day."""
        return self.zichtbaar_vanaf <= op


def _voor(id_: UUID) -> bytes:
    return b"bij.melding|inhoud|" + id_.bytes


async def lock(tx: Transactie, bron: str, nummer: str) -> None:
    """Let one transaction at a time fold this alert, also while it does not exist yet."""
    await tx.execute(
        "select pg_advisory_xact_lock(hashtext('bij.melding'), hashtext($1))", f"{bron}|{nummer}"
    )


async def upsert(tx: Transactie, m: Melding, kluis: Kluis) -> None:
    """Write the alert as it is now. When it was provided first never changes."""
    await tx.execute(
        f"""insert into bij.melding ({_KOLOMMEN})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (id) do update set gemeente = excluded.gemeente,
          soort = excluded.soort, versie = excluded.versie, meld_versie = excluded.meld_versie,
          terugkeer_op = excluded.terugkeer_op, zichtbaar_vanaf = excluded.zichtbaar_vanaf,
          ingetrokken_op = excluded.ingetrokken_op, inhoud = excluded.inhoud,
          categorie_bevestigd = excluded.categorie_bevestigd,
          gewijzigd_op = excluded.gewijzigd_op, apart_op = excluded.apart_op""",
        *(getattr(m, n) for n in Melding.__slots__[:-1]),
        kluis.versleutel(msgspec.json.encode(m.alert), voor=_voor(m.id)),
    )


async def find_van_nummer(tx: Transactie, bron: str, nummer: str, kluis: Kluis) -> list[Melding]:
    """Return the alert of each gemeente that has, or had, this number; the newest first.

    One that cannot be read is without content: so its messages can write it anew.
    """
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from bij.melding where bron = $1 and nummer = $2
        order by verstrekt_op desc, id""",
        bron,
        nummer,
    )
    return [_to_melding_of_leeg(r, kluis) for r in rijen]


async def find(tx: Transactie, id_: UUID, kluis: Kluis, *, op: date) -> Melding | None:
    """Return an alert that may be shown on this day; to one's own gemeente (row-level security).

    Raises MeldingOnleesbaar.
    """
    rij = await tx.fetchrow(
        f"select {_KOLOMMEN} from bij.melding where id = $1 and zichtbaar_vanaf <= $2", id_, op
    )
    try:
        return _to_melding(rij, kluis) if rij else None
    except (KluisFout, msgspec.MsgspecError):
        raise MeldingOnleesbaar from None


async def find_leesbare(
    tx: Transactie, kluis: Kluis, *, op: date
) -> tuple[list[Melding], list[str]]:
    """Return what may be shown on this day, the nearest return first.

    Only what can be read; of the others the gemeente, once for each: one stops no other.
    """
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from bij.melding where zichtbaar_vanaf <= $1
        order by ingetrokken_op is not null, terugkeer_op, id""",
        op,
    )
    uit: list[Melding] = []
    onleesbaar: list[str] = []
    for rij in rijen:
        try:
            uit.append(_to_melding(rij, kluis))
        except (KluisFout, msgspec.MsgspecError):
            onleesbaar.append(rij["gemeente"])
    return uit, onleesbaar


async def zet_nieuws(tx: Transactie, m: Melding, *, nu: datetime) -> None:
    """Let all readers be told again, unless something else did so since it was read."""
    await tx.execute(
        """update bij.melding set meld_versie = meld_versie + 1, gewijzigd_op = $3
        where id = $1 and meld_versie = $2""",
        m.id,
        m.meld_versie,
        nu,
    )


async def zet_geteld(
    tx: Transactie, *, op: date, alleen: UUID | None = None
) -> list[tuple[str, str]]:
    """Mark what may be shown and was not counted yet; return (gemeente, kind) of each.

    Before that day a figure would tell a mayor that something is coming. alleen: this one, so that
    who holds its lock waits for no other.
    """
    rijen = await tx.fetch(
        """update bij.melding set geteld = true
        where not geteld and zichtbaar_vanaf <= $1 and ingetrokken_op is null
          and ($2::uuid is null or id = $2)
        returning gemeente, soort""",
        op,
        alleen,
    )
    return [(r[0], r[1]) for r in rijen]


async def find_verlopen(tx: Transactie, kluis: Kluis, *, verstrekt_voor: datetime) -> list[Melding]:
    """Return the alerts that were provided before a moment: their time is over.

    One that cannot be read is without content: it has to go all the same.
    """
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from bij.melding where verstrekt_op < $1 order by id
        for update skip locked""",
        verstrekt_voor,
    )
    return [_to_melding_of_leeg(r, kluis) for r in rijen]


def _to_melding_of_leeg(rij: tuple[object, ...], kluis: Kluis) -> Melding:
    try:
        return _to_melding(rij, kluis)
    except (KluisFout, msgspec.MsgspecError):
        return _zonder_inhoud(rij)


def _zonder_inhoud(rij: tuple[object, ...]) -> Melding:
    velden = dict(zip(Melding.__slots__, rij, strict=True))
    velden["alert"] = Alert(
        bron=str(velden["bron"]),
        nummer=str(velden["nummer"]),
        inhoud=None,
        ingetrokken=None,
        ingetrokken_op=None,
        laatste_op=velden["gewijzigd_op"],  # type: ignore[arg-type]  # the columns are the fields
        versie=0,
    )
    return Melding(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order


async def delete(tx: Transactie, id_: UUID) -> None:
    await tx.execute("delete from bij.melding where id = $1", id_)


def _to_melding(rij: tuple[object, ...], kluis: Kluis) -> Melding:
    velden = dict(zip(Melding.__slots__, rij, strict=True))
    id_, geheim = velden["id"], velden["alert"]
    assert isinstance(id_, UUID)
    assert isinstance(geheim, bytes)
    velden["alert"] = _ALERT.decode(kluis.ontsleutel(geheim, voor=_voor(id_)))
    return Melding(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order
