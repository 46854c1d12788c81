"""A message that shares its number with another one: the page says so and leads there."""

import re
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import event, ruw
from tests.herhalen import repareer, speel
from tests.web.conftest import RUBEN, Als, tekst_van

NUMMER = "b/1&x"


async def open_pagina(als: Als, eigenaar: asyncpg.Connection, reden: str) -> str:
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where reden = $1", reden)
    return (await (await als(RUBEN)).get(f"/berichten/{id_}")).text


async def volg(als: Als, html: str) -> int:
    """Follow the link to the other one; return how many messages it shows."""
    link = re.search(r'href="([^"]+)">Bekijk alle berichten met dit nummer', html)
    assert link
    lijst = (await (await als(RUBEN)).get(link[1].replace("&amp;", "&"))).text
    return lijst.partition('id="lijst"')[2].count('class="nl-link brk" href="/berichten/')


@pytest.mark.parametrize(
    ("anders", "reden", "waarom"),
    [
        ({}, "later_ontvangen", "Hetzelfde bericht is later goed ontvangen en verwerkt."),
        (
            {"inrichting": "VUG"},
            "tegenstrijdig",
            "Een ander bericht met dit nummer had een andere inhoud.",
        ),
    ],
    ids=["zelfde", "anders"],
)
async def test_the_page_leads_to_the_other_one(
    anders: dict[str, Any],
    reden: str,
    waarom: str,
    deps: Deps,
    eigenaar: asyncpg.Connection,
    als: Als,
) -> None:
    await deps.ontvanger.zet_apart(ruw(event(id=NUMMER)))
    await deps.ontvang([ruw(event(id=NUMMER, **anders))])
    await speel(deps)

    html = await open_pagina(als, eigenaar, reden)

    assert waarom in html
    assert await volg(als, html) == 2


async def test_what_waits_for_another_one_says_what_to_do_first(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    e = ruw(event(id=NUMMER, inrichting="ZN9"))
    await deps.ontvanger.zet_apart(e)
    await deps.ontvang([e])
    eigen = await eigenaar.fetchval("select id from nazorg.bericht where reden = 'eigen_fout'")
    repareer(deps, "ZN9")
    await speel(deps, ids=[eigen])

    html = await open_pagina(als, eigenaar, "ander_nog_apart")

    tekst = tekst_van(html)
    assert "Een ander bericht met dit nummer is nog niet verwerkt." in tekst
    assert "Behandel eerst het andere bericht." in tekst
    assert "Speel opnieuw af" in tekst
    assert await volg(als, html) == 2
