"""Give work to each other, let it wait or sleep, take it over, undo it; alone and many at once."""

import re
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from httpx2 import AsyncClient, Response

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, BUREN, event, persoon
from tests.klok import VasteKlok
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    RUBEN,
    SAMIRA,
    Als,
    iemand,
    stuur,
    taak_van,
    tekst_van,
)

LIJST = "/werkvoorraad"
ONBEKEND: dict[str, Any] = {"verwachtEinde": None}


async def stand(eigenaar: asyncpg.Connection, taak: str) -> tuple[Any, ...]:
    rij = await eigenaar.fetchrow(
        "select status, eigenaar, lijst, tot from nazorg.taak where id = $1::uuid", taak
    )
    return tuple(str(w) if w else w for w in rij)


def taken(html: str) -> list[str]:
    return re.findall(r'<tr class="row[^"]*" id="rij-([^"]+)"', html)


async def sleutel(eigenaar: asyncpg.Connection, taak: str) -> str:
    versie = await eigenaar.fetchval("select versie from nazorg.taak where id = $1::uuid", taak)
    return f"{taak}.{versie}"


async def doe(browser: AsyncClient, soort: str, *sleutels: str, **velden: str) -> Response:
    gegevens = {"soort": soort, "taak": list(sleutels), "terug": ""} | velden
    antwoord: Response = await browser.post("/werkvoorraad/doe", data=gegevens)
    return antwoord


async def lijst(browser: AsyncClient, tab: str = "doen") -> list[str]:
    return taken((await browser.get(f"{LIJST}?tab={tab}&venster=alles")).text)


async def balk(browser: AsyncClient, antwoord: Response) -> str:
    """Return what the bar says on the page that an action leads to."""
    assert antwoord.status_code == 303
    html = (await browser.get(antwoord.headers["location"])).text
    return tekst_van(html.partition('id="gedaan"')[2].partition("<table")[0])


async def ongedaan(browser: AsyncClient, antwoord: Response) -> Response:
    handeling = antwoord.headers["location"].partition("gedaan=")[2][:36]
    terug: Response = await browser.post(f"/handelingen/{handeling}/ongedaan")
    return terug


@pytest.fixture
async def taak(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **ONBEKEND))
    return await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")


@pytest.fixture
async def burens(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN, **ONBEKEND))
    return await taak_van(eigenaar, "Burens", "nieuwe_melding")


# ---- of whom


async def test_what_i_give_to_a_colleague_is_on_that_list_and_no_longer_on_mine(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    assert await lijst(marieke) == await lijst(hans) == [taak]

    antwoord = await doe(marieke, "toegewezen", await sleutel(eigenaar, taak), eigenaar=HANS)

    assert "‘Nieuwe melding’ van Daan Verhoeven is nu van Hans Postma." in await balk(
        marieke, antwoord
    )
    assert await lijst(marieke) == []
    assert await lijst(hans) == [taak]
    assert await lijst(marieke, "team") == [taak]
    assert "Van Hans Postma" in tekst_van((await marieke.get(f"{LIJST}?tab=team")).text)


async def test_what_is_given_back_is_for_everybody_again(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    await doe(marieke, "toegewezen", taak, eigenaar=MARIEKE)
    assert await lijst(hans) == []

    antwoord = await hans.post(f"/taken/{taak}/vrijgegeven")

    assert "is nu van niemand." in await balk(hans, antwoord)
    assert await lijst(hans) == await lijst(marieke) == [taak]


async def test_nobody_gets_work_of_a_gemeente_that_is_not_theirs(
    burens: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(JOYCE)
    marieke = await als(MARIEKE)
    pagina = tekst_van((await marieke.get(f"/taken/{burens}/toegewezen")).text)
    assert "Joyce van Veen Werkt niet voor Buren" in pagina

    antwoord = await doe(marieke, "toegewezen", burens, eigenaar=JOYCE)

    tekst = await balk(marieke, antwoord)
    assert "Er is niets veranderd." in tekst
    assert "Daan Burens: deze collega werkt niet voor die gemeente." in tekst
    assert (await stand(eigenaar, burens))[1] == ""


@pytest.mark.parametrize("wie", ["", "niemand-die-wij-kennen", SAMIRA])
async def test_who_is_no_colleague_gets_nothing_and_the_form_comes_back(
    wie: str, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(SAMIRA)
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "toegewezen", taak, eigenaar=wie, terug="gemeente=0281")

    assert antwoord.status_code == 422
    assert "Er is nog niets gedaan." in antwoord.text
    assert 'name="terug" value="gemeente=0281"' in antwoord.text
    assert "Samira" not in antwoord.text
    assert (await stand(eigenaar, taak))[1] == ""


async def test_the_tabs_count_what_is_on_them(deps: Deps, als: Als) -> None:
    for i, bsn in enumerate((BSN_DAAN, BSN_NINA, BSN_STEF)):
        await stuur(deps, iemand(bsn, f"Mens{i}", **ONBEKEND))
    marieke = await als(MARIEKE)
    await als(HANS)
    een, twee, _ = await lijst(marieke)
    await doe(marieke, "toegewezen", een, eigenaar=HANS)
    await doe(marieke, "wacht", twee, wacht_op="pi", tot="2026-11-30")

    tekst = tekst_van((await marieke.get(LIJST)).text)

    assert "Nu doen 1 Wacht op anderen 1 Sluimert 0 Van mijn team 3 Afgehandeld 0" in tekst
    assert "Werkvoorraad 1 open" in tekst


# ---- waarneming


async def stel_in(browser: AsyncClient, collega: str, **velden: str) -> Response:
    gegevens = {
        "collega": collega,
        "richting": "ander",
        "van": "2026-11-23",
        "tot": "2026-11-27",
    } | velden
    antwoord: Response = await browser.post("/waarneming", data=gegevens)
    return antwoord


async def test_who_stands_in_sees_the_work_and_does_it_in_the_name_of_the_other(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    await doe(hans, "toegewezen", taak, eigenaar=HANS)
    assert await lijst(marieke) == []

    assert (await stel_in(hans, MARIEKE)).status_code == 303

    pagina = (await marieke.get(LIJST)).text
    assert taken(pagina) == [taak]
    assert "Waarneming voor H. Postma t/m 27 nov" in tekst_van(pagina)
    assert "M. Bos neemt voor u waar t/m 27 nov" in tekst_van((await hans.get("/berichten")).text)
    antwoord = await marieke.post(f"/taken/{taak}/afgehandeld")
    assert "Namens Hans Postma." in await balk(marieke, antwoord)
    rij = await eigenaar.fetchrow(
        "select actor, naam, resultaat from nazorg.audit where actie = 'taak_afgehandeld'"
    )
    assert tuple(rij) == (
        MARIEKE,
        "Marieke Bos namens Hans Postma",
        f"taak:{taak} namens:{HANS}",
    )
    historie = tekst_van((await hans.get(f"/taken/{taak}")).text)
    assert "Is afgehandeld Marieke Bos, namens Hans Postma, vandaag 09:00" in historie


async def test_standing_in_begins_and_ends_by_date(taak: str, als: Als, klok: VasteKlok) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    await doe(hans, "toegewezen", taak, eigenaar=HANS)
    await stel_in(marieke, HANS, richting="ik", van="2026-11-24", tot="2026-11-25")
    gezien = []

    for _ in range(4):
        marieke = await als(MARIEKE)
        gezien.append(await lijst(marieke))
        klok.verder(days=1)

    assert gezien == [[], [taak], [taak], []]


async def test_either_of_the_two_can_end_it_and_nobody_else(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans, joyce = await als(MARIEKE), await als(HANS), await als(JOYCE)
    await doe(hans, "toegewezen", taak, eigenaar=HANS)
    await stel_in(hans, MARIEKE)
    id_ = await eigenaar.fetchval("select id from nazorg.waarneming")

    assert (await joyce.post(f"/waarneming/{id_}/stop")).status_code == 404
    assert await lijst(marieke) == [taak]
    assert (await marieke.post(f"/waarneming/{id_}/stop")).status_code == 303

    assert await lijst(marieke) == []
    acties = await eigenaar.fetch(
        "select actie, actor from nazorg.audit where actie like 'waarneming%' order by volgnr"
    )
    assert [tuple(a) for a in acties] == [
        ("waarneming_ingesteld", HANS),
        ("waarneming_gestopt", MARIEKE),
    ]


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"collega": ""}, "Kies een collega."),
        ({"collega": MARIEKE}, "Kies een collega."),
        ({"collega": SAMIRA}, "Kies een collega."),
        ({"van": "morgen"}, "Vul de eerste dag in."),
        ({"tot": ""}, "Vul de laatste dag in."),
        ({"tot": "2026-11-22"}, "De laatste dag is al geweest."),
        ({"van": "2026-12-02", "tot": "2026-12-01"}, "De laatste dag ligt voor de eerste dag."),
        ({"tot": "2028-01-01"}, "Dit is langer dan een jaar."),
    ],
)
async def test_a_waarneming_that_cannot_be_comes_back_with_what_was_typed(
    velden: dict[str, str], zin: str, als: Als, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await als(HANS)
    await als(SAMIRA)
    marieke = await als(MARIEKE)

    antwoord = await stel_in(marieke, **({"collega": HANS} | velden))

    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)
    assert f'name="tot" value="{velden.get("tot", "2026-11-27")}"' in antwoord.text
    assert await eigenaar.fetchval("select count(*) from nazorg.waarneming") == 0


# ---- waiting and sleeping


async def test_what_waits_says_for_whom_how_long_already_and_comes_back_on_the_day(
    taak: str, als: Als, klok: VasteKlok
) -> None:
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "wacht", taak, wacht_op="pi", tot="2026-11-30")

    assert "wacht op de PI, herinnering ma 30 nov." in await balk(marieke, antwoord)
    assert await lijst(marieke) == []
    klok.verder(days=6)
    marieke = await als(MARIEKE)
    tekst = tekst_van((await marieke.get(f"{LIJST}?tab=wacht")).text)
    assert "Wacht op de PI, vraag staat 6 dagen open, herinnering ma 30 nov" in tekst
    klok.verder(days=1)
    marieke = await als(MARIEKE)
    assert await lijst(marieke) == [taak]
    tekst = tekst_van((await marieke.get(LIJST)).text)
    assert "Herinnering: wacht op de PI, vraag staat 7 dagen open" in tekst


async def test_what_sleeps_until_a_day_is_back_on_that_day_and_says_so(
    taak: str, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    antwoord = await doe(marieke, "sluimert", taak, tot="2026-11-25")
    assert "sluimert tot wo 25 nov." in await balk(marieke, antwoord)
    assert await lijst(marieke, "sluimert") == [taak]

    klok.verder(days=1)
    assert await lijst(await als(MARIEKE)) == []
    klok.verder(days=1)
    marieke = await als(MARIEKE)

    assert await lijst(marieke) == [taak]
    html = (await marieke.get(LIJST)).text
    assert "Terug: sluimerde tot 25 nov" in tekst_van(html)
    assert "row--new" in html, "what comes back is unread"


async def test_a_notice_wakes_what_sleeps_until_something_changes(
    deps: Deps, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-12-24", bij_wijziging="ja")

    await stuur(
        deps,
        event(
            Soort.OVERGEPLAATST,
            persoon=persoon(geslachtsnaam="Verhoeven"),
            detentieId="D-Verhoeven",
            tijd="2026-11-22T08:00:00Z",
        ),
    )

    assert await lijst(marieke) == [taak]
    assert "Terug: er kwam een nieuw bericht" in tekst_van((await marieke.get(LIJST)).text)


@pytest.mark.parametrize(
    ("vrij", "wakker"), [("2026-12-04", True), ("2026-12-11", False), ("2027-01-15", False)]
)
async def test_an_earlier_release_wakes_also_what_sleeps_until_a_day(
    vrij: str, wakker: bool, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))  # free on 11 December
    taak = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-11-30")

    await stuur(
        deps,
        event(
            Soort.GEWIJZIGD,
            persoon=persoon(geslachtsnaam="Verhoeven"),
            detentieId="D-Verhoeven",
            tijd="2026-11-22T08:00:00Z",
            verwachtEinde={"vroegst": vrij, "laatst": vrij},
        ),
    )

    assert (taak in await lijst(marieke)) is wakker
    if wakker:
        tekst = tekst_van((await marieke.get(LIJST)).text)
        assert "Terug: vrijlating ging van 11 dec naar 4 dec" in tekst


async def test_what_fell_away_and_is_needed_again_does_not_come_back_asleep(
    deps: Deps, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-12-24")
    await eigenaar.execute("update nazorg.taak set status = 'vervallen' where id = $1::uuid", taak)

    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", tijd="2026-11-22T08:00:00Z", **ONBEKEND))

    assert (await stand(eigenaar, taak))[::2] == ("open", "doen")


@pytest.mark.parametrize(
    ("soort", "velden", "zin"),
    [
        ("sluimert", {"tot": "2026-11-23"}, "Deze dag is al geweest of is vandaag."),
        ("sluimert", {"tot": "2020-01-01"}, "Deze dag is al geweest of is vandaag."),
        ("sluimert", {"tot": "straks"}, "Dit is geen dag."),
        ("sluimert", {"tot": ""}, "Kies een dag, of laat de taak terugkomen"),
        ("wacht", {"tot": "2026-11-30"}, "Kies op wie u wacht."),
        ("wacht", {"tot": "2026-11-30", "wacht_op": "oma"}, "Kies op wie u wacht."),
        ("wacht", {"tot": "2028-11-30", "wacht_op": "pi"}, "meer dan een jaar weg"),
    ],
)
async def test_a_wrong_day_or_choice_is_said_in_dutch_and_nothing_typed_is_lost(
    soort: str,
    velden: dict[str, str],
    zin: str,
    taak: str,
    als: Als,
    eigenaar: asyncpg.Connection,
) -> None:
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, soort, taak, **velden)

    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)
    assert f'name="tot" value="{velden["tot"]}"' in antwoord.text
    if velden.get("wacht_op") == "pi":
        assert 'value="pi" checked' in antwoord.text
    assert (await stand(eigenaar, taak))[2] == "doen"


# ---- undo


async def test_every_deed_can_be_undone_from_the_bar(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await als(HANS)
    await doe(marieke, "toegewezen", taak, eigenaar=MARIEKE)
    begin = await stand(eigenaar, taak)
    deeds: list[tuple[str, dict[str, str]]] = [
        ("afgehandeld", {}),
        ("toegewezen", {"eigenaar": HANS}),
        ("vrijgegeven", {}),
        ("sluimert", {"tot": "2026-11-30"}),
        ("wacht", {"tot": "2026-11-30", "wacht_op": "pi"}),
    ]

    for soort, velden in deeds:
        antwoord = await doe(marieke, soort, taak, **velden)
        assert await stand(eigenaar, taak) != begin, soort
        terug = await ongedaan(marieke, antwoord)
        assert await stand(eigenaar, taak) == begin, soort
        assert "is teruggezet zoals die was." in await balk(marieke, terug)


async def test_undoing_does_not_take_back_what_a_colleague_did_since(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    antwoord = await doe(marieke, "toegewezen", taak, eigenaar=HANS)
    await hans.post(f"/taken/{taak}/afgehandeld")

    terug = await ongedaan(marieke, antwoord)

    tekst = await balk(marieke, terug)
    assert "Er is niets veranderd." in tekst
    assert "Daan Verhoeven: Hans Postma heeft deze taak al afgehandeld (vandaag 09:00)." in tekst
    assert (await stand(eigenaar, taak))[0] == "afgehandeld"


async def test_the_history_says_who_did_what_and_undoes_the_last(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    await doe(marieke, "toegewezen", taak, eigenaar=HANS)
    await doe(hans, "sluimert", taak, tot="2026-11-30")

    html = (await marieke.get(f"/taken/{taak}/voorbeeld")).text

    tekst = tekst_van(html)
    assert "Sluimert tot ma 30 nov Hans Postma, vandaag 09:00 Maak dit ongedaan" in tekst
    assert "Is nu van Hans Postma Marieke Bos, vandaag 09:00" in tekst
    assert tekst.count("Maak dit ongedaan") == 1, "what came after it stands in the way"
    pad = re.search(r'action="(/handelingen/[^"]+)"', html)
    assert pad
    await marieke.post(pad[1], data={"alleen": taak})
    assert (await stand(eigenaar, taak))[1:3] == (HANS, "doen")


async def test_undoing_twice_is_undoing_once(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    antwoord = await doe(marieke, "sluimert", taak, tot="2026-11-30")

    await ongedaan(marieke, antwoord)
    await doe(marieke, "sluimert", taak, tot="2026-11-30")
    nog_eens = await ongedaan(marieke, antwoord)

    assert nog_eens.status_code == 303
    assert (await stand(eigenaar, taak))[2] == "sluimert", "that was another deed"


# ---- many at once


@pytest.fixture
async def drie(deps: Deps, eigenaar: asyncpg.Connection) -> list[str]:
    """Two in Tiel and one in Buren."""
    await stuur(deps, iemand(BSN_DAAN, "Een", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Twee", **ONBEKEND))
    await stuur(deps, iemand(BSN_STEF, "Drie", gemeenteBrp=BUREN, **ONBEKEND))
    return [await taak_van(eigenaar, n, "nieuwe_melding") for n in ("Een", "Twee", "Drie")]


async def test_a_preview_shows_what_will_happen_and_does_nothing(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(JOYCE)
    marieke = await als(MARIEKE)
    await doe(marieke, "afgehandeld", drie[1])

    antwoord = await marieke.post(
        "/werkvoorraad/opdracht", data={"soort": "toegewezen", "taak": drie, "terug": "tab=team"}
    )

    tekst = tekst_van(antwoord.text)
    assert antwoord.status_code == 200
    assert "Om deze 3 taken gaat het" in tekst
    assert "Gaat niet mee. Deze taak is al afgehandeld." in tekst
    assert "Joyce van Veen Werkt niet voor Buren" in tekst
    assert "Wijs 2 taken toe" in tekst
    assert 'href="/werkvoorraad?tab=team"' in antwoord.text, "the way out changes nothing"
    assert [(await stand(eigenaar, t))[1] for t in drie] == ["", "", ""]


async def test_many_at_once_have_an_outcome_each_and_one_undo(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(JOYCE)
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "toegewezen", *drie, eigenaar=JOYCE)

    tekst = await balk(marieke, antwoord)
    assert "2 taken toegewezen aan Joyce van Veen." in tekst
    assert "Daan Drie: deze collega werkt niet voor die gemeente." in tekst
    assert [(await stand(eigenaar, t))[1] for t in drie] == [JOYCE, JOYCE, ""]
    logboek = await eigenaar.fetch(
        "select object from nazorg.audit where actie = 'taak_toegewezen' order by volgnr"
    )
    assert len(logboek) == len({r[0] for r in logboek}) == 2

    await ongedaan(marieke, antwoord)

    assert [(await stand(eigenaar, t))[1] for t in drie] == ["", "", ""]


async def test_what_is_of_another_gemeente_is_counted_and_never_named(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    vooraf = await joyce.post(
        "/werkvoorraad/opdracht", data={"soort": "afgehandeld", "taak": [*drie, str(uuid4())]}
    )
    antwoord = await doe(joyce, "afgehandeld", *drie)

    assert "2 taken zijn er niet meer, of niet voor u." in tekst_van(vooraf.text)
    assert "Drie" not in vooraf.text
    tekst = await balk(joyce, antwoord)
    assert "2 taken afgehandeld." in tekst
    assert "1 taak is er niet meer, of niet voor u." in tekst
    assert "Drie" not in tekst
    assert (await stand(eigenaar, drie[2]))[0] == "open"


async def test_nothing_chosen_or_too_much_is_said_in_dutch(taak: str, als: Als) -> None:
    joyce = await als(JOYCE)
    veel = [str(uuid4()) for _ in range(201)]

    for pad in ("/werkvoorraad/opdracht", "/werkvoorraad/doe"):
        leeg = await joyce.post(pad, data={"soort": "afgehandeld"})
        assert leeg.status_code == 422
        assert "Kies eerst één of meer taken in de lijst." in leeg.text
    vol = await doe(joyce, "afgehandeld", *veel)
    assert vol.status_code == 422
    assert "Kies hoogstens 200 taken tegelijk." in vol.text


# ---- two people


async def test_the_second_of_two_sees_what_the_first_did_and_nothing_is_lost(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    gezien = await sleutel(eigenaar, taak)
    await doe(marieke, "wacht", gezien, wacht_op="pi", tot="2026-11-30")

    antwoord = await doe(hans, "afgehandeld", gezien)

    tekst = await balk(hans, antwoord)
    assert "Er is niets veranderd." in tekst
    assert (
        "Daan Verhoeven: Marieke Bos heeft deze taak al bij 'Wacht op anderen' gezet"
        " (vandaag 09:00)." in tekst
    )
    assert (await stand(eigenaar, taak))[2] == "wacht"
    opnieuw = await doe(hans, "afgehandeld", await sleutel(eigenaar, taak))
    assert "is afgehandeld." in await balk(hans, opnieuw)


async def test_doing_the_same_at_the_same_time_is_not_a_conflict(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    gezien = await sleutel(eigenaar, taak)
    await doe(marieke, "afgehandeld", gezien)

    tekst = await balk(hans, await doe(hans, "afgehandeld", gezien))

    assert "Marieke Bos heeft deze taak al afgehandeld (vandaag 09:00)." in tekst


# ---- unread


async def test_what_was_opened_is_read_for_that_person_only_and_can_be_unread_again(
    taak: str, als: Als
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    assert "Ongelezen." in (await marieke.get(LIJST)).text

    await marieke.get(f"/taken/{taak}/voorbeeld")

    assert "Ongelezen." not in (await marieke.get(LIJST)).text
    assert "Ongelezen." in (await hans.get(LIJST)).text
    await marieke.post(f"/taken/{taak}/ongelezen")
    assert "Ongelezen." in (await marieke.get(LIJST)).text


async def test_opening_the_dossier_is_reading_its_tasks(taak: str, als: Als) -> None:
    marieke = await als(MARIEKE)

    await marieke.get("/dossiers/NZ-2026-0001")

    assert "Ongelezen." not in (await marieke.get(LIJST)).text


# ---- who may not


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_nobody_else_can_do_anything_with_it(
    wie: str, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, vreemd = await als(MARIEKE), await als(wie)
    gedaan = await doe(marieke, "sluimert", taak, tot="2026-11-30")
    voor = await stand(eigenaar, taak)
    handeling = gedaan.headers["location"].partition("gedaan=")[2]

    for pad in ("afgehandeld", "open", "teruggezet", "vrijgegeven", "ongelezen"):
        assert (await vreemd.post(f"/taken/{taak}/{pad}")).status_code == 404, pad
    for pad in ("", "/voorbeeld", "/toegewezen", "/sluimert", "/wacht"):
        assert (await vreemd.get(f"/taken/{taak}{pad}")).status_code == 404, pad
    assert (await doe(vreemd, "afgehandeld", taak)).status_code == 404
    bulk = {"soort": "afgehandeld", "taak": taak}
    assert (await vreemd.post("/werkvoorraad/opdracht", data=bulk)).status_code == 404
    assert (await vreemd.post(f"/handelingen/{handeling}/ongedaan")).status_code == 404
    if wie == RUBEN:
        assert (await vreemd.get("/waarneming")).status_code == 404
        assert (await stel_in(vreemd, MARIEKE)).status_code == 404
    else:
        assert "Verhoeven" not in (await vreemd.get(f"{LIJST}?gedaan={handeling}")).text

    assert await stand(eigenaar, taak) == voor


@pytest.mark.parametrize("id_", ["", "x", "1" * 40, "%00"])
async def test_an_id_that_is_none_is_not_found(id_: str, als: Als, deps: Deps) -> None:
    browser = await als(JOYCE)

    for pad in (f"/taken/{id_}/afgehandeld", f"/handelingen/{id_}/ongedaan"):
        assert (await browser.post(pad)).status_code == 404
    assert (await doe(browser, "afgehandeld", f"{id_}.1")).status_code == 404
