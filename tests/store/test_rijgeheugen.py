"""A row that did not change is not sent again; one that did, or is of others, is not shown."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from msgspec import structs

from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.store import wachtrij
from nazorg.store.rijgeheugen import Rijgeheugen
from nazorg.store.wachtrij import Filter, Wachtrijrij
from nazorg.store.wachtrijpagina import Pagina, Paginavraag, find
from nazorg.store.wachtrijtelling import Daken
from nazorg.werkvoorraad.taken import Taakstatus
from tests.factories import NIJMEGEN
from tests.store.plannen import DAG, MARIEKE, MIJN, OPEN

NU = datetime(2026, 11, 23, 9, tzinfo=UTC)
AF = Filter(gemeenten=MIJN.gemeenten, status=Taakstatus.AFGEHANDELD)
VRAAG = Paginavraag(
    filter_=OPEN["nu doen"],
    voor=None,
    aantal=51,
    wie="marieke",
    lijsten=[OPEN["nu doen"]],
    vandaag=DAG,
    maandag=DAG,
    zondag=DAG + timedelta(days=6),
    vrij_voor=MIJN.gemeenten,
    nu=NU,
)


async def lees(
    deps: Deps, geheugen: Rijgeheugen, vraag: Paginavraag = VRAAG, wie: Medewerker = MARIEKE
) -> tuple[Pagina, int]:
    """Return the page, and with how many statements it came."""
    gesteld: list[Any] = []
    async with deps.store.open_voor(wie) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        pagina = await find(tx, vraag, Daken(), geheugen)
        await asyncio.sleep(0)  # the logger is told a turn later
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
    return pagina, len(gesteld)


def zonder_stempel(rijen: list[Wachtrijrij]) -> list[Wachtrijrij]:
    return [structs.replace(r, stempel="") for r in rijen]


async def test_a_page_that_did_not_change_is_one_statement(vol: Deps) -> None:
    geheugen = Rijgeheugen()

    eerst, statements = await lees(vol, geheugen)
    weer, minder = await lees(vol, geheugen)

    assert (statements, minder) == (2, 1)
    assert len(eerst.rijen) == 51
    assert weer == eerst


@pytest.mark.parametrize("tab", ["open", "afgehandeld"])
async def test_the_rows_are_those_of_the_whole_list(tab: str, vol: Deps) -> None:
    vraag = VRAAG if tab == "open" else replace(VRAAG, filter_=AF)
    geheugen = Rijgeheugen()
    await lees(vol, geheugen, vraag)

    (pagina, _) = await lees(vol, geheugen, vraag)

    async with vol.store.open_voor(MARIEKE) as tx:
        if tab == "open":
            heel = await wachtrij.find_open(tx, vraag.filter_, aantal=51, medewerker="marieke")
        else:
            heel = await wachtrij.find_afgehandeld(tx, AF, voor=None, aantal=51)
    assert zonder_stempel(pagina.rijen) == heel
    assert all(r.stempel for r in pagina.rijen)


@pytest.mark.parametrize(
    "wat",
    [
        "update nazorg.dossier set geslachtsnaam = 'Nieuw' where id = $1",
        "update nazorg.taak set versie = versie + 1 where dossier_id = $1",
    ],
    ids=["dossier", "taak"],
)
async def test_what_changed_is_shown_as_it_is_now(
    wat: str, vol: Deps, eigenaar: asyncpg.Connection
) -> None:
    geheugen = Rijgeheugen()
    eerst, _ = await lees(vol, geheugen)
    rij = eerst.rijen[0]

    await eigenaar.execute(wat, rij.dossier_id)
    nu, statements = await lees(vol, geheugen)

    anders = next(r for r in nu.rijen if r.id == rij.id)
    assert statements == 2
    assert (anders.geslachtsnaam, anders.versie) != (rij.geslachtsnaam, rij.versie)


async def test_what_somebody_read_is_read_for_that_person_only(
    vol: Deps, eigenaar: asyncpg.Connection
) -> None:
    geheugen = Rijgeheugen()
    eerst, _ = await lees(vol, geheugen)
    rij = eerst.rijen[0]
    assert not rij.gelezen

    await eigenaar.execute(
        "insert into nazorg.gelezen values ('marieke', $1, now())",
        rij.id,
    )

    (nu, _), (van_hans, _) = (
        await lees(vol, geheugen),
        await lees(vol, geheugen, replace(VRAAG, wie="hans"), replace(MARIEKE, id="hans")),
    )
    assert next(r for r in nu.rijen if r.id == rij.id).gelezen
    assert not next(r for r in van_hans.rijen if r.id == rij.id).gelezen


async def test_who_has_another_gemeente_sees_nothing_of_what_is_remembered(vol: Deps) -> None:
    geheugen = Rijgeheugen()
    await lees(vol, geheugen)
    elders = replace(MARIEKE, gemeenten=(NIJMEGEN,))

    (met_mijn_vraag, _) = await lees(vol, geheugen, VRAAG, elders)

    assert met_mijn_vraag.rijen == []
    assert met_mijn_vraag.tellingen == [0]


async def test_a_row_that_goes_between_the_two_statements_is_left_out(
    vol: Deps, eigenaar: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    lezen = wachtrij.find_versies
    weg: list[str] = []

    async def eerst_weg(*args: Any, **kw: Any) -> list[Wachtrijrij]:
        weg.append(args[1][0])
        await eigenaar.execute("delete from nazorg.taak where id = $1", weg[0])
        return await lezen(*args, **kw)

    monkeypatch.setattr("nazorg.store.wachtrijpagina.find_versies", eerst_weg)

    pagina, _ = await lees(vol, Rijgeheugen())

    assert len(pagina.rijen) == 50
    assert weg[0] not in [r.id_tekst for r in pagina.rijen]


async def test_after_five_minutes_nothing_is_remembered(vol: Deps) -> None:
    geheugen = Rijgeheugen()
    await lees(vol, geheugen)
    assert geheugen.op(NU + timedelta(minutes=4, seconds=59))

    later = replace(VRAAG, nu=NU + timedelta(minutes=5))
    _, statements = await lees(vol, geheugen, later)

    assert statements == 2
    assert geheugen.op(NU + timedelta(minutes=11)) == {}
