"""On real PostgreSQL: the order of arrival, doubles and two senders at once change nothing."""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any

import asyncpg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import RuwBericht, Uitkomst
from nazorg.deps import Deps
from tests.factories import (
    BSN_DAAN,
    BSN_NINA,
    BSN_STEF,
    BUREN,
    GRONINGEN,
    NIJMEGEN,
    TIEL,
    event,
    persoon,
    ruw,
)

VER_WEG = {"vroegst": "2027-02-12", "laatst": "2027-02-12"}
BSN = {"daan": BSN_DAAN, "nina": BSN_NINA, "stef": BSN_STEF}
SKN = {"daan": "10000001", "nina": "10000002", "stef": "10000003"}
Partijen = list[list[RuwBericht]]

# What differs from one run to the next and says nothing about the person.
EIGEN = {"id", "nummer", "bsn", "skn", "geopend_op", "gewijzigd_op", "versie"}
TAAK = "gemeente, status, regel, onderwerp, uiterlijk, vrij_op, aanleiding, gegevens"

opnieuw = settings(
    deadline=None,
    max_examples=15,
    # A seed does not get simpler by making it smaller, and every try is a database.
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
zaden = st.integers(0, 2**32)


def maak_bericht(rng: Random, nummer: int, aantal: int) -> RuwBericht:
    """Make a notice about one of three people; it never mixes up their numbers."""
    wie = rng.choice(sorted(BSN))
    soort = rng.choice([Soort.BEGONNEN, *Soort])
    velden: dict[str, Any] = {
        "detentieId": f"{wie}-{rng.randint(1, 2)}",
        "persoon": persoon(
            bsn=rng.choice([None, BSN[wie], BSN[wie]]),
            skn=rng.choice([None, SKN[wie]]),
            geslachtsnaam=rng.choice(["Verhoeven", "Verhoeve"]),
        ),
        "ontvangerGemeente": rng.choice([TIEL, NIJMEGEN]),
        "gemeenteBrp": rng.choice([None, "0000", "1999", "0236", TIEL, BUREN, GRONINGEN]),
        "gemeenteVestiging": rng.choice([None, None, TIEL, BUREN]),
        "vervangt": rng.choice([None, None, None, f"v-{rng.randrange(aantal)}"]),
    }
    if soort is Soort.GEWIJZIGD:
        dag = f"2026-{rng.choice([11, 12])}-{rng.randint(10, 28)}"
        velden["verwachtEinde"] = {"vroegst": dag, "laatst": dag}
    if soort is Soort.INGETROKKEN:
        velden["berichtId"] = f"v-{rng.randrange(aantal)}"
    tijd = f"2026-11-2{rng.randint(0, 2)}T08:00:00Z"
    envelop = {"sequence": str(rng.randint(1, 3))}
    return ruw(event(soort, id=f"v-{nummer}", tijd=tijd, envelop=envelop, **velden))


def maak_stroom(rng: Random) -> list[RuwBericht]:
    aantal = rng.randint(1, 14)
    return [maak_bericht(rng, n, aantal) for n in range(aantal)]


def schud(rng: Random, stroom: Sequence[RuwBericht]) -> Partijen:
    """Shuffle a stream with some of its messages repeated, and cut it into batches."""
    geschud = [*stroom, *rng.choices(stroom, k=rng.randint(0, 4))]
    rng.shuffle(geschud)
    partijen: Partijen = []
    while geschud:
        grootte = rng.randint(1, 5)
        partijen.append(geschud[:grootte])
        del geschud[:grootte]
    return partijen


async def stuur(deps: Deps, partijen: Partijen) -> None:
    for partij in partijen:
        uit = await deps.ontvang(partij)
        assert {u.uitkomst for u in uit} <= {Uitkomst.VERWERKT, Uitkomst.DUBBEL}, uit


async def tabellen(eigenaar: asyncpg.Connection) -> list[str]:
    rijen = await eigenaar.fetch(
        """select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname in ('nazorg', 'bij') order by 1"""
    )
    return [r[0] for r in rijen]


async def maak_leeg(eigenaar: asyncpg.Connection) -> None:
    namen = [t for t in await tabellen(eigenaar) if not t.endswith(".migratie")]
    await eigenaar.execute(f"truncate {', '.join(namen)}")


async def lees_rijen(eigenaar: asyncpg.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return every row of every table with the transaction that wrote it."""
    return {
        tabel: [
            tuple(r)
            for r in await eigenaar.fetch(
                f"select xmin::text, t::text from {tabel} t order by 1, 2"
            )
        ]
        for tabel in await tabellen(eigenaar)
    }


async def lees_stand(eigenaar: asyncpg.Connection) -> dict[tuple[str, ...], Any]:
    """Return what is derived, each dossier under the notices that are in it."""
    stand: dict[tuple[str, ...], Any] = {}
    for dossier in await eigenaar.fetch("select * from nazorg.dossier"):
        eigen = [dossier["id"]]
        berichten = await eigenaar.fetch(
            "select bericht_id from nazorg.melding where dossier_id = $1 order by 1", *eigen
        )
        detenties = await eigenaar.fetch(
            "select * from nazorg.detentie where dossier_id = $1 order by bron, nummer", *eigen
        )
        # What fell away tells which moments there were, so it does depend on the order.
        taken = await eigenaar.fetch(
            f"""select {TAAK} from nazorg.taak where dossier_id = $1 and status <> 'vervallen'
            order by regel, onderwerp""",
            *eigen,
        )
        stand[tuple(b[0] for b in berichten)] = (
            {k: v for k, v in dossier.items() if k not in EIGEN},
            [{k: v for k, v in d.items() if k != "dossier_id"} for d in detenties],
            [tuple(t) for t in taken],
        )
    return stand


async def check_samenhang(eigenaar: asyncpg.Connection) -> None:
    """Check what foreign keys would hold: nothing hangs loose, nothing is lost or doubled."""
    kolommen = await eigenaar.fetch(
        """select table_name from information_schema.columns
        where table_schema = 'nazorg' and column_name = 'dossier_id'"""
    )
    assert {"melding", "detentie", "taak", "sleutel"} <= {k[0] for k in kolommen}
    for (tabel,) in kolommen:
        wees = f"""select count(*) from nazorg.{tabel} t
            where not exists (select from nazorg.dossier d where d.id = t.dossier_id)"""
        assert await eigenaar.fetchval(wees) == 0, tabel
    for tabel in ("melding", "detentie", "taak"):
        elders = f"""select count(*) from nazorg.{tabel} t
            join nazorg.dossier d on d.id = t.dossier_id where d.gemeente <> t.gemeente"""
        assert await eigenaar.fetchval(elders) == 0, tabel
    leeg = """select count(*) from nazorg.dossier d
        where not exists (select from nazorg.melding m where m.dossier_id = d.id)
           or not exists (select from nazorg.sleutel s where s.dossier_id = d.id)"""
    assert await eigenaar.fetchval(leeg) == 0
    verschil = """select count(*) from (
          select bron, bericht_id from nazorg.bericht where uitkomst = 'verwerkt') b
        full join nazorg.melding m using (bron, bericht_id)
        where b is null or m is null"""
    assert await eigenaar.fetchval(verschil) == 0


@opnieuw
@given(zaad=zaden)
async def test_any_order_in_any_batches_ends_in_the_same_rows(
    deps: Deps, eigenaar: asyncpg.Connection, zaad: int
) -> None:
    rng = Random(zaad)
    stroom = maak_stroom(rng)
    standen = []
    for _ in range(2):
        await maak_leeg(eigenaar)
        await stuur(deps, schud(rng, stroom))
        await check_samenhang(eigenaar)
        standen.append(await lees_stand(eigenaar))

    assert standen[0] == standen[1]
    assert sum(map(len, standen[0])) == len(stroom)


@opnieuw
@given(zaad=zaden)
async def test_everything_a_second_time_changes_no_row_of_any_table(
    deps: Deps, eigenaar: asyncpg.Connection, zaad: int
) -> None:
    rng = Random(zaad)
    stroom = maak_stroom(rng)
    await maak_leeg(eigenaar)
    await stuur(deps, schud(rng, stroom))
    eerst = await lees_rijen(eigenaar)

    await stuur(deps, schud(rng, stroom))

    assert await lees_rijen(eigenaar) == eerst


async def test_two_senders_of_the_same_people_lose_and_double_nothing_and_never_lock_up(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    for ronde in range(20):
        rng = Random(ronde)
        stroom = maak_stroom(rng)
        await maak_leeg(eigenaar)
        await stuur(deps, [stroom])
        verwacht = await lees_stand(eigenaar)

        await maak_leeg(eigenaar)
        async with asyncio.timeout(20):
            await asyncio.gather(*(stuur(deps, schud(rng, stroom)) for _ in range(2)))

        await check_samenhang(eigenaar)
        assert await lees_stand(eigenaar) == verwacht, f"round {ronde}"


async def test_two_halves_of_one_stream_at_the_same_time_end_as_one_stream(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    for ronde in range(100, 120):
        rng = Random(ronde)
        stroom = maak_stroom(rng)
        await maak_leeg(eigenaar)
        await stuur(deps, [stroom])
        verwacht = await lees_stand(eigenaar)

        await maak_leeg(eigenaar)
        helften = [h for h in (stroom[::2], stroom[1::2]) if h]
        async with asyncio.timeout(20):
            await asyncio.gather(*(stuur(deps, schud(rng, helft)) for helft in helften))

        await check_samenhang(eigenaar)
        assert await lees_stand(eigenaar) == verwacht, f"round {ronde}"


# ---- what a person did with the work


async def status_van(eigenaar: asyncpg.Connection) -> dict[str, str]:
    return dict(await eigenaar.fetch("select regel, status from nazorg.taak"))


def later(soort: Soort, dag: int, **velden: Any) -> RuwBericht:
    return ruw(event(soort, tijd=f"2026-11-{dag}T08:00:00Z", **velden))


async def test_finished_work_stays_finished_whatever_comes_later(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1"))])
    await eigenaar.execute("update nazorg.taak set status = 'afgehandeld'")
    klaar = {"nieuwe_melding": "afgehandeld", "vrijlating_nabij": "afgehandeld"}

    for bericht in (
        later(Soort.GEWIJZIGD, 21, verwachtEinde=VER_WEG),
        later(Soort.BEEINDIGD, 22, id="v-einde"),
        later(Soort.INGETROKKEN, 23, berichtId="v-einde"),
        later(Soort.INGETROKKEN, 24, berichtId="v-1"),
    ):
        await deps.ontvang([bericht])
        assert (await status_van(eigenaar)).items() >= klaar.items()


async def test_work_of_a_withdrawn_notice_falls_away_and_comes_back_when_needed_again(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1"))])
    await deps.ontvang([later(Soort.INGETROKKEN, 21, id="v-2", berichtId="v-1")])
    assert set((await status_van(eigenaar)).values()) == {"vervallen"}

    await deps.ontvang([later(Soort.INGETROKKEN, 22, berichtId="v-2")])

    assert set((await status_van(eigenaar)).values()) == {"open"}
    assert await eigenaar.fetchval("select count(*) from nazorg.taak") == 2


async def test_only_the_work_that_is_no_longer_asked_for_falls_away(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([later(Soort.GEWIJZIGD, 20)])
    assert await status_van(eigenaar) == {"begin_ontbreekt": "open"}

    await deps.ontvang([ruw(event(tijd="2026-11-19T08:00:00Z"))])

    assert await status_van(eigenaar) == {
        "begin_ontbreekt": "vervallen",
        "nieuwe_melding": "open",
        "vrijlating_nabij": "open",
        "leefgebied": "open",  # the minimum pack: free before the next meeting
    }
