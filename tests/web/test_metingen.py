"""The measurements of a dossier: those that count, and those of a day that proved wrong."""

from typing import Any

import httpx2
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER

TELT_NIET = "Telt niet meer: de dag is veranderd of ingetrokken."


def einde(id_: str, dag: str) -> dict[str, Any]:
    return event(Soort.BEEINDIGD, id=id_, eindDatum=dag, tijd=f"{dag}T06:00:00Z")


@pytest.fixture(autouse=True)
async def verkeerd_einde(deps: Deps, klok: VasteKlok) -> None:
    """A release of 22 November was told and measured on the 23rd, and withdrawn the next day."""
    await stuur(deps, event(id="b-begin"))
    await stuur(deps, einde("b-fout", "2026-11-22"))
    await meet_leefgebieden(deps.store, klok)
    klok.verder(days=1)
    weg = event(Soort.INGETROKKEN, berichtId="b-fout", tijd="2026-11-24T06:00:00Z")
    await stuur(deps, weg)
    await meet_leefgebieden(deps.store, klok)


def metingen(antwoord: httpx2.Response) -> str:
    return tekst_van(antwoord.text.partition('id="h-meet"')[2].partition("</section>")[0])


async def test_a_measurement_of_a_wrong_day_is_kept_and_said_not_to_count(als: Als) -> None:
    tekst = metingen(await (await als(JOYCE)).get(DOSSIER))

    assert f"Bij vrijlating zo 22 nov {TELT_NIET}" in tekst


async def test_the_real_release_stands_beside_it(deps: Deps, als: Als, klok: VasteKlok) -> None:
    klok.verder(days=3)
    await stuur(deps, einde("b-goed", "2026-11-27"))
    await meet_leefgebieden(deps.store, klok)

    tekst = metingen(await (await als(JOYCE)).get(DOSSIER))

    assert tekst.count("Bij vrijlating") == 2
    assert "Bij vrijlating vr 27 nov ID-bewijs: onbekend" in tekst
    assert tekst.count(TELT_NIET) == 2, "the begin was measured on the wrong release too"


async def test_on_the_day_itself_it_still_counted(als: Als) -> None:
    tekst = metingen(await (await als(JOYCE)).get(f"{DOSSIER}?op=2026-11-23"))

    assert "Bij vrijlating zo 22 nov" in tekst
    assert TELT_NIET not in tekst
