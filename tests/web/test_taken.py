"""Finish a task, put it back, page through the rest: nothing is lost and nothing is twice."""

import re
from typing import Any

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.deps import Deps
from nazorg.kern.bsn import is_bsn
from tests.klok import VasteKlok
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    SAMIRA,
    Als,
    iemand,
    stuur,
    taak_van,
    tekst_van,
)
from tests.web.doen import doe

LIJST = "/werkvoorraad"
NUMMER = "NZ-2026-0001"
DOSSIER = f"/dossiers/{NUMMER}"


async def status_van(eigenaar: asyncpg.Connection, taak: str) -> Any:
    return await eigenaar.fetchval("select status from nazorg.taak where id = $1::uuid", taak)


async def tel_audit(eigenaar: asyncpg.Connection) -> int:
    return int(
        await eigenaar.fetchval("select count(*) from nazorg.audit where actie like 'taak%'")
    )


@pytest.fixture
async def taak(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand("999993653", "Verhoeven", verwachtEinde=None))
    return await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")


async def test_a_finished_task_leaves_the_list_and_can_come_back(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    browser = await als(JOYCE)

    antwoord = await browser.post(f"/taken/{taak}/afgehandeld", data={"terug": "venster=alles"})
    naar = antwoord.headers["location"]
    na = (await browser.get(naar)).text

    assert antwoord.status_code == 303
    assert naar.startswith("/werkvoorraad?venster=alles&gedaan=")
    assert f'id="rij-{taak}"' not in na
    assert "‘Nieuw: zit vast sinds 19 nov’ van Daan Verhoeven is afgehandeld." in na
    assert f'id="rij-{taak}"' in (await browser.get(f"{LIJST}?tab=afgehandeld")).text

    terug = await browser.post(f"/taken/{taak}/open", data={"terug": "venster=alles"})

    assert terug.headers["location"].startswith("/werkvoorraad?venster=alles&gedaan=")
    assert f'id="rij-{taak}"' in (await browser.get(LIJST)).text
    assert await tel_audit(eigenaar) == 2


async def test_finishing_twice_is_finishing_once_and_so_is_undoing(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    eerste, tweede = await als(JOYCE), await als(HANS)

    for actie, stand, regels in (("afgehandeld", "afgehandeld", 1), ("open", "open", 2)):
        for browser in (eerste, tweede):
            antwoord = await browser.post(f"/taken/{taak}/{actie}")
            assert antwoord.status_code == 303
        assert await status_van(eigenaar, taak) == stand
        assert await tel_audit(eigenaar) == regels


async def test_what_is_written_down_says_who_did_it_and_why(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await (await als(JOYCE)).post(f"/taken/{taak}/afgehandeld")

    rij = await eigenaar.fetchrow(
        """select actor, naam, object, resultaat, doel, gemeente from nazorg.audit
        where actie = 'taak_afgehandeld'"""
    )
    assert tuple(rij) == (
        JOYCE,
        "Joyce van Veen",
        "dossier:NZ-2026-0001",
        f"taak:{taak}",
        "re_integratie",
        "0281",
    )


async def test_a_version_that_no_page_showed_is_no_version(taak: str, als: Als) -> None:
    browser = await als(JOYCE)
    for versie in ("9" * 5000, "x", "-1", ""):
        velden = {"soort": "wacht", "taak": f"{taak}.{versie}", "wacht_op": "pi", "tot": ""}
        assert (await browser.post("/werkvoorraad/doe", data=velden)).status_code == 422


async def test_nobody_undoes_the_work_of_another_gemeente(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await (await als(JOYCE)).post(f"/taken/{taak}/afgehandeld")

    antwoord = await (await als(SAMIRA)).post(f"/taken/{taak}/open")

    assert antwoord.status_code == 404
    assert await status_van(eigenaar, taak) == "afgehandeld"


async def test_a_later_notice_does_not_undo_what_a_person_did(
    taak: str, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await (await als(JOYCE)).post(f"/taken/{taak}/afgehandeld")

    await stuur(deps, iemand("999993653", "Verhoeven", tijd="2026-11-22T08:00:00Z"))

    assert await status_van(eigenaar, taak) == "afgehandeld"


@pytest.mark.parametrize(
    "terug",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "next=https://evil.example&url=//evil.example",
        "gedaan=https://evil.example",
        "?a=b#c",
        "&".join(f"a{i}=evil.example" for i in range(50)),
        "x=" + "evil.example" * 2000,
    ],
    ids=lambda t: t[:24],
)
async def test_the_way_back_is_always_the_queue(
    terug: str, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    browser = await als(JOYCE)

    klaar = await browser.post(f"/taken/{taak}/afgehandeld", data={"terug": terug})
    opnieuw = await browser.post(f"/taken/{taak}/open", data={"terug": terug})

    assert klaar.status_code == opnieuw.status_code == 303
    alleen_gedaan = re.compile(r"/werkvoorraad\?gedaan=[0-9a-f-]{36}")
    assert alleen_gedaan.fullmatch(klaar.headers["location"])
    assert alleen_gedaan.fullmatch(opnieuw.headers["location"])


async def test_the_way_back_keeps_every_filter(taak: str, als: Als) -> None:
    vraag = "gemeente=0281&reden=nieuwe_melding&venster=week&vrij=2026-11-27"
    browser = await als(JOYCE)

    antwoord = await browser.post(f"/taken/{taak}/open", data={"terug": vraag})

    assert antwoord.headers["location"].startswith(f"/werkvoorraad?{vraag}&gedaan=")


# ---- pages


def _bsns(aantal: int) -> list[str]:
    mogelijk = (f"9999{i:05}" for i in range(100_000))
    goed = (bsn for bsn in mogelijk if is_bsn(bsn))
    return [bsn for bsn, _ in zip(goed, range(aantal), strict=False)]


@pytest.fixture
async def veel(deps: Deps) -> int:
    """120 open tasks, many with the same due date."""
    mensen = [
        iemand(
            bsn,
            f"Mens{i:03}",
            verwachtEinde=None,
            tijd=f"2026-11-{16 + i % 5:02}T08:00:00Z",
        )
        for i, bsn in enumerate(_bsns(120))
    ]
    await stuur(deps, *mensen)
    return len(mensen)


def rijen(html: str) -> list[str]:
    return re.findall(r'<tr class="row[^"]*" id="rij-([^"]+)"', html)


def volgende(html: str) -> str | None:
    gevonden = re.search(r'href="([^"]+)"><span class="nl-button__label">Volgende', html)
    return gevonden[1].replace("&amp;", "&") if gevonden else None


async def blader(browser: AsyncClient, pad: str | None) -> list[list[str]]:
    paginas = []
    while pad:
        html = (await browser.get(pad)).text
        paginas.append(rijen(html))
        pad = volgende(html)
    return paginas


async def test_the_pages_together_show_every_task_once(veel: int, als: Als) -> None:
    paginas = await blader(await als(JOYCE), LIJST)

    assert [len(p) for p in paginas] == [50, 50, 20]
    assert len({taak for pagina in paginas for taak in pagina}) == veel


async def test_a_task_that_is_done_in_between_moves_no_other_task_off_the_pages(
    veel: int, als: Als
) -> None:
    browser, collega = await als(JOYCE), await als(HANS)
    eerste = (await browser.get(LIJST)).text
    gezien = rijen(eerste)
    klaar = [gezien[0], gezien[-1]]

    for taak in klaar:  # also the very row from which the next page goes on
        await collega.post(f"/taken/{taak}/afgehandeld")
    rest = [taak for pagina in await blader(browser, volgende(eerste)) for taak in pagina]

    assert len(gezien + rest) == len({*gezien, *rest}) == veel
    assert len([t for p in await blader(browser, LIJST) for t in p]) == veel - len(klaar)


async def test_a_group_counts_also_what_is_on_the_next_page(veel: int, als: Als) -> None:
    browser = await als(JOYCE)

    tekst = tekst_van((await browser.get(LIJST)).text)

    assert f"Nu doen {veel}" in tekst
    assert "Te laat · 96" in tekst
    assert "Vandaag · 24" not in tekst, "that is on the last page"


async def test_finished_work_is_paged_too_also_when_all_was_done_at_once(
    veel: int, als: Als, klok: VasteKlok
) -> None:
    browser = await als(JOYCE)
    alle = [taak for pagina in await blader(browser, LIJST) for taak in pagina]
    for taak in alle:
        await browser.post(f"/taken/{taak}/afgehandeld")

    paginas = await blader(browser, f"{LIJST}?tab=afgehandeld")

    assert [len(p) for p in paginas] == [50, 50, 20]
    assert {taak for pagina in paginas for taak in pagina} == set(alle)


async def test_what_is_done_on_a_dossier_leads_back_to_it_with_the_way_back(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    html = (await joyce.get(DOSSIER)).text
    assert f'name="taak" value="{taak}.0"' in html

    antwoord = await joyce.post(
        f"/taken/{taak}/afgehandeld", data={"dossier": NUMMER, "taak": f"{taak}.0"}
    )

    waar = antwoord.headers["location"]
    assert waar.startswith(f"{DOSSIER}?gedaan=")
    html = (await joyce.get(waar)).text
    assert "afgehandeld." in tekst_van(html)
    terug = re.search(r'action="(/handelingen/[^"]+)"', html)
    assert terug
    ongedaan = await joyce.post(terug[1], data={"dossier": NUMMER})
    assert ongedaan.headers["location"].startswith(f"{DOSSIER}?gedaan=")
    assert await eigenaar.fetchval("select status from nazorg.taak where id = $1", taak) == "open"


async def test_a_colleague_who_was_first_is_named_on_the_dossier_too(taak: str, als: Als) -> None:
    marieke, joyce = await als(MARIEKE), await als(JOYCE)
    await doe(marieke, "vrijgegeven", f"{taak}.0")
    await doe(marieke, "toegewezen", f"{taak}.0", eigenaar=MARIEKE)

    antwoord = await joyce.post(
        f"/taken/{taak}/afgehandeld", data={"dossier": NUMMER, "taak": f"{taak}.0"}
    )

    tekst = tekst_van((await joyce.get(antwoord.headers["location"])).text)
    assert "Er is niets veranderd." in tekst
    assert "Marieke Bos" in tekst


@pytest.mark.parametrize("nummer", ["", "//elders.example", "NZ-2026-0001/../../login", "x"])
async def test_the_way_back_from_a_dossier_is_a_dossier_or_the_queue(
    nummer: str, taak: str, als: Als
) -> None:
    antwoord = await (await als(JOYCE)).post(f"/taken/{taak}/afgehandeld", data={"dossier": nummer})

    assert antwoord.headers["location"].startswith("/werkvoorraad?")
