"""Rows that were written before: never a day, a colleague or a look of somebody else too old."""

from datetime import UTC, datetime, timedelta

import asyncpg

from nazorg.deps import Deps
from nazorg.web.rijgeheugen import Rijgeheugen
from nazorg.web.schermen import ONBEKEND as ONBEKENDE_LICHTEN
from nazorg.web.schermen import Datum, Uiterlijk
from nazorg.web.wachtrijschermen import Eigenaar, TaakRij
from tests.factories import BSN_STEF
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, MARIEKE, Als, iemand, stuur, tekst_van
from tests.web.doen import ONBEKEND, doe, lijst, sleutel

NU = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEAM = "/werkvoorraad?tab=team&venster=alles"


async def test_after_midnight_the_same_row_says_what_the_new_day_makes_of_it(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await stuur(deps, iemand(BSN_STEF, "Laat", tijd="2026-11-20T08:00:00Z", **ONBEKEND))
    klok.zet(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    browser = await als(JOYCE)
    assert "vandaag ma 23 nov" in tekst_van((await browser.get(TEAM)).text)

    klok.verder(minutes=2)

    assert "1 werkdag te laat ma 23 nov" in tekst_van((await browser.get(TEAM)).text)


async def test_two_people_each_see_their_own_side_of_one_row(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_STEF, "Samen", tijd="2026-11-20T08:00:00Z", **ONBEKEND))
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    (taak,) = await lijst(joyce, "team")
    await marieke.get(TEAM)

    await doe(joyce, "toegewezen", await sleutel(eigenaar, taak), eigenaar=JOYCE)

    van_joyce, van_marieke = (await joyce.get(TEAM)).text, (await marieke.get(TEAM)).text
    assert '<span class="avatar" title="Joyce van Veen">' in van_joyce
    assert '<span class="avatar avatar--2" title="Joyce van Veen">' in van_marieke


async def test_a_colleague_with_another_name_is_named_so_at_once(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_STEF, "Naam", tijd="2026-11-20T08:00:00Z", **ONBEKEND))
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    (taak,) = await lijst(joyce, "team")
    await doe(joyce, "toegewezen", await sleutel(eigenaar, taak), eigenaar=JOYCE)
    assert 'title="Joyce van Veen"' in (await marieke.get(TEAM)).text

    await eigenaar.execute(
        "update nazorg.medewerker set naam = 'Joyce Bakker' where id = $1", JOYCE
    )

    assert 'title="Joyce Bakker"' in (await marieke.get(TEAM)).text


def test_what_is_remembered_is_of_one_view_and_of_five_minutes() -> None:
    geheugen, rij = Rijgeheugen(), _rij()
    geheugen.voor("marieke", nu=NU)["stempel"] = rij

    assert geheugen.voor("joyce", nu=NU) == {}
    assert geheugen.voor("marieke", nu=NU + timedelta(minutes=4)) == {"stempel": rij}
    assert geheugen.voor("marieke", nu=NU + timedelta(minutes=5)) == {}


def test_what_is_remembered_has_a_roof() -> None:
    geheugen, rij = Rijgeheugen(), _rij()
    eerste = geheugen.voor(0, nu=NU)
    eerste |= {str(i): rij for i in range(201)}
    assert geheugen.voor(0, nu=NU) == {}, "a view that only grows"

    geheugen.voor(0, nu=NU)["a"] = rij
    for weergave in range(1, 129):
        geheugen.voor(weergave, nu=NU)
    assert geheugen.voor(0, nu=NU) == {}, "views that only grow"


def _rij() -> TaakRij:
    return TaakRij(
        id="1",
        sleutel="1.0",
        naam="Stef",
        href="/",
        plek="Tiel",
        prio="normaal",
        reden="Nieuw",
        lichten=ONBEKENDE_LICHTEN,
        uiterlijk=Uiterlijk(tekst="vandaag", datum=Datum(tekst="ma 23 nov", iso="2026-11-23")),
        eigenaar=Eigenaar(naam="Niemand", initialen=""),
    )
