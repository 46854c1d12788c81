"""Give work to each other and take it over: only to who works for that gemeente."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF
from tests.klok import VasteKlok
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    SAMIRA,
    Als,
    iemand,
    stuur,
    tekst_van,
)
from tests.web.doen import LIJST, ONBEKEND, balk, doe, lijst, sleutel, stand, stel_in, taken


async def test_what_i_give_to_a_colleague_is_on_that_list_and_no_longer_on_mine(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    assert await lijst(marieke) == await lijst(hans) == [taak]

    antwoord = await doe(marieke, "toegewezen", await sleutel(eigenaar, taak), eigenaar=HANS)

    assert "‘Nieuw: zit vast sinds 19 nov’ van Daan Verhoeven is nu van Hans Postma." in await balk(
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
        ({"van": ""}, "Vul de eerste dag in."),
        ({"van": "morgen"}, "Dit is geen dag. Schrijf bijvoorbeeld 25-11-2026."),
        ({"van": "2026-11-22"}, "De eerste dag is al geweest. Kies vandaag of later."),
        ({"van": "2026-01-01"}, "De eerste dag is al geweest. Kies vandaag of later."),
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
    assert f'name="van" value="{velden.get("van", "2026-11-23")}"' in antwoord.text
    assert f'name="tot" value="{velden.get("tot", "2026-11-27")}"' in antwoord.text
    assert await eigenaar.fetchval("select count(*) from nazorg.waarneming") == 0
