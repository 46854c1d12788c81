"""Filters of the queue: in the address, kept under a name, alone or with the team; and news."""

import re
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.deps import Deps
from nazorg.web.opmaak.vraag import FILTERNAMEN, parse_query, parse_vraag
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, BUREN
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, SAMIRA, Als, iemand, stuur, taak_van, tekst_van
from tests.web.test_werkvoorraad import namen, vrij_op

ONBEKEND: dict[str, Any] = {"verwachtEinde": None}
VANDAAG = VasteKlok().nu().date()


# ---- the address


@given(
    st.dictionaries(
        st.sampled_from((*FILTERNAMEN, "tab", "na", "voor", "gedaan", "anders")), st.text()
    )
)
def test_no_address_breaks_the_page_and_what_was_read_reads_the_same_again(
    velden: dict[str, str],
) -> None:
    vraag = parse_vraag(velden, vandaag=VANDAAG, van=("0281",))

    opnieuw = parse_query(vraag.query, vandaag=VANDAAG, van=("0281",))

    assert opnieuw.velden == vraag.velden
    assert vraag.href().startswith("/werkvoorraad")
    vraag.to_lijst()


@pytest.mark.parametrize(
    ("vrij", "wie"),
    [
        ("week", ["Vrijdag"]),
        ("2-weken", ["Vrijdag", "Straks"]),
        ("geweest", ["Geweest"]),
        ("2026-11-27", ["Vrijdag"]),
        ("2026-11-28", []),
        ("onzin", ["Geweest", "Straks", "Vrijdag"]),
    ],
)
async def test_a_window_of_the_release(vrij: str, wie: list[str], deps: Deps, als: Als) -> None:
    await stuur(
        deps,
        iemand(BSN_DAAN, "Vrijdag", **vrij_op("2026-11-27")),
        iemand(BSN_NINA, "Straks", **vrij_op("2026-12-05")),
        iemand(BSN_STEF, "Geweest", beginDatum="2026-10-01", **vrij_op("2026-11-20")),
    )

    html = (await (await als(JOYCE)).get(f"/werkvoorraad?vrij={vrij}")).text

    assert sorted({n.removeprefix("Daan ") for n in namen(html)}) == sorted(wie)


async def test_a_filter_on_leefgebied_and_on_who_does_it(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Wonen", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Anders", **ONBEKEND))
    await eigenaar.execute(
        """update nazorg.taak t set leefgebied = 'huisvesting' from nazorg.dossier d
        where d.id = t.dossier_id and d.geslachtsnaam = 'Wonen'"""
    )
    hans, marieke = await als(HANS), await als(MARIEKE)
    taak = await taak_van(eigenaar, "Anders", "nieuwe_melding")
    geef = {"soort": "toegewezen", "taak": taak, "eigenaar": HANS}
    await hans.post("/werkvoorraad/doe", data=geef)

    async def lijst(vraag: str) -> list[str]:
        return namen((await marieke.get(f"/werkvoorraad?{vraag}")).text)

    assert await lijst("leefgebied=huisvesting") == ["Daan Wonen"]
    assert await lijst("leefgebied=zorg") == []
    assert await lijst(f"van={HANS}") == ["Daan Anders"]
    assert await lijst("van=mij") == []
    assert await lijst("van=niemand") == ["Daan Wonen"]
    assert sorted(await lijst("tab=team")) == ["Daan Anders", "Daan Wonen"]
    assert await lijst(f"tab=team&van={HANS}&leefgebied=huisvesting") == []


async def test_each_filter_says_what_it_hides_by_itself(deps: Deps, als: Als) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Tiels", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN, **ONBEKEND))
    await stuur(deps, iemand(BSN_STEF, "Later", **vrij_op("2027-08-01")))

    html = (
        await (await als(MARIEKE)).get("/werkvoorraad?reden=vrijlating_nabij&gemeente=0281")
    ).text

    tekst = tekst_van(html)
    assert "Zonder ‘Vrijlating nadert’: 2 taken" in tekst
    assert "Zonder ‘Binnen 8 weken’: 1 taak" in tekst
    assert "Zonder ‘Tiel’" not in tekst


# ---- under a name


async def bewaar(browser: Any, naam: str, vraag: str, **velden: str) -> Any:
    return await browser.post("/werkvoorraad/filters", data={"naam": naam, "terug": vraag} | velden)


def menu(html: str) -> str:
    return tekst_van(html.partition('aria-label="Hoofdmenu"')[2].partition("</nav>")[0])


async def test_a_saved_filter_is_in_the_menu_with_what_it_counts_now(deps: Deps, als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await bewaar(joyce, "Nieuw hier", "reden=nieuwe_melding&na=x&gedaan=y")

    assert antwoord.headers["location"] == "/werkvoorraad?reden=nieuwe_melding"
    assert "Nieuw hier 0 taken" in menu((await joyce.get("/werkvoorraad")).text)
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))
    html = (await joyce.get("/werkvoorraad")).text
    assert "Nieuw hier 1 taak" in menu(html)
    assert 'href="/werkvoorraad?reden=nieuwe_melding"' in html


async def test_the_team_sees_a_shared_filter_with_its_own_counts_and_nobody_else_does(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Tiels", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN, **ONBEKEND))
    marieke, joyce, samira = await als(MARIEKE), await als(JOYCE), await als(SAMIRA)

    await bewaar(marieke, "Van de regio", "tab=team", gedeeld="ja")
    await bewaar(marieke, "Alleen ik", "van=mij")

    assert "Van de regio (van het team) 2 taken" in menu((await marieke.get("/werkvoorraad")).text)
    van_joyce = menu((await joyce.get("/werkvoorraad")).text)
    assert "Van de regio (van het team) 1 taak" in van_joyce
    assert "Alleen ik" not in van_joyce
    assert "regio" not in menu((await samira.get("/werkvoorraad")).text)
    id_ = await eigenaar.fetchval(
        "select id from nazorg.opgeslagen_filter where naam = 'Van de regio'"
    )
    assert (await joyce.post(f"/werkvoorraad/filters/{id_}/weg")).status_code == 404
    assert (await marieke.post(f"/werkvoorraad/filters/{id_}/weg")).status_code == 303
    assert "Van de regio" not in menu((await marieke.get("/werkvoorraad/filters")).text)


async def test_what_colleagues_share_pushes_no_own_filter_off_the_menu(als: Als) -> None:
    hans, joyce = await als(HANS), await als(JOYCE)
    for i in range(12):
        await bewaar(hans, f"Actie {i}", "reden=nieuwe_melding", gedeeld="ja")
    await bewaar(joyce, "Zaken van mij", "van=mij")

    assert "Zaken van mij" in menu((await joyce.get("/werkvoorraad")).text)


async def test_the_same_name_is_the_same_filter(als: Als, deps: Deps) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, "Mijn filter", "reden=nieuwe_melding")
    await bewaar(joyce, "  Mijn   filter ", "tab=team")

    html = (await joyce.get("/werkvoorraad/filters")).text

    assert html.count("Mijn filter</a>") == 1
    assert 'href="/werkvoorraad?tab=team"' in html


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("", "Geef het filter een naam."),
        ("   ", "Geef het filter een naam."),
        ("x" * 41, "De naam is te lang."),
        ("Zaak 9999 93653", "Zet geen BSN"),
        ("Zaak 999993653", "Zet geen BSN"),
        ("Zaak\x00twee", "In de naam staat een teken dat niet te lezen is."),
    ],
)
async def test_a_name_that_cannot_be_comes_back_with_why(
    naam: str, zin: str, als: Als, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await bewaar(await als(JOYCE), naam, "reden=nieuwe_melding", gedeeld="ja")

    assert antwoord.status_code == 422
    assert 'name="gedeeld" value="ja" checked' in antwoord.text
    assert zin in tekst_van(antwoord.text)
    assert 'value="reden=nieuwe_melding"' in antwoord.text
    assert await eigenaar.fetchval("select count(*) from nazorg.opgeslagen_filter") == 0


async def test_a_menu_holds_no_more_than_a_person_reads(als: Als, deps: Deps) -> None:
    joyce = await als(JOYCE)
    for i in range(12):
        assert (await bewaar(joyce, f"F{i}", "")).status_code == 303

    assert (await bewaar(joyce, "Nog een", "")).status_code == 422
    assert (await bewaar(joyce, "F3", "tab=team")).status_code == 303


async def test_the_page_asks_the_database_as_often_with_many_filters_as_with_none(
    als: Als, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    async def statements() -> int:
        geteld: list[object] = []
        async with deps.store.open_aanmelding() as tx:
            tx.add_query_logger(geteld.append)  # type: ignore[attr-defined]
        await joyce.get("/werkvoorraad")
        async with deps.store.open_aanmelding() as tx:
            tx.remove_query_logger(geteld.append)  # type: ignore[attr-defined]
        assert geteld, "nothing was counted"
        return len(geteld)

    leeg = await statements()
    for i in range(8):
        await bewaar(joyce, f"F{i}", "reden=nieuwe_melding")
    await stuur(deps, *(iemand(b, f"N{b}", **ONBEKEND) for b in (BSN_DAAN, BSN_NINA, BSN_STEF)))

    assert await statements() <= leeg


# ---- news


async def test_news_is_counted_beside_the_list_and_does_not_move_it(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    html = (await joyce.get("/werkvoorraad?reden=nieuwe_melding")).text
    gevonden = re.search(r'hx-get="(/werkvoorraad/nieuw[^"]+)"', html)
    assert gevonden
    pad = gevonden[1].replace("&amp;", "&")
    assert tekst_van((await joyce.get(pad)).text) == ""
    klok.verder(minutes=5)

    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", tijd="2026-11-23T08:03:00Z"))

    nieuws = (await joyce.get(pad)).text
    assert tekst_van(nieuws) == "1 nieuwe taak, toon"
    assert 'href="/werkvoorraad?reden=nieuwe_melding"' in nieuws
    assert "1 nieuwe" not in (await (await als(SAMIRA)).get(pad)).text


@pytest.mark.parametrize(
    "sinds",
    [
        "",
        "gisteren",
        "2026-11-23T08:00:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
    ],
)
async def test_news_since_nonsense_is_no_news(sinds: str, als: Als, deps: Deps) -> None:
    antwoord = await (await als(JOYCE)).get("/werkvoorraad/nieuw", params={"sinds": sinds})

    assert antwoord.status_code == 200
    assert antwoord.text.strip() == ""


async def test_asking_for_news_keeps_no_session_alive(
    als: Als, deps: Deps, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    for _ in range(13):
        klok.verder(minutes=5)
        antwoord = await joyce.get("/werkvoorraad/nieuw?sinds=2026-11-23T08:00:00Z")

    assert antwoord.status_code == 303, "an hour without a person is the end of it"


async def test_a_list_that_hides_a_part_says_how_much_and_shows_it_with_one_click(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Nu", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Later", **vrij_op("2027-08-01")))
    joyce = await als(JOYCE)

    html = (await joyce.get("/werkvoorraad")).text

    assert "Nog 1 taak staat niet in deze lijst, toon alles" in tekst_van(html)
    alles = (await joyce.get("/werkvoorraad?venster=alles")).text
    assert 'href="/werkvoorraad?venster=alles">Nog' in html
    assert "niet in deze lijst" not in alles
    assert len(namen(alles)) == len(namen(html)) + 1
