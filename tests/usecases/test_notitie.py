"""Notes: every version stays, private stays private, nothing medical and no BSN."""

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.store import notities
from nazorg.store.notities import Notitie, Zicht
from nazorg.usecases.leefgebieden.herbereken import lock_dossier
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from tests.factories import BSN_DAAN, event, ruw
from tests.usecases.leefgebieden import HANS, JOYCE, NUMMER, RUBEN, SAMIRA, schrijf

TEKST = "Gebeld met moeder. Hij kan tot zondag bij haar slapen."


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await deps.ontvang([ruw(event(id="b-begin"))])


async def lees(deps: Deps, wie: Medewerker = JOYCE) -> list[Notitie]:
    async with deps.store.open_voor(wie) as tx:
        kop = (await lock_dossier(tx, NUMMER, deps.kluis)).kop
        return list(await notities.find_by_dossier(tx, kop.id, lezer=wie.id, kluis=deps.kluis))


async def test_a_note_is_read_by_colleagues_and_keeps_every_version(deps: Deps) -> None:
    eerste = await schrijf(deps, TEKST)
    await schrijf(deps, TEKST + " Langer niet.", id=eerste.id, versie=1)

    gelezen = await lees(deps, HANS)

    assert sorted((n.versie, n.tekst) for n in gelezen) == [
        (1, TEKST),
        (2, TEKST + " Langer niet."),
    ]
    assert {n.naam for n in gelezen} == {JOYCE.naam}


async def test_a_private_note_is_for_who_wrote_it_and_cannot_be_opened_up(deps: Deps) -> None:
    eigen = await schrijf(deps, TEKST, zicht=Zicht.EIGEN)
    await schrijf(deps, "Anders", id=eigen.id, versie=1, zicht=Zicht.TEAM)

    assert await lees(deps, HANS) == []
    assert {n.zicht for n in await lees(deps)} == {Zicht.EIGEN}
    with pytest.raises(NietGevonden):
        await schrijf(deps, "Nee", wie=HANS, id=eigen.id, versie=2)


async def test_taking_away_leaves_a_version_that_says_so(deps: Deps) -> None:
    eerste = await schrijf(deps, TEKST)

    await schrijf(deps, "", id=eerste.id, versie=1, weg=True)

    nieuwste = max(await lees(deps), key=lambda n: n.versie)
    assert (nieuwste.weg, nieuwste.tekst, nieuwste.versie) == (True, "", 2)
    with pytest.raises(NietGevonden):
        await schrijf(deps, "Terug", id=eerste.id, versie=2)


async def test_only_who_wrote_it_changes_it(deps: Deps) -> None:
    eerste = await schrijf(deps, TEKST)

    with pytest.raises(NietGevonden):
        await schrijf(deps, "Van mij", wie=HANS, id=eerste.id, versie=1)


async def test_an_old_version_is_refused(deps: Deps) -> None:
    eerste = await schrijf(deps, TEKST)
    await schrijf(deps, "Twee", id=eerste.id, versie=1)

    with pytest.raises(Botsing, match="al gewijzigd"):
        await schrijf(deps, "Ook twee", id=eerste.id, versie=1)
    assert len(await lees(deps)) == 2


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        ("  ", "Schrijf eerst een notitie"),
        ("x" * 1001, "te lang"),
        (f"Zijn nummer is {BSN_DAAN}", "geen BSN"),
        ("Slikt antipsychotica", "Medische gegevens"),
        ("Diagnose volgt", "Medische gegevens"),
    ],
)
async def test_what_may_not_be_kept_is_refused(tekst: str, klacht: str, deps: Deps) -> None:
    with pytest.raises(Invoerfout) as fout:
        await schrijf(deps, tekst)

    assert klacht in fout.value.per_veld["tekst"]
    assert await lees(deps) == []


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_who_may_not_see_the_dossier_writes_nothing(wie: Medewerker, deps: Deps) -> None:
    with pytest.raises(NietGevonden):
        await schrijf(deps, TEKST, wie=wie)


async def test_a_note_is_unreadable_in_the_database_and_not_in_the_log(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await schrijf(deps, TEKST)

    for tabel in ("notitie", "audit"):
        tekst = await eigenaar.fetchval(f"select string_agg(t::text, ' ') from nazorg.{tabel} t")
        assert "moeder" not in tekst
    acties = await eigenaar.fetch("select actie from nazorg.audit order by volgnr")
    assert acties[-1][0] == "notitie_geschreven"
