"""A form on the page of a message that is refused comes back as it was, and says what is wrong."""

import re
from uuid import UUID

import asyncpg
import pytest
from httpx2 import AsyncClient, Response

from nazorg.deps import Deps
from tests.factories import GRONINGEN, event, persoon, ruw
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import (
    BSN,
    FATMA,
    KIJK,
    MIS_BSN,
    REDEN,
    besluit,
    mis,
    stel_voor,
    zet_apart,
)

__all__ = ["mis"]
KIJKREDEN = {"kijkreden": "Vraag van de PI"}


async def verbeter(browser: AsyncClient, id_: UUID, reden: str = REDEN, **velden: str) -> Response:
    waarden = {f"waarde:{pad}": waarde for pad, waarde in velden.items()}
    data = waarden | KIJKREDEN | {"toelichting": reden}
    return await browser.post(f"/berichten/{id_}/correctie", data=data)


def fout_bij(html: str, id_: str) -> str:
    """Return what is said about a field, by the reference that a screen reader follows."""
    assert f'aria-describedby="{id_}-fout"' in html
    gevonden = re.search(f'id="{id_}-fout">([^<]*)<', html)
    assert gevonden
    return gevonden[1]


async def test_a_value_that_is_wrong_too_comes_back_in_the_form(als: Als, mis: UUID) -> None:
    ruben = await als(RUBEN)
    open_ = await ruben.post(f"/berichten/{mis}/inhoud", data={"reden": KIJKREDEN["kijkreden"]})
    assert 'name="kijkreden" value="Vraag van de PI"' in open_.text

    antwoord = await verbeter(ruben, mis, **{"data.persoon.bsn": "999993655"})

    assert antwoord.status_code == 422
    assert fout_bij(antwoord.text, "v-1") == "Het BSN klopt niet met de elfproef."
    assert 'value="999993655"' in antwoord.text
    assert f'value="{REDEN}"' in antwoord.text
    assert 'name="kijkreden" value="Vraag van de PI"' in antwoord.text
    assert "Dit is nog niet vastgelegd." in antwoord.text


async def test_a_reason_of_spaces_keeps_what_was_typed(als: Als, mis: UUID) -> None:
    antwoord = await verbeter(await als(RUBEN), mis, "      ", **BSN)

    assert antwoord.status_code == 422
    assert fout_bij(antwoord.text, "v-reden") == "Geef een reden van 5 tot 300 tekens."
    assert f'value="{BSN["data.persoon.bsn"]}"' in antwoord.text


async def test_nothing_filled_in_says_so_above_the_form(als: Als, mis: UUID) -> None:
    antwoord = await verbeter(await als(RUBEN), mis, **{"data.persoon.bsn": " "})

    assert antwoord.status_code == 422
    assert "Vul een nieuwe waarde in bij een veld dat niet klopt." in antwoord.text
    assert f'value="{REDEN}"' in antwoord.text
    assert 'name="waarde:data.persoon.bsn"' in antwoord.text


async def test_a_choice_and_a_day_that_does_not_exist_stay_as_they_were(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    bericht = event(titel="celstraf", beginDatum="gisteren", ziekte="griep", verwachtEinde=None)
    id_ = await zet_apart(deps, eigenaar, bericht)
    velden = {"data.titel": "gevangenisstraf", "data.beginDatum": "31-02-2026"}
    data = {f"waarde:{pad}": w for pad, w in velden.items()} | KIJKREDEN | {"toelichting": REDEN}

    antwoord = await (await als(RUBEN)).post(
        f"/berichten/{id_}/correctie", data=data | {"weg": "data.ziekte"}
    )

    assert antwoord.status_code == 422
    assert '<option value="gevangenisstraf" selected>' in antwoord.text
    assert 'value="31-02-2026"' in antwoord.text
    assert 'value="data.ziekte" checked' in antwoord.text
    assert "Dit is geen geldige datum of tijd." in antwoord.text


async def test_each_look_is_written_down_also_the_one_after_a_mistake(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await verbeter(await als(RUBEN), mis, "kort", **BSN)

    rijen = await eigenaar.fetch(
        "select resultaat from nazorg.audit where actie = 'bericht_inhoud_ingezien'"
    )
    assert [r[0] for r in rijen] == ["Vraag van de PI"]


@pytest.mark.parametrize(
    ("pad", "veld", "id_"),
    [("opgeven", "toelichting", "toelichting"), ("inhoud", "reden", "reden")],
)
async def test_a_reason_that_will_not_do_comes_back_beside_its_field(
    pad: str, veld: str, id_: str, als: Als, mis: UUID
) -> None:
    antwoord = await (await als(RUBEN)).post(f"/berichten/{mis}/{pad}", data={veld: "kort"})

    assert antwoord.status_code == 422
    assert fout_bij(antwoord.text, id_) == "Geef een reden van 5 tot 300 tekens."
    assert 'value="kort"' in antwoord.text
    assert "Wat u kunt doen" in antwoord.text


async def test_a_reason_to_decide_that_will_not_do_keeps_the_proposal_open_on_the_screen(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await stel_voor(await als(RUBEN), mis, **BSN)
    fatma = await als(FATMA)
    kort = await fatma.post(f"/berichten/{mis}/voorstel", data={"reden": "kort"})
    assert fout_bij(kort.text, "voorstel-reden") == "Geef een reden van 5 tot 300 tekens."
    correctie = await eigenaar.fetchval("select id from nazorg.correctie")
    data = {"correctie": str(correctie), "besluit": "goed", "toelichting": "kort"}

    antwoord = await fatma.post(
        f"/berichten/{mis}/besluit", data=data | {"kijkreden": KIJK["reden"]}
    )

    assert antwoord.status_code == 422
    assert fout_bij(antwoord.text, "besluit-reden") == "Geef een reden van 5 tot 300 tekens."
    assert BSN["data.persoon.bsn"] in antwoord.text


async def test_only_the_code_that_stands_in_the_message_can_be_added(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    inrichting = await zet_apart(deps, eigenaar, event(inrichting="ZZZ9"))
    gemeente = await zet_apart(deps, eigenaar, event(gemeenteBrp="9995"))
    ruben = await als(RUBEN)

    een = await ruben.post(
        f"/berichten/{inrichting}/inrichting", data={"code": "QQQ", "naam": "PI Nieuw"}
    )
    twee = await ruben.post(
        f"/berichten/{gemeente}/gemeente", data={"code": "9996", "naam": "Nieuwstad"}
    )

    assert (een.status_code, twee.status_code) == (422, 422)
    assert fout_bij(een.text, "code") == "In het bericht staat ZZZ9, niet QQQ."
    assert fout_bij(twee.text, "code") == "In het bericht staat 9995, niet 9996."
    assert 'value="PI Nieuw"' in een.text
    assert 'value="QQQ"' in een.text
    assert await eigenaar.fetchval("select count(*) from nazorg.inrichting") == 0
    assert await eigenaar.fetchval("select count(*) from nazorg.gemeentecode") == 0


async def test_a_second_tab_hears_that_a_message_was_handled_already(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(inrichting="ZV7"))
    ruben = await als(RUBEN)
    code = {"code": "ZV7", "naam": "PI Nieuw"}
    await ruben.post(f"/berichten/{id_}/inrichting", data=code)

    for pad, velden in (
        ("inrichting", code),
        ("opgeven", {"toelichting": "Bron stuurt opnieuw"}),
        ("correctie", {"waarde:data.inrichting": "ARN", "toelichting": REDEN}),
    ):
        antwoord = await ruben.post(f"/berichten/{id_}/{pad}", data=velden)
        assert antwoord.status_code == 409
        assert "Dit bericht is al afgehandeld." in antwoord.text
        assert f'href="/berichten/{id_}"' in antwoord.text


async def test_who_may_not_see_a_handled_message_does_not_hear_that_it_is_there(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(persoon=persoon(bsn=MIS_BSN)))
    await eigenaar.execute(
        "update nazorg.bericht set gemeente = $2, uitkomst = 'verwerkt', reden = null"
        " where id = $1",
        id_,
        GRONINGEN,
    )

    antwoord = await (await als(RUBEN)).post(
        f"/berichten/{id_}/opgeven", data={"toelichting": "Bron stuurt opnieuw"}
    )

    assert antwoord.status_code == 404


async def test_who_proposed_can_take_it_back_and_nobody_else(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, mis, **BSN)
    knop = "Trek uw voorstel in"
    assert knop in (await ruben.get(f"/berichten/{mis}")).text
    assert knop not in (await fatma.get(f"/berichten/{mis}")).text
    data = {"correctie": str(await eigenaar.fetchval("select id from nazorg.correctie"))}

    assert (await fatma.post(f"/berichten/{mis}/intrekken", data=data)).status_code == 404
    assert (await ruben.post(f"/berichten/{mis}/intrekken", data=data)).status_code == 303

    pagina = tekst_van((await ruben.get(f"/berichten/{mis}")).text)
    assert "Ingetrokken door Ruben de Wit" in pagina
    assert (await besluit_oud(fatma, mis, data)).status_code == 409
    marieke = await als(MARIEKE)
    assert (await marieke.post(f"/berichten/{mis}/intrekken", data=data)).status_code == 404
    gelogd = "select count(*) from nazorg.audit where actie = 'correctie_ingetrokken'"
    assert await eigenaar.fetchval(gelogd) == 1
    assert (await stel_voor(ruben, mis, **BSN)).status_code == 303
    assert (await besluit(fatma, eigenaar, mis)).status_code == 303


async def besluit_oud(browser: AsyncClient, id_: UUID, data: dict[str, str]) -> Response:
    velden = data | {"besluit": "goed", "toelichting": "Klopt met de brief"}
    return await browser.post(f"/berichten/{id_}/besluit", data=velden)


async def test_the_text_for_the_source_names_what_the_source_knows(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await deps.ontvang([ruw(b"{half")])
    id_ = await eigenaar.fetchval("select id from nazorg.bericht")

    html = (await (await als(RUBEN)).get(f"/berichten/{id_}")).text

    vraag = html.partition('id="vraag"')[2].partition("</textarea>")[0]
    assert "Het bericht dat wij ontvingen op 23 november 2026 om 09:00 uur konden wij" in vraag
    assert "sha256" not in vraag
