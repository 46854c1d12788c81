"""Who sees which row: the database itself keeps people of other gemeenten out."""

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store import rollen
from nazorg.store.store import Store
from nazorg.store.transactie import open_transactie
from nazorg.store.verbinding import Databank
from tests.factories import BSN_NINA, NIJMEGEN, TIEL, event, persoon, ruw
from tests.store.mensen import NIJMEGENAAR, TIELENAAR

# Tables without row-level security, and why that is right.
ZONDER_BELEID = {
    "nazorg.abonnement": "names of partners; the web sees neither address nor secret",
    "nazorg.bezorging": "opaque ids and states; the web may only ask for another attempt",
    "nazorg.sessie": "found by the hash of a token, before it is known who asks",
    "nazorg.account": "colleagues; looked up before it is known who asks; the web only reads it",
    "nazorg.onbekend_account": "who asked for access: what a provider calls them, and no name",
    "nazorg.inlog_gebruikt": "hashes of attempts to log in",
    "nazorg.job_run": "names and times of jobs",
    "nazorg.inrichting": "codes and names of prisons",
    "nazorg.gemeentecode": "codes and names of gemeenten",
    "nazorg.migratie": "the version of the schema",
    "nazorg.bron": "sources and when they were heard",
    "nazorg.gat": "sequence numbers that are missing",
    "nazorg.bron_uur": "counts per source and hour; the web has no right to it",
    "nazorg.telling": "counts per source, day and kind",
    "nazorg.alarm_sluiting": "sources, counts and days, a reason and the colleague who gave it",
    "nazorg.stroom": "how late the streams of a source are; the web has no right to it",
    "nazorg.apart_nummer": "a source and a number that a message claims",
    "nazorg.natelling": "how far counts were compared again; the web has no right to it",
    "nazorg.alarm": "what is wrong with a stream: sources, kinds and counts",
    "nazorg.inhoud_verwijderd": "months, counts and moments",
    "nazorg.regelstand": "codes of gemeenten and a hash of their rules; the web has no right to it",
    "nazorg.pauze": "sources and since when they are on hold",
    "nazorg.hartslag": "when consumers last read; the web has no right to it",
    "nazorg.bewaking": "how far the watch has looked",
    "bij.migratie": "the version of the schema",
    "bij.aanwijzing": "officials and from when to when; looked up before it is known who may see",
    "bij.sessie": "found by the hash of a token, before it is known who asks",
    "bij.account": "officials; looked up before it is known who asks; the web only reads it",
    "bij.onbekend_account": "who asked for access: what a provider calls them, and no name",
    "bij.inlog_gebruikt": "hashes of attempts to log in",
    "bij.abonnement": "who hears that a mayor decided; the web may not read address or secret",
    "bij.doorgave": "how far that news is; the web may not read which decision or alert it is",
    "bij.gat": "sequence numbers that are missing",
    "bij.gat_aanvaard": "sequence numbers that will never come; the web has no right to it",
    "bij.bewaking": "when the alarms were last looked after",
    "bij.hartslag": "when consumers last read; the web has no right to it",
    "bij.alarm": "kinds of trouble and gemeenten, never about whom",
}
# Protected, but not by gemeente: the web cannot reach it at all.
ALLEEN_ONTVANGST = {"nazorg.sleutel"}
# Protected by what they are, or by what they point at: who may not see that cannot see this.
VIA_ANDER = {
    # That a message came and is not shown: its content is not granted to the web at all.
    "bij.bericht": "uitkomst <> 'ontvangen'",
    "nazorg.dossier_verwijzing": "nazorg.dossier d",
    "nazorg.poging": "nazorg.bericht b",
    "nazorg.vertrekblad": "nazorg.dossier d",
    "nazorg.outbox": "nazorg.dossier d",
    "nazorg.antwoord": "nazorg.dossier d",
    "nazorg.betrokkene": "nazorg.dossier d",
    "nazorg.stuk": "nazorg.dossier d",
    "nazorg.bewaring": "nazorg.dossier d",
    "nazorg.overleg": "(gemeenten && string_to_array(current_setting('nazorg.gemeenten'",
    "nazorg.overleg_versie": "nazorg.overleg o",
    "nazorg.overleg_punt": "nazorg.dossier d",
    "nazorg.overleg_afspraak": "nazorg.dossier d",
    "nazorg.partnervraag": "nazorg.dossier d",
    "nazorg.partnergegeven": "nazorg.dossier d",
    "nazorg.toestemming": "nazorg.dossier d",
    "nazorg.herhaling_bericht": "nazorg.bericht b",
    "nazorg.herhaling": "(gemeenten && string_to_array(current_setting('nazorg.gemeenten'",
    "nazorg.taakactie": "nazorg.taak t",
    "nazorg.medewerker": "gemeenten && string_to_array(current_setting('nazorg.gemeenten'",
    "nazorg.waarneming": "gemeenten && string_to_array(current_setting('nazorg.gemeenten'",
    "nazorg.gelezen": "medewerker = current_setting('nazorg.medewerker'",
    "nazorg.opgeslagen_filter": "medewerker = current_setting('nazorg.medewerker'",
}

_TABELLEN = """
select n.nspname || '.' || c.relname as tabel, c.relrowsecurity, c.relforcerowsecurity,
  pg_get_userbyid(c.relowner) as eigenaar
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('nazorg', 'bij') and c.relkind in ('r', 'p') and not c.relispartition
order by 1"""
_DELEN = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity as dicht,
  has_table_privilege('nazorg_app', c.oid, 'select,insert,update,delete') as web,
  has_table_privilege('nazorg_ontvangst', c.oid, 'select,insert,update,delete') as ontvangst,
  (select string_agg(distinct r, ',') from pg_policy p, unnest(p.polroles::regrole[]::text[]) r
    where p.polrelid = c.oid) as beleid
from pg_class c where c.relnamespace = 'nazorg'::regnamespace and c.relispartition
  and c.relkind = 'r' order by 1"""


async def tabellen(eigenaar: asyncpg.Connection) -> list[Any]:
    rijen: list[Any] = await eigenaar.fetch(_TABELLEN)
    assert len(rijen) > 10
    return rijen


async def beleid(eigenaar: asyncpg.Connection, rol: str) -> dict[str, list[tuple[str, str]]]:
    """Return the policies that hold for a role: table to [(using, with check)]."""
    rijen = await eigenaar.fetch(
        """select schemaname || '.' || tablename as tabel, qual, with_check from pg_policies
        where roles && array[$1, 'public']::name[]""",
        rol,
    )
    gevonden: dict[str, list[tuple[str, str]]] = {}
    for tabel, qual, check in rijen:
        # What may only be written has no 'using': there the check says for whom.
        gevonden.setdefault(tabel, []).append((qual or check or "", check or ""))
    return gevonden


# What people wrote, as if somebody had: here only the gemeente matters.
_MENSENWERK = """
insert into nazorg.feit values (gen_random_uuid(), gen_random_uuid(), '{0}', 'zorg', 'hulp', '',
  now(), now(), 'pi', 'm', 'n', 'pbw_18a');
insert into nazorg.behoefte values (gen_random_uuid(), gen_random_uuid(), '{0}', 'zorg',
  'ggd_bezoek', 'open', 'pi', '', now(), '', 1, now(), 'm', 'n');
insert into nazorg.behoefte_versie select * from nazorg.behoefte where gemeente = '{0}';
insert into nazorg.notitie values (gen_random_uuid(), 1, gen_random_uuid(), '{0}', '', 'team',
  false, now(), 'm', 'n');
insert into nazorg.meetmoment values (gen_random_uuid(), 'b', 'd', 'begin', '{0}', now(), '{{}}',
  now());
insert into nazorg.vragenlijst values (gen_random_uuid(), gen_random_uuid(), '{0}', 'intake', 1,
  'bezig', now(), now(), 'm', 'n')"""


@pytest.fixture
async def gevuld(deps: Deps, eigenaar: asyncpg.Connection) -> dict[str, int]:
    """One person in Tiel, one in Nijmegen; returns how many rows each table has for one of them."""
    daar: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await deps.ontvang([ruw(event())])
    await deps.ontvang([ruw(event(persoon=persoon(bsn=BSN_NINA), detentieId="N", **daar))])
    # Nobody looked or corrected yet, so these rows stand for that.
    for code in (TIEL, NIJMEGEN):
        await eigenaar.execute(
            "select nazorg.audit_append(now(), 'm', 'a', 'o', 'r', 'o', 'd', $1, 'n')", code
        )
        await eigenaar.execute(
            """insert into nazorg.invoer
              (id, gemeente, soort, door, sessie, aangemaakt_op, verloopt_op, keuze)
            values (gen_random_uuid(), $1, 'plan', 'm', '', now(), now(), '{}')""",
            code,
        )
        await eigenaar.execute(
            "insert into nazorg.invoer_kolommen values ($1, 'plan', '{}', now())", code
        )
        await eigenaar.execute(
            """insert into nazorg.correctie (id, bericht, gemeente, stand, velden, voorstel, reden,
              door, naam, voorgesteld_op) values (gen_random_uuid(), gen_random_uuid(), $1, 'open',
              '{}', '', 'r', 'd', 'n', now())""",
            code,
        )
    for code in (TIEL, NIJMEGEN):
        for opdracht in _MENSENWERK.split(";"):
            await eigenaar.execute(opdracht.format(code))
    bekend = await beleid(eigenaar, rollen.APP)
    return {
        tabel: await eigenaar.fetchval(f"select count(*) from {tabel} where gemeente = $1", TIEL)
        for tabel in bekend
        if tabel not in VIA_ANDER
    }


async def test_every_table_is_protected_or_stands_in_the_list(eigenaar: asyncpg.Connection) -> None:
    open_ = {r["tabel"] for r in await tabellen(eigenaar) if not r["relrowsecurity"]}
    niet_gedwongen = {
        r["tabel"]
        for r in await tabellen(eigenaar)
        if r["relrowsecurity"] and not r["relforcerowsecurity"]
    }

    assert open_ == set(ZONDER_BELEID)
    assert niet_gedwongen == set()


async def test_every_protected_table_filters_by_gemeente_for_the_web(
    eigenaar: asyncpg.Connection,
) -> None:
    beschermd = {r["tabel"] for r in await tabellen(eigenaar) if r["relrowsecurity"]}
    van_web = await beleid(eigenaar, rollen.APP)
    van_bij = await beleid(eigenaar, rollen.BIJ_APP)

    assert {*van_web, *van_bij, *ALLEEN_ONTVANGST} == beschermd
    for tabel, regels in (van_web | van_bij).items():
        assert len(regels) == 1, f"{tabel}: a second policy would widen the first"
        schema = tabel.partition(".")[0]
        wie = VIA_ANDER.get(tabel, f"current_setting('{schema}.gemeenten'")
        assert wie in regels[0][0], tabel


async def test_a_part_of_a_table_is_reached_through_that_table_alone(
    eigenaar: asyncpg.Connection,
) -> None:
    delen = await eigenaar.fetch(_DELEN)

    assert len(delen) >= 4
    for naam, *stand in delen:
        van_wie = rollen.EIGENAAR if naam == "bericht_inhoud_rest" else None
        assert stand == [True, False, False, van_wie], naam


async def test_the_web_sees_only_rows_of_the_gemeenten_of_the_person(
    gevuld: dict[str, int], deps: Deps
) -> None:
    for wie, eigen in ((TIELENAAR, TIEL), (NIJMEGENAAR, NIJMEGEN)):
        async with deps.store.open_voor(wie) as tx:
            for tabel, aantal in gevuld.items():
                rijen = await tx.fetch(f"select gemeente from {tabel}")
                assert [r[0] for r in rijen] == [eigen] * aantal, tabel
                assert aantal > 0, f"{tabel}: this test proves nothing without rows"


async def test_a_run_and_its_messages_are_for_the_gemeenten_it_was_made_for(
    gevuld: dict[str, int], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute(
        """insert into nazorg.herhaling (id, soort, stand, gekozen, gemeenten, door, naam, doel,
          oorsprong, aangemaakt_op) values (gen_random_uuid(), 'herhalen', 'bezig', '{}',
          '{0281}', 'm', 'n', 'd', 'o', now())"""
    )
    await eigenaar.execute(
        """insert into nazorg.herhaling_bericht (herhaling, bericht)
        select h.id, b.id from nazorg.herhaling h, nazorg.bericht b"""
    )
    for wie, runs in ((TIELENAAR, 1), (NIJMEGENAAR, 0)):
        async with deps.store.open_voor(wie) as tx:
            assert await tx.fetchval("select count(*) from nazorg.herhaling") == runs
            assert await tx.fetchval("select count(*) from nazorg.herhaling_bericht") == 1
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with deps.store.open_voor(wie) as tx:
                await tx.execute("update nazorg.correctie set stand = 'open'")


async def test_without_a_gemeente_there_is_nothing(gevuld: dict[str, int], deps: Deps) -> None:
    kaal = deps.store.databank.engine(rollen.APP, verbindingen=1)
    leeg = replace(TIELENAAR, gemeenten=())
    vreemd = replace(TIELENAAR, gemeenten=("%", "0281 ", "{0281}"))
    for tabel in gevuld:
        vraag = f"select count(*) from {tabel}"
        async with open_transactie(kaal) as tx:
            assert await tx.fetchval(vraag) == 0, tabel
        for wie in (leeg, vreemd):
            async with deps.store.open_voor(wie) as tx:
                assert await tx.fetchval(vraag) == 0, tabel
    await kaal.dispose()


async def test_taking_messages_in_sees_every_gemeente(gevuld: dict[str, int], deps: Deps) -> None:
    async with deps.store.open_unscoped_ontvangst() as tx:
        assert await tx.fetchval("select count(distinct gemeente) from nazorg.dossier") == 2


async def test_the_web_cannot_change_or_move_work_of_another_gemeente(
    gevuld: dict[str, int], deps: Deps
) -> None:
    async with deps.store.open_voor(NIJMEGENAAR) as tx:
        status = await tx.execute(
            "update nazorg.taak set status = 'afgehandeld' where gemeente = $1", TIEL
        )
    assert status == "UPDATE 0"
    for verboden in ("gemeente = '0281'", "dossier_id = gen_random_uuid()"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with deps.store.open_voor(NIJMEGENAAR) as tx:
                await tx.execute(f"update nazorg.taak set {verboden}")


async def test_the_gemeenten_of_one_person_do_not_stay_for_the_next(databank: Databank) -> None:
    store = Store(databank, verbindingen=1)
    gezien = set()
    vraag = "select pg_backend_pid(), current_setting('nazorg.gemeenten', true)"

    async with store.open_voor(TIELENAAR) as tx:
        pid, gemeenten = await tx.fetchrow(vraag)
        gezien.add(pid)
        assert gemeenten == TIEL
    with pytest.raises(ZeroDivisionError):
        async with store.open_voor(TIELENAAR):
            raise ZeroDivisionError
    async with open_transactie(store._app) as tx:
        pid, gemeenten = await tx.fetchrow(vraag)
        gezien.add(pid)

    assert not gemeenten
    assert len(gezien) == 1, "not the same connection, so this proved nothing"
    await store.close()
