"""The queue: who is on it, in which order, why, and what a person does with it."""

import re
from html import unescape
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.bsn import is_bsn
from tests.factories import BSN_NINA, BSN_STEF, BUREN, CULEMBORG, NIJMEGEN, event, persoon
from tests.web.conftest import JOYCE, MARIEKE, Als, iemand, stuur, taak_van, tekst_van

VANDAAG = "2026-11-23T07:00:00Z"
EINDE_ONBEKEND: dict[str, Any] = {"verwachtEinde": None}
ALLES = "/werkvoorraad?venster=alles"


def vrij_op(dag: str) -> dict[str, Any]:
    return {"verwachtEinde": {"vroegst": dag, "laatst": dag}}


def bsn_van(nummer: int) -> str:
    """Return the nth number of the range that is never given out."""
    return [bsn for bsn in (f"9999{i:05}" for i in range(999)) if is_bsn(bsn)][nummer]


def namen(html: str) -> list[str]:
    """Return who is on the list, in order."""
    return re.findall(r'class="row__link"[^>]*>([^<]+)</a>', html)


def groepen(html: str) -> list[str]:
    return [tekst_van(g) for g in re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>', html)]


async def test_groups_follow_the_due_date_and_so_do_the_rows(deps: Deps, als: Als) -> None:
    # Monday 23 November: the plan must be there five working days before the release.
    await stuur(
        deps,
        iemand("999993653", "Later", tijd="2026-11-27T08:00:00Z", **vrij_op("2026-12-31")),
        iemand(BSN_NINA, "Laat", tijd="2026-11-18T08:00:00Z", **EINDE_ONBEKEND),
        iemand(BSN_STEF, "Vandaag", tijd="2026-11-20T08:00:00Z", **vrij_op("2026-12-04")),
    )

    html = (await (await als(JOYCE)).get(ALLES)).text

    # Free before the meeting of 10 December: the new notice and the three of the minimum pack.
    assert groepen(html) == ["Te laat · 1", "Vandaag · 4", "Deze week · 1", "Later · 2"]
    assert namen(html) == ["Daan Laat", *["Daan Vandaag"] * 5, "Daan Later", "Daan Later"]
    assert "2 werkdagen te laat do 19 nov" in tekst_van(html)
    assert "nog 4 werkdagen vr 27 nov" in tekst_van(html)


async def test_every_row_says_in_one_sentence_why_it_is_there(deps: Deps, als: Als) -> None:
    anders = persoon(bsn=None, geslachtsnaam="Onbekend")
    botst = {"beginDatum": "2026-11-19", "verwachtEinde": None}
    await stuur(
        deps,
        iemand("999993653", "Begin", **vrij_op("2026-11-27")),
        iemand(BSN_NINA, "Route", gemeenteVestiging=CULEMBORG, **EINDE_ONBEKEND),
        event(persoon=anders, detentieId="D-9", **EINDE_ONBEKEND),
        event(Soort.GEWIJZIGD, persoon=persoon(bsn=BSN_STEF), detentieId="D-8"),
        iemand(bsn_van(1), "Verlopen", beginDatum="2026-10-01", **vrij_op("2026-11-01")),
        iemand("999994086", "Botst", **botst),
        event(
            Soort.GEWIJZIGD,
            persoon=persoon(bsn="999994086", geslachtsnaam="Botst"),
            detentieId="D-Botst",
            tijd="2026-11-21T08:00:00Z",
            verwachtEinde={"vroegst": "2026-11-01", "laatst": "2026-11-01"},
        ),
    )

    tekst = tekst_van((await (await als(JOYCE)).get(ALLES)).text)

    for zin in (
        "Nieuw: zit vast sinds 19 nov",
        "Vrij over 4 dagen",
        "Vrij op vrijdag: loketten dicht tot maandag",
        "Einddatum onbekend: vraag de PI wanneer iemand vrijkomt",
        "Zou vrij zijn op 1 nov, geen bericht van einde ontvangen",
        "Route: staat ingeschreven in Tiel, wil naar Culemborg",
        "Nog te koppelen: geen BSN of SKN in het bericht",
        "Wijziging ontvangen, maar geen beginmelding",
        "Berichten spreken elkaar tegen: het einde ligt vóór het begin",
    ):
        assert zin in tekst, zin


@pytest.mark.parametrize(
    ("adres", "zin"),
    [
        ({"gemeenteBrp": "1999"}, "Route: niet ingeschreven in Nederland (RNI)"),
        ({"gemeenteBrp": None}, "Route: adres onbekend"),
        ({"gemeenteBrp": "0236"}, "Route: gemeente is heringedeeld, nu West Betuwe"),
    ],
)
async def test_a_route_that_is_not_clear_says_what_is_not(
    adres: dict[str, str | None], zin: str, deps: Deps, als: Als
) -> None:
    await stuur(deps, iemand("999993653", "Verhoeven", **adres))

    tekst = tekst_van((await (await als(MARIEKE)).get("/werkvoorraad?reden=route_beoordelen")).text)

    assert zin in tekst


async def test_the_filters_are_in_the_address(deps: Deps, als: Als) -> None:
    await stuur(
        deps,
        iemand("999993653", "Tiels", **vrij_op("2026-11-27")),
        iemand(BSN_NINA, "Burens", tijd=VANDAAG, gemeenteBrp=BUREN, **vrij_op("2027-06-01")),
    )
    browser = await als(MARIEKE)

    async def lijst(vraag: str) -> list[str]:
        return namen((await browser.get(f"/werkvoorraad?{vraag}")).text)

    # The new notice, the release and the three of the minimum pack.
    tiels = ["Daan Tiels"] * 5
    dichtbij = [*tiels, "Daan Burens"]
    assert await lijst("") == dichtbij
    assert await lijst("venster=alles") == [*dichtbij, "Daan Burens"]
    assert await lijst("venster=week") == dichtbij
    assert await lijst("gemeente=0214") == ["Daan Burens"]
    assert await lijst("reden=vrijlating_nabij") == ["Daan Tiels"]
    assert await lijst("reden=vrijlating_nabij&venster=alles") == ["Daan Tiels", "Daan Burens"]
    assert await lijst("vrij=2026-11-27") == tiels
    assert await lijst("vrij=2026-11-27&gemeente=0214") == []


async def test_the_form_shows_the_filters_and_each_chip_takes_its_own_away(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, iemand("999993653", "Verhoeven"))

    html = (await (await als(MARIEKE)).get("/werkvoorraad?gemeente=0281&reden=nieuwe_melding")).text

    assert '<option value="0281" selected>Tiel</option>' in html
    assert 'href="/werkvoorraad?reden=nieuwe_melding">Tiel' in html
    assert 'href="/werkvoorraad?gemeente=0281">Nieuwe melding' in html


@pytest.mark.parametrize("code", [NIJMEGEN, "9999", "abcd", "٠٢٨١"])
async def test_a_gemeente_of_somebody_else_is_no_filter_and_is_not_named(
    code: str, deps: Deps, als: Als
) -> None:
    daar = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await stuur(deps, iemand("999993653", "Tielenaar", **EINDE_ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Nijmegenaar", **daar))

    html = (await (await als(JOYCE)).get("/werkvoorraad", params={"gemeente": code})).text

    assert namen(html) == ["Daan Tielenaar"]
    assert 'class="chip"' not in html


async def test_the_week_counts_who_walks_out_per_day(deps: Deps, als: Als) -> None:
    await stuur(
        deps,
        iemand("999993653", "Vrijdag", **vrij_op("2026-11-27")),
        iemand(BSN_NINA, "Zaterdag", **vrij_op("2026-11-28")),
        iemand(BSN_STEF, "Straks", **vrij_op("2026-11-30")),
    )

    tekst = tekst_van((await (await als(JOYCE)).get("/werkvoorraad")).text)

    assert "Deze week vrij 2 mensen" in tekst
    assert (
        "vr 27 nov 1 persoon vrij. Vrij op vrijdag: loketten dicht tot maandag dicht tot ma"
        in tekst
    )
    assert "za 28 nov 1 persoon vrij" in tekst
    assert "zo 29 nov" not in tekst


async def test_the_week_counts_only_the_gemeente_that_is_filtered_on(deps: Deps, als: Als) -> None:
    await stuur(
        deps,
        iemand("999993653", "Tielenaar", **vrij_op("2026-11-27")),
        iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN, **vrij_op("2026-11-27")),
    )
    marieke = await als(MARIEKE)

    alles, buren = [
        tekst_van((await marieke.get(f"/werkvoorraad{vraag}")).text)
        for vraag in ("", "?gemeente=0214")
    ]

    assert "Deze week vrij 2 mensen" in alles
    assert "vr 27 nov 2 mensen vrij" in alles
    assert "Deze week vrij 1 persoon" in buren
    assert "vr 27 nov 1 persoon vrij" in buren


async def test_an_empty_list_says_which_filter_hides_how_many(deps: Deps, als: Als) -> None:
    browser = await als(MARIEKE)
    leeg = tekst_van((await browser.get("/werkvoorraad")).text)
    assert "Alles is gedaan Er staat nu niets voor u klaar." in leeg

    await stuur(deps, iemand("999993653", "Verhoeven"))
    html = (await browser.get("/werkvoorraad?gemeente=0214&reden=nieuwe_melding")).text

    assert "Niets met dit filter Deze filters verbergen taken:" in tekst_van(html)
    assert 'href="/werkvoorraad?reden=nieuwe_melding">Zonder ‘Buren’: 1 taak</a>' in html
    assert "Zonder ‘Nieuwe melding’" not in html, "without it Buren is still empty"
    assert 'href="/werkvoorraad?venster=alles">Toon alles</a>' in html


async def test_a_regional_coordinator_sees_the_place_and_the_prison(deps: Deps, als: Als) -> None:
    await stuur(deps, iemand("999993653", "Verhoeven", gemeenteBrp=BUREN))

    tekst = tekst_van((await (await als(MARIEKE)).get("/werkvoorraad")).text)

    assert "Rivierenland, 7 gemeenten" in tekst
    assert "Daan Verhoeven Buren · PI Arnhem" in tekst


async def test_a_name_with_markup_in_it_is_only_a_name(deps: Deps, als: Als) -> None:
    await stuur(deps, iemand("999993653", "<b onclick='x'>&amp; D\"Hondt</b>", detentieId="D-1"))
    browser = await als(JOYCE)

    for pad in ("/werkvoorraad", "/dossiers/NZ-2026-0001"):
        html = (await browser.get(pad)).text
        assert "<b onclick" not in html
        assert "onclick='x'" not in html
        assert 'D"Hondt' not in html
        assert "<b onclick='x'>&amp; D\"Hondt</b>" in unescape(html)


async def test_dates_at_the_end_of_the_calendar_stay_readable(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand("999993653", "Levenslang", **vrij_op("2100-12-31")))
    browser = await als(JOYCE)
    taak = await taak_van(eigenaar, "Levenslang", "vrijlating_nabij")

    assert (await browser.get(ALLES)).status_code == 200
    assert (await browser.get(f"/taken/{taak}/voorbeeld")).status_code == 200
    assert (await browser.get("/dossiers/NZ-2026-0001")).status_code == 200
    for vraag in ("vrij=0001-01-01", "vrij=9999-12-31", "na=9999-12-31_" + taak):
        assert (await browser.get(f"/werkvoorraad?{vraag}")).status_code == 200, vraag
