"""Tables bij.kennisgeving and bij.lezing: mails that go out, and who read what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from nazorg.bij.kennisgeving import Kennisgevingsoort, Kennisgevingstand
from nazorg.store.bij.meldingen import Melding
from nazorg.store.transactie import Transactie

_KOLOMMEN = """id, melding_id, gemeente, persoon, aanwijzing_id, soort, meld_versie, stand,
  referentie, lezen_voor, spoed, niet_voor, poging, gemaakt_op, verzonden_op, teruggekomen_op,
  geopend_op, bevestigd_op"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kennisgeving:
    """One mail to one person about one alert. referentie: random, means nothing elsewhere."""

    id: UUID
    melding_id: UUID
    gemeente: str
    persoon: str
    aanwijzing_id: UUID
    soort: Kennisgevingsoort
    meld_versie: int
    stand: Kennisgevingstand
    referentie: str
    lezen_voor: date
    spoed: bool
    niet_voor: datetime
    poging: int
    gemaakt_op: datetime
    verzonden_op: datetime | None = None
    teruggekomen_op: datetime | None = None
    geopend_op: datetime | None = None
    bevestigd_op: datetime | None = None


async def insert(tx: Transactie, k: Kennisgeving) -> bool:
    """Add a mail; False when this person has it for this version already.

    One that never went, or came back, makes way: whether that is wanted is for who calls this.
    """
    velden = (*Kennisgeving.__slots__[:14], "geopend_op")
    anders = (n for n in velden if n != "geopend_op")
    status = await tx.execute(
        f"""insert into bij.kennisgeving as k ({", ".join(velden)})
        values ({", ".join(f"${i}" for i in range(1, 16))})
        on conflict (melding_id, persoon, soort, meld_versie) do update
        set {", ".join(f"{n} = excluded.{n}" for n in anders)},
          verzonden_op = null, teruggekomen_op = null
        where k.stand in ('vervallen', 'teruggekomen')""",
        *(getattr(k, n) for n in velden),
    )
    return status.endswith(" 1")


async def find_van(tx: Transactie, meldingen: Sequence[UUID]) -> list[Kennisgeving]:
    """Return every mail about these alerts, oldest first."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from bij.kennisgeving
        where melding_id = any($1::uuid[]) order by gemaakt_op, id""",
        list(meldingen),
    )
    return [_to_kennisgeving(r) for r in rijen]


# What a mail must still be about: an alert that may be shown, as it is told now. After reading it,
# only that it is withdrawn remains to be told.
_GELDT = """exists (select from bij.melding m where m.id = k.melding_id
  and m.meld_versie = k.meld_versie and m.zichtbaar_vanaf <= $3 and k.bevestigd_op is null
  and (k.geopend_op is null or m.ingetrokken_op is not null))"""
_WACHT = "(k.stand = 'klaar' or (k.stand = 'bezig' and k.lease_tot < $1))"


async def claim(tx: Transactie, *, nu: datetime, lease: timedelta, op: date) -> Kennisgeving | None:
    """Take the next mail that may go, and write that it is on its way: before the call."""
    rij = await tx.fetchrow(
        f"""update bij.kennisgeving set stand = 'bezig', poging = poging + 1, lease_tot = $2
        where id = (select id from bij.kennisgeving k
          where niet_voor <= $1 and {_WACHT} and {_GELDT}
          order by niet_voor, id limit 1 for update skip locked)
        returning {_KOLOMMEN}""",
        nu,
        nu + lease,
        op,
    )
    return _to_kennisgeving(rij) if rij else None


async def laat_vervallen(tx: Transactie, *, nu: datetime, op: date) -> None:
    """Let every mail that is no longer about anything go; one that was on its way may be there."""
    await tx.execute(
        f"""update bij.kennisgeving k
        set stand = case stand when 'bezig' then 'verzonden' else $2 end
        where {_WACHT} and not {_GELDT}""",
        nu,
        Kennisgevingstand.VERVALLEN,
        op,
    )


async def zet_aanwijzing(tx: Transactie, id_: UUID, aanwijzing: UUID) -> None:
    """Note to which designation a mail really goes: its address may have been corrected."""
    await tx.execute(
        "update bij.kennisgeving set aanwijzing_id = $2 where id = $1", id_, aanwijzing
    )


async def zet_verzonden(tx: Transactie, id_: UUID, *, nu: datetime) -> None:
    await tx.execute(
        "update bij.kennisgeving set stand = 'verzonden', verzonden_op = $2 where id = $1", id_, nu
    )


async def zet_later(tx: Transactie, id_: UUID, *, niet_voor: datetime) -> None:
    await tx.execute(
        "update bij.kennisgeving set stand = 'klaar', niet_voor = $2 where id = $1",
        id_,
        niet_voor,
    )


async def houd_vast(tx: Transactie, id_: UUID, *, niet_voor: datetime) -> None:
    """Put a mail back that was taken and may not go now: it was not tried."""
    await tx.execute(
        """update bij.kennisgeving set stand = 'klaar', poging = poging - 1, niet_voor = $2
        where id = $1""",
        id_,
        niet_voor,
    )


async def zet_vervallen(tx: Transactie, id_: UUID) -> None:
    await tx.execute("update bij.kennisgeving set stand = 'vervallen' where id = $1", id_)


async def zet_teruggekomen(tx: Transactie, id_: UUID, *, nu: datetime) -> Kennisgeving | None:
    """Note that a mail came back; None for one that is not ours, never went, or is noted."""
    rij = await tx.fetchrow(
        f"""update bij.kennisgeving set stand = 'teruggekomen', teruggekomen_op = $2
        where id = $1 and stand in ('bezig', 'verzonden') returning {_KOLOMMEN}""",
        id_,
        nu,
    )
    return _to_kennisgeving(rij) if rij else None


async def bestaat(tx: Transactie, id_: UUID) -> bool:
    """Tell whether a mail is ours."""
    return bool(
        await tx.fetchval("select exists (select from bij.kennisgeving where id = $1)", id_)
    )


async def zet_geopend(tx: Transactie, m: Melding, persoon: str, *, nu: datetime) -> None:
    """Note that this person opened the alert, as it is told now, in the app: mailed or not."""
    await tx.execute(
        """insert into bij.lezing (melding_id, gemeente, persoon, meld_versie, geopend_op)
        values ($1, $2, $3, $4, $5) on conflict do nothing""",
        m.id,
        m.gemeente,
        persoon,
        m.meld_versie,
        nu,
    )
    await tx.execute(
        """update bij.kennisgeving set geopend_op = $3
        where melding_id = $1 and persoon = $2 and geopend_op is null""",
        m.id,
        persoon,
        nu,
    )


async def find_lezingen(
    tx: Transactie, meldingen: Sequence[UUID]
) -> dict[tuple[UUID, str, int], datetime]:
    """Return when who opened which version, by (alert, person, version)."""
    rijen = await tx.fetch(
        """select melding_id, persoon, meld_versie, geopend_op from bij.lezing
        where melding_id = any($1::uuid[])""",
        list(meldingen),
    )
    return {(r[0], r[1], r[2]): r[3] for r in rijen}


async def zet_bevestigd(tx: Transactie, melding: UUID, persoon: str, *, nu: datetime) -> bool:
    """Note that this person has seen the withdrawal: the proof of receipt (L31)."""
    status = await tx.execute(
        """update bij.kennisgeving set bevestigd_op = $3
        where melding_id = $1 and persoon = $2 and soort = 'intrekking'
          and bevestigd_op is null""",
        melding,
        persoon,
        nu,
    )
    return not status.endswith(" 0")


async def find_oudste_wachtende(tx: Transactie, *, nu: datetime) -> datetime | None:
    """Return since when a mail could have gone that did not, None when none waits.

    One that was tried counts from when it was made; one that was never tried, from when it might
    go: until then it waits for the quiet hours.
    """
    moment: datetime | None = await tx.fetchval(
        """select min(gemaakt_op) from bij.kennisgeving
        where stand in ('klaar', 'bezig')
          and case when poging > 0 then gemaakt_op else niet_voor end <= $1""",
        nu,
    )
    return moment


def _to_kennisgeving(rij: tuple[object, ...]) -> Kennisgeving:
    velden = dict(zip(Kennisgeving.__slots__, rij, strict=True))
    velden["soort"] = Kennisgevingsoort(str(velden["soort"]))
    velden["stand"] = Kennisgevingstand(str(velden["stand"]))
    return Kennisgeving(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order
