"""Table audit: an append-only chain of who did what, when and why (BIO2 8.15.01, 8.15.05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nazorg.store.transactie import Transactie, doe_als_laatste


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditregel:
    """One action: action, object, result, origin, actor and moment, and the purpose."""

    tijd: datetime
    actor: str
    actie: str
    object: str
    resultaat: str
    oorsprong: str
    doel: str
    gemeente: str = ""
    naam: str = ""


@dataclass(frozen=True, slots=True)
class Ketenstand:
    """What a check of the chain found. eerste_fout: the first row that was tampered with."""

    aantal: int
    eerste_fout: int | None
    einde: str


async def append(tx: Transactie, r: Auditregel) -> int:
    """Add one row to the chain; returns its number. Holds the end of the chain until commit."""
    nummer = await tx.fetchval(
        "select nazorg.audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        r.tijd,
        r.actor,
        r.actie,
        r.object,
        r.resultaat,
        r.oorsprong,
        r.doel,
        r.gemeente,
        r.naam,
    )
    return int(nummer)


def append_als_laatste(tx: Transactie, r: Auditregel) -> None:
    """Add one row to the chain at the very end of this transaction.

    The chain has one end, and who holds it keeps out every other. A batch of messages that holds
    it only while it commits lets the next batch do so at once.
    """
    teksten = (r.actor, r.actie, r.object, r.resultaat, r.oorsprong, r.doel, r.gemeente, r.naam)
    waarden = [(r.tijd.isoformat(), "timestamptz"), *((tekst, "text") for tekst in teksten)]
    doe_als_laatste(tx, "nazorg.audit_append", waarden)


async def append_all(tx: Transactie, regels: Sequence[Auditregel]) -> None:
    """Add rows to the chain, in this order. One statement."""
    if not regels:
        return
    namen = Auditregel.__slots__
    await tx.execute(
        """
        select nazorg.audit_append(i.tijd, i.actor, i.actie, i.object, i.resultaat, i.oorsprong,
          i.doel, i.gemeente, i.naam)
        from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[], $9::text[]) with ordinality
          i(tijd, actor, actie, object, resultaat, oorsprong, doel, gemeente, naam, nr)
        order by i.nr""",
        *([getattr(r, n) for r in regels] for n in namen),
    )


async def verify(tx: Transactie) -> Ketenstand:
    """Recompute the whole chain in the database."""
    rij = await tx.fetchrow("select aantal, eerste_fout, einde from nazorg.audit_verify()")
    return Ketenstand(rij[0], rij[1], rij[2].hex() if rij[2] else "")


async def find_inzage(tx: Transactie, object_: str, *, limiet: int | None) -> Sequence[Auditregel]:
    """Return who looked at an object last, newest first; the chain is as things were written.

    limiet: None for everybody who ever did.
    """
    rijen = await tx.fetch(
        """
        select tijd, actor, actie, object, resultaat, oorsprong, doel, gemeente, naam
        from nazorg.audit where object = $1 order by volgnr desc limit $2""",
        object_,
        limiet,
    )
    namen = Auditregel.__slots__
    regels = [Auditregel(**dict(zip(namen, r, strict=True))) for r in rijen]
    return sorted(regels, key=lambda r: r.tijd, reverse=True)


async def find_vorige_blik(tx: Transactie, object_: str, actor: str) -> datetime | None:
    """Return when this person last opened an object, None for never."""
    moment: datetime | None = await tx.fetchval(
        """
        select tijd from nazorg.audit
        where object = $1 and actor = $2 and actie = 'dossier_ingezien'
        order by volgnr desc limit 1""",
        object_,
        actor,
    )
    return moment
