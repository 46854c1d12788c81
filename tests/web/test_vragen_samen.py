"""Two people in one list, what cannot be answered, versions, and who may."""

from dataclasses import replace
from datetime import date

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.leefgebieden.vragen import Vragenboek
from nazorg.referentie.vragenset import load_vragenboek
from tests.factories import event
from tests.web.conftest import HANS, JOYCE, RUBEN, SAMIRA, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, WONEN, bewaar, kaart
from tests.web.vragen import VERBLIJF, VRAGEN, antwoord, begin, lees


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, in PI Arnhem, free on 11 December at the earliest."""
    await stuur(deps, event(id="b-begin"))


# ---- two people


async def test_of_two_people_the_second_sees_both_and_loses_nothing(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    basis = await begin(joyce)
    bij_hans = (await hans.get(f"{basis}/5")).text
    await antwoord(joyce, f"{basis}/5", **{"v-afspraak": "Bel de corporatie"})

    uit = await antwoord(
        hans, f"{basis}/5", bij_hans, **{"v-afspraak": "Bel de moeder", "v-eerst": "Werk"}
    )

    assert uit.status_code == 409
    tekst = tekst_van(uit.text)
    assert "Wat is afgesproken? Bel de moeder Bel de corporatie (Joyce van Veen)" in tekst
    velden = lees(uit.text)
    assert (velden["v-afspraak"], velden["v-eerst"]) == ("Bel de moeder", "Werk")
    assert lees((await joyce.get(f"{basis}/5")).text)["v-afspraak"] == "Bel de corporatie"
    assert (await hans.post(f"{basis}/5", data=velden)).status_code == 303
    assert lees((await joyce.get(f"{basis}/5")).text)["v-afspraak"] == "Bel de moeder"


async def test_two_people_at_different_questions_do_not_stand_in_each_others_way(
    als: Als,
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    basis = await begin(joyce)
    bij_hans = (await hans.get(f"{basis}/5")).text
    await antwoord(joyce, f"{basis}/5", **{"v-afspraak": "Bel de corporatie"})

    uit = await antwoord(hans, f"{basis}/5", bij_hans, **{"v-eerst": "Werk"})

    assert uit.status_code == 303
    velden = lees((await hans.get(f"{basis}/5")).text)
    assert (velden["v-afspraak"], velden["v-eerst"]) == ("Bel de corporatie", "Werk")


async def test_a_card_that_a_colleague_filled_meanwhile_is_a_clash_too(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    basis = await begin(joyce)
    bij_hans = (await hans.get(f"{basis}/2")).text
    await bewaar(joyce, verblijf="bank")

    uit = await antwoord(hans, f"{basis}/2", bij_hans, **{f"v-{VERBLIJF}": "geen_adres"})

    assert uit.status_code == 409
    assert "Nergens Op de bank bij iemand, tijdelijk (Joyce van Veen)" in tekst_van(uit.text)
    assert (await hans.post(f"{basis}/2", data=lees(uit.text))).status_code == 303
    assert "geen adres" in kaart((await joyce.get(DOSSIER)).text, "Huisvesting")


async def test_who_types_in_a_list_that_a_colleague_finished_loses_nothing(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    basis = await begin(joyce)
    bij_hans = (await hans.get(f"{basis}/5")).text
    klaar = {"v-afspraak": "Bel de corporatie", "naar": "klaar"}
    await antwoord(joyce, f"{basis}/5", **klaar)
    getypt = {"v-afspraak": "Bel de moeder", "v-eerst": "Werk"}

    uit = await antwoord(hans, f"{basis}/5", bij_hans, **getypt)

    assert uit.status_code == 409
    tekst = tekst_van(uit.text)
    assert "Deze vragenlijst is intussen afgerond. Er is niets bewaard." in tekst
    assert "Wat is afgesproken? Bel de moeder Bel de corporatie (Joyce van Veen)" in tekst
    velden = lees(uit.text)
    assert (velden["v-afspraak"], velden["v-eerst"]) == ("Bel de moeder", "Werk")
    assert 'name="naar"' not in uit.text
    fout = await hans.post(f"{basis}/5", data=velden | {"heropen": "ja", "v-eerst": "depressie"})
    assert (fout.status_code, lees(fout.text)["v-afspraak"]) == (422, "Bel de moeder")
    assert (await hans.post(f"{basis}/5", data=velden | {"heropen": "ja"})).status_code == 303
    assert lees((await joyce.get(f"{basis}/5")).text)["v-afspraak"] == "Bel de moeder"


# ---- what cannot be


async def test_a_medical_word_is_refused_at_its_field_and_nothing_is_saved(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    uit = await antwoord(
        joyce, f"{basis}/5", **{"v-afspraak": "Heeft een depressie", "v-eerst": "Werk"}
    )

    assert uit.status_code == 422
    assert 'href="#v-afspraak"' in uit.text
    assert "Medische gegevens horen hier niet" in tekst_van(uit.text)
    assert lees(uit.text)["v-afspraak"] == "Heeft een depressie"
    assert await eigenaar.fetchval("select count(*) from nazorg.antwoord") == 0


@pytest.mark.parametrize("dag", ["", "2026-11-24", "gisteren"])
async def test_the_day_of_the_conversation_is_today_or_before(dag: str, als: Als) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    uit = await antwoord(joyce, f"{basis}/5", **{"v-eerst": "Werk", "gemeten_op": dag})

    assert uit.status_code == 422
    assert "Vul de dag van het gesprek in" in tekst_van(uit.text)
    assert lees(uit.text)["v-eerst"] == "Werk"


# ---- versions


async def test_a_new_version_changes_no_old_answer_and_is_for_the_next_list(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)
    await antwoord(joyce, f"{basis}/5", **{"v-eerst": "Werk", "naar": "klaar"})
    boek = load_vragenboek()
    oud = boek.find("intake", 1)
    assert oud
    nieuw = replace(oud, versie=2, vanaf=date(2026, 11, 1), delen=oud.delen[:1])
    object.__setattr__(deps.kennis, "vragenboek", Vragenboek([oud, nieuw]))

    tweede = await begin(joyce)

    assert tweede != basis
    rijen = await eigenaar.fetch("select versie from nazorg.vragenlijst order by versie")
    assert [r[0] for r in rijen] == [1, 2]
    assert "Een woning" not in (await joyce.get(f"{tweede}/1")).text
    assert "regelen? Werk" in tekst_van((await joyce.get(f"{basis}/5")).text)
    assert (await joyce.get(f"{tweede}/2")).status_code == 404


async def test_a_version_that_this_nazorg_does_not_know_is_said_in_words(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)
    await eigenaar.execute("update nazorg.vragenlijst set versie = 9")

    uit = await joyce.get(f"{basis}/1")

    assert uit.status_code == 422
    assert "in een versie die dit nazorg niet kent" in tekst_van(uit.text)
    assert (await joyce.get(DOSSIER)).status_code == 200
    tekst = tekst_van((await joyce.get(VRAGEN)).text)
    assert "begonnen in een versie die dit nazorg niet kent" in tekst
    assert "Intake, versie 9, begonnen vandaag 09:00, laatst door Joyce van Veen" in tekst
    opnieuw = await begin(joyce)
    assert opnieuw != basis, "with that one nobody can go on"
    assert (await joyce.get(f"{opnieuw}/1")).status_code == 200


# ---- who may


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_another_gemeente_or_role_finds_nothing(wie: str, als: Als) -> None:
    joyce, ander = await als(JOYCE), await als(wie)
    basis = await begin(joyce)

    for uit in (
        await ander.get(VRAGEN),
        await ander.get(f"{basis}/1"),
        await ander.post(f"{basis}/1", data={"gemeten_op": "2026-11-23"}),
        await ander.post(f"{basis}/heropend"),
        await ander.post(VRAGEN, data={"lijst": "intake"}),
    ):
        assert uit.status_code == 404


@pytest.mark.parametrize("pad", ["0", "6", "x", "99999999"])
async def test_a_page_that_is_not_there_is_not_found(pad: str, als: Als) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    assert (await joyce.get(f"{basis}/{pad}")).status_code == 404
    assert (
        await joyce.post(f"{basis}/{pad}", data={"gemeten_op": "2026-11-23"})
    ).status_code == 404


async def test_every_look_and_answer_is_logged_without_what_was_said(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)
    await antwoord(joyce, f"{basis}/5", **{"v-afspraak": "Bel de corporatie"})

    rijen = await eigenaar.fetch("select actie, resultaat from nazorg.audit order by volgnr")

    acties = {r[0]: r[1] for r in rijen}
    assert acties["vragen_beantwoord"] == "intake versie 1: afspraak"
    assert {"vragenlijst_begonnen", "vragenlijst_ingezien"} <= acties.keys()
    assert not any("corporatie" in r[1] for r in rijen)


async def test_the_card_page_is_where_a_known_answer_is_changed(als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="bank")

    html = (await joyce.get(f"{await begin(joyce)}/2")).text

    assert f'href="{WONEN}"' in html
