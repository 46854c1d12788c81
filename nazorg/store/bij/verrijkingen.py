"""Table bij.verrijking: one question to one partner about one alert, and the last answer to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from nazorg.kern.partner import Antwoordstand, Gegeven, Partner
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie

_GEGEVENS = msgspec.json.Decoder(tuple[Gegeven, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Noodzaak:
    """Why this one question is asked (L14): reason, who will see it, and why it is needed."""

    reden: str
    ontvangers: str
    noodzaak: str


_NOODZAAK = msgspec.json.Decoder(Noodzaak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrijking:
    """A question with its state.

    gegevens: the last that was told, empty when it expired. vervallen: it expired.
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
    gegevens: tuple[Gegeven, ...] = ()
    vervallen: bool = False


_VAN_RIJ = Verrijking.__slots__[:-1]
_KOLOMMEN = """id, melding_id, gemeente, partner, stand, sinds, gevraagd_door, gevraagd_op,
  gehoord_op, vervalt_op, grondslag, open, niet_voor, poging, vraag, inhoud"""


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
          gevraagd_door, gevraagd_op, grondslag, open, niet_voor, vraag)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (melding_id, partner) do update set stand = excluded.stand,
          sinds = excluded.sinds, gevraagd_door = excluded.gevraagd_door,
          gevraagd_op = excluded.gevraagd_op, grondslag = excluded.grondslag,
          open = excluded.open, niet_voor = excluded.niet_voor, poging = 0, lease_tot = null,
          vraag = excluded.vraag""",
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
    )


async def claim(
    tx: Transactie, kluis: Kluis, *, nu: datetime, lease: timedelta
) -> Verrijking | None:
    """Take the next open question; who dies with it loses it when the lease is over."""
    rij = await tx.fetchrow(
        f"""update bij.verrijking set poging = poging + 1, lease_tot = $2
        where id = (select id from bij.verrijking
          where open and niet_voor <= $1 and (lease_tot is null or lease_tot < $1)
          order by niet_voor, id limit 1 for update skip locked)
        returning {_KOLOMMEN}""",
        nu,
        nu + lease,
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
          open = false, lease_tot = null, inhoud = $6 where id = $1""",
        v.id,
        v.stand,
        v.sinds,
        v.gehoord_op,
        v.vervalt_op,
        kluis.versleutel(msgspec.json.encode(v.gegevens), voor=_voor(v.id, "inhoud")),
    )


async def stel_uit(
    tx: Transactie, id_: UUID, *, stand: Antwoordstand, nu: datetime, niet_voor: datetime
) -> None:
    """Keep asking; note since when the partner cannot be reached. The last answer stays."""
    await tx.execute(
        """update bij.verrijking set niet_voor = $4, lease_tot = null,
          sinds = case when stand = $2 then sinds else $3 end, stand = $2 where id = $1""",
        id_,
        stand,
        nu,
        niet_voor,
    )


async def wis_vervallen(tx: Transactie, *, nu: datetime) -> int:
    """Remove what expired (L30); that there was an answer, and until when, stays."""
    status = await tx.execute(
        """update bij.verrijking set inhoud = null
        where vervalt_op <= $1 and inhoud is not null""",
        nu,
    )
    return int(status.rpartition(" ")[2])


def _to_verrijking(rij: tuple[object, ...], kluis: Kluis, nu: datetime) -> Verrijking:
    velden = dict(zip(_VAN_RIJ, rij, strict=True))
    id_, vervalt = velden["id"], velden["vervalt_op"]
    assert isinstance(id_, UUID)
    velden["partner"] = Partner(str(velden["partner"]))
    velden["stand"] = Antwoordstand(str(velden["stand"]))
    velden["noodzaak"] = _NOODZAAK.decode(_open(kluis, velden["noodzaak"], _voor(id_, "vraag")))
    geheim = velden.pop("gegevens")
    velden["vervallen"] = isinstance(vervalt, datetime) and vervalt <= nu
    velden["gegevens"] = (
        _GEGEVENS.decode(_open(kluis, geheim, _voor(id_, "inhoud")))
        if geheim is not None and not velden["vervallen"]
        else ()
    )
    return Verrijking(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order


def _open(kluis: Kluis, geheim: object, voor: bytes) -> bytes:
    assert isinstance(geheim, bytes)
    return kluis.ontsleutel(geheim, voor=voor)
