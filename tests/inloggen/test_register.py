"""Who may log in is what an administrator wrote down, from day to day."""

from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from nazorg.kern.medewerker import Rol
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.store import rollen
from nazorg.store.verbinding import Databank
from nazorg.usecases.accounts import (
    AccountKloptNiet,
    Register,
    Voorstel,
    beeindig,
    toon,
    voeg_toe,
)
from tests.factories import BUREN
from tests.inloggen.bezoeker import JOYCE, MARIEKE, Bezoeker, open_bezoeker
from tests.inloggen.conftest import MaakSite, voorstel
from tests.klok import VasteKlok

VANDAAG = date(2026, 11, 23)


@pytest.fixture
async def marieke(provider: Inlogsimulator, register: Register) -> Voorstel:
    wie = voorstel(provider.issuer)
    await voeg_toe(wie, register)
    return wie


def kenmerk_van(pagina: str) -> str:
    _, _, rest = pagina.partition('class="kenmerk">')
    return rest[:9]


async def test_who_is_not_in_the_register_reads_whom_to_ask_and_by_which_mark(
    bezoeker: Bezoeker, eigenaar: asyncpg.Connection
) -> None:
    with capture_logs() as log:
        antwoord = await bezoeker.log_in(JOYCE)

    assert antwoord.status_code == 403
    assert "Vraag het aan Fatma van I&amp;A" in antwoord.text
    kenmerk = kenmerk_van(antwoord.text)
    assert len(kenmerk) == 9
    assert {"event": "login.failed", "log_level": "warning", "reden": "account_onbekend"} in log
    assert kenmerk not in str(log)
    assert JOYCE not in str(log) + antwoord.text
    assert not await bezoeker.is_binnen()
    assert await eigenaar.fetchval("select count(*) from nazorg.sessie") == 0


async def test_who_has_no_access_can_come_back_as_somebody_else(
    bezoeker: Bezoeker, marieke: Voorstel
) -> None:
    pagina = (await bezoeker.log_in(JOYCE)).text

    assert 'href="/login/start?opnieuw=1"' in pagina
    assert "prompt=login" in await bezoeker.vertrek(opnieuw="1")
    assert "prompt" not in await bezoeker.vertrek()
    assert (await bezoeker.log_in(MARIEKE, opnieuw="1")).status_code == 303


async def test_the_mark_is_all_that_an_administrator_needs(
    bezoeker: Bezoeker, register: Register
) -> None:
    kenmerk = kenmerk_van((await bezoeker.log_in(JOYCE)).text)
    nogmaals = kenmerk_van((await bezoeker.log_in(JOYCE)).text)
    joyce = voorstel("", account="joyce", naam="Joyce van Veen", sub="", kenmerk=kenmerk.lower())

    await voeg_toe(joyce, register)

    assert nogmaals == kenmerk, "who tries again gets no other mark"
    assert (await bezoeker.log_in(JOYCE)).status_code == 303
    with pytest.raises(AccountKloptNiet, match="kenmerk is niet bekend"):
        await voeg_toe(replace(joyce, account="ander"), register)


async def test_a_mark_is_forgotten_after_two_weeks(
    bezoeker: Bezoeker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await bezoeker.log_in(JOYCE)
    klok.verder(days=15)

    await bezoeker.log_in(MARIEKE)

    assert await eigenaar.fetchval("select array_agg(sub) from nazorg.onbekend_account") == [
        MARIEKE
    ]


async def test_who_is_ended_is_out_at_the_next_request(
    bezoeker: Bezoeker, marieke: Voorstel, register: Register
) -> None:
    await bezoeker.log_in(MARIEKE)
    assert await bezoeker.is_binnen()

    await beeindig("marieke-bos", None, door="Fatma", register=register)

    antwoord = await bezoeker.http.get("/werkvoorraad")
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/login")
    assert (await bezoeker.log_in(MARIEKE)).status_code == 403


async def test_nobody_gives_work_to_who_is_ended(
    bezoeker: Bezoeker, marieke: Voorstel, register: Register
) -> None:
    joyce: dict[str, Any] = {"account": "joyce", "naam": "Joyce van Veen", "sub": JOYCE}
    await voeg_toe(replace(marieke, **joyce), register)
    await bezoeker.log_in(JOYCE)
    await bezoeker.log_in(MARIEKE)
    eerst = (await bezoeker.http.get("/waarneming")).text

    await beeindig("joyce", None, door="Fatma", register=register)

    assert "Joyce van Veen" in eerst
    assert "Joyce van Veen" not in (await bezoeker.http.get("/waarneming")).text


async def test_an_end_that_was_written_down_before_comes_at_midnight(
    bezoeker: Bezoeker, marieke: Voorstel, register: Register, klok: VasteKlok
) -> None:
    await beeindig("marieke-bos", date(2026, 11, 24), door="Fatma", register=register)
    klok.verder(hours=14, minutes=30)  # 23:30 in the Netherlands
    await bezoeker.log_in(MARIEKE)
    assert await bezoeker.is_binnen()

    klok.verder(minutes=31)

    assert not await bezoeker.is_binnen()


async def test_who_begins_tomorrow_does_not_get_in_today(
    bezoeker: Bezoeker, provider: Inlogsimulator, register: Register, klok: VasteKlok
) -> None:
    await voeg_toe(voorstel(provider.issuer, van=date(2026, 11, 24)), register)

    assert (await bezoeker.log_in(MARIEKE)).status_code == 403
    klok.verder(days=1)
    assert (await bezoeker.log_in(MARIEKE)).status_code == 303


async def test_other_gemeenten_are_a_new_row_and_end_the_session_of_the_old(
    bezoeker: Bezoeker, marieke: Voorstel, register: Register
) -> None:
    await bezoeker.log_in(MARIEKE)
    await beeindig("marieke-bos", None, door="Fatma", register=register)
    await voeg_toe(
        replace(marieke, van=VANDAAG, gemeenten=(BUREN,), regio="gemeente Buren"), register
    )

    assert not await bezoeker.is_binnen()
    await bezoeker.log_in(MARIEKE)
    assert "gemeente Buren" in (await bezoeker.http.get("/werkvoorraad")).text
    assert [geldt for _, geldt in await toon(register)] == [False, True]


async def test_the_same_sub_of_another_issuer_is_another_person(
    bezoeker: Bezoeker, register: Register
) -> None:
    await voeg_toe(voorstel("https://login.een-ander.test"), register)

    assert (await bezoeker.log_in(MARIEKE)).status_code == 403


async def test_a_session_of_a_persona_is_worth_nothing_in_production(
    maak_site: MaakSite, eigenaar: asyncpg.Connection, marieke: Voorstel
) -> None:
    async with open_bezoeker(maak_site()) as bezoeker:
        await bezoeker.log_in(MARIEKE)
        await eigenaar.execute("update nazorg.sessie set account_id = null")

        assert not await bezoeker.is_binnen()


async def test_adding_and_ending_is_in_the_audit_log_with_who_did_it(
    marieke: Voorstel, register: Register, eigenaar: asyncpg.Connection
) -> None:
    await beeindig("marieke-bos", None, door="Ruben", register=register)

    regels = await eigenaar.fetch(
        "select actie, object, naam from nazorg.audit where actie like 'account%' order by volgnr"
    )

    wat = "account marieke-bos nazorgcoordinator"
    assert [tuple(r) for r in regels] == [
        ("account_vastgelegd", wat, "Fatma Yildiz"),
        ("account_beeindigd", wat, "Ruben"),
    ]


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"account": "Marieke Bos"}, "korte naam"),
        ({"naam": " "}, "Vul naam"),
        ({"door": ""}, "Vul naam"),
        ({"functie": "x" * 101}, "100 tekens"),
        ({"rol": Rol.BURGEMEESTER}, "rol bestaat"),
        ({"tot": date(2026, 11, 1)}, "einddag"),
        ({"sub": ""}, "--kenmerk of --sub"),
        ({"kenmerk": "ABCD-EFGH"}, "niet allebei"),
        ({"issuer": ""}, "geen aanbieder"),
        ({"sub": "", "kenmerk": "ABCD-EFGH"}, "niet bekend"),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(
    anders: dict[str, Any], zin: str, provider: Inlogsimulator, register: Register
) -> None:
    with pytest.raises(AccountKloptNiet, match=zin):
        await voeg_toe(voorstel(provider.issuer, **anders), register)

    assert await toon(register) == []


async def test_nobody_is_two_things_at_once_and_no_name_is_of_two_people(
    marieke: Voorstel, register: Register
) -> None:
    for anders, zin in (
        ({"rol": Rol.FUNCTIONEEL_BEHEERDER}, "heeft dan al een rol"),
        ({"account": "tweede"}, "heeft al een account"),
        ({"sub": JOYCE, "naam": "Joyce van Veen"}, "van een ander"),
    ):
        with pytest.raises(AccountKloptNiet, match=zin):
            await voeg_toe(replace(marieke, **anders), register)
    with pytest.raises(AccountKloptNiet, match="niets te beëindigen"):
        await beeindig("marieke-bos", date(2026, 1, 1), door="F", register=register)
    with pytest.raises(AccountKloptNiet, match="staat niet in de lijst"):
        await beeindig("niemand", None, door="F", register=register)


@pytest.mark.parametrize(
    ("rol", "schema"),
    [(rollen.APP, "nazorg"), (rollen.ONTVANGST, "nazorg"), (rollen.BIJ_APP, "bij")],
)
async def test_the_website_can_let_nobody_in_by_itself(
    rol: str, schema: str, databank: Databank
) -> None:
    verbinding = await databank.connect(rol)
    try:
        for opdracht in ("insert into {}.account default values", "update {}.account set tot=null"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht.format(schema))
    finally:
        await verbinding.close()
