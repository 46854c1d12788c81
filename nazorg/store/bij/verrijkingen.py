"""Table bij.verrijking: one question to one partner about one alert, and the last answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from nazorg.kern.partner import Antwoordstand, Gegeven, Partner
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Noodzaak:
    """Why this one question is asked (L14): reason, who will see it, and why it is needed."""

    reden: str
    ontvangers: str
    noodzaak: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that was told, why it may be here, and after when nobody sees it (L09, L30)."""

    gegeven: Gegeven
    grondslag: str
    vervalt_op: datetime


_NOODZAAK = msgspec.json.Decoder(Noodzaak)
_ITEMS = msgspec.json.Decoder(tuple[Item, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrijking:
    """A question with its state.

    reden: why there is no answer, a word of `Partnerreden` or `Navraagreden`; '' when there is one.
    items: the last that was told and still holds. vervalt_op: when the first of it is over.
    vervallen: something was told, and all of it is over. onleesbaar: the question or the answer
    cannot be decrypted; what could not be read is empty here.
    """

    id: UUID
    melding_id: UUID
    gemeente: str
    partner: Partner
    stand: Antwoordstand
    sinds: datetime
    gevraagd_door: str
    gevraagd_op: datetime
    gehoord_op: datetime | None
    vervalt_op: datetime | None
    grondslag: str
    open: bool
    niet_voor: datetime
    poging: int
    noodzaak: Noodzaak
    reden: str = ""
    items: tuple[Item, ...] = ()
    vervallen: bool = False
    onleesbaar: bool = False

    @property
    def is_te_stellen(self) -> bool:
        """Tell whether we can read why it is asked: a partner hears that, and it is never blank."""
        return bool(self.noodzaak.noodzaak)

    @property
    def gegevens(self) -> tuple[Gegeven, ...]:
        return tuple(i.gegeven for i in self.items)


_VAN_RIJ = Verrijking.__slots__[:-2]
_GEEN_NOODZAAK = Noodzaak(reden="", ontvangers="", noodzaak="")
_STUK = (KluisFout, msgspec.MsgspecError)
_KOLOMMEN = """id, melding_id, gemeente, partner, stand, sinds, gevraagd_door, gevraagd_op,
  gehoord_op, vervalt_op, grondslag, open, niet_voor, poging, vraag, reden, inhoud"""


def _voor(id_: UUID, kolom: str) -> bytes:
    return b"bij.verrijking|" + kolom.encode() + b"|" + id_.bytes


async def vraag(tx: Transactie, v: Verrijking, kluis: Kluis) -> None:
    """Ask, or ask again: what was told before stays until a new answer comes."""
    id_ = await tx.fetchval(
        "select id from bij.verrijking where melding_id = $1 and partner = $2",
        v.melding_id,
        v.partner,
    )
    sleutel = id_ or v.id
    await tx.execute(
        """insert into bij.verrijking (id, melding_id, gemeente, partner, stand, sinds,
          gevraagd_door, gevraagd_op, grondslag, open, niet_voor, vraag, reden)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (melding_id, partner) do update set stand = excluded.stand,
          sinds = excluded.sinds, gevraagd_door = excluded.gevraagd_door,
          gevraagd_op = excluded.gevraagd_op, grondslag = excluded.grondslag,
          open = excluded.open, niet_voor = excluded.niet_voor, poging = 0, lease_tot = null,
          vraag = excluded.vraag, reden = excluded.reden""",
        sleutel,
        v.melding_id,
        v.gemeente,
        v.partner,
        v.stand,
        v.sinds,
        v.gevraagd_door,
        v.gevraagd_op,
        v.grondslag,
        v.open,
        v.niet_voor,
        kluis.versleutel(msgspec.json.encode(v.noodzaak), voor=_voor(sleutel, "vraag")),
        v.reden,
    )


async def claim(
    tx: Transactie, kluis: Kluis, partner: Partner, *, nu: datetime, lease: timedelta
) -> Verrijking | None:
    """Take the next question to a partner; who dies with it loses it when the lease is over.

    It may be one that cannot be read (`is_te_stellen`).
    """
    rij = await tx.fetchrow(
        f"""update bij.verrijking set poging = poging + 1, lease_tot = $2
        where id = (select id from bij.verrijking
          where open and partner = $3 and niet_voor <= $1
            and (lease_tot is null or lease_tot < $1)
          order by niet_voor, id limit 1 for update skip locked)
        returning {_KOLOMMEN}""",
        nu,
        nu + lease,
        partner,
    )
    return _to_verrijking(rij, kluis, nu) if rij else None


async def find_van(
    tx: Transactie, melding: UUID, kluis: Kluis, *, nu: datetime
) -> list[Verrijking]:
    """Return every question about an alert; what expired is not in it any more."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from bij.verrijking where melding_id = $1 order by partner", melding
    )
    return [_to_verrijking(r, kluis, nu) for r in rijen]


async def beantwoord(tx: Transactie, v: Verrijking, kluis: Kluis) -> None:
    """Keep the answer and close the question."""
    await tx.execute(
        """update bij.verrijking set stand = $2, sinds = $3, gehoord_op = $4, vervalt_op = $5,
          open = false, lease_tot = null, inhoud = $6, reden = $7 where id = $1""",
        v.id,
        v.stand,
        v.sinds,
        v.gehoord_op,
        v.vervalt_op,
        _pak_in(v.id, v.items, kluis),
        v.reden,
    )


async def sluit(
    tx: Transactie, id_: UUID, *, stand: Antwoordstand, reden: str, nu: datetime
) -> None:
    """Close a question that brought nothing. What was told before holds until it is over."""
    await tx.execute(
        """update bij.verrijking set stand = $2, reden = $3, sinds = $4, open = false,
          lease_tot = null where id = $1""",
        id_,
        stand,
        reden,
        nu,
    )


async def stel_uit(
    tx: Transactie, id_: UUID, *, reden: str, nu: datetime, niet_voor: datetime
) -> None:
    """Keep asking; note since when the partner cannot be reached. The last answer stays."""
    stand = Antwoordstand.NIET_BEREIKBAAR
    await tx.execute(
        """update bij.verrijking set niet_voor = $4, lease_tot = null, reden = $5,
          sinds = case when stand = $2 then sinds else $3 end, stand = $2 where id = $1""",
        id_,
        stand,
        nu,
        niet_voor,
        reden,
    )


async def leg_terug(tx: Transactie, id_: UUID, *, niet_voor: datetime) -> None:
    """Put a question back that was taken and could not be put: nobody was asked."""
    await tx.execute(
        """update bij.verrijking set poging = poging - 1, lease_tot = null, niet_voor = $2
        where id = $1""",
        id_,
        niet_voor,
    )


async def wek(tx: Transactie, partner: Partner, *, nu: datetime) -> None:
    """Let all that waits for a partner go now: it answered again."""
    await tx.execute(
        """update bij.verrijking set niet_voor = $2
        where open and partner = $1 and niet_voor > $2""",
        partner,
        nu,
    )


async def wis_vervallen(tx: Transactie, kluis: Kluis, *, nu: datetime) -> int:
    """Remove what is over, one thing at a time (L30); that there was an answer stays.

    Of an answer that cannot be read nothing can be picked out: it goes as a whole.
    """
    rijen = await tx.fetch(
        """select id, inhoud from bij.verrijking
        where vervalt_op <= $1 and inhoud is not null for update""",
        nu,
    )
    for id_, geheim in rijen:
        try:
            over = _open_items(id_, geheim, kluis, nu)
        except _STUK:
            over = ()
        await tx.execute(
            """update bij.verrijking set inhoud = $2, vervalt_op = coalesce($3, vervalt_op)
            where id = $1""",
            id_,
            _pak_in(id_, over, kluis) if over else None,
            min((i.vervalt_op for i in over), default=None),
        )
    return len(rijen)


def _to_verrijking(rij: tuple[object, ...], kluis: Kluis, nu: datetime) -> Verrijking:
    velden = dict(zip(_VAN_RIJ, rij, strict=True))
    id_, vervalt = velden["id"], velden["vervalt_op"]
    assert isinstance(id_, UUID)
    velden["partner"] = Partner(str(velden["partner"]))
    velden["stand"] = Antwoordstand(str(velden["stand"]))
    vraag_, geheim = velden["noodzaak"], velden.pop("items")
    velden |= {"noodzaak": _GEEN_NOODZAAK, "items": (), "onleesbaar": False}
    try:
        velden["noodzaak"] = _NOODZAAK.decode(_open(kluis, vraag_, _voor(id_, "vraag")))
        velden["items"] = _open_items(id_, geheim, kluis, nu) if geheim is not None else ()
    except _STUK:
        velden["onleesbaar"] = True
    over = isinstance(vervalt, datetime) and vervalt <= nu
    velden["vervallen"] = over and not velden["items"] and not velden["onleesbaar"]
    return Verrijking(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order


def _pak_in(id_: UUID, items: Sequence[Item], kluis: Kluis) -> bytes:
    return kluis.versleutel(msgspec.json.encode(items), voor=_voor(id_, "inhoud"))


def _open_items(id_: UUID, geheim: object, kluis: Kluis, nu: datetime) -> tuple[Item, ...]:
    """Return what still holds of an answer, each thing by its own end."""
    items = _ITEMS.decode(_open(kluis, geheim, _voor(id_, "inhoud")))
    return tuple(i for i in items if i.vervalt_op > nu)


def _open(kluis: Kluis, geheim: object, voor: bytes) -> bytes:
    assert isinstance(geheim, bytes)
    return kluis.ontsleutel(geheim, voor=voor)
