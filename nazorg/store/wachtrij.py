"""The queue as a list: keyset pages from an index, whatever the number of tasks.

Per gemeente, and where it is asked for per owner, the index gives the next rows in order; together
they are merged. So a page costs the same on page 1 and on page 1000, and neither row-level security
nor a filter throws a row away that was read (migration 0010).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from nazorg.store.transactie import Transactie
from nazorg.store.wachtrijkolommen import GELEZEN, STEMPEL, TAAK, als_tekst
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Regel, Taakstatus

EERSTE = UUID(int=0)
BEGIN = (date.min, EERSTE)
# So many walks through the index may each read whole rows: more would read rows in vain, and then
# it is cheaper to look up by their keys the rows that are left.
_WEINIG = 3
_NOOIT = datetime(9999, 1, 1, tzinfo=UTC)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What to show. gemeenten: at least one; na: the last row of the page before, to go on from.

    lijst: None for every list. eigenaars: ids of who does it, '' for nobody; None for whoever.
    vrij_van and vrij_tot: the window of the release, both included.
    """

    gemeenten: tuple[str, ...]
    status: Taakstatus = Taakstatus.OPEN
    lijst: Lijst | None = None
    eigenaars: tuple[str, ...] | None = None
    regel: Regel | None = None
    leefgebied: str | None = None
    uiterlijk_tot: date | None = None
    vrij_van: date | None = None
    vrij_tot: date | None = None
    na: tuple[date, UUID] = BEGIN


class Wachtrijrij(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A task with what its row shows of the dossier.

    id_tekst: the id as a page shows it. standen: values of Stand in the order of the leefgebieden.
    stempel: which version of the rows in the database this is; only of a page of the queue.

    gewekt: why it came back by itself ('op', 'reden', 'van'). zonder_einde: held, and nobody said
    until when. gelezen: by who asks. In the order of `wachtrijkolommen`: PostgreSQL makes one JSON
    text of a whole page, which costs a quarter of what asyncpg needs for 1400 separate values.
    """

    id_tekst: str
    regel: Regel
    status: Taakstatus
    uiterlijk: date
    vrij_op: date | None
    aanleiding: str
    onderwerp: str
    afgehandeld_door: str | None
    leefgebied: str | None
    eigenaar: str
    lijst: Lijst
    tot: date | None
    wacht_op: str
    wacht_sinds: date | None
    dossier_id: UUID
    nummer: str
    gemeente: str
    inrichting: str | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    gegevens: dict[str, str]
    ontstaan_op: datetime
    afgehandeld_op: datetime | None
    bij_wijziging: bool
    gewekt: dict[str, str | None] | None
    versie: int
    standen: tuple[str, ...]
    zonder_einde: bool = False
    gelezen: bool = True
    stempel: str = ""

    @property
    def id(self) -> UUID:
        return UUID(self.id_tekst)


_lees = msgspec.json.Decoder(list[Wachtrijrij]).decode


def lees_rijen(tekst: str) -> list[Wachtrijrij]:
    """Read what a query of `als_tekst` answered."""
    return _lees(tekst)


class Waarden(list[object]):
    """The parameters of a statement that is put together; the same value goes along once."""

    def __init__(self) -> None:
        self._bekend: dict[object, str] = {}

    def zet(self, waarde: object) -> str:
        """Return how the SQL calls this value: '$3'. A tuple is sent as an array."""
        sleutel = (type(waarde), waarde)
        naam = self._bekend.get(sleutel)
        if naam is None:
            self.append(list(waarde) if isinstance(waarde, tuple) else waarde)
            naam = self._bekend[sleutel] = f"${len(self)}"
        return naam


# Per field of a filter what it asks of a task, and its type.
VOORWAARDEN = (
    ("lijst", "t.lijst =", "text"),
    ("regel", "t.regel =", "text"),
    ("leefgebied", "t.leefgebied =", "text"),
    ("uiterlijk_tot", "t.uiterlijk <=", "date"),
    ("vrij_van", "t.vrij_op >=", "date"),
    ("vrij_tot", "t.vrij_op <=", "date"),
)


def voorwaarden(f: Filter, waarden: Waarden) -> str:
    """Return the conditions beyond gemeente, status and owner; values go into waarden."""
    return "".join(
        f" and {vergelijk} {waarden.zet(waarde)}"
        for veld, vergelijk, _ in VOORWAARDEN
        if (waarde := getattr(f, veld)) is not None
    )


def takken(f: Filter, waarden: Waarden) -> tuple[str, str]:
    """Return what to walk the index for (each gemeente, or each with each owner), and how."""
    codes, wie = f"unnest({waarden.zet(f.gemeenten)}::text[]) g(code)", ""
    if f.eigenaars is not None:
        codes += f" cross join unnest({waarden.zet(f.eigenaars)}::text[]) e(wie)"
        wie = " and t.eigenaar = e.wie"
    return codes, f"t.gemeente = g.code and t.status = '{f.status.value}'{wie}"


Vorm = Callable[[str, str, str], str]


def open_sql(
    f: Filter, waarden: Waarden, *, aantal: int, medewerker: str, vorm: Vorm = als_tekst
) -> str:
    """Return the query for the next open tasks by due date; values go into waarden."""
    (codes, waar), extra = takken(f, waarden), voorwaarden(f, waarden)
    dag, id_, hoogstens = waarden.zet(f.na[0]), waarden.zet(f.na[1]), waarden.zet(aantal)
    lezer = waarden.zet(medewerker)
    kies, erbij = "t.id, t.uiterlijk", f"join {TAAK} t on t.id = k.id"
    if len(f.gemeenten) * len(f.eigenaars or ("",)) <= _WEINIG:
        kies, erbij = "t.*", ""
    return vorm(
        f"""(select k.* from {codes} cross join lateral (
          select {kies} from {TAAK} t
          where {waar}{extra} and (t.uiterlijk, t.id) > ({dag}::date, {id_}::uuid)
          order by t.uiterlijk, t.id limit {hoogstens}) k
        order by k.uiterlijk, k.id limit {hoogstens}) {"k" if erbij else "t"}
      {erbij} join nazorg.dossier d on d.id = t.dossier_id
      left join nazorg.gelezen g on g.medewerker = {lezer} and g.taak_id = t.id""",
        "t.uiterlijk, t.id",
        GELEZEN,
    )


async def find_open(
    tx: Transactie, f: Filter, *, aantal: int, medewerker: str = ""
) -> list[Wachtrijrij]:
    """Return the next open tasks by due date, at most aantal; medewerker: who reads them."""
    waarden = Waarden()
    sql = open_sql(f, waarden, aantal=aantal, medewerker=medewerker)
    return lees_rijen(await tx.fetchval(sql, *waarden))


def afgehandeld_sql(
    f: Filter,
    waarden: Waarden,
    *,
    voor: tuple[datetime, UUID] | None,
    aantal: int,
    vorm: Callable[[str, str], str] = als_tekst,
) -> str:
    """Return the query for what was done, last done first; values go into waarden."""
    (codes, waar), extra = takken(f, waarden), voorwaarden(f, waarden)
    moment, id_ = voor or (_NOOIT, EERSTE)
    hoogstens = waarden.zet(aantal)
    return vorm(
        f"""(select k.id from {codes} cross join lateral (
          select t.id, t.afgehandeld_op from nazorg.taak t
          where {waar}{extra} and (t.afgehandeld_op, t.id)
            < ({waarden.zet(moment)}::timestamptz, {waarden.zet(id_)}::uuid)
          order by t.afgehandeld_op desc, t.id desc limit {hoogstens}) k
        order by k.afgehandeld_op desc, k.id desc limit {hoogstens}) k
      join {TAAK} t on t.id = k.id join nazorg.dossier d on d.id = t.dossier_id""",
        "t.afgehandeld_op desc, t.id desc",
    )


async def find_afgehandeld(
    tx: Transactie, f: Filter, *, voor: tuple[datetime, UUID] | None, aantal: int
) -> list[Wachtrijrij]:
    """Return tasks that were done, last done first; voor: the last row of the page before."""
    waarden = Waarden()
    sql = afgehandeld_sql(f, waarden, voor=voor, aantal=aantal)
    return lees_rijen(await tx.fetchval(sql, *waarden))


async def find(tx: Transactie, id_: UUID) -> Wachtrijrij | None:
    gevonden = await find_by_ids(tx, [id_])
    return gevonden[0] if gevonden else None


async def find_by_ids(tx: Transactie, ids: list[UUID]) -> list[Wachtrijrij]:
    """Return these tasks by due date; what fell away or is of others is not among them."""
    sql = als_tekst(
        """nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.id = any($1::uuid[]) and t.status <> 'vervallen'""",
        "t.uiterlijk, t.id",
    )
    return lees_rijen(await tx.fetchval(sql, ids))


async def find_versies(tx: Transactie, ids: list[str], *, lezer: str | None) -> list[Wachtrijrij]:
    """Return these tasks with their stamps, in no order; lezer: who reads, None when all is read.

    ids: as text; for an array of another type asyncpg first asks PostgreSQL what that is.
    """
    gelezen, waarden = ("'true'", ()) if lezer is None else (GELEZEN, (lezer,))
    bij = "left join nazorg.gelezen g on g.medewerker = $2 and g.taak_id = t.id" if waarden else ""
    sql = als_tekst(
        f"""{TAAK} t join nazorg.dossier d on d.id = t.dossier_id {bij}
        where t.id = any($1::text[]::uuid[])""",
        "t.id",
        f"{gelezen}, ',', to_json(concat({STEMPEL}, {gelezen}))",
    )
    return lees_rijen(await tx.fetchval(sql, ids, *waarden))


async def find_by_dossier(tx: Transactie, dossier_id: UUID) -> list[Wachtrijrij]:
    sql = als_tekst(
        """nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.dossier_id = $1 and t.status = 'open'""",
        "t.uiterlijk, t.id",
    )
    return lees_rijen(await tx.fetchval(sql, dossier_id))


# What slept until today ($2), or asked to be reminded today, in gemeenten $1.
TE_WEKKEN = """select id from nazorg.taak
    where gemeente = any($1::text[]) and status = 'open' and lijst <> 'doen' and tot <= $2"""
# That goes back on the list. It waits for nobody: what somebody else holds just now wakes the next
# time. $3: now.
_WEK = f"""
  update nazorg.taak t set lijst = 'doen', versie = t.versie + 1,
    gewekt = jsonb_build_object('op', $3::timestamptz, 'van', t.tot,
      'reden', case t.lijst when 'wacht' then 'herinnering' else 'datum' end)
  where t.id in ({TE_WEKKEN} for update skip locked)"""


async def wek(tx: Transactie, *, gemeenten: tuple[str, ...], vandaag: date, nu: datetime) -> int:
    """Put back on the list what is due; return how many."""
    status = await tx.execute(_WEK, list(gemeenten), vandaag, nu)
    return int(status.rpartition(" ")[2])
