"""What a message page gives to ask the source, and when it says that the source sent it."""

import json
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.berichten.uitkomst import Reden
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, event, ruw
from tests.web.conftest import ANDERE_BRON, RUBEN, Als, tekst_van
from tests.web.test_deur import DEUR, STRUCTURED

NU = "Mon, 23 Nov 2026 08:00:00 GMT"  # 9:00 in the Netherlands, as the clock of the tests
GEVALLEN: list[tuple[Reden, dict[str, Any], str]] = [
    (Reden.ONBEKENDE_GEMEENTE, event(gemeenteBrp="9997"), "de naam van de gemeente"),
    (Reden.ONBEKENDE_INRICHTING, event(inrichting="ONB9"), "de naam van de inrichting"),
    (Reden.ONBEKENDE_SOORT, event(envelop={"type": "nl.anders.iets.v1"}), "wat voor bericht"),
    (Reden.BRON_NIET_TOEGESTAAN, event() | {"source": ANDERE_BRON}, "namens deze bron"),
]


@pytest.mark.parametrize(("reden", "bericht", "vraag"), GEVALLEN, ids=[str(g[0]) for g in GEVALLEN])
async def test_there_is_a_text_for_the_source_that_asks_what_only_it_knows(
    reden: Reden, bericht: dict[str, Any], vraag: str, deps: Deps, als: Als
) -> None:
    van = frozenset({event()["source"]})
    (uit,) = await deps.ontvang([replace(ruw(bericht), bronnen=van)])
    assert uit.reden is reden
    browser = await als(RUBEN)
    lijst = (await browser.get("/berichten?uitkomst=apart_gezet")).text
    pad = lijst.split('href="/berichten/0')[1].split('"')[0]

    pagina = (await browser.get(f"/berichten/0{pad}")).text

    assert "Beste collega," in pagina
    assert vraag in tekst_van(pagina)
    assert BSN_DAAN not in pagina


@pytest.mark.parametrize(
    ("date", "bewaard"),
    [
        (NU, True),
        ("Sun, 22 Nov 2026 12:00:00 +0100", True),
        ("Mon, 23 Nov 2026 08:00:01 GMT", False),
        ("Mon, 23 Nov 2026 08:00:00 -0000", False),
        ("gisteren", False),
        ("Mon, 99 Nov 2026 08:00:00 GMT", False),
        ("", False),
    ],
)
async def test_a_sender_over_http_says_when_it_let_go_by_the_date_of_its_request(
    date: str, bewaard: bool, machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    koppen = STRUCTURED | ({"Date": date} if date else {})

    antwoord = await machine.post(DEUR, content=json.dumps(event()), headers=koppen)

    assert antwoord.status_code == 200
    op = await eigenaar.fetchval("select verzonden_op from nazorg.bericht")
    assert (op is not None) is bewaard
    if date == NU:
        assert op.isoformat() == "2026-11-23T08:00:00+00:00"
