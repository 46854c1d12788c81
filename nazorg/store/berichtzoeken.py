"""What somebody looks for among the messages, and the way that finds it without reading them all.

PostgreSQL left to itself takes a wrong way: for a gemeente without messages it walks the whole
primary key (measured on a million rows: 25 seconds). So there are two ways here.
- Per gemeente, newest first: the order by gemeente and id, with the gemeente as an array, is one
  that only an index that begins with the gemeente has.
- For a source by time, over all gemeenten: what is frequent is soon met, what is rare has an index
  of its own (bericht_zeldzaam), and the planner knows which is which.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from nazorg.berichten.soort import ONBEKENDE_BRON
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.store.berichten import make_uniek
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

BEGIN, EINDE = UUID(int=0), UUID(int=2**128 - 1)
# After the watch last looked there are few messages; further than this nobody looks.
_RECENT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekvraag:
    """Filters that all must hold; None is no filter. Received from `van` until before `tot`.

    voorstel: with a proposal to correct it about which nobody decided yet.
    """

    nummer: str | None = None
    soort: str | None = None
    uitkomst: Uitkomst | None = None
    reden: Reden | None = None
    bron: str | None = None
    van: datetime | None = None
    tot: datetime | None = None
    voorstel: Literal["open"] | None = None


# Of one gemeente g.code, newest first. As an array, so that the order by gemeente says something.
VAN_GEMEENTE = "b.gemeente = any(array[g.code])"
NIEUWSTE_EERST = "b.gemeente desc, b.id desc"


def bron_van_rijen(vraag: Zoekvraag, waar: str, *, aantal: str) -> str:
    """Return the rows b that hold, newest first, at most `aantal`; $1 are the gemeenten.

    waar: conditions that begin with ' and'. aantal: a parameter.
    """
    if vraag.bron is not None and vraag.uitkomst in (None, Uitkomst.VERWERKT):
        return f"""(select * from nazorg.bericht b where b.gemeente = any($1::text[]){waar}
          order by b.id desc limit {aantal}) b"""
    return f"""unnest($1::text[]) g(code) cross join lateral (
          select * from nazorg.bericht b where {VAN_GEMEENTE}{waar}
          order by {NIEUWSTE_EERST} limit {aantal}) b"""


async def voorwaarden(
    tx: Transactie, gemeenten: tuple[str, ...], vraag: Zoekvraag, waarden: list[object]
) -> str:
    """Return all conditions on alias b, and add their values to `waarden`.

    In one place: what is counted or done must be what the list shows. The messages with a number
    are found first, by their key.
    """
    waar = _per_rij(vraag, waarden)
    if vraag.nummer is None:
        return waar
    waarden.append(await find_ids_van_nummer(tx, vraag.nummer, gemeenten))
    return f"{waar} and b.id = any(${len(waarden)}::uuid[])"


def _per_rij(vraag: Zoekvraag, waarden: list[object]) -> str:
    """Return the conditions that a row answers by itself.

    The outcome stands in the text and not as a parameter: only then can a plan that is kept use an
    index on part of the table.
    """
    delen: list[str] = []

    def en(sql: str, waarde: object) -> None:
        waarden.append(waarde)
        delen.append(f" and {sql} ${len(waarden)}")

    if vraag.uitkomst is not None:
        delen.append(f" and b.uitkomst = '{vraag.uitkomst.value}'")
    for kolom in ("soort", "reden", "bron"):
        if (waarde := getattr(vraag, kolom)) is not None:
            en(f"b.{kolom} =", waarde)
    if vraag.voorstel is not None:
        delen.append(
            " and b.id = any(array("
            "select c.bericht from nazorg.correctie c where c.stand = 'open'))"
        )
    if vraag.van is not None:
        en("b.id >=", first_id(vraag.van))
    if vraag.tot is not None:
        en("b.id <", first_id(vraag.tot))
    return "".join(delen)


async def find_bronnen(tx: Transactie) -> list[str]:
    """Return every source that we ever heard of, in order."""
    rijen = await tx.fetch("select bron from nazorg.bron order by bron")
    return [r[0] for r in rijen]


async def find_ids_van_nummer(
    tx: Transactie, nummer: str, gemeenten: tuple[str, ...]
) -> list[UUID]:
    """Return the messages with this number, whatever their source.

    By the key of source and number, for each source that we know: there are few, and the key is
    unique. What was set aside under another key is found by the number itself, and so is what came
    in after the watch last noted which sources there are.
    """
    bronnen = {*await find_bronnen(tx), ONBEKENDE_BRON}
    rijen = await tx.fetch(
        f"""select id from nazorg.bericht where uniek = any($1::uuid[])
        union select id from nazorg.bericht where bericht_id = $2 and uitkomst <> 'verwerkt'
        union select n.id from unnest($3::text[]) g(code) cross join lateral (
          select b.id, b.bericht_id from nazorg.bericht b
          where {VAN_GEMEENTE} and b.id > $4 order by {NIEUWSTE_EERST} limit $5) n
          where n.bericht_id = $2""",
        [make_uniek(bron, nummer) for bron in sorted(bronnen)],
        nummer,
        list(gemeenten),
        await tx.fetchval("select gezien_tot from nazorg.bewaking") or BEGIN,
        _RECENT,
    )
    return [r[0] for r in rijen]
