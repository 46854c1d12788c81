"""The room of the mayor: a registration, a register and a cookie of its own."""

from typing import Any

import asyncpg
import pytest

from nazorg.bij.aanwijzing import Functie
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Rol
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.usecases.accounts import Register, beeindig, voeg_toe
from tests.bij.mensen import ANNE as ANNE_DE_BOER
from tests.bij.mensen import voorstel as aanwijzing
from tests.bij.mensen import wijs_aan
from tests.inloggen.bezoeker import ADRES, ANNE, MARIEKE, WIM, Bezoeker
from tests.inloggen.conftest import voorstel


def in_bij(issuer: str, sub: str, rol: Rol, account: str, **anders: Any) -> Any:
    velden = {"gemeenten": (), "regio": "", "naam": account.title()} | anders
    return voorstel(issuer, account=account, sub=sub, rol=rol, **velden)


@pytest.fixture
async def wim(provider: Inlogsimulator, bij_register: Register) -> None:
    wie = in_bij(provider.issuer, WIM, Rol.BEHEERDER_AANWIJZINGEN, "wim-hendriks")
    await voeg_toe(wie, bij_register)


@pytest.fixture
async def anne(provider: Inlogsimulator, bij_register: Register, bij: BijDeps) -> None:
    await voeg_toe(in_bij(provider.issuer, ANNE, Rol.BURGEMEESTER, "anne-de-boer"), bij_register)


async def test_who_is_in_this_register_gets_in_by_a_page_that_goes_on(
    bij_bezoeker: Bezoeker, wim: None
) -> None:
    antwoord = await bij_bezoeker.log_in(WIM)

    assert antwoord.status_code == 200
    assert 'content="0;url=/bij/aanwijzingen"' in antwoord.text
    gezet = [k for k in antwoord.headers.get_list("set-cookie") if "Max-Age=0" not in k]
    assert [k.partition("=")[0] for k in gezet] == ["__Secure-bij"]
    assert {"Secure", "HttpOnly", "Path=/bij", "SameSite=strict"} <= set(gezet[0].split("; "))
    assert (await bij_bezoeker.http.get("/bij/aanwijzingen")).status_code == 200


async def test_what_a_mayor_sees_is_what_a_designation_says_and_not_the_login(
    bij_bezoeker: Bezoeker, anne: None, bij: BijDeps
) -> None:
    await bij_bezoeker.log_in(ANNE)
    zonder = await bij_bezoeker.http.get("/bij/meldingen")
    await wijs_aan(bij, aanwijzing(ANNE_DE_BOER, Functie.BURGEMEESTER))

    met = await bij_bezoeker.http.get("/bij/meldingen")

    assert zonder.status_code == 403
    assert met.status_code == 200


async def test_who_came_for_one_alert_is_taken_to_it_and_nowhere_else(
    bij_bezoeker: Bezoeker, anne: None
) -> None:
    naar = "/bij/meldingen/01a2076b-4400-7000-93f1-a1837287ea29"

    antwoord = await bij_bezoeker.log_in(ANNE, naar=naar)
    elders = await bij_bezoeker.log_in(ANNE, naar="https://elders.test/")

    assert f'content="0;url={naar}"' in antwoord.text
    assert 'content="0;url=/bij/meldingen"' in elders.text


async def test_the_registers_of_the_two_rooms_do_not_know_each_other(
    bezoeker: Bezoeker,
    bij_bezoeker: Bezoeker,
    provider: Inlogsimulator,
    register: Register,
    wim: None,
) -> None:
    await voeg_toe(voorstel(provider.issuer), register)

    hier, daar = await bij_bezoeker.log_in(MARIEKE), await bezoeker.log_in(WIM)

    assert (hier.status_code, daar.status_code) == (403, 403)
    assert "Fatma van I&amp;A" in hier.text


async def test_the_answer_for_one_room_is_worth_nothing_in_the_other(
    bezoeker: Bezoeker, bij_bezoeker: Bezoeker, wim: None
) -> None:
    terug = await bij_bezoeker.kies(await bij_bezoeker.vertrek(), WIM)
    await bezoeker.vertrek()

    antwoord = await bezoeker.http.get(terug.removeprefix(ADRES).replace("/bij/login/", "/login/"))

    assert antwoord.status_code == 400


@pytest.mark.parametrize(
    "gedrag",
    [Inloggedrag.ANDERE_ISS, Inloggedrag.ANDERE_AUD, Inloggedrag.ALG_NONE, Inloggedrag.HS256],
)
async def test_a_wrong_token_lets_nobody_in_here_either(
    gedrag: Inloggedrag,
    bij_bezoeker: Bezoeker,
    provider: Inlogsimulator,
    wim: None,
    eigenaar: asyncpg.Connection,
) -> None:
    provider.gedrag = gedrag

    antwoord = await bij_bezoeker.log_in(WIM)

    assert antwoord.status_code == 502
    assert "Inloggen is niet gelukt" in antwoord.text
    assert await eigenaar.fetchval("select count(*) from bij.sessie") == 0


async def test_who_is_ended_is_out_at_the_next_request(
    bij_bezoeker: Bezoeker, wim: None, bij_register: Register
) -> None:
    await bij_bezoeker.log_in(WIM)

    await beeindig("wim-hendriks", None, door="Fatma", register=bij_register)

    assert not await bij_bezoeker.is_binnen()


async def test_locking_the_screen_logs_out_at_the_provider_too(
    bij_bezoeker: Bezoeker, wim: None, provider: Inlogsimulator
) -> None:
    await bij_bezoeker.log_in(WIM)

    antwoord = await bij_bezoeker.http.post("/bij/uit")

    assert f"url={provider.issuer}/logout?" in antwoord.text
    assert not await bij_bezoeker.is_binnen()


async def test_a_session_of_a_persona_is_worth_nothing_in_production(
    bij_bezoeker: Bezoeker, wim: None, eigenaar: asyncpg.Connection
) -> None:
    await bij_bezoeker.log_in(WIM)
    await eigenaar.execute("update bij.sessie set account_id = null")

    assert not await bij_bezoeker.is_binnen()


async def test_the_register_is_in_the_audit_log_of_this_room_only(
    wim: None, eigenaar: asyncpg.Connection
) -> None:
    hier = await eigenaar.fetchval("select count(*) from bij.audit where actie like 'account%'")
    daar = await eigenaar.fetchval("select count(*) from nazorg.audit")

    assert (hier, daar) == (1, 0)
