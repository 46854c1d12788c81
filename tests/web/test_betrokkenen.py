"""Who is involved and where documents lie: added, ended, never erased, and never a document."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, RUBEN, SAMIRA, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, veld

BETROKKENEN, STUKKEN = f"{DOSSIER}/betrokkenen", f"{DOSSIER}/stukken"
SMIT = {
    "soort": "contact",
    "rol": "casemanager_pi",
    "naam": "R. Smit",
    "organisatie": "PI Arnhem",
    "telefoon": "026 123 45 67",
}
PLAN = {
    "titel": "Plan van aanpak",
    "datum": "2026-11-20",
    "plek": "zaaksysteem",
    "waar": "Z-2026-12",
    "url": "https://tiel.zaken.voorbeeld.nl/zaak/12",
}


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await stuur(deps, event(id="b-begin"))


async def test_who_is_added_stands_in_the_dossier_with_a_number_to_call(als: Als) -> None:
    joyce = await als(JOYCE)

    uit = await joyce.post(BETROKKENEN, data=SMIT)

    assert (uit.status_code, uit.headers["location"]) == (303, BETROKKENEN)
    html = (await joyce.get(DOSSIER)).text
    assert "R. Smit Casemanager PI · PI Arnhem 026 123 45 67" in tekst_van(html)
    assert 'href="tel:0261234567"' in html
    assert "Betrokkene toegevoegd: R. Smit (Casemanager PI)" in tekst_van(html)


async def test_a_partner_is_an_organisation_without_a_person(als: Als) -> None:
    joyce = await als(JOYCE)
    partner = {"soort": "partner", "rol": "wonen", "organisatie": "Woningstichting"}

    assert (await joyce.post(BETROKKENEN, data=partner)).status_code == 303

    assert "Woningstichting Wonen of opvang" in tekst_van((await joyce.get(DOSSIER)).text)


async def test_who_is_no_longer_involved_stays_in_the_history_and_can_come_back(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(BETROKKENEN, data=SMIT)
    id_ = await eigenaar.fetchval("select id from nazorg.betrokkene")

    await joyce.post(f"{BETROKKENEN}/{id_}/gestopt")

    tekst = tekst_van((await joyce.get(BETROKKENEN)).text)
    assert "Eerder betrokken (1) R. Smit Casemanager PI · PI Arnhem" in tekst
    dossier = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Betrokkene gestopt: R. Smit (Casemanager PI)" in dossier
    assert "026 123 45 67" not in dossier
    await joyce.post(f"{BETROKKENEN}/{id_}/gestopt", data={"terug": "ja"})
    assert "026 123 45 67" in tekst_van((await joyce.get(DOSSIER)).text)


@pytest.mark.parametrize(
    ("anders", "klacht"),
    [
        ({"naam": ""}, "Vul in wie het is."),
        ({"soort": "partner", "organisatie": " "}, "Vul de organisatie in."),
        ({"telefoon": "bel maar"}, "Vul een telefoonnummer in"),
        ({"organisatie": "Slachtoffer van hem"}, "Gegevens van slachtoffers horen hier niet."),
        ({"organisatie": "Kliniek voor depressie"}, "Medische gegevens horen hier niet"),
        ({"naam": "n" * 81}, "De tekst is te lang."),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_kept_as_typed(
    anders: dict[str, str], klacht: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    uit = await joyce.post(BETROKKENEN, data=SMIT | anders)

    assert uit.status_code == 422
    assert klacht in tekst_van(uit.text)
    getypt = SMIT | anders
    assert veld(uit.text, "naam") == getypt["naam"]
    assert veld(uit.text, "telefoon") == getypt["telefoon"]
    assert await eigenaar.fetchval("select count(*) from nazorg.betrokkene") == 0


async def test_a_document_is_a_title_a_place_and_a_safe_link(als: Als) -> None:
    joyce = await als(JOYCE)

    assert (await joyce.post(STUKKEN, data=PLAN)).status_code == 303

    html = (await joyce.get(DOSSIER)).text
    assert "Zaaksysteem van de gemeente, Z-2026-12 · 20 nov" in tekst_van(html)
    assert f'<a class="nl-link" href="{PLAN["url"]}" rel="noopener noreferrer">' in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://zaken.voorbeeld.nl/12",
        "https://evil.nl/zaken.voorbeeld.nl",
        "https://nepzaken.voorbeeld.nl/12",
        "https://zaken.voorbeeld.nl@evil.nl/12",
        "https://zaken.voorbeeld.nl:8080/12",
        "https://zaken.voorbeeld.nl\\.evil.nl/",
        "//zaken.voorbeeld.nl/12",
        "https://zaken.voorbeeld.nl/12 onclick=x",
        "https://zaken.voorbeeld.nl/?bsn=999993653",
        "https://samenwerken.voorbeeld.nl/12",
        "https://[zaken.voorbeeld.nl/12",
    ],
)
async def test_a_link_that_is_not_on_the_list_is_refused_and_kept_as_typed(
    url: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    uit = await joyce.post(STUKKEN, data=PLAN | {"url": url})

    assert uit.status_code == 422
    assert "Deze link mag hier niet." in tekst_van(uit.text)
    assert f'href="{url}"' not in uit.text
    assert veld(uit.text, "titel") == PLAN["titel"]
    assert await eigenaar.fetchval("select count(*) from nazorg.stuk") == 0


@pytest.mark.parametrize(
    ("anders", "klacht"),
    [
        ({"titel": ""}, "Vul in wat het voor stuk is."),
        ({"plek": "kluis"}, "Kies waar het stuk ligt."),
        ({"datum": "2026-11-24"}, "vandaag of eerder"),
        ({"datum": ""}, "vandaag of eerder"),
        ({"titel": "Aangifte van slachtoffer"}, "Gegevens van slachtoffers horen hier niet."),
    ],
)
async def test_a_document_needs_a_title_a_place_and_a_day(
    anders: dict[str, str], klacht: str, als: Als
) -> None:
    uit = await (await als(JOYCE)).post(STUKKEN, data=PLAN | anders)

    assert uit.status_code == 422
    assert klacht in tekst_van(uit.text)


async def test_a_file_is_refused_and_nothing_of_it_is_kept(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    uit = await joyce.post(STUKKEN, data=PLAN, files={"bestand": ("plan.pdf", b"%PDF-1.7")})

    assert uit.status_code == 422
    assert "Een bestand kan hier niet." in tekst_van(uit.text)
    assert await eigenaar.fetchval("select count(*) from nazorg.stuk") == 0


async def test_what_was_noted_is_unreadable_in_the_database_and_absent_in_the_log(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(BETROKKENEN, data=SMIT)
    await joyce.post(STUKKEN, data=PLAN)

    mens = await eigenaar.fetchrow("select naam, organisatie, telefoon from nazorg.betrokkene")
    stuk = await eigenaar.fetchrow("select titel, waar, url from nazorg.stuk")

    assert not any(w in b for b in (*mens, *stuk) for w in (b"Smit", b"PI A", b"Plan", b"zaken"))
    acties = await eigenaar.fetch("select actie, resultaat from nazorg.audit")
    log = dict(map(tuple, acties))
    assert log["betrokkene_toegevoegd"] == "contact: casemanager_pi"
    assert log["stuk_toegevoegd"] == "ligt bij: zaaksysteem"


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_another_gemeente_or_role_finds_nothing_and_changes_nothing(
    wie: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, ander = await als(JOYCE), await als(wie)
    await joyce.post(BETROKKENEN, data=SMIT)
    await joyce.post(STUKKEN, data=PLAN)
    mens = await eigenaar.fetchval("select id from nazorg.betrokkene")
    stuk = await eigenaar.fetchval("select id from nazorg.stuk")

    for uit in (
        await ander.get(BETROKKENEN),
        await ander.post(BETROKKENEN, data=SMIT),
        await ander.post(STUKKEN, data=PLAN),
        await ander.post(f"{BETROKKENEN}/{mens}/gestopt"),
        await ander.post(f"{STUKKEN}/{stuk}/gestopt"),
    ):
        assert uit.status_code == 404
    assert await eigenaar.fetchval("select count(*) from nazorg.betrokkene") == 1
    assert await eigenaar.fetchval("select einde_op from nazorg.stuk") is None


async def test_a_colleague_sees_what_was_added_since_he_looked(als: Als, klok: VasteKlok) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    await hans.get(DOSSIER)
    klok.verder(minutes=5)
    await joyce.post(STUKKEN, data=PLAN)

    tekst = tekst_van((await hans.get(DOSSIER)).text)

    assert "Sinds u hier keek (vandaag 09:00): 1 wijziging." in tekst
    assert "Stuk genoteerd: Plan van aanpak nieuw" in tekst
