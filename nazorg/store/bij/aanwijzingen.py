"""Table bij.aanwijzing: who is designated, from when to when, by which document (L06)."""

from datetime import date, datetime
from uuid import UUID

from nazorg.bij.aanwijzing import Aanwijzing, Functie
from nazorg.store.transactie import Transactie

_KOLOMMEN = """id, gemeente, persoon, naam, functie, van, tot, document, email, telefoon,
  stil_van, stil_tot, leest_namens"""


async def insert(tx: Transactie, a: Aanwijzing, *, door: str, nu: datetime) -> None:
    await tx.execute(
        f"""insert into bij.aanwijzing ({_KOLOMMEN}, vastgelegd_door, vastgelegd_op)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)""",
        *(getattr(a, n) for n in Aanwijzing.__slots__),
        door,
        nu,
    )


async def beeindig(tx: Transactie, id_: UUID, *, tot: date) -> Aanwijzing | None:
    """Set or move forward the end of a designation; None when it is not there or ended before."""
    rij = await tx.fetchrow(
        f"""update bij.aanwijzing set tot = $2
        where id = $1 and van <= $2 and (tot is null or tot > $2) returning {_KOLOMMEN}""",
        id_,
        tot,
    )
    return _to_aanwijzing(rij) if rij else None


async def find_alle(tx: Transactie) -> list[Aanwijzing]:
    """Return every designation, also those that are over: there are a few per gemeente."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from bij.aanwijzing order by gemeente, van desc, naam, id"
    )
    return [_to_aanwijzing(r) for r in rijen]


def _to_aanwijzing(rij: tuple[object, ...]) -> Aanwijzing:
    velden = dict(zip(Aanwijzing.__slots__, rij, strict=True))
    velden["functie"] = Functie(str(velden["functie"]))
    return Aanwijzing(**velden)  # type: ignore[arg-type]  # the columns are the fields, in order
