"""What a notice takes away stays to be read, and never comes back on the list by itself."""

from datetime import date
from types import SimpleNamespace as Ding
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.usecases.dossiers.toon import Inzicht
from tests.factories import BSN_DAAN, BUREN, event, persoon
from tests.klok import VasteKlok
from tests.usecases.test_volgorde import maak_leeg
from tests.web.conftest import (
    JOYCE,
    MARIEKE,
    RUBEN,
    SAMIRA,
    Als,
    iemand,
    nummer_van,
    stuur,
    taak_van,
    tekst_van,
)
from tests.web.doen import LIJST, balk, doe, lijst, ongedaan, sleutel, stand

WEG = "Niet meer nodig: de melding is ingetrokken."


def later(soort: Soort, **velden: Any) -> dict[str, Any]:
    anders = {"detentieId": "D-Verhoeven", "tijd": "2026-11-22T08:00:00Z"} | velden
    return event(soort, persoon=persoon(geslachtsnaam="Verhoeven"), **anders)


def trek_in(bericht: str, **velden: Any) -> dict[str, Any]:
    return later(Soort.INGETROKKEN, berichtId=bericht, **velden)


@pytest.fixture
async def daan(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    """Return the task about the release of somebody who leaves on 11 December."""
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", id="v-1"))
    return await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")


# ---- withdrawn, and shown


async def test_a_task_of_a_withdrawn_notice_can_be_read_and_not_done(
    deps: Deps, daan: str, als: Als
) -> None:
    marieke = await als(MARIEKE)
    await stuur(deps, trek_in("v-1"))

    html = (await marieke.get(f"/taken/{daan}")).text

    assert WEG in tekst_van(html)
    assert f"/taken/{daan}/afgehandeld" not in html
    assert f"/taken/{daan}/sluimert" not in html
    assert daan not in await lijst(marieke)


async def test_the_dossier_says_what_fell_away_and_why(
    deps: Deps, daan: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await stuur(deps, trek_in("v-1"))

    html = (await marieke.get(f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}")).text

    assert "Niet meer nodig (2)" in tekst_van(html)
    assert f'href="/taken/{daan}"' in html
    assert "Niet meer nodig: de melding is ingetrokken · vandaag 09:00" in tekst_van(html)


async def test_a_task_that_fell_away_by_the_end_says_that(deps: Deps, daan: str, als: Als) -> None:
    await stuur(deps, later(Soort.BEEINDIGD))

    tekst = tekst_van((await (await als(MARIEKE)).get(f"/taken/{daan}")).text)

    assert "Niet meer nodig: de detentie is beëindigd." in tekst


async def test_what_fell_away_is_not_there_for_another_gemeente_or_role(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    elders: dict[str, Any] = {"ontvangerGemeente": BUREN, "gemeenteBrp": BUREN}
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", id="v-1", **elders))
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    await stuur(deps, trek_in("v-1", **elders))

    assert WEG in tekst_van((await (await als(MARIEKE)).get(f"/taken/{taak}")).text)
    for wie in (JOYCE, SAMIRA, RUBEN):
        assert (await (await als(wie)).get(f"/taken/{taak}")).status_code == 404, wie


# ---- done, and its notice withdrawn: no orphan


async def test_undo_and_reopen_leave_done_what_nothing_asks_for_any_more(
    deps: Deps, daan: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    gedaan = await doe(marieke, "afgehandeld", daan)
    await stuur(deps, trek_in("v-1"))

    terug = await balk(marieke, await ongedaan(marieke, gedaan))
    weer = await balk(marieke, await marieke.post(f"/taken/{daan}/open"))

    assert "deze taak is niet meer nodig, en komt dus niet terug op de lijst." in terug
    assert "deze taak is niet meer nodig, en komt dus niet terug op de lijst." in weer
    assert (await stand(eigenaar, daan))[0] == "afgehandeld"


async def test_what_is_asked_for_again_can_be_put_back_again(
    deps: Deps, daan: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "afgehandeld", daan)
    await stuur(deps, trek_in("v-1", id="v-2"))
    await stuur(deps, trek_in("v-2", tijd="2026-11-22T09:00:00Z"))

    await marieke.post(f"/taken/{daan}/open")

    assert (await stand(eigenaar, daan))[0] == "open"


_STAP = st.sampled_from(["doe", "open", "ongedaan", "trek_in", "terug", "eind", "wijzig"])


@settings(
    deadline=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(stappen=st.lists(_STAP, min_size=2, max_size=7))
async def test_whatever_people_and_notices_do_no_open_task_is_left_that_nothing_asks_for(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection, stappen: list[str]
) -> None:
    """Compare with the open tasks that the same notices give when nobody touches anything."""
    await maak_leeg(eigenaar)
    marieke = await als(MARIEKE)
    berichten = [iemand(BSN_DAAN, "Verhoeven", id="v-0")]
    await stuur(deps, *berichten)
    gedaan = None
    taak = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    for nummer, stap in enumerate(stappen, start=1):
        if stap == "doe":
            gedaan = await doe(marieke, "afgehandeld", taak)
        elif stap == "open":
            await marieke.post(f"/taken/{taak}/open")
        elif stap == "ongedaan" and gedaan is not None and "gedaan" in gedaan.headers["location"]:
            await ongedaan(marieke, gedaan)
        elif stap in _BERICHT:
            berichten.append(_BERICHT[stap](nummer))
            await stuur(deps, berichten[-1])
    zelf = await _open(eigenaar)

    await maak_leeg(eigenaar)
    await stuur(deps, *berichten)

    assert zelf <= await _open(eigenaar)


def _tijd(nummer: int) -> str:
    return f"2026-11-22T08:{nummer:02}:00Z"


_BERICHT = {
    "trek_in": lambda n: trek_in("v-0", id=f"v-{n}", tijd=_tijd(n)),
    "terug": lambda n: trek_in(f"v-{n - 1}" if n > 1 else "v-x", id=f"v-{n}", tijd=_tijd(n)),
    "eind": lambda n: later(Soort.BEEINDIGD, id=f"v-{n}", tijd=_tijd(n)),
    "wijzig": lambda n: later(Soort.GEWIJZIGD, id=f"v-{n}", tijd=_tijd(n)),
}


async def _open(eigenaar: asyncpg.Connection) -> set[tuple[str, str, date]]:
    rijen = await eigenaar.fetch(
        "select regel, onderwerp, uiterlijk from nazorg.taak where status = 'open'"
    )
    return {tuple(r) for r in rijen}


# ---- what comes back, and who sees that


async def test_an_earlier_release_brings_back_what_waits_for_others(
    deps: Deps, daan: str, als: Als
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "wacht", daan, wacht_op="pi", tot="2026-12-10")
    eerder = {"verwachtEinde": {"vroegst": "2026-12-04", "laatst": "2026-12-04"}}

    await stuur(deps, later(Soort.GEWIJZIGD, **eerder))

    assert daan in await lijst(marieke)
    tekst = tekst_van((await marieke.get(LIJST)).text)
    assert "Terug: vrijlating ging van 11 dec naar 4 dec" in tekst


async def test_a_notice_that_brings_nothing_earlier_leaves_what_waits(
    deps: Deps, daan: str, als: Als
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "wacht", daan, wacht_op="pi", tot="2026-12-10")

    await stuur(deps, later(Soort.OVERGEPLAATST))

    assert daan in await lijst(marieke, "wacht")


async def test_what_is_needed_again_comes_back_unread_and_says_so(
    deps: Deps, daan: str, als: Als, klok: VasteKlok
) -> None:
    marieke = await als(MARIEKE)
    await marieke.get(f"/taken/{daan}/voorbeeld")
    await stuur(deps, trek_in("v-1", id="v-2"))
    klok.verder(minutes=5)

    await stuur(deps, trek_in("v-2", tijd="2026-11-22T09:00:00Z"))

    html = (await marieke.get(f"{LIJST}?venster=alles")).text
    assert f'<tr class="row row--new" id="rij-{daan}"' in html
    assert "Terug: weer nodig geworden" in tekst_van(html)


async def test_a_deed_on_a_task_that_a_notice_changed_since_is_noticed(
    deps: Deps, daan: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, gezien = await als(MARIEKE), await sleutel(eigenaar, daan)
    eerder = {"verwachtEinde": {"vroegst": "2026-12-04", "laatst": "2026-12-04"}}
    await stuur(deps, later(Soort.GEWIJZIGD, **eerder))

    antwoord = await doe(marieke, "afgehandeld", gezien)

    assert "deze taak is intussen veranderd." in await balk(marieke, antwoord)
    assert (await stand(eigenaar, daan))[0] == "open"


# ---- two sources, one id


def test_the_notice_behind_a_task_of_a_rule_is_that_of_its_own_source() -> None:

    een, twee = (
        Ding(melding=Ding(id="b-1", bron=bron, naam=bron)) for bron in ("bron:een", "bron:twee")
    )
    inzicht: Any = Ding(stand=Ding(huidige=None), meldingen=(een, twee))
    taak: Any = Ding(onderwerp="bron:twee|D-1|id-voor-vrijlating", aanleiding="b-1")

    gevonden: Any = Inzicht.find_aanleiding(inzicht, taak)
    assert gevonden is twee
