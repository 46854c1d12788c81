"""The pages that take a list in: what they show, and what becomes of it."""

import json
import re
from typing import Any

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette

from nazorg.contract.lijst.tabel import MAX_BYTES
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, event, ruw
from tests.lijsten import KOPPEN, planrij, rij, to_csv, to_xlsx
from tests.web.conftest import MARIEKE, RUBEN, Als, MaakClient, tekst_van
from tests.web.invoerdeur import FOUT_BSN, PAD, breng, breng_goed, tel


@pytest.fixture
async def ruben(als: Als) -> httpx2.AsyncClient:
    return await als(RUBEN)


async def test_a_list_goes_from_file_to_dossier_in_three_steps(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    begin = await ruben.get(PAD)
    assert "Zo gaat het" in begin.text
    pad = await breng_goed(ruben, to_csv(rij(), rij(BSN_NINA, naam="Smit"), rij(FOUT_BSN)))

    vooraf = tekst_van((await ruben.get(pad)).text)

    assert "3 rijen. Er is nog niets opgenomen. Het bestand is om 10:00 uur weg." in vooraf
    assert "Neem 2 rijen op" in vooraf
    assert "Rij 4 Fout BSN: Het BSN klopt niet met de elfproef." in vooraf
    assert await tel(eigenaar, "dossier") == 0
    assert (await ruben.post(f"{pad}/opnemen")).headers["location"] == pad
    achteraf = tekst_van((await ruben.get(pad)).text)
    assert "De lijst is opgenomen. Het bestand is weg." in achteraf
    assert "Nieuw dossier 2 Deze mensen kenden wij nog niet." in achteraf
    assert await tel(eigenaar, "dossier") == 2


async def test_the_pages_show_no_name_and_no_number_of_anybody(ruben: httpx2.AsyncClient) -> None:
    pad = await breng_goed(ruben, to_csv(rij(naam="Zoekmij"), rij(FOUT_BSN, naam="Enmij")))

    teksten = [(await ruben.get(pad)).text]
    await ruben.post(f"{pad}/opnemen")
    teksten.append((await ruben.get(pad)).text)

    for tekst in teksten:
        for woord in ("Zoekmij", "Enmij", BSN_DAAN, FOUT_BSN, "lijst.csv"):
            assert woord not in tekst


async def test_wrong_rows_come_back_as_a_file_before_and_after(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij(), rij(FOUT_BSN, naam="=1+1")))

    vooraf = await ruben.post(f"{pad}/fouten")
    await ruben.post(f"{pad}/opnemen")
    achteraf = await ruben.post(f"{pad}/fouten")

    assert vooraf.content == achteraf.content
    assert vooraf.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in vooraf.headers["content-disposition"]
    regels = vooraf.content.decode("utf-8-sig").splitlines()
    assert regels[0] == ";".join((*KOPPEN, "fout"))
    assert regels[1].startswith(f"{FOUT_BSN};'=1+1;")
    assert regels[1].endswith("BSN: Het BSN klopt niet met de elfproef.")
    assert len(regels) == 2
    acties = await eigenaar.fetch("select actie from nazorg.audit where object like 'lijst:%'")
    assert [a[0] for a in acties].count("lijst_foutrijen_opgehaald") == 2


async def test_without_wrong_rows_there_is_no_file(ruben: httpx2.AsyncClient) -> None:
    pad = await breng_goed(ruben, to_csv(rij()))

    assert (await ruben.post(f"{pad}/fouten")).status_code == 404


async def test_columns_can_be_chosen_and_are_remembered_for_the_gemeente(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    koppen = ("Wie", "Nummer", "Waar", "Sinds")
    lijst = to_csv(["Verhoeven", BSN_DAAN, "Arnhem", "19-11-2026"], koppen=koppen)
    pad = await breng_goed(ruben, lijst)
    leeg = await ruben.get(pad)
    assert "Wij herkennen niet alle kolommen" in leeg.text
    assert "Neem" not in tekst_van(leeg.text)
    geweigerd = await ruben.post(f"{pad}/opnemen")
    assert geweigerd.status_code == 422
    assert "Kies ook een kolom voor: BSN" in geweigerd.text

    keuze = {"geslachtsnaam": "k0", "bsn": "k1", "inrichting": "k2", "begin": "k3", "titel": "=isd"}
    await ruben.post(f"{pad}/kolommen", data=keuze)
    assert "Neem 1 rij op" in tekst_van((await ruben.get(pad)).text)
    await ruben.post(f"{pad}/opnemen")

    opnieuw = tekst_van((await ruben.get(await breng_goed(ruben, lijst))).text)
    assert "Dubbel 1 Dit hadden wij al." in opnieuw
    elders = await ruben.get(await breng_goed(ruben, lijst, gemeente="0214"))
    assert "Wij herkennen niet alle kolommen" in elders.text
    onthouden = await eigenaar.fetchval("select koppen::text from nazorg.invoer_kolommen")
    assert json.loads(onthouden)["titel"] == "=isd"
    for kop in koppen:
        assert kop.lower() not in onthouden.lower()


async def test_columns_that_we_do_not_take_are_named(ruben: httpx2.AsyncClient) -> None:
    lijst = to_csv([*rij(), "x"], koppen=(*KOPPEN, "Diagnose"))

    pagina = tekst_van((await ruben.get(await breng_goed(ruben, lijst))).text)

    assert "Deze kolommen nemen wij niet over: Diagnose." in pagina


async def test_plans_are_taken_in_on_the_same_page(
    ruben: httpx2.AsyncClient, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])
    tabbladen = to_xlsx(
        {
            "ID": [("BSN", "Naam", "Datum", "Status"), planrij()[:4]],
            "Wonen": [("BSN", "Geregeld"), (BSN_DAAN, "nee")],
            "Reclassering": [("BSN", "Toezichthouder"), (BSN_DAAN, "iemand")],
        }
    )

    pad = await breng_goed(ruben, tabbladen, soort="plan")

    pagina = tekst_van((await ruben.get(pad)).text)
    assert "Rij 2 op blad 1, 2 op blad 2, 2 op blad 3 Bekend dossier" in pagina
    assert "Reclassering: Toezichthouder." in pagina
    await ruben.post(f"{pad}/opnemen")
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 2


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Er staan geen rijen in dit bestand."),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "oud Excel-bestand"),
        (b"\x00\x01\x02\x03" * 9, "geen tekst"),
        (b"x" * (MAX_BYTES + 1), "groter dan 5 MB"),
        (b"x" * (MAX_BYTES + 200_000), "hoogstens 5 MB"),
    ],
    ids=["empty", "old", "no text", "too large", "far too large"],
)
async def test_what_cannot_be_read_is_said_at_the_form(
    inhoud: bytes, zin: str, ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await breng(ruben, inhoud, soort="plan")

    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)
    assert await tel(eigenaar, "invoer") == 0


async def test_a_form_without_a_file_or_with_nonsense_is_no_crash(
    ruben: httpx2.AsyncClient,
) -> None:
    for lijf, soort in (
        (b"", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=y"),
        (b'--y\r\nContent-Disposition: form-data; name="bestand"\r\n\r\nx\r\n--y--\r\n',
         "multipart/form-data; boundary=y"),
    ):  # fmt: skip
        antwoord = await ruben.post(PAD, content=lijf, headers={"content-type": soort})
        assert antwoord.status_code == 422
        assert 'role="alert"' in antwoord.text
    leeg = await ruben.post(PAD, data={"soort": "plan"}, files={"bestand": ("", b"", "text/csv")})
    assert leeg.status_code == 422


async def test_a_long_list_is_shown_in_pages_and_per_outcome(ruben: httpx2.AsyncClient) -> None:
    rijen = [rij(FOUT_BSN) for _ in range(130)]
    pad = await breng_goed(ruben, to_csv(rij(BSN_STEF), *rijen))

    eerste = await ruben.get(pad)
    fouten = await ruben.get(f"{pad}?uitkomst=fout&vanaf=100")

    assert len(re.findall(r'<th scope="row">Rij', eerste.text)) == 100
    assert f'href="{pad}?vanaf=100#rijen"' in eerste.text
    assert re.findall(r'<th scope="row">(Rij \d+)', fouten.text)[::29] == ["Rij 103", "Rij 132"]
    for onzin in ("uitkomst=x", "vanaf=-1", "vanaf=99999", "vanaf=a", "vanaf=9999"):
        assert (await ruben.get(f"{pad}?{onzin}")).status_code == 200


async def test_nothing_is_kept_when_the_database_is_away(
    site: Starlette, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    browser = await maak_client(site, raise_fout=False)
    await browser.post("/login", data={"medewerker": RUBEN})
    pad = await breng_goed(browser, to_csv(rij()))
    await eigenaar.execute("alter table nazorg.melding rename to weg")
    try:
        antwoord = await browser.post(f"{pad}/opnemen")
    finally:
        await eigenaar.execute("alter table nazorg.weg rename to melding")

    assert antwoord.status_code == 500
    assert "Verhoeven" not in antwoord.text
    assert await tel(eigenaar, "bericht") == 0
    assert await tel(eigenaar, "dossier") == 0


@pytest.mark.parametrize("pad", ["x", "019a0f6e-5d3c-7c1a-9b64-2f0d8e7a4b11"])
async def test_an_address_that_is_no_list_is_not_found(pad: str, ruben: httpx2.AsyncClient) -> None:
    assert (await ruben.get(f"{PAD}/{pad}")).status_code == 404


async def test_the_link_is_there_for_who_may_use_it(als: Als) -> None:
    gezien: dict[str, Any] = {}
    for wie in (RUBEN, MARIEKE):
        gezien[wie] = f'href="{PAD}"' in (await (await als(wie)).get("/berichten")).text

    assert gezien == {RUBEN: True, MARIEKE: False}


async def test_nobody_can_bring_a_list_of_gemeente_unknown(ruben: httpx2.AsyncClient) -> None:
    assert '<option value="0000"' not in (await ruben.get(PAD)).text

    antwoord = await breng(ruben, to_csv(rij()), gemeente="0000")

    assert antwoord.status_code == 422
    assert "Kies een gemeente waarvoor u werkt." in antwoord.text


async def test_a_day_that_does_not_exist_is_called_so(ruben: httpx2.AsyncClient) -> None:
    pad = await breng_goed(ruben, to_csv(rij(begin="31-02-2026")))

    assert "Deze dag bestaat niet." in tekst_van((await ruben.get(pad)).text)


async def test_what_was_done_is_told_as_done(ruben: httpx2.AsyncClient) -> None:
    pad = await breng_goed(ruben, to_csv(rij(), rij(FOUT_BSN)))
    vooraf = tekst_van((await ruben.get(pad)).text)
    await ruben.post(f"{pad}/opnemen")

    achteraf = tekst_van((await ruben.get(pad)).text)

    assert "Wij maken een nieuw dossier." in vooraf
    assert "Deze rijen nemen wij niet op." in vooraf
    assert "Wij maakten een nieuw dossier." in achteraf
    assert "Deze rijen namen wij niet op." in achteraf


async def test_a_list_is_called_after_its_gemeente_and_words_are_written_as_people_do(
    ruben: httpx2.AsyncClient, als: Als
) -> None:
    pad = await breng_goed(ruben, to_csv(rij()))
    assert ">ISD</option>" in (await ruben.get(pad)).text
    await ruben.post(f"{pad}/opnemen")

    berichten = (await ruben.get("/berichten")).text
    dossier = (await (await als(MARIEKE)).get("/dossiers/NZ-2026-0001")).text

    for html in (berichten, dossier):
        assert "Lijst Tiel" in html
        assert "Lijst 0281" not in html
