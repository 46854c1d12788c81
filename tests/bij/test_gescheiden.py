"""Two rooms: no route, list, export, figure, log or table of one knows anything of the other (D.7).

L01, L33: a message goes to the mayor and never the other way.
"""

import re
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
import structlog
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps, Deps
from nazorg.kern.klok import vandaag
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import lees_databank
from nazorg.metrieken.tellen import MeetVerzoeken
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.referentie.personas import load_personas
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.usecases.bij.werk import Werker
from nazorg.web.bij.site import ROUTES
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import NAAM as BIJ_NAAM
from tests.bij.berichten import gemeld
from tests.bij.conftest import stuur
from tests.bij.kamer import open_browser
from tests.bij.mensen import voorstel, wijs_aan
from tests.factories import BSN_NINA, event, persoon, ruw

NAZORG_NAAM = "Meerkoet"
# What would give the alert away: the name, the number of it, what it is about.
BIJ_SPOREN = (BIJ_NAAM, "BIJ-1", "mishandeling", "05-123456-20")
NAZORG_SPOREN = (NAZORG_NAAM, "NZ-2026")


@pytest.fixture
async def site(deps: Deps, bij: BijDeps) -> Starlette:
    """Both rooms with somebody in it, and the same BSN in both: nothing may join them."""
    for p in load_bij_personas().values():
        if p.functie and p.gemeente:
            await wijs_aan(bij, voorstel(p.medewerker, p.functie, p.gemeente))
    zelfde = {"geslachtsnaam": BIJ_NAAM, "bsn": BSN_NINA}
    await stuur(bij, gemeld(persoon=zelfde))
    wie = persoon(bsn=BSN_NINA, geslachtsnaam=NAZORG_NAAM)
    await deps.ontvang([ruw(event(persoon=wie))])
    return make_site(deps, WebInstellingen(demo=True), bij=bij)


def _paden(site: Starlette, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of every route there is, filled in with what exists."""
    for route in site.routes:
        if isinstance(route, Route):
            yield from ((m, _vul(route.path, ids)) for m in route.methods or ())
        elif isinstance(route, Mount) and route.name == "bij":
            for binnen in ROUTES:
                yield from ((m, _vul(f"/bij{binnen.path}", ids)) for m in binnen.methods or ())


def _vul(pad: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)(?::[a-z]+)?\}", lambda m: ids.get(m[1], "1"), pad)


@pytest.fixture
async def ids(site: Starlette, eigenaar: asyncpg.Connection) -> dict[str, str]:
    return {
        "id": str(await eigenaar.fetchval("select id from bij.melding")),
        "nummer": str(await eigenaar.fetchval("select nummer from nazorg.dossier")),
        "dag": "2026-11-22",
        "gebied": "zorg",
    }


async def test_l01_no_person_of_nazorg_finds_anything_of_bij_on_any_route(
    site: Starlette, ids: dict[str, str], deps: Deps
) -> None:
    gelezen = 0
    for wie in load_personas(deps.kennis, op=vandaag(deps.klok)):
        async with open_browser(site) as browser:
            await browser.post("/login", data={"medewerker": wie})
            for methode, pad in _paden(site, ids):
                # The published contract tells everybody what a message looks like, of nobody.
                if pad in ("/logout", "/login") or pad.startswith("/v1/"):
                    continue
                antwoord = await browser.request(methode, pad)
                gelezen += 1
                for spoor in BIJ_SPOREN:
                    assert spoor not in antwoord.text, (wie, methode, pad)
            zoek = await browser.post("/zoeken", data={"q": BIJ_NAAM})
            assert "/dossiers/" not in zoek.text
    assert gelezen > 250


async def test_l01_nobody_of_bij_finds_anything_of_nazorg_on_any_route(
    site: Starlette, ids: dict[str, str]
) -> None:
    for wie in load_bij_personas():
        async with open_browser(site, wie) as browser:
            for methode, pad in _paden(site, ids):
                if pad in ("/bij/uit", "/login", "/bij/login"):
                    continue
                antwoord = await browser.request(methode, pad)
                # The example number stands in the public contract and is nobody's.
                html = antwoord.text if not pad.startswith("/v1/") else ""
                for spoor in NAZORG_SPOREN:
                    assert spoor not in html, (wie, methode, pad)
                if pad.startswith("/bij") and methode == "GET":
                    assert 'href="/werkvoorraad' not in html
                    assert 'href="/berichten' not in html


async def test_a_login_of_one_room_is_none_in_the_other(
    site: Starlette, eigenaar: asyncpg.Connection
) -> None:
    async with open_browser(site, "anne-de-boer") as browser:
        assert (await browser.get("/werkvoorraad")).headers["location"] == "/login"
        koek = browser.cookies["bij"]
        browser.cookies.set("nazorg", koek)
        assert (await browser.get("/werkvoorraad")).headers["location"] == "/login"
    async with open_browser(site) as browser:
        uit = await browser.post("/login", data={"medewerker": "anne-de-boer"})
        assert uit.status_code == 400
        await browser.post("/login", data={"medewerker": "marieke-bos"})
        assert (await browser.get("/bij/meldingen")).headers["location"] == "/bij/login"
        browser.cookies.set("bij", browser.cookies["nazorg"])
        assert (await browser.get("/bij/meldingen")).headers["location"] == "/bij/login"
    actoren = {r[0] for r in await eigenaar.fetch("select actor from nazorg.audit")}
    assert "anne-de-boer" not in actoren


async def test_l01_no_table_of_nazorg_holds_anything_of_an_alert(
    site: Starlette, eigenaar: asyncpg.Connection
) -> None:
    tabellen = await eigenaar.fetch(
        "select tablename from pg_tables where schemaname = 'nazorg' and tablename <> 'migratie'"
    )
    for (tabel,) in tabellen:
        inhoud = str(await eigenaar.fetch(f"select * from nazorg.{tabel}"))
        for spoor in (*BIJ_SPOREN, "bij-register", "justitiabelen"):
            assert spoor not in inhoud, tabel


async def test_l01_no_table_of_bij_holds_a_readable_name_or_anything_of_nazorg(
    site: Starlette, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    await werker.doe_ronde()
    tabellen = await eigenaar.fetch(
        "select tablename from pg_tables where schemaname = 'bij' and tablename <> 'migratie'"
    )
    assert len(tabellen) >= 14
    for (tabel,) in tabellen:
        inhoud = str(await eigenaar.fetch(f"select * from bij.{tabel}"))
        for spoor in (BIJ_NAAM, BSN_NINA, "mishandeling", *NAZORG_SPOREN):
            assert spoor not in inhoud, tabel


async def test_the_key_of_one_room_opens_nothing_of_the_other(
    site: Starlette, deps: Deps, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    rij = await eigenaar.fetchrow("select id, inhoud from bij.melding")
    voor = b"bij.melding|inhoud|" + rij["id"].bytes
    assert BIJ_NAAM.encode() in bij.kamer.kluis.ontsleutel(rij["inhoud"], voor=voor)

    for sleutel in (deps.kluis, Kluis(b"b" * 32, compartiment="nazorg")):
        with pytest.raises(KluisFout):
            sleutel.ontsleutel(rij["inhoud"], voor=voor)


async def test_l01_figures_and_events_of_nazorg_know_nothing_of_bij(
    site: Starlette, ids: dict[str, str], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    meters = Meters(frozenset())
    async with open_browser(MeetVerzoeken(site, meters), "anne-de-boer") as browser:  # type: ignore[arg-type]
        await browser.get(f"/bij/meldingen/{ids['id']}")
        await browser.get("/login")
    metingen, nu = await lees_databank(deps.store, deps.klok)()
    meters.zet_databank(metingen, nu)
    tekst = meters.tekst().decode()

    assert 'route="/login"' in tekst
    for spoor in (*BIJ_SPOREN, "/meldingen", "bij-register", "besluit"):
        assert spoor not in tekst
    uitgaand = str(await eigenaar.fetch("select * from nazorg.outbox"))
    assert "nl.nazorg" in uitgaand
    assert "bij" not in uitgaand


async def test_no_log_line_of_either_room_says_about_whom(
    site: Starlette, ids: dict[str, str], werker: Werker, bij: BijDeps
) -> None:
    with structlog.testing.capture_logs() as regels:
        await stuur(bij, gemeld() | {"iets": 1})
        await werker.doe_ronde()
        async with open_browser(site, "anne-de-boer") as browser:
            await browser.get(f"/bij/meldingen/{ids['id']}")
            await browser.post("/bij/zoeken", data={"q": BIJ_NAAM})
    assert regels
    for spoor in (*BIJ_SPOREN, BSN_NINA, "0281", "Tiel", "anne"):
        assert spoor not in str(regels)


async def test_l33_taking_an_alert_in_changes_nothing_in_nazorg(
    deps: Deps, bij: BijDeps, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    async def stand() -> list[Any]:
        return [
            await eigenaar.fetchval(f"select count(*) from nazorg.{t}")
            for t in ("bericht", "dossier", "taak", "outbox", "audit", "melding")
        ]

    wie = persoon(bsn=BSN_NINA, geslachtsnaam=NAZORG_NAAM)
    await deps.ontvang([ruw(event(persoon=wie))])
    voor = await stand()
    await stuur(bij, gemeld(persoon={"geslachtsnaam": BIJ_NAAM, "bsn": BSN_NINA}))
    await werker.doe_ronde()

    assert await stand() == voor


async def test_l01_the_roles_of_the_database_are_apart(
    bij: BijDeps, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """A transaction of nazorg that asks for an alert fails; and the other way around."""
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_aanmelding() as tx:
            await tx.fetch("select * from bij.melding")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with bij.kamer.store.open_voor(("0281",)) as tx:
            await tx.fetch("select * from nazorg.dossier")


async def test_without_a_gemeente_the_database_itself_shows_no_alert(bij: BijDeps) -> None:
    """L06: the second lock, in the database."""
    await stuur(bij, gemeld())
    for codes, aantal in (((), 0), (("0214",), 0), (("0281",), 1)):
        async with bij.kamer.store.open_voor(codes) as tx:
            assert await tx.fetchval("select count(*) from bij.melding") == aantal


async def test_every_act_is_in_the_audit_chain_and_the_chain_holds(
    site: Starlette, ids: dict[str, str], werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    async with open_browser(site, "anne-de-boer") as browser:
        await browser.get(f"/bij/meldingen/{ids['id']}")
        await browser.post(f"/bij/meldingen/{ids['id']}/overwegingen", data={"tekst": "iets"})
    acties = {r[0] for r in await eigenaar.fetch("select actie from bij.audit")}
    assert {
        "bij_bericht_ontvangen",
        "aanwijzing_vastgelegd",
        "aangemeld",
        "melding_ingezien",
        "overweging_geschreven",
    } <= acties
    assert await werker.verifieer()

    await eigenaar.execute("update bij.audit set naam = 'Iemand' where volgnr = 2")
    assert not await werker.verifieer()
    assert await eigenaar.fetchval("select soort from bij.alarm") == "audit_veranderd"


async def test_another_database_may_hold_the_room(bij: BijDeps) -> None:
    """The parts of BIJ are made without any part of nazorg."""
    store = BijStore(bij.kamer.store.databank)
    zonder = build_bij_deps(store, bij.kamer.kluis, bij.kamer.klok)
    assert zonder.bronnen.bronnen == {}
    await store.close()
