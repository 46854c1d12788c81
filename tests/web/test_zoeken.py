"""Find a dossier: by parts of a name, number, BSN or prison; never of another gemeente."""

from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import (
    BSN_DAAN,
    BSN_NINA,
    BSN_STEF,
    BUREN,
    NIJMEGEN,
    event,
    persoon,
)
from tests.web.conftest import HANS, JOYCE, MARIEKE, RUBEN, SAMIRA, Als, stuur, tekst_van


async def zoek(browser: Any, tekst: str) -> Any:
    return await browser.post("/zoeken", data={"q": tekst})


async def namen(browser: Any, tekst: str) -> str:
    antwoord = await zoek(browser, tekst)
    assert antwoord.status_code == 200, tekst
    html = antwoord.text.partition('<h1 tabindex="-1">Zoeken')[2]
    return tekst_van(html)


def mens(bsn: str | None, achternaam: str, detentie: str, **velden: Any) -> dict[str, Any]:
    wie = {k: velden.pop(k) for k in ("voorvoegsel", "voornamen") if k in velden}
    return event(
        persoon=persoon(bsn=bsn, geslachtsnaam=achternaam, **wie), detentieId=detentie, **velden
    )


@pytest.fixture
async def mensen(deps: Deps) -> None:
    await stuur(
        deps,
        mens(BSN_DAAN, "Verhoeven-de Groot", "D-1", voornamen="Daan Pieter"),
        mens(BSN_NINA, "Łukasiewicz", "D-2", voornamen="Zoë", inrichting="VUG"),
        mens(BSN_STEF, "Berg", "D-3", voorvoegsel="van den", voornamen="José", gemeenteBrp=BUREN),
    )


@pytest.mark.parametrize(
    ("tekst", "wie"),
    [
        ("verhoeven", "Daan Verhoeven-de Groot"),
        ("VERH", "Daan Verhoeven-de Groot"),
        ("groot", "Daan Verhoeven-de Groot"),
        ("daan verh", "Daan Verhoeven-de Groot"),
        ("verhoeven, pieter", "Daan Verhoeven-de Groot"),
        ("lukas", "Zoë Łukasiewicz"),
        ("Łuka", "Zoë Łukasiewicz"),
        ("zoe", "Zoë Łukasiewicz"),
        ("van den berg", "José van den Berg"),
        ("berg jose", "José van den Berg"),
        ("BERG", "José van den Berg"),
    ],
)
async def test_a_person_is_found_by_the_beginning_of_any_part_of_the_name(
    tekst: str, wie: str, mensen: None, als: Als
) -> None:
    gevonden = await namen(await als(MARIEKE), tekst)

    assert f"1 dossier gevonden {wie} NZ-2026-" in gevonden


@pytest.mark.parametrize("tekst", ["hoeven", "daan berg", "xyz", "van den", "%", "_", "ver%", "'"])
async def test_what_is_not_the_beginning_of_a_name_finds_nothing(
    tekst: str, mensen: None, als: Als
) -> None:
    gevonden = await namen(await als(MARIEKE), tekst)

    assert "Niets gevonden in uw gemeenten." in gevonden
    assert "NZ-2026" not in gevonden


@pytest.mark.parametrize("tekst", [BSN_DAAN, "9999 93 653", "999.993.653", f" {BSN_DAAN} "])
async def test_a_bsn_leads_to_the_dossier_and_is_written_down_nowhere(
    tekst: str, mensen: None, als: Als, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await zoek(await als(MARIEKE), tekst)

    assert antwoord.status_code == 303
    assert antwoord.headers["location"].startswith("/dossiers/NZ-2026-")
    rij = await eigenaar.fetchrow(
        "select actor, resultaat, object from nazorg.audit where actie = 'gezocht_op_bsn'"
    )
    assert tuple(rij) == (MARIEKE, "1 gevonden", "zoeken")
    alles = await eigenaar.fetchval("select string_agg(a::text, ' ') from nazorg.audit a")
    assert BSN_DAAN not in alles


@pytest.mark.parametrize(("tekst", "status"), [("NZ-2026-0001", 303), ("nz 2026 1", 303)])
async def test_a_dossier_number_leads_to_the_dossier(
    tekst: str, status: int, mensen: None, als: Als
) -> None:
    antwoord = await zoek(await als(MARIEKE), tekst)

    assert antwoord.status_code == status
    assert antwoord.headers["location"] == "/dossiers/NZ-2026-0001"


@pytest.mark.parametrize("tekst", ["NZ-2026-9999", "999994086", BSN_STEF])
async def test_what_is_not_there_or_of_another_looks_the_same(
    tekst: str, mensen: None, als: Als
) -> None:
    gevonden = await namen(await als(JOYCE), tekst)  # Stef is of Buren, Joyce of Tiel

    assert "Niets gevonden in uw gemeenten." in gevonden
    assert "NZ-2026" not in gevonden


async def test_nobody_of_another_gemeente_is_ever_found(
    mensen: None, als: Als, eigenaar: asyncpg.Connection
) -> None:
    samira, joyce = await als(SAMIRA), await als(JOYCE)
    nummers = await eigenaar.fetch("select nummer from nazorg.dossier")

    for tekst in ("verhoeven", "lukas", "berg", "vught", BSN_DAAN, *(r[0] for r in nummers)):
        assert "Niets gevonden" in await namen(samira, tekst), tekst
    assert "Niets gevonden" in await namen(joyce, "berg")
    assert (await zoek(await als(RUBEN), "verhoeven")).status_code == 404


@pytest.mark.parametrize("tekst", ["Vught", "PI Vught", "pi vught", "VUG"])
async def test_a_prison_shows_who_is_held_there_now(tekst: str, mensen: None, als: Als) -> None:
    gevonden = await namen(await als(HANS), tekst)

    assert "In PI Vught Zoë Łukasiewicz" in gevonden
    assert "Verhoeven" not in gevonden


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("", "Typ een naam"),
        ("   ", "Typ een naam"),
        ("99999365", "Dit is geen BSN."),
        ("999993654", "Dit is geen BSN."),
        ("0" * 9, "Dit is geen BSN."),
    ],
)
async def test_what_cannot_be_looked_for_says_why(
    tekst: str, zin: str, mensen: None, als: Als
) -> None:
    assert zin in await namen(await als(JOYCE), tekst)


async def test_a_name_follows_the_notices_and_the_dossier_wherever_it_goes(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, mens(BSN_DAAN, "Fout", "D-1"))
    joyce, samira = await als(JOYCE), await als(SAMIRA)
    assert "1 dossier gevonden" in await namen(joyce, "fout")

    verhuisd: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await stuur(
        deps,
        event(
            Soort.GEWIJZIGD,
            persoon=persoon(geslachtsnaam="Goed"),
            tijd="2026-11-22T08:00:00Z",
            **verhuisd,
        ),
    )

    assert "Niets gevonden" in await namen(samira, "fout")
    assert "1 dossier gevonden Daan Goed" in await namen(samira, "goed")
    assert "Niets gevonden" in await namen(joyce, "goed")


async def test_joined_dossiers_leave_no_name_behind(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    wie = {"bsn": None, "skn": "10000001"}
    await stuur(deps, event(persoon=persoon(**wie), detentieId="A"))
    await stuur(deps, event(persoon=persoon(), detentieId="B"))
    await stuur(deps, event(persoon=persoon(skn="10000001"), detentieId="C"))

    assert "1 dossier gevonden" in await namen(await als(JOYCE), "verhoeven")
    los = await eigenaar.fetchval(
        """select count(*) from nazorg.zoekterm z
        where not exists (select from nazorg.dossier d where d.id = z.dossier_id)"""
    )
    assert los == 0


async def test_what_was_typed_is_text_and_nothing_else(mensen: None, als: Als) -> None:
    antwoord = await zoek(await als(JOYCE), "<b onclick='x'>")

    assert "<b onclick" not in antwoord.text
    assert 'value="&lt;b onclick=' in antwoord.text


async def test_signs_that_nobody_sees_are_no_part_of_a_name(mensen: None, als: Als) -> None:
    assert "Verhoeven-de Groot" in await namen(await als(JOYCE), "\x00verhoeven\x00 daan")


async def test_an_address_never_holds_what_was_looked_for(mensen: None, als: Als) -> None:
    html = (await (await als(JOYCE)).get("/zoeken?q=verhoeven")).text

    assert "Verhoeven" not in html
    assert html.count('method="post" action="/zoeken"') == 2
