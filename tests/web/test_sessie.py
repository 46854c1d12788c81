"""A session: how it begins, how it ends, and what its cookie may be used for."""

from datetime import timedelta

import asyncpg
import pytest
from httpx2 import AsyncClient
from starlette.applications import Starlette
from starlette.responses import Response

from nazorg.deps import BijDeps, Deps
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen, set_cookie
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, SAMIRA, Als, MaakClient


async def is_binnen(browser: AsyncClient) -> bool:
    return (await browser.get("/werkvoorraad")).status_code == 200


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: AsyncClient) -> None:
    antwoord = await client.post("/login", data={"medewerker": JOYCE})

    naam, _, rest = antwoord.headers["set-cookie"].partition("=")
    waarde, *vlaggen = (deel.strip().lower() for deel in rest.split(";"))
    assert naam == "nazorg"
    assert len(waarde) >= 43, "256 bits of chance"
    assert {"httponly", "samesite=lax", "path=/"} <= set(vlaggen)
    assert not any(v.startswith(("domain", "max-age", "expires")) for v in vlaggen)


def test_outside_a_demo_the_cookie_only_travels_encrypted() -> None:
    antwoord = Response()
    set_cookie(antwoord, WebInstellingen(demo=False), "t")

    cookie = antwoord.headers["set-cookie"].lower()
    assert cookie.startswith("__host-nazorg=")
    assert {"secure", "httponly", "path=/"} <= {deel.strip() for deel in cookie.split(";")}
    assert "domain" not in cookie


async def test_outside_a_demo_nobody_is_a_persona(
    deps: Deps, bij: BijDeps, maak_client: MaakClient
) -> None:
    browser = await maak_client(make_site(deps, WebInstellingen(demo=False), bij=bij))

    pagina = await browser.get("/login")
    antwoord = await browser.post("/login", data={"medewerker": JOYCE})

    assert "Joyce" not in pagina.text
    assert antwoord.status_code == 400
    assert "set-cookie" not in antwoord.headers


async def test_outside_a_demo_logging_out_takes_the_cookie_away_too(
    deps: Deps, bij: BijDeps, maak_client: MaakClient
) -> None:
    browser = await maak_client(make_site(deps, WebInstellingen(demo=False), bij=bij))

    cookie = (await browser.post("/logout")).headers["set-cookie"].lower()

    # A browser ignores a __Host- cookie without these, also when it takes one away.
    assert cookie.startswith("__host-nazorg=")
    assert {"secure", "path=/", "max-age=0"} <= {deel.strip() for deel in cookie.split(";")}


async def test_the_token_itself_is_kept_nowhere(als: Als, eigenaar: asyncpg.Connection) -> None:
    token = (await als(JOYCE)).cookies["nazorg"]

    rijen = await eigenaar.fetch(
        "select s::text from nazorg.sessie s union all select a::text from nazorg.audit a"
    )

    assert rijen
    assert all(token not in rij[0] for rij in rijen)


async def test_logging_out_ends_the_session_everywhere(
    als: Als, site: Starlette, maak_client: MaakClient
) -> None:
    browser = await als(JOYCE)
    gestolen = await maak_client(site)
    gestolen.cookies.set("nazorg", browser.cookies["nazorg"])
    assert await is_binnen(gestolen)

    antwoord = await browser.post("/logout")

    assert antwoord.headers["location"] == "/login"
    assert "nazorg" not in browser.cookies
    assert not await is_binnen(gestolen)


async def test_logging_in_again_ends_the_session_before(
    als: Als, site: Starlette, maak_client: MaakClient
) -> None:
    browser = await als(JOYCE)
    oud = await maak_client(site)
    oud.cookies.set("nazorg", browser.cookies["nazorg"])

    await browser.post("/login", data={"medewerker": SAMIRA})

    assert browser.cookies["nazorg"] != oud.cookies["nazorg"]
    assert not await is_binnen(oud)
    assert await is_binnen(browser)


async def test_a_session_that_is_not_used_ends_after_an_hour(als: Als, klok: VasteKlok) -> None:
    browser = await als(JOYCE)

    klok.verder(minutes=59)
    assert await is_binnen(browser)
    klok.verder(minutes=59)
    assert await is_binnen(browser), "use keeps it open"
    klok.verder(minutes=60)
    assert not await is_binnen(browser)


async def test_a_session_never_lasts_longer_than_a_working_day(als: Als, klok: VasteKlok) -> None:
    browser = await als(JOYCE)
    einde = klok.nu() + timedelta(hours=10)

    while klok.nu() + timedelta(minutes=30) < einde:
        klok.verder(minutes=30)
        assert await is_binnen(browser), klok.nu()
    klok.verder(minutes=30)

    assert not await is_binnen(browser)


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "nazorg", "a" * 43, "a" * 100, "a" * 4000, '"\\000"', "\u00e9\u00e9", "' or 1=1 --"],
    ids=lambda c: f"{len(c)}-{c[:6]!r}",
)
async def test_a_made_up_cookie_is_no_session(cookie: str, client: AsyncClient) -> None:
    kop = f"nazorg={cookie}".encode("latin-1")

    antwoord = await client.get("/werkvoorraad", headers=[(b"cookie", kop)])

    assert antwoord.status_code == 303
    assert antwoord.headers["location"] == "/login"


async def test_logging_in_and_out_is_written_down(als: Als, eigenaar: asyncpg.Connection) -> None:
    browser = await als(JOYCE)
    await browser.post("/logout")

    rijen = await eigenaar.fetch("select actor, actie, doel from nazorg.audit order by volgnr")

    assert [tuple(r) for r in rijen] == [
        (JOYCE, "aangemeld", "re_integratie"),
        (JOYCE, "afgemeld", "re_integratie"),
    ]


async def test_somebody_who_is_not_on_the_list_cannot_log_in(client: AsyncClient) -> None:
    for gegevens in ({}, {"medewerker": "burgemeester"}, {"medewerker": ""}, {"m": "x" * 9000}):
        antwoord = await client.post("/login", data=gegevens)
        assert antwoord.status_code == 400
        assert "set-cookie" not in antwoord.headers
