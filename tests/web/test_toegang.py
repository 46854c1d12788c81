"""Who gets through which door. A route that is not in the table fails the first test."""

from dataclasses import dataclass

import asyncpg
import pytest
from httpx2 import AsyncClient, Response
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.deps import Deps
from tests.web.conftest import HANS, JOYCE, RUBEN, SAMIRA, Als, iemand, nummer_van, stuur
from tests.web.conftest import taak_van as vind_taak
from tests.web.overleggen import OVERLEGDEUREN


@dataclass(frozen=True)
class Deur:
    """zonder: the status without a login. beheer: what a functioneel beheerder gets."""

    methode: str
    pad: str
    zonder: int
    coordinator: int
    beheer: int
    persoonlijk: bool = False


DEUREN = (
    Deur("GET", "/", 303, 303, 303),
    Deur("GET", "/login", 200, 200, 200),
    Deur("POST", "/login", 400, 400, 400),
    Deur("POST", "/logout", 303, 303, 303),
    # Nothing was agreed with a provider here (tests/inloggen has one).
    Deur("GET", "/login/start", 404, 404, 404),
    Deur("GET", "/login/terug", 404, 404, 404),
    Deur("GET", "/werkvoorraad", 303, 200, 404),
    Deur("POST", "/taken/{id}/afgehandeld", 303, 303, 404, persoonlijk=True),
    Deur("POST", "/taken/{id}/open", 303, 303, 404, persoonlijk=True),
    Deur("GET", "/taken/{id}/voorbeeld", 303, 200, 404, persoonlijk=True),
    Deur("GET", "/taken/{id}", 303, 200, 404, persoonlijk=True),
    Deur("GET", "/taken/{id}/toegewezen", 303, 200, 404, persoonlijk=True),
    Deur("GET", "/taken/{id}/sluimert", 303, 200, 404, persoonlijk=True),
    Deur("GET", "/taken/{id}/wacht", 303, 200, 404, persoonlijk=True),
    Deur("POST", "/taken/{id}/teruggezet", 303, 303, 404),
    Deur("POST", "/taken/{id}/vrijgegeven", 303, 303, 404),
    Deur("POST", "/taken/{id}/ongelezen", 303, 303, 404),
    # Without a task chosen; test_handelingen.py knows the rest.
    Deur("POST", "/werkvoorraad/opdracht", 303, 422, 404),
    Deur("POST", "/werkvoorraad/doe", 303, 422, 404),
    # The id of a task is that of no deed.
    Deur("POST", "/handelingen/{id}/ongedaan", 303, 404, 404),
    Deur("GET", "/werkvoorraad/nieuw", 303, 200, 404),
    Deur("GET", "/waarneming", 303, 200, 404),
    Deur("POST", "/waarneming", 303, 422, 404),
    Deur("POST", "/waarneming/{id}/stop", 303, 404, 404),
    Deur("POST", "/waarneming/{id}/hervat", 303, 404, 404),
    Deur("GET", "/zoeken", 303, 200, 404),
    Deur("POST", "/zoeken", 303, 200, 404),
    Deur("GET", "/werkvoorraad/export", 303, 200, 404),
    Deur("POST", "/werkvoorraad/export", 303, 422, 404),
    Deur("GET", "/werkvoorraad/filters", 303, 200, 404),
    Deur("POST", "/werkvoorraad/filters", 303, 422, 404),
    Deur("POST", "/werkvoorraad/filters/{id}/weg", 303, 404, 404),
    Deur("POST", "/werkvoorraad/filters/{id}/deel", 303, 404, 404),
    Deur("POST", "/werkvoorraad/filters/{id}/terug", 303, 404, 404),
    Deur("GET", "/dossiers/{nummer}", 303, 200, 404, persoonlijk=True),
    Deur("GET", "/dossiers/{nummer}/vertrekblad", 303, 200, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/vertrekblad", 303, 303, 404, persoonlijk=True),
    # Nobody saved a sheet yet, so there is no PDF (test_vertrekblad_pdf.py has one).
    Deur("GET", "/dossiers/{nummer}/vertrekblad.pdf", 303, 404, 404),
    Deur("GET", "/dossiers/{nummer}/leefgebieden/{gebied}", 303, 200, 404, persoonlijk=True),
    # An empty form is refused by who may fill it in, and by nobody else.
    Deur("POST", "/dossiers/{nummer}/leefgebieden/{gebied}", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/acties", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/acties/{id}", 303, 404, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/notities", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/notities/{id}", 303, 422, 404, persoonlijk=True),
    # The fixture fills in no deed (test_terugdraaien.py has them).
    Deur("POST", "/dossiers/{nummer}/terugdraaien/{daad}", 303, 404, 404, persoonlijk=True),
    Deur("GET", "/dossiers/{nummer}/vragen", 303, 200, 404, persoonlijk=True),
    # The fixture has no list, and an empty form begins none (test_vragen.py has one).
    Deur("POST", "/dossiers/{nummer}/vragen", 303, 404, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/vragen/{id}/heropend", 303, 404, 404, persoonlijk=True),
    Deur("GET", "/dossiers/{nummer}/vragen/{id}/{deel}", 303, 404, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/vragen/{id}/{deel}", 303, 404, 404, persoonlijk=True),
    Deur("GET", "/dossiers/{nummer}/betrokkenen", 303, 200, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/betrokkenen", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/betrokkenen/{id}/gestopt", 303, 404, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/stukken", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/stukken/{id}/gestopt", 303, 404, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/bewaren", 303, 422, 404, persoonlijk=True),
    Deur("POST", "/dossiers/{nummer}/bewaren/{id}/gestopt", 303, 404, 404, persoonlijk=True),
    *(Deur(*deur) for deur in OVERLEGDEUREN),
    Deur("POST", "/dossiers/{nummer}/bronnen/{partner}/opnieuw", 303, 404, 404),
    Deur("POST", "/dossiers/{nummer}/bronnen/{partner}/toestemming", 303, 422, 404),
    Deur("GET", "/berichten", 303, 200, 200),
    Deur("GET", "/bezorging", 303, 404, 200),
    # The fixture fills in the topic, and an event that is not there (test_bezorging.py has them).
    Deur("POST", "/bezorging/{bestemming}/opnieuw", 303, 404, 303),
    Deur("POST", "/bezorging/{bestemming}/{id}/opnieuw", 303, 404, 404),
    # The fixture has no count of a source, so nobody finds a day (test_telling.py has one).
    Deur("GET", "/berichten/telling", 303, 404, 200),
    Deur("GET", "/berichten/telling/{dag}", 303, 404, 404),
    Deur("GET", "/berichten/telling/{dag}/nummers", 303, 404, 404),
    Deur("POST", "/berichten/alarmen/sluiten", 303, 404, 404),
    Deur("POST", "/berichten/gaten/sluiten", 303, 404, 422),
    Deur("GET", "/berichten/{id}", 303, 404, 404),
    Deur("GET", "/berichten/herhalen", 303, 404, 200),
    # Without a choice it says how many, and does nothing.
    Deur("POST", "/berichten/herhalen", 303, 404, 303),
    Deur("GET", "/berichten/herhalingen/{id}", 303, 404, 404),
    Deur("POST", "/berichten/pauzes/{id}/hervatten", 303, 404, 404),
    Deur("GET", "/berichten/invoer", 303, 404, 200),
    Deur("POST", "/berichten/invoer", 303, 404, 422),
    # The id of a task is that of no list (test_invoer.py has one).
    Deur("GET", "/berichten/invoer/{id}", 303, 404, 404),
    Deur("POST", "/berichten/invoer/{id}/kolommen", 303, 404, 404),
    Deur("POST", "/berichten/invoer/{id}/opnemen", 303, 404, 404),
    Deur("POST", "/berichten/invoer/{id}/weg", 303, 404, 404),
    Deur("POST", "/berichten/invoer/{id}/fouten", 303, 404, 404),
    Deur("POST", "/berichten/{id}/inhoud", 303, 404, 404),
    Deur("POST", "/berichten/{id}/opgeven", 303, 404, 404),
    Deur("POST", "/berichten/{id}/inrichting", 303, 404, 404),
    Deur("POST", "/berichten/{id}/gemeente", 303, 404, 404),
    Deur("POST", "/berichten/{id}/correctie", 303, 404, 422),
    Deur("POST", "/berichten/{id}/voorstel", 303, 404, 404),
    Deur("POST", "/berichten/{id}/besluit", 303, 404, 404),
    Deur("POST", "/berichten/{id}/intrekken", 303, 404, 404),
    Deur("POST", "/v1/berichten", 401, 401, 401),
    Deur("POST", "/v1/bij/berichten", 401, 401, 401),
    Deur("GET", "/bij", 307, 307, 307),
    Deur("GET", "/v1/openapi.json", 200, 200, 200),
    Deur("GET", "/v1/asyncapi", 200, 200, 200),
    Deur("GET", "/v1/schemas/{type}", 200, 200, 200),
    Deur("GET", "/v1/docs", 200, 200, 200),
    Deur("GET", "/health/live", 200, 200, 200),
    Deur("GET", "/health/ready", 200, 200, 200),
)
PERSOONLIJK = [d for d in DEUREN if d.persoonlijk]


def naam_van(deur: Deur) -> str:
    return f"{deur.methode} {deur.pad}"


alle_deuren = pytest.mark.parametrize("deur", DEUREN, ids=naam_van)
persoonlijke_deuren = pytest.mark.parametrize("deur", PERSOONLIJK, ids=naam_van)


@pytest.fixture
async def daan(deps: Deps, eigenaar: asyncpg.Connection) -> dict[str, str]:
    """Someone in Tiel, with the numbers that fill in a path."""
    await stuur(deps, iemand("999993653", "Lindeboom"))
    return {
        "nummer": await nummer_van(eigenaar, "Lindeboom"),
        "id": await vind_taak(eigenaar, "Lindeboom", "nieuwe_melding"),
        "gebied": "zorg",
        "punt": "00000000-0000-7000-8000-000000000000",
        "deel": "1",
        "partner": "reclassering",
        "bestemming": "00000000-0000-0000-0000-000000000000",
        "type": TYPE_VAN_SOORT[Soort.BEGONNEN],
        "dag": "2026-11-22",
        "daad": "feiten.00000000-0000-7000-8000-000000000000.0",
    }


async def klop(browser: AsyncClient, deur: Deur, daan: dict[str, str]) -> Response:
    return await browser.request(deur.methode, deur.pad.format(**daan))


async def stand(eigenaar: asyncpg.Connection) -> list[object]:
    taken: list[object] = await eigenaar.fetch("select id, status from nazorg.taak order by id")
    gelezen = await eigenaar.fetchval("select count(*) from nazorg.audit where object like 'dos%'")
    return [*taken, gelezen]


def test_every_route_of_the_site_stands_in_the_table(site: Starlette) -> None:
    routes = [r for r in site.routes if isinstance(r, Route)]
    echt = {(methode, r.path) for r in routes for methode in (r.methods or set()) - {"HEAD"}}
    assert echt == {(d.methode, d.pad) for d in DEUREN}
    # What is behind /bij has a table of its own: tests/bij/test_deuren.py.
    assert [r.path for r in site.routes if isinstance(r, Mount)] == ["/bij", "/static"]


@alle_deuren
async def test_without_a_login_a_visitor_sees_only_the_login_page(
    deur: Deur, client: AsyncClient, daan: dict[str, str], eigenaar: asyncpg.Connection
) -> None:
    eerst = await stand(eigenaar)

    antwoord = await klop(client, deur, daan)

    assert antwoord.status_code == deur.zonder
    if deur.zonder == 303:
        assert antwoord.headers["location"] == "/login"
        assert antwoord.content == b""
    assert "Lindeboom" not in antwoord.text
    assert await stand(eigenaar) == eerst


@alle_deuren
async def test_a_coordinator_of_the_gemeente_gets_in(
    deur: Deur, als: Als, daan: dict[str, str]
) -> None:
    antwoord = await klop(await als(JOYCE), deur, daan)

    assert antwoord.status_code == deur.coordinator


@alle_deuren
async def test_a_functioneel_beheerder_sees_messages_and_no_people(
    deur: Deur, als: Als, daan: dict[str, str], eigenaar: asyncpg.Connection
) -> None:
    eerst = await stand(eigenaar)

    antwoord = await klop(await als(RUBEN), deur, daan)

    assert antwoord.status_code == deur.beheer
    assert "Lindeboom" not in antwoord.text
    assert await stand(eigenaar) == eerst


@persoonlijke_deuren
async def test_for_another_gemeente_this_person_does_not_exist(
    deur: Deur, als: Als, daan: dict[str, str], eigenaar: asyncpg.Connection
) -> None:
    browser = await als(SAMIRA)
    eerst = await stand(eigenaar)
    nergens = daan | {"nummer": "NZ-2026-9998", "id": "00000000-0000-7000-8000-000000000000"}

    antwoord = await klop(browser, deur, daan)
    onbekend = await klop(browser, deur, nergens)

    assert antwoord.status_code == onbekend.status_code == 404
    assert antwoord.text == onbekend.text, "the answer tells that somebody is there"
    assert await stand(eigenaar) == eerst


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
    ids=str,
)
async def test_a_form_on_another_site_cannot_act_for_somebody(
    headers: dict[str, str], als: Als, daan: dict[str, str], eigenaar: asyncpg.Connection
) -> None:
    browser = await als(JOYCE)
    eerst = await stand(eigenaar)

    for deur in (d for d in DEUREN if d.methode == "POST"):
        antwoord = await browser.post(deur.pad.format(**daan), headers=headers)
        assert antwoord.status_code == 403, deur

    assert await stand(eigenaar) == eerst
    assert (await browser.get("/werkvoorraad")).status_code == 200, "still logged in"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}],
    ids=str,
)
async def test_a_form_on_our_own_page_can(
    headers: dict[str, str], als: Als, daan: dict[str, str]
) -> None:
    pad = f"/taken/{daan['id']}/afgehandeld"
    assert (await (await als(HANS)).post(pad, headers=headers)).status_code == 303


async def test_a_fragment_that_needs_a_login_moves_the_whole_page(
    client: AsyncClient, daan: dict[str, str]
) -> None:
    antwoord = await client.get(f"/taken/{daan['id']}/voorbeeld", headers={"HX-Request": "true"})

    assert antwoord.status_code == 401
    assert antwoord.headers["HX-Redirect"] == "/login"


async def test_each_role_begins_on_its_own_page(als: Als) -> None:
    assert (await (await als(JOYCE)).get("/")).headers["location"] == "/werkvoorraad"
    assert (await (await als(RUBEN)).get("/")).headers["location"] == "/berichten"
    # The mark in the corner leads there, for every role.
    assert 'class="mark" href="/"' in (await (await als(RUBEN)).get("/berichten")).text
