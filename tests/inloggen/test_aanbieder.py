"""What a provider does besides answering: be away, be slow, change its keys, ask for more proof."""

import asyncio
import time
from datetime import timedelta

import asyncpg
import pytest

from nazorg.integrations import sleutelbos
from nazorg.integrations.oidc import vraag
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.simulatie.inlogtoken import maak_sleutel
from nazorg.usecases.accounts import Register, voeg_toe
from tests.inloggen.bezoeker import ADRES, MARIEKE, Bezoeker, open_bezoeker
from tests.inloggen.conftest import MaakSite, voorstel
from tests.inloggen.test_mislukt import NIET_STERK, WEG, check_pagina, is_niemand_binnen
from tests.klok import VasteKlok

G = Inloggedrag


@pytest.fixture(autouse=True)
async def marieke(
    provider: Inlogsimulator, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She may log in. To wait for a provider takes half a second, so that tests do not."""
    monkeypatch.setattr(vraag, "SECONDEN", 0.5)
    monkeypatch.setattr(sleutelbos, "_SECONDEN", 0.5)
    await voeg_toe(voorstel(provider.issuer), register)


async def test_nothing_is_held_in_the_database_while_a_provider_is_waited_for(
    bezoeker: Bezoeker, provider: Inlogsimulator, eigenaar: asyncpg.Connection
) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)
    provider.gedrag = G.HANGT
    komt_terug = asyncio.create_task(bezoeker.http.get(terug.removeprefix(ADRES)))
    while "/token" not in provider.gekregen:  # noqa: ASYNC110 - it comes over a socket
        await asyncio.sleep(0.01)

    open_ = await eigenaar.fetchval(
        """select count(*) from pg_stat_activity
        where xact_start is not null and application_name = 'nazorg_app'"""
    )

    assert not komt_terug.done()
    assert open_ == 0
    check_pagina(await komt_terug, *WEG)


async def test_a_provider_that_hangs_keeps_a_crowd_no_longer_than_one(
    bezoeker: Bezoeker, provider: Inlogsimulator, klok: VasteKlok
) -> None:
    provider.gedrag = G.HANGT
    begonnen = time.monotonic()

    antwoorden = await asyncio.gather(*(bezoeker.http.get("/login/start") for _ in range(20)))

    assert {a.status_code for a in antwoorden} == {503}
    assert time.monotonic() - begonnen < 5
    assert len(provider.gekregen) == 1
    provider.gedrag = G.GOED
    klok.verder(seconds=5)
    assert (await bezoeker.log_in(MARIEKE)).status_code == 303


@pytest.mark.parametrize("gedrag", [G.WEG, G.HANGT, G.STORING])
async def test_a_provider_that_goes_away_half_way_is_waited_for_no_longer_than_agreed(
    gedrag: Inloggedrag, bezoeker: Bezoeker, provider: Inlogsimulator, eigenaar: asyncpg.Connection
) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)
    provider.gedrag = gedrag
    begonnen = time.monotonic()

    antwoord = await bezoeker.http.get(terug.removeprefix(ADRES))

    check_pagina(antwoord, *WEG)
    assert time.monotonic() - begonnen < 3
    assert await is_niemand_binnen(bezoeker, eigenaar)


async def test_a_slow_provider_is_waited_for(
    bezoeker: Bezoeker, provider: Inlogsimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vraag, "SECONDEN", 30.0)
    monkeypatch.setattr(sleutelbos, "_SECONDEN", 30.0)
    provider.gedrag = G.TRAAG

    assert (await bezoeker.log_in(MARIEKE)).status_code == 303


async def test_a_new_key_of_the_provider_works_at_once(
    bezoeker: Bezoeker, provider: Inlogsimulator, klok: VasteKlok
) -> None:
    await bezoeker.log_in(MARIEKE)
    provider.aanbieder.sleutels = {"sleutel-2": maak_sleutel()}
    klok.verder(seconds=sleutelbos.NIET_VAKER_DAN.total_seconds())

    assert (await bezoeker.log_in(MARIEKE)).status_code == 303
    assert provider.gekregen.count("/jwks") == 2


async def test_addresses_and_keys_are_asked_for_once_in_ten_minutes(
    bezoeker: Bezoeker, provider: Inlogsimulator, klok: VasteKlok
) -> None:
    for _ in range(3):
        assert (await bezoeker.log_in(MARIEKE)).status_code == 303
    assert provider.gekregen.count("/.well-known/openid-configuration") == 1
    assert provider.gekregen.count("/jwks") == 1

    klok.verder(minutes=10)
    assert (await bezoeker.log_in(MARIEKE)).status_code == 303
    assert provider.gekregen.count("/.well-known/openid-configuration") == 2


async def test_who_logged_in_too_weakly_is_told_what_is_missing(
    maak_site: MaakSite, provider: Inlogsimulator, eigenaar: asyncpg.Connection
) -> None:
    async with open_bezoeker(maak_site(acr=["hoog"])) as bezoeker:
        adres = await bezoeker.vertrek()
        zwak = await bezoeker.log_in(MARIEKE)
        niemand = await is_niemand_binnen(bezoeker, eigenaar)
        provider.aanbieder.acr = "hoog"
        sterk = await bezoeker.log_in(MARIEKE)

    assert "acr_values=hoog" in adres
    check_pagina(zwak, *NIET_STERK)
    assert niemand
    assert sterk.status_code == 303


async def test_who_logged_in_too_long_ago_at_the_provider_does_so_again(
    maak_site: MaakSite, provider: Inlogsimulator
) -> None:
    async with open_bezoeker(maak_site(max_minuten=30)) as bezoeker:
        adres = await bezoeker.vertrek()
        provider.aanbieder.ingelogd = timedelta(minutes=31)
        oud = await bezoeker.log_in(MARIEKE)
        provider.aanbieder.ingelogd = timedelta(minutes=29)
        vers = await bezoeker.log_in(MARIEKE)

    assert "max_age=1800" in adres
    check_pagina(oud, *NIET_STERK)
    assert vers.status_code == 303
