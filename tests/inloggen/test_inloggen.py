"""Logging in with the account of the own organisation: from the first click to the first page."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from nazorg.kern.medewerker import Rol
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.usecases.accounts import Register, voeg_toe
from tests.inloggen.bezoeker import ADRES, JOYCE, MARIEKE, RUBEN, Bezoeker
from tests.inloggen.conftest import voorstel


@pytest.fixture
async def marieke(provider: Inlogsimulator, register: Register) -> None:
    await voeg_toe(voorstel(provider.issuer), register)


async def test_who_is_in_the_register_gets_in(bezoeker: Bezoeker, marieke: None) -> None:
    antwoord = await bezoeker.log_in(MARIEKE)

    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/werkvoorraad")
    pagina = await bezoeker.http.get("/werkvoorraad")
    assert pagina.status_code == 200
    assert "Marieke Bos" in pagina.text


async def test_a_beheerder_comes_to_the_messages(
    bezoeker: Bezoeker, provider: Inlogsimulator, register: Register
) -> None:
    ruben = voorstel(
        provider.issuer,
        account="ruben",
        naam="Ruben de Wit",
        sub=RUBEN,
        rol=Rol.FUNCTIONEEL_BEHEERDER,
    )
    await voeg_toe(ruben, register)

    antwoord = await bezoeker.log_in(RUBEN)

    assert antwoord.headers["location"] == "/berichten"
    assert (await bezoeker.http.get("/berichten")).status_code == 200
    assert (await bezoeker.http.get("/werkvoorraad")).status_code == 404


async def test_the_browser_takes_along_what_the_protocol_asks(bezoeker: Bezoeker) -> None:
    adres = urlsplit(await bezoeker.vertrek())

    velden = {naam: w[0] for naam, w in parse_qs(adres.query).items()}
    assert velden["response_type"] == "code"
    assert velden["code_challenge_method"] == "S256"
    assert velden["scope"] == "openid", "no more than who somebody is"
    assert velden["redirect_uri"] == f"{ADRES}/login/terug"
    assert all(len(velden[naam]) >= 43 for naam in ("state", "nonce", "code_challenge"))


async def test_each_attempt_has_its_own_secrets(bezoeker: Bezoeker) -> None:
    een, twee = [parse_qs(urlsplit(await bezoeker.vertrek()).query) for _ in range(2)]

    for naam in ("state", "nonce", "code_challenge"):
        assert een[naam] != twee[naam]


async def test_no_token_is_kept_in_the_browser_or_here(
    bezoeker: Bezoeker, marieke: None, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await bezoeker.log_in(MARIEKE)

    koekjes = antwoord.headers.get_list("set-cookie")
    gezet = [k for k in koekjes if "Max-Age=0" not in k]
    assert [k.partition("=")[0] for k in gezet] == ["__Host-nazorg"]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(gezet[0].split("; "))
    rij = await eigenaar.fetchval("select s::text from nazorg.sessie s")
    assert "eyJ" not in rij + "".join(koekjes), "the beginning of every JWT"


async def test_the_cookie_of_an_attempt_tells_nothing_and_is_gone_afterwards(
    bezoeker: Bezoeker, marieke: None
) -> None:
    adres = await bezoeker.vertrek()
    koekje = bezoeker.http.cookies["__Host-nazorg-inlog"]
    state = parse_qs(urlsplit(adres).query)["state"][0]

    antwoord = await bezoeker.http.get((await bezoeker.kies(adres, MARIEKE)).removeprefix(ADRES))

    assert state not in koekje
    assert antwoord.status_code == 303
    assert "__Host-nazorg-inlog" not in bezoeker.http.cookies


async def test_logging_in_again_ends_the_session_before(
    bezoeker: Bezoeker, marieke: None, eigenaar: asyncpg.Connection
) -> None:
    await bezoeker.log_in(MARIEKE)
    eerste = bezoeker.http.cookies["__Host-nazorg"]

    await bezoeker.log_in(MARIEKE)

    assert bezoeker.http.cookies["__Host-nazorg"] != eerste
    assert await eigenaar.fetchval("select count(*) from nazorg.sessie") == 1


async def test_it_is_in_the_audit_log_under_the_name_of_the_register(
    bezoeker: Bezoeker, marieke: None, eigenaar: asyncpg.Connection
) -> None:
    await bezoeker.log_in(MARIEKE)

    regel = await eigenaar.fetchrow("select actor, naam from nazorg.audit where actie='aangemeld'")

    assert tuple(regel) == ("marieke-bos", "Marieke Bos")


async def test_an_attempt_works_once_also_when_two_come_back_at_the_same_moment(
    bezoeker: Bezoeker, marieke: None, eigenaar: asyncpg.Connection
) -> None:
    adres = await bezoeker.vertrek()
    eerste, tweede = [await bezoeker.kies(adres, MARIEKE) for _ in range(2)]

    antwoorden = await asyncio.gather(
        *(bezoeker.http.get(t.removeprefix(ADRES)) for t in (eerste, tweede))
    )

    assert sorted(a.status_code for a in antwoorden) == [303, 400]
    assert await eigenaar.fetchval("select count(*) from nazorg.sessie") == 1


async def test_who_logs_out_is_taken_to_the_provider_to_log_out_there_too(
    bezoeker: Bezoeker, marieke: None, provider: Inlogsimulator
) -> None:
    await bezoeker.log_in(MARIEKE)

    antwoord = await bezoeker.http.post("/logout")

    assert antwoord.status_code == 200
    assert f'http-equiv="refresh" content="0;url={provider.issuer}/logout?' in antwoord.text
    assert "U bent uitgelogd" in antwoord.text
    assert not await bezoeker.is_binnen()


async def test_who_logs_out_while_the_provider_is_away_is_out_all_the_same(
    bezoeker: Bezoeker, marieke: None, provider: Inlogsimulator, klok: object
) -> None:
    await bezoeker.log_in(MARIEKE)
    await provider.stop()

    antwoord = await bezoeker.http.post("/logout")

    assert antwoord.status_code in (200, 303)
    assert not await bezoeker.is_binnen()


async def test_the_demo_has_no_use_in_production(bezoeker: Bezoeker, marieke: None) -> None:
    pagina = await bezoeker.http.get("/login")
    antwoord = await bezoeker.http.post("/login", data={"medewerker": "marieke-bos"})

    assert "Inloggen bij uw organisatie" in pagina.text
    assert "Joyce" not in pagina.text
    assert antwoord.status_code == 400
    assert not await bezoeker.is_binnen()


async def test_somebody_else_of_the_provider_is_somebody_else_here(
    bezoeker: Bezoeker, marieke: None
) -> None:
    antwoord = await bezoeker.log_in(JOYCE)

    assert antwoord.status_code == 403
    assert not await bezoeker.is_binnen()
