"""What people say about a leefgebied is kept, weighed against messages, and gives work."""

import asyncio
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import BASIS
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from tests.factories import BSN_DAAN, BUREN, NIJMEGEN, event, persoon, ruw
from tests.usecases.leefgebieden import (
    HANS,
    JOYCE,
    RUBEN,
    SAMIRA,
    VANDAAG,
    geschiedenis,
    gezien_door,
    open_taken,
    standen,
    zeg,
)

ID, WONEN, INKOMEN, SCHULDEN, ZORG = BASIS
ALLES_ONBEKEND = ["onbekend"] * 5


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, held since 19 November, free on 11 December at the earliest."""
    await deps.ontvang([ruw(event(id="b-begin"))])


def plan(stand: str, gebied: str = "huisvesting", dag: int = 21, **anders: Any) -> Any:
    deel = [{"leefgebied": gebied, "stand": stand}]
    velden = {"tijd": f"2026-11-{dag}T08:00:00Z", "onderdelen": deel} | anders
    return ruw(event(Soort.PLAN_GEDEELD, **velden))


async def test_what_somebody_says_changes_the_stand_and_gives_work(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    assert await standen(eigenaar) is None

    aantal = await zeg(deps, ID, {"document": "geen"})

    assert aantal == 1
    assert await standen(eigenaar) == ["niet_in_orde", *ALLES_ONBEKEND[1:]]
    assert (await open_taken(eigenaar))["id-voor-vrijlating"] == date(2026, 11, 20)


async def test_only_what_changed_is_a_new_fact_and_nothing_is_ever_erased(deps: Deps) -> None:
    await zeg(deps, ID, {"document": "geen", "geldig_tot": ""})
    await zeg(deps, ID, {"document": "aangevraagd", "geldig_tot": ""})
    niets = await zeg(deps, ID, {"document": "aangevraagd", "geldig_tot": ""})
    await zeg(deps, ID, {"document": "", "geldig_tot": ""})

    assert niets == 0
    assert await geschiedenis(deps) == [
        ("document", "geen"),
        ("document", "aangevraagd"),
        ("document", None),
    ]


async def test_taking_the_word_back_takes_its_work_along(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, ID, {"document": "geen"})

    await zeg(deps, ID, {"document": "geldig"})

    assert "id-voor-vrijlating" not in await open_taken(eigenaar)
    assert (await standen(eigenaar) or [])[0] == "in_orde"


async def test_a_release_that_moves_moves_the_work_of_what_people_said(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, INKOMEN, {"inkomensbron": "geen"})
    assert (await open_taken(eigenaar))["inkomen-afspraak"] == date(2026, 11, 27)

    later = {"vroegst": "2027-01-15", "laatst": "2027-01-15"}
    await deps.ontvang(
        [ruw(event(Soort.GEWIJZIGD, verwachtEinde=later, tijd="2026-11-23T07:00:00Z"))]
    )

    assert (await open_taken(eigenaar))["inkomen-afspraak"] == date(2026, 12, 31)
    assert (await standen(eigenaar) or [])[2] == "niet_in_orde"


async def test_the_plan_fills_the_stand_and_its_withdrawal_empties_it(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([plan("niet_in_orde", id="b-plan")])
    assert "opvang-tiel" in await open_taken(eigenaar)

    weg = event(Soort.INGETROKKEN, berichtId="b-plan", tijd="2026-11-22T08:00:00Z")
    await deps.ontvang([ruw(weg)])

    assert await standen(eigenaar) is None
    assert "opvang-tiel" not in await open_taken(eigenaar)


async def test_a_newer_plan_against_a_persons_word_is_work_and_confirming_ends_it(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """Also when the source dated its message a day ahead of our clock."""
    await zeg(deps, WONEN, {"verblijf": "familie_of_vrienden"})
    await deps.ontvang([plan("niet_in_orde", dag=24)])
    assert (await standen(eigenaar) or [])[1] == "onbekend"
    assert "tegenspraak" in await open_taken(eigenaar)

    zonder = await zeg(deps, WONEN, {"verblijf": "familie_of_vrienden"})
    met = await zeg(deps, WONEN, {"verblijf": "familie_of_vrienden"}, bevestig=True)

    assert (zonder, met) == (0, 1)
    assert (await standen(eigenaar) or [])[1] == "in_orde"
    assert "tegenspraak" not in await open_taken(eigenaar)


async def test_an_older_plan_that_comes_late_does_not_undo_a_persons_word(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, WONEN, {"verblijf": "familie_of_vrienden"})

    await deps.ontvang([plan("niet_in_orde", dag=20)])

    assert (await standen(eigenaar) or [])[1] == "in_orde"
    assert "tegenspraak" not in await open_taken(eigenaar)


async def test_work_that_somebody_finished_stays_finished(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, ID, {"document": "geen"})
    await eigenaar.execute(
        "update nazorg.taak set status = 'afgehandeld' where onderwerp like '%id-voor-vrijlating'"
    )

    await zeg(deps, ZORG, {"verzekering": "geen"})

    assert "id-voor-vrijlating" not in await open_taken(eigenaar)
    assert "zorgverzekering-vrijlating" in await open_taken(eigenaar)


# ---- two people, and people who may not


async def test_who_saves_second_is_told_and_nothing_is_saved(deps: Deps) -> None:
    gezien = await gezien_door(deps, WONEN)
    await zeg(deps, WONEN, {"verblijf": "bank"}, gezien=gezien)

    with pytest.raises(Botsing, match="Een collega heeft dit leefgebied net ook gewijzigd"):
        await zeg(deps, WONEN, {"verblijf": "geen_adres"}, wie=HANS, gezien=gezien)

    assert await geschiedenis(deps) == [("verblijf", "bank")]


async def test_another_leefgebied_of_the_same_dossier_is_no_collision(deps: Deps) -> None:
    gezien = await gezien_door(deps, ID)
    await zeg(deps, WONEN, {"verblijf": "bank"})

    assert await zeg(deps, ID, {"document": "geen"}, wie=HANS, gezien=gezien) == 1


async def test_of_two_at_the_same_moment_exactly_one_wins(deps: Deps) -> None:
    gezien = await gezien_door(deps, WONEN)

    uit = await asyncio.gather(
        zeg(deps, WONEN, {"verblijf": "bank"}, gezien=gezien),
        zeg(deps, WONEN, {"verblijf": "geen_adres"}, wie=HANS, gezien=gezien),
        return_exceptions=True,
    )

    assert sorted(type(u).__name__ for u in uit) == ["Botsing", "int"]
    assert len(await geschiedenis(deps)) == 1


async def test_a_notice_and_a_person_at_the_same_moment_both_count(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await asyncio.gather(
        zeg(deps, ID, {"document": "geen"}, gezien=""),
        deps.ontvang([plan("niet_in_orde")]),
    )

    assert (await standen(eigenaar) or [])[:2] == ["niet_in_orde", "niet_in_orde"]
    assert {"id-voor-vrijlating", "opvang-tiel"} <= set(await open_taken(eigenaar))


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_who_may_not_see_it_finds_nothing(wie: Any, deps: Deps) -> None:
    with pytest.raises(NietGevonden):
        await zeg(deps, ID, {"document": "geen"}, wie=wie, gezien="")

    assert await geschiedenis(deps) == []


# ---- what is refused


async def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(deps: Deps) -> None:
    with pytest.raises(Invoerfout) as fout:
        await zeg(
            deps,
            ID,
            {"document": "paspoort", "geldig_tot": "morgen", "ophalen_op": "2026-11-25"},
            gemeten_op=VANDAAG + timedelta(days=1),
        )

    assert set(fout.value.per_veld) == {"document", "geldig_tot", "gemeten_op"}
    assert "paspoort" not in str(fout.value.per_veld)
    assert await geschiedenis(deps) == []


async def test_a_day_is_needed_and_an_unknown_field_is_not_kept(deps: Deps) -> None:
    with pytest.raises(Invoerfout, match="niet goed ingevuld"):
        await zeg(deps, ID, {"document": "geen"}, gemeten_op=None)
    assert await zeg(deps, ID, {"diagnose": "iets", "verblijf": "bank"}) == 0


# ---- privacy


async def test_what_was_said_is_unreadable_in_the_database(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, ZORG, {"zorgbehoefte": "ja", "ggd_bezoek": "gepland"})

    for tabel in ("feit", "dossier", "audit"):
        tekst = await eigenaar.fetchval(f"select string_agg(t::text, ' ') from nazorg.{tabel} t")
        assert "gepland" not in tekst
    regel = await eigenaar.fetchrow("select * from nazorg.audit order by volgnr desc limit 1")
    assert (regel["actie"], regel["resultaat"]) == (
        "leefgebied_vastgelegd",
        "zorg: zorgbehoefte, ggd_bezoek",
    )
    assert (regel["actor"], regel["naam"], regel["gemeente"]) == ("joyce", JOYCE.naam, "0281")


# ---- a dossier that moves, or turns out to be another one


async def test_what_people_said_follows_the_dossier_to_another_gemeente(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, WONEN, {"verblijf": "geen_adres"})
    assert "opvang-tiel" in await open_taken(eigenaar)

    adres: dict[str, Any] = {"reden": "adres", "gemeenteBrp": BUREN, "verwachtEinde": None}
    await deps.ontvang([ruw(event(Soort.GEWIJZIGD, tijd="2026-11-23T07:00:00Z", **adres))])

    assert await eigenaar.fetchval("select gemeente from nazorg.feit") == BUREN
    assert "opvang-tiel" not in await open_taken(eigenaar), "that is a rule of Tiel"
    assert await geschiedenis(deps) == [("verblijf", "geen_adres")]


async def test_joined_dossiers_keep_what_was_said_of_both(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """A second dossier without a number, that turns out to be about the same person."""
    los = event(detentieId="D-2", persoon=persoon(bsn=None, geslachtsnaam="Los"))
    await deps.ontvang([ruw(los)])
    await zeg(deps, ID, {"document": "geen"})
    await eigenaar.execute(
        "update nazorg.dossier set nummer = 'NZ-2026-0009' where nummer like '%1'"
    )
    await eigenaar.execute(
        "update nazorg.dossier set nummer = 'NZ-2026-0001' where nummer like '%2'"
    )
    await zeg(deps, WONEN, {"verblijf": "geen_adres"})

    zelfde = persoon(bsn=BSN_DAAN)
    await deps.ontvang(
        [ruw(event(Soort.GEWIJZIGD, detentieId="D-2", persoon=zelfde, tijd="2026-11-23T07:00:00Z"))]
    )

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert await eigenaar.fetchval("select count(distinct dossier_id) from nazorg.feit") == 1
    assert (await standen(eigenaar) or [])[:2] == ["niet_in_orde", "niet_in_orde"]
    nummer = await eigenaar.fetchval("select nummer from nazorg.dossier")
    await eigenaar.execute("update nazorg.dossier set nummer = 'NZ-2026-0001'")
    assert nummer in ("NZ-2026-0009", "NZ-2026-0001")
    assert sorted(await geschiedenis(deps)) == [("document", "geen"), ("verblijf", "geen_adres")]


async def test_a_gemeente_that_does_not_work_here_sees_nothing_of_it(deps: Deps) -> None:
    await zeg(deps, WONEN, {"verblijf": "geen_adres"})

    async with deps.store.open_voor(SAMIRA) as tx:
        assert await tx.fetch("select from nazorg.feit") == []
        assert SAMIRA.gemeenten == (NIJMEGEN,)
