"""An alarm that is not right again ends only by somebody with a name, and a reason."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import asyncpg
import httpx2
import pytest

from nazorg.berichten.telling import Telling
from nazorg.berichten.uitkomst import Deur
from nazorg.deps import Deps
from nazorg.usecases.bewaking.meet import meet
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from nazorg.usecases.bewaking.vergelijk_telling import vergelijk_telling
from tests.factories import BRON, BSN_DAAN, event, ruw
from tests.klok import VasteKlok
from tests.usecases.test_stilte import werk_acht_weken
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.test_bewaking import bewaak, gaten, stuur, voet

REDEN = "Volgens Justid (mail van Bo) komt dit niet meer."
GAT = {"bron": BRON, "van": "2", "tot": "4"}


def formulieren(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return the forms to close something: address and hidden fields."""
    pad = "/berichten/(?:alarmen|gaten)/sluiten"
    gevonden = re.findall(
        f'<form class="beheer" method="post" action="({pad})">(.*?)</form>', html, re.DOTALL
    )
    return [
        (
            actie,
            {
                n: unescape(w)
                for n, w in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', vorm)
            },
        )
        for actie, vorm in gevonden
    ]


async def sluit(browser: httpx2.AsyncClient, **velden: str) -> httpx2.Response:
    """Close the first thing on the page that can be closed."""
    actie, verborgen = formulieren((await browser.get("/berichten")).text)[0]
    return await browser.post(actie, data=verborgen | {"reden": REDEN} | velden)


async def open_(eigenaar: asyncpg.Connection) -> list[str]:
    rijen = await eigenaar.fetch("select kort from nazorg.alarm where voorbij_op is null")
    return [r[0] for r in rijen]


async def tel(deps: Deps, *dagen: int, aantal: int = 0) -> None:
    await vergelijk_telling(
        [
            Telling(bron=BRON, dag=date(2026, 11, d), per_type={"overgeplaatst": aantal})
            for d in dagen
        ],
        store=deps.store,
        klok=deps.klok,
    )


async def maak_gat(deps: Deps, klok: VasteKlok) -> None:
    await stuur(deps, 1, 5)
    klok.verder(minutes=11)
    await bewaak(deps)


async def test_a_beheerder_accepts_a_gap_on_the_page_with_a_reason(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await maak_gat(deps, klok)
    ruben = await als(RUBEN)

    antwoord = await sluit(ruben)
    html = (await ruben.get("/berichten")).text

    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/berichten#h-gaten")
    assert "missen" not in voet(html), "at once, not at the next look of the watch"
    assert (
        f"Komt niet meer, volgens de bron: Detentieregister 2 t/m 4 (Ruben de Wit: {REDEN})"
        in gaten(html)
    )
    rij = await eigenaar.fetchrow("select * from nazorg.audit where actie = 'gat_geaccepteerd'")
    assert (rij["actor"], rij["object"]) == (RUBEN, f"{BRON} 2-4")
    assert rij["resultaat"] == f"nummers 3: {REDEN}"


async def test_of_two_gaps_the_alarm_keeps_the_other(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 3, 6)
    klok.verder(minutes=11)
    await bewaak(deps)

    await sluit(await als(RUBEN))

    assert await open_(eigenaar) == ["Detentieregister: 2 berichten missen."]


@pytest.mark.parametrize("reden", ["", "nee", " " * 20, "x" * 301, f"Het was {BSN_DAAN}."])
async def test_without_a_proper_reason_nothing_is_accepted_and_the_form_says_so(
    reden: str, deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await maak_gat(deps, klok)
    ruben = await als(RUBEN)

    antwoord = await ruben.post("/berichten/gaten/sluiten", data=GAT | {"reden": reden})

    assert antwoord.status_code == 422
    assert "<title>Fout: Berichten" in antwoord.text
    assert 'aria-invalid="true"' in antwoord.text
    assert '<details class="gebeurd sluit" open>' in antwoord.text
    assert await open_(eigenaar) == ["Detentieregister: 3 berichten missen."]


async def test_numbers_that_are_not_missing_are_refused(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await maak_gat(deps, klok)
    ruben = await als(RUBEN)

    for anders in ({"van": "5", "tot": "9"}, {"van": "x"}, {"bron": "urn:x"}, {"tot": "1"}):
        velden = GAT | {"reden": REDEN} | anders
        antwoord = await ruben.post("/berichten/gaten/sluiten", data=velden)
        assert antwoord.status_code == 422, anders


@pytest.mark.parametrize("pad", ["/berichten/gaten/sluiten", "/berichten/alarmen/sluiten"])
async def test_only_a_beheerder_may_close_and_sees_the_forms(
    pad: str, deps: Deps, als: Als, klok: VasteKlok, client: Any
) -> None:
    await maak_gat(deps, klok)
    marieke, ruben = await als(MARIEKE), await als(RUBEN)
    velden = GAT | {"reden": REDEN, "soort": "stilte", "stroom": "", "gezien": ""}

    assert (await marieke.post(pad, data=velden)).status_code == 404
    assert formulieren((await marieke.get("/berichten")).text) == []
    assert (await client.post(pad, data=velden)).headers["location"] == "/login"
    vreemd = await ruben.post(pad, data=velden, headers={"Sec-Fetch-Site": "cross-site"})
    assert vreemd.status_code == 403
    assert "Nummer 2 t/m 4" in gaten((await ruben.get("/berichten")).text)


async def test_a_silence_that_somebody_knows_of_ends_until_the_source_is_heard_again(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await werk_acht_weken(deps, klok)
    klok.verder(days=7)
    await bewaak(deps)

    antwoord = await sluit(await als(RUBEN))
    gesloten = await open_(eigenaar)
    moment = klok.nu()
    klok.verder(days=500)
    await bewaak(deps)
    await ruim_bewaking_op(deps.store, klok)
    await bewaak(deps)
    html = (await (await als(MARIEKE)).get("/berichten")).text
    stil = await open_(eigenaar)
    # It comes back, and is away again.
    for dag in range(6):
        for uur in range(3):
            klok.zet(moment + timedelta(days=501 + dag, hours=uur))
            await deps.ontvang([ruw(event(id=f"weer-{dag}-{uur}"))])
    await bewaak(deps)
    klok.verder(days=3)
    await bewaak(deps)

    assert antwoord.status_code == 303
    assert gesloten == stil == []
    assert "Gesloten alarmen Detentieregister, stilte. Ruben de Wit," in tekst_van(html)
    assert REDEN in tekst_van(html)
    assert await open_(eigenaar) == ["Detentieregister: al 3 dagen niets."]
    rij = await eigenaar.fetchrow("select * from nazorg.audit where actie = 'alarm_gesloten'")
    assert (rij["actor"], rij["object"], rij["resultaat"]) == (RUBEN, f"stilte {BRON}", REDEN)


async def test_a_difference_that_is_closed_is_an_alarm_again_when_it_changes(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await tel(deps, 19, 20, aantal=2)
    klok.verder(minutes=11)
    await bewaak(deps)
    ruben = await als(RUBEN)

    await sluit(ruben)
    klok.verder(days=20)
    await bewaak(deps)
    dicht = await open_(eigenaar), (await meet(deps.store)).tellingverschil
    ruben = await als(RUBEN)
    dag = tekst_van((await ruben.get("/berichten/telling/2026-11-20")).text)
    alle = tekst_van((await ruben.get("/berichten/telling")).text)
    await tel(deps, 20, aantal=3)
    klok.verder(minutes=11)
    await bewaak(deps)

    assert dicht == ([], {BRON: 0})
    assert f"2 te weinig Gesloten door Ruben de Wit, 23 nov 09:11: {REDEN}" in dag
    assert "do 19 nov 2 0 verschil gesloten" in alle
    assert await open_(eigenaar) == ["Detentieregister: telling klopt niet (3 te weinig)."]


async def test_what_changed_since_somebody_read_it_is_not_closed(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await tel(deps, 20, aantal=2)
    klok.verder(minutes=11)
    await bewaak(deps)
    ruben = await als(RUBEN)
    actie, velden = formulieren((await ruben.get("/berichten")).text)[0]
    await tel(deps, 19, aantal=1)
    klok.verder(minutes=11)
    await bewaak(deps)

    antwoord = await ruben.post(actie, data=velden | {"reden": REDEN})

    assert antwoord.status_code == 422
    assert "Dit alarm is net veranderd. Er is niets gesloten." in antwoord.text
    assert len(await open_(eigenaar)) == 1


@pytest.mark.parametrize(("stopt", "daarna"), [({}, 1), ({"stopt": "ja"}, 0)])
async def test_days_without_a_count_are_closed_and_the_next_is_missed_unless_it_stops(
    stopt: dict[str, str],
    daarna: int,
    deps: Deps,
    als: Als,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    await tel(deps, *range(10, 20))
    klok.zet(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    await bewaak(deps)
    ruben = await als(RUBEN)

    await sluit(ruben, **stopt)
    gesloten = await open_(eigenaar)
    dag = tekst_van((await (await als(RUBEN)).get("/berichten/telling/2026-11-21")).text)
    klok.verder(days=1)
    await bewaak(deps)

    assert gesloten == []
    assert f"geen telling. Gesloten door Ruben de Wit, vandaag 13:00: {REDEN}" in dag
    assert len(await open_(eigenaar)) == daarna


async def test_a_flood_that_cannot_be_read_is_closed_until_the_next(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(b"{half %d" % n) for n in range(20)])
    await bewaak(deps)
    klok.verder(minutes=1)

    await sluit(await als(RUBEN))
    klok.verder(minutes=1)
    await bewaak(deps)
    dicht = await open_(eigenaar)
    await deps.ontvang([ruw(b"{nog %d" % n) for n in range(20)])
    await bewaak(deps)

    assert dicht == []
    assert await open_(eigenaar) == ["20 onleesbare berichten in een uur."]


async def test_a_stream_that_was_late_is_closed_until_it_is_late_again(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(tijd="2026-11-23T07:00:00Z"), Deur.KAFKA)])
    await bewaak(deps)

    await sluit(await als(RUBEN))
    klok.verder(minutes=1)
    await bewaak(deps)
    html = tekst_van((await (await als(RUBEN)).get("/berichten")).text)
    dicht = await open_(eigenaar), (await meet(deps.store)).vertraging
    await deps.ontvang([ruw(event(detentieId="D-9", tijd="2026-11-23T07:30:00Z"), Deur.KAFKA)])
    await bewaak(deps)

    assert dicht == ([], {})
    assert "Detentieregister, Begin, wijziging en einde te laat. Ruben de Wit, vandaag" in html
    assert await open_(eigenaar) == ["Begin, wijziging en einde lopen 31 min achter."]


async def test_an_alarm_with_another_way_out_cannot_be_closed(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await maak_gat(deps, klok)
    ruben = await als(RUBEN)

    for soort, stroom in (("gat", ""), ("pauze", ""), ("achterstand", "kafka"), ("x", "")):
        velden = {"soort": soort, "bron": BRON, "stroom": stroom, "reden": REDEN, "gezien": ""}
        antwoord = await ruben.post("/berichten/alarmen/sluiten", data=velden)
        assert antwoord.status_code == 404, soort
