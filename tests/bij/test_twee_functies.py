"""One person, two offices: what a mayor may here, an official may not there (L06, L30)."""

from dataclasses import replace
from datetime import date

import asyncpg
import pytest
from starlette.applications import Starlette

from nazorg.bij.aanwijzing import Functie
from nazorg.bij.besluit import Besluitsoort
from nazorg.deps import BijDeps, Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.partner import Gegeven, Partner
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.store.bij.verrijkingen import Noodzaak
from nazorg.usecases.bij.besluit import Keuze, besluit
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import toon_verantwoording
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import verrijk, vraag_aan
from nazorg.usecases.bij.waarschuw import waarschuw
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import BUREN, NAAM, TIEL, gemeld
from tests.bij.conftest import stuur
from tests.bij.kamer import ANNE as ACCOUNT
from tests.bij.kamer import JAAP, KARIN, open_browser
from tests.bij.mensen import ANNE, BRAM, toegang, voorstel, wijs_aan
from tests.klok import VasteKlok

CONTEXT = "Ruzie met de buren in mei"


class Politie:
    partner = Partner.POLITIE

    async def vraag(self, vraag: object) -> list[Gegeven]:
        return [Gegeven(groep="context", naam="melding", waarde=CONTEXT)]


@pytest.fixture
def bij(bij: BijDeps) -> BijDeps:
    """The room, with the grounds of the product and a police that answers."""
    return replace(bij, bronnen=replace(bij.bronnen, bronnen={Partner.POLITIE: Politie()}))


@pytest.fixture
async def beide(bij: BijDeps) -> None:
    """Anne is mayor of Buren, and official of Tiel; Bram is mayor of Tiel."""
    await wijs_aan(bij, voorstel(ANNE, Functie.BURGEMEESTER, BUREN))
    await wijs_aan(bij, voorstel(ANNE, Functie.AANDACHTSFUNCTIONARIS, TIEL))
    await wijs_aan(bij, voorstel(BRAM, Functie.BURGEMEESTER, TIEL))


async def _vraag_politie(bij: BijDeps, eigenaar: asyncpg.Connection, wie: Medewerker) -> str:
    """Take an alert in, and have the police answer a question of this mayor about it."""
    await stuur(bij, gemeld())
    id_ = await eigenaar.fetchval("select id from bij.melding")
    waarom = Noodzaak(reden="Onrust", ontvangers="Burgemeester", noodzaak="Nodig")
    t = await toegang(bij, wie)
    await vraag_aan(id_, Partner.POLITIE, waarom, toegang=t, bronnen=bij.bronnen)
    assert await verrijk(bij.kamer, bij.bronnen) == 1
    return str(id_)


async def _archiveer(bij: BijDeps, klok: VasteKlok) -> None:
    """Take one alert of Tiel all the way to its extract: counted, decided, destroyed."""
    await stuur(bij, gemeld())
    await waarschuw(bij.kamer)
    t = await toegang(bij, BRAM)
    (regel,) = (await toon_lijst(t)).regels
    bevel = Keuze(soort=Besluitsoort.BEVEL, tot=date(2026, 12, 31), motivering="Rust", gezien=0)
    await besluit(regel.melding.id, bevel, t)
    klok.verder(days=290)
    await vernietig(bij.kamer)


async def test_l06_figures_and_archive_are_those_of_where_one_is_mayor(
    bij: BijDeps, beide: None, klok: VasteKlok
) -> None:
    await _archiveer(bij, klok)

    (tiel,) = await toon_verantwoording(await toegang(bij, BRAM))
    assert (tiel.gemeente, len(tiel.archief), len(tiel.vernietigingen)) == (TIEL, 1, 1)
    assert tiel.cijfers
    (buren,) = await toon_verantwoording(await toegang(bij, ANNE))
    assert (buren.gemeente, buren.archief, buren.vernietigingen, buren.cijfers) == (
        BUREN,
        (),
        (),
        {},
    )


async def test_who_is_mayor_twice_sees_the_figures_apart_and_both_offices_hear_of_it(
    bij: BijDeps, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for gemeente in (TIEL, BUREN):
        await wijs_aan(bij, voorstel(ANNE, Functie.BURGEMEESTER, gemeente))
    await stuur(bij, gemeld())
    await stuur(bij, gemeld(meldingId="BIJ-2", ontvangerGemeente=BUREN))
    await stuur(bij, gemeld(meldingId="BIJ-3", ontvangerGemeente=BUREN))
    site = make_site(deps, WebInstellingen(demo=True), bij=bij)
    async with open_browser(site, ACCOUNT) as browser:
        html = (await browser.get("/bij/verantwoording")).text

    assert [html.count(f">Gemeente {naam}<") for naam in ("Tiel", "Buren")] == [1, 1]
    telling = {v.gemeente: v.cijfers[2026] for v in await toon_verantwoording(await toegang(bij))}
    assert telling == {TIEL: {"gemeld_definitief": 1}, BUREN: {"gemeld_definitief": 2}}
    gezien = await eigenaar.fetch(
        "select distinct gemeente from bij.audit where actie = 'verantwoording_ingezien'"
    )
    assert {r[0] for r in gezien} == {TIEL, BUREN}


@pytest.mark.parametrize(
    ("functie", "mag"),
    [(Functie.LOCOBURGEMEESTER, True), (Functie.AANDACHTSFUNCTIONARIS, False)],
)
async def test_l30_what_the_police_told_is_shown_by_the_designation_and_not_by_the_login(
    bij: BijDeps, deps: Deps, functie: Functie, mag: bool, eigenaar: asyncpg.Connection
) -> None:
    """Jaap logs in as a deputy mayor, which says nothing about Tiel."""
    await wijs_aan(bij, voorstel(BRAM, Functie.BURGEMEESTER, TIEL))
    await wijs_aan(bij, voorstel(load_bij_personas()[JAAP].medewerker, functie))
    site = make_site(deps, WebInstellingen(demo=True), bij=bij)
    id_ = await _vraag_politie(bij, eigenaar, BRAM)
    async with open_browser(site, JAAP) as browser:
        html = (await browser.get(f"/bij/meldingen/{id_}")).text

    assert NAAM in html
    assert (CONTEXT in html) is mag
    assert ("Alleen de burgemeester mag dit antwoord zien." in html) is not mag


async def test_l30_an_official_reads_that_the_police_answered_and_not_what(
    bij: BijDeps, site: Starlette, eigenaar: asyncpg.Connection
) -> None:
    id_ = await _vraag_politie(bij, eigenaar, ANNE)
    async with open_browser(site, ACCOUNT) as browser:
        assert CONTEXT in (await browser.get(f"/bij/meldingen/{id_}")).text
    async with open_browser(site, KARIN) as browser:
        html = (await browser.get(f"/bij/meldingen/{id_}")).text

    assert CONTEXT not in html
    assert "Alleen de burgemeester mag dit antwoord zien." in html
