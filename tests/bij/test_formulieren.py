"""What people fill in here: what is wrong stands at its own form, and nothing typed is lost."""

import re
from dataclasses import replace

from nazorg.deps import BijDeps, Deps
from nazorg.usecases.bij import aanwijzing
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import NAAM
from tests.bij.conftest import Als
from tests.bij.kamer import ANNE, KARIN, WIM, open_browser
from tests.bij.mensen import BEHEER
from tests.web.conftest import tekst_van


async def test_what_is_wrong_stands_at_its_own_form_with_all_that_was_typed(
    als: Als, id_: str
) -> None:
    anne, adres = await als(ANNE), f"/bij/meldingen/{id_}"
    velden = {"partner": "zvh", "reden": "Rust in de straat", "ontvangers": " ", "noodzaak": "x"}
    vraag = await anne.post(f"{adres}/navraag", data=velden)
    overweging = await anne.post(f"{adres}/overwegingen", data={"tekst": "  "})
    besluit = await anne.post(f"{adres}/besluit", data={"besluit": "bevel", "gezien": "0"})

    for antwoord, actie in ((vraag, "navraag"), (overweging, "overwegingen"), (besluit, "besluit")):
        assert antwoord.status_code == 422
        assert "<title>Fout: niet vastgelegd" in antwoord.text
        assert antwoord.text.count('id="fout"') == 1
        # Without script too the page opens where it is wrong: the form is sent to that place.
        voor = antwoord.text[: antwoord.text.index('id="fout"')]
        assert (
            voor.rpartition("<form")[2].partition('action="')[2].startswith(f"{adres}/{actie}#fout")
        )
    assert 'value="Rust in de straat"' in vraag.text
    tekst = tekst_van(besluit.text)
    assert "Geef de laatste dag" in tekst
    assert "Schrijf waarom u deze maatregel neemt" in tekst


async def test_why_a_partner_was_asked_can_be_read_later(als: Als, id_: str) -> None:
    velden = {"reden": "Rust", "ontvangers": "De burgemeester", "noodzaak": "Een kind in de straat"}
    anne = await als(ANNE)
    await anne.post(f"/bij/meldingen/{id_}/navraag", data=velden | {"partner": "politie"})

    tekst = tekst_van((await (await als(KARIN)).get(f"/bij/meldingen/{id_}")).text)
    for waarde in velden.values():
        assert waarde in tekst


async def test_all_that_happened_with_an_alert_is_shown(als: Als, id_: str) -> None:
    anne = await als(ANNE)
    for _ in range(40):
        await anne.get(f"/bij/meldingen/{id_}")

    html = (await anne.get(f"/bij/meldingen/{id_}")).text
    assert html.count("bekeek de melding") == 41


async def test_only_the_decision_that_counts_has_a_letter(als: Als, id_: str) -> None:
    anne, adres = await als(ANNE), f"/bij/meldingen/{id_}"
    for gezien, soort in enumerate(("gesprek", "geen_maatregel")):
        await anne.post(f"{adres}/besluit", data={"besluit": soort, "gezien": str(gezien)})

    assert "Conceptbrief" not in (await anne.get(adres)).text
    assert (await anne.get(f"{adres}/brief/1")).status_code == 404


async def test_an_alert_is_found_by_the_name_as_the_list_shows_it(als: Als, id_: str) -> None:
    anne = await als(ANNE)
    getoond = f"R. {NAAM}"
    assert getoond in (await anne.get("/bij/meldingen")).text
    assert "1 melding gevonden" in (await anne.post("/bij/zoeken", data={"q": getoond})).text


async def test_a_page_that_is_not_there_leads_everybody_back_to_a_page_of_theirs(als: Als) -> None:
    for wie in (ANNE, WIM):
        browser = await als(wie)
        assert 'href="/bij"' in (await browser.get("/bij/bestaat-niet")).text
        assert (await browser.get("/bij", follow_redirects=True)).status_code == 200


async def test_who_was_designated_by_mistake_is_out_the_same_day(als: Als, bij: BijDeps) -> None:
    wim = await als(WIM)
    html = (await wim.get("/bij/aanwijzingen")).text
    adres = re.findall(r"/bij/aanwijzingen/[0-9a-f-]{36}/einde", html)[0]
    te_vroeg = await wim.post(adres, data={"tot": "1999-01-01"})
    assert te_vroeg.status_code == 422
    assert "Deze aanwijzing begint pas op" in tekst_van(te_vroeg.text)
    onleesbaar = await wim.post(adres, data={"tot": "31-02-2026"})
    assert onleesbaar.status_code == 422
    assert "Dit is geen dag" in tekst_van(onleesbaar.text)
    velden = {
        "gemeente": "0281",
        "persoon": "v.vergist",
        "naam": "Vera Vergist",
        "functie": "locoburgemeester",
        "van": "2026-11-23",
        "document": "B-1",
        "email": "vera@voorbeeld.nl",
        "telefoon": "0344 00 00 00",
    }
    for veld, waarde in (("email", "a@b"), ("telefoon", "abc"), ("persoon", WIM), ("van", "1926")):
        fout = await wim.post("/bij/aanwijzingen", data=velden | {veld: waarde})
        assert fout.status_code == 422, veld
    tweede = await wim.post("/bij/aanwijzingen", data=velden | {"functie": "burgemeester"})
    assert "is daar dan al aangewezen" in tekst_van(tweede.text)
    assert (await wim.post("/bij/aanwijzingen", data=velden)).status_code == 303
    rijen = await aanwijzing.toon_aanwijzingen(BEHEER, bij.kamer)
    (vera,) = [a for a, geldig in rijen if a.persoon == "v.vergist" and geldig]

    einde = {"tot": "23-11-2026"}  # as where a browser has no calendar
    assert (await wim.post(f"/bij/aanwijzingen/{vera.id}/einde", data=einde)).status_code == 303
    rijen = await aanwijzing.toon_aanwijzingen(BEHEER, bij.kamer)
    assert [geldig for a, geldig in rijen if a.id == vera.id] == [False]


async def test_a_question_with_reason_and_without_a_basis_says_so(
    bij: BijDeps, id_: str, deps: Deps
) -> None:
    velden = {"partner": "zvh", "reden": "a", "ontvangers": "b", "noodzaak": "c"}
    zonder = replace(bij, bronnen=Bronnen(bronnen={}))
    site = make_site(deps, WebInstellingen(demo=True), bij=zonder)
    async with open_browser(site, ANNE) as anne:
        leeg = await anne.post(f"/bij/meldingen/{id_}/navraag", data=velden | {"noodzaak": ""})
        assert leeg.status_code == 422
        await anne.post(f"/bij/meldingen/{id_}/navraag", data=velden)
        html = (await anne.get(f"/bij/meldingen/{id_}")).text

    assert "Er is geen grondslag. Daarom is er niets gevraagd." in html
