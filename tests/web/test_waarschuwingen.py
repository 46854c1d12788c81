"""What stands out about a release is said beside every task, on the dossier and on the export."""

import csv
import io
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from tests.factories import BSN_DAAN, BSN_STEF, event, persoon
from tests.web.conftest import JOYCE, Als, iemand, nummer_van, stuur, taak_van, tekst_van

ALLES = "/werkvoorraad?venster=alles"
VRIJDAG = "Vrij op vrijdag: loketten dicht tot maandag"
ONBEKEND = "Einddatum onbekend: vraag de PI wanneer iemand vrijkomt"
ZONDER: dict[str, Any] = {"verwachtEinde": None}


def vrij_op(dag: str) -> dict[str, Any]:
    return {"verwachtEinde": {"vroegst": dag, "laatst": dag}}


@pytest.mark.parametrize(
    ("einde", "zin"), [(vrij_op("2026-11-27"), VRIJDAG), (ZONDER, ONBEKEND)], ids=["vr", "geen"]
)
async def test_a_warning_stands_on_its_row_its_panel_and_its_dossier(
    einde: dict[str, Any], zin: str, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **einde))
    joyce, taak = await als(JOYCE), await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")

    lijst = (await joyce.get(ALLES)).text
    paneel = (await joyce.get(f"/taken/{taak}/voorbeeld")).text
    dossier = (await joyce.get(f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}")).text

    assert zin in tekst_van(lijst.split(f'id="rij-{taak}"')[1].split("</tr>")[0])
    assert zin in tekst_van(paneel)
    assert zin in tekst_van(dossier.split('class="id panel"')[1].split("</section>")[0])


async def test_a_list_that_leaves_nazorg_takes_its_warnings_along(deps: Deps, als: Als) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **ZONDER))
    vraag = {"vorm": "csv", "doel": "overleg", "terug": "venster=alles"}

    antwoord = await (await als(JOYCE)).post("/werkvoorraad/export", data=vraag)

    rijen = list(csv.DictReader(io.StringIO(antwoord.text.lstrip("\ufeff")), delimiter=";"))
    assert {r["Let op"] for r in rijen} == {ONBEKEND}


async def test_who_was_released_or_of_whom_the_end_came_is_no_longer_warned_about(
    deps: Deps, als: Als
) -> None:
    await stuur(
        deps,
        iemand(BSN_DAAN, "Verhoeven", **ZONDER),
        event(
            Soort.BEEINDIGD,
            persoon=persoon(bsn=BSN_DAAN, geslachtsnaam="Verhoeven"),
            detentieId="D-Verhoeven",
            tijd="2026-11-22T08:00:00Z",
            eindDatum="2026-11-20",
        ),
        iemand(BSN_STEF, "Kok", **ZONDER),
        event(
            Soort.GEWIJZIGD,
            persoon=persoon(bsn=BSN_STEF, geslachtsnaam="Kok"),
            detentieId="D-Kok",
            tijd="2026-11-22T08:00:00Z",
            **vrij_op("2026-12-10"),
        ),
    )

    tekst = tekst_van((await (await als(JOYCE)).get(ALLES)).text)

    assert "Verhoeven" in tekst
    assert "Kok" in tekst
    assert ONBEKEND not in tekst
    assert "Vrij op" not in tekst


async def test_a_friday_far_away_is_no_noise_on_the_list_but_stands_in_the_dossier(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **vrij_op("2026-12-18")))
    joyce = await als(JOYCE)

    lijst = tekst_van((await joyce.get(ALLES)).text)
    dossier = tekst_van(
        (await joyce.get(f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}")).text
    )

    assert VRIJDAG not in lijst
    assert VRIJDAG in dossier


async def test_an_id_card_that_expires_is_not_simply_in_order_while_nobody_knows_until_when(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **ZONDER))
    joyce = await als(JOYCE)
    pad = f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}"
    kaart = f"{pad}/leefgebieden/{Leefgebied.IDENTITEITSBEWIJS}"
    feit = {"document": "geldig", "geldig_tot": "2027-02-01", "spreker": "pi"}

    antwoord = await joyce.post(
        kaart, data=feit | {"grondslag": "pbw_18a", "gemeten_op": "2026-11-23"}
    )

    assert antwoord.status_code == 303, antwoord.text
    dossier = tekst_van((await joyce.get(pad)).text)
    assert "Geldig tot 1 feb 2027, maar de vrijlatingsdatum is onbekend" in dossier
    assert "Vraag de PI wanneer iemand vrijkomt, en kijk dan opnieuw" in dossier
