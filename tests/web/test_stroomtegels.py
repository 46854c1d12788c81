"""The tiles on top of Berichten: per stream the last message, how late, how silent is usual."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.deps import Deps
from tests.factories import NIJMEGEN, event, persoon, telling_event
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, RUBEN, Als, tekst_van
from tests.web.test_bewaking import bewaak

BEGIN, VERLOF, PLAN = "Begin, wijziging en einde", "Verlof", "Deelbaar D&amp;R-plan"
ONTVANGER: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}


async def _tegel(als: Als, naam: str, wie: str = RUBEN) -> str:
    html = (await (await als(wie)).get("/berichten")).text
    patroon = rf'(?s)<section class="panel stream"[^>]*>.{{0,120}}>{naam}</h2>.*?</section>'
    gevonden = re.search(patroon, html)
    assert gevonden, naam
    return gevonden[0]


async def _tekst(als: Als, naam: str, wie: str = RUBEN) -> str:
    return tekst_van(await _tegel(als, naam, wie))


async def _pagina(als: Als) -> str:
    return tekst_van((await (await als(RUBEN)).get("/berichten")).text)


async def _komt(
    deps: Deps,
    klok: VasteKlok,
    soort: Soort = Soort.BEGONNEN,
    *,
    laat: timedelta = timedelta(seconds=40),
    deur: Deur = Deur.KAFKA,
    **velden: Any,
) -> None:
    """Let a message come in now that its source wrote down so long ago."""
    op: datetime = klok.nu() - laat
    bericht = event(soort, tijd=op.isoformat(), **velden)
    await deps.ontvang([RuwBericht(json.dumps(bericht).encode(), deur, "t[0]@1")])


async def test_each_stream_has_a_tile_also_before_anything_came(als: Als) -> None:
    for naam in (BEGIN, VERLOF, PLAN):
        tekst = await _tekst(als, naam)

        assert "nog niets" in tekst
        assert "Laatste nog niet" in tekst
        assert "Vandaag 0" in tekst


async def test_a_stream_that_comes_in_time_is_up_to_date_and_another_says_nothing_yet(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok)
    await bewaak(deps)
    klok.verder(minutes=12)

    begin, verlof = await _tekst(als, BEGIN), await _tekst(als, VERLOF)

    assert "bij" in begin.split("Laatste")[0]
    assert "Laatste vandaag 09:00 12 minuten geleden Achterstand geen Vandaag 1" in begin
    assert "nog niets" in verlof


async def test_a_stream_that_is_late_says_how_late_in_words(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok)
    await _komt(deps, klok, Soort.VERLOF_VERLEEND, laat=timedelta(minutes=52))
    await bewaak(deps)

    begin, verlof = await _tekst(als, BEGIN), await _tekst(als, VERLOF)

    assert "loopt achter" in verlof
    assert "Achterstand 52 minuten" in verlof
    assert "loopt achter" not in begin


async def test_nobody_watching_is_never_called_up_to_date(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok)

    ervoor = await _tekst(als, BEGIN)
    await bewaak(deps)
    klok.verder(minutes=20)
    stil = await _tekst(als, BEGIN)

    assert "niet nagekeken" in ervoor
    assert "niet nagekeken" in stil


async def _leer(deps: Deps, klok: VasteKlok, dagen: int = 21, om_de: int = 1) -> None:
    """Let a source send every so many hours of every day for some weeks."""
    for nummer in range(dagen * 24 // om_de):
        await _komt(deps, klok, detentieId=f"D-{nummer}", persoon=_iemand(nummer))
        klok.verder(hours=om_de)
    await bewaak(deps)


def _iemand(nummer: int) -> dict[str, Any]:
    return persoon(bsn=None, skn=str(30_000_000 + nummer))


async def test_a_silence_is_set_beside_what_is_usual_for_the_source(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _leer(deps, klok)
    gewoon = await _pagina(als)
    klok.verder(hours=5)
    await bewaak(deps)
    stil = await _tekst(als, BEGIN)

    assert gewoon.count("Detentieregister stuurt op maandagochtend meestal elke") == 1
    assert "te lang stil" in stil
    assert "nu al 6 uur niets" in await _pagina(als)


async def test_a_silence_that_is_usual_says_when_the_last_of_the_source_came(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _leer(deps, klok, om_de=3)
    await bewaak(deps)

    pagina = await _pagina(als)

    assert "(ook een telling) kwam vandaag 06:00. Zo lang stil is gewoon." in pagina
    assert "bij" in (await _tekst(als, BEGIN)).split("Laatste")[0]


async def test_a_silence_that_is_longer_than_usual_says_so_once_and_when_it_is_an_alarm(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _leer(deps, klok, om_de=3)
    klok.verder(hours=1)
    await bewaak(deps)

    zin = "Detentieregister is nu 4 uur stil. Dat is langer dan gewoon op maandag"
    pagina, begin = await _pagina(als), await _tekst(als, BEGIN)
    assert pagina.count(zin) == 1
    assert re.search(r"blijft het stil, dan is het vanaf vandaag \d\d:\d\d een alarm\.", pagina)
    assert "langer stil dan gewoon" in begin.split("Laatste")[0]


async def test_what_came_from_a_file_says_that_its_lateness_is_not_measured(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok, deur=Deur.BESTAND)
    await bewaak(deps)

    assert "Achterstand onbekend: deze berichten komen uit een bestand" in await _tekst(als, BEGIN)


async def test_the_bars_are_the_hours_of_a_day_and_are_also_said(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    for nummer in range(3):
        await _komt(deps, klok, detentieId=f"D-{nummer}", persoon=_iemand(nummer))
    klok.verder(hours=2)
    await _komt(deps, klok, detentieId="D-9", persoon=_iemand(9))

    tegel = await _tegel(als, BEGIN)

    hoogtes = re.findall(r'<rect x="(\d+)" y="\d+" width="7" height="(\d+)"', tegel)
    assert [(int(x), int(h)) for x, h in hoogtes] == [(210, 44), (230, 15)]
    assert 'aria-label="Afgelopen 24 uur: 4 berichten, de meeste rond 09 uur."' in tegel


async def test_each_sees_the_counts_of_their_own_gemeenten(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok, **ONTVANGER)

    assert "Vandaag 0" in await _tekst(als, BEGIN, JOYCE)
    assert "Vandaag 1" in await _tekst(als, BEGIN, RUBEN)


@pytest.mark.parametrize(("uren", "vandaag"), [(14, 1), (15, 0), (22, 0)])
async def test_today_begins_at_midnight_and_a_count_of_the_source_is_in_no_stream(
    uren: int, vandaag: int, deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await _komt(deps, klok)
    await deps.ontvang([RuwBericht(json.dumps(telling_event()).encode(), Deur.HTTP, "x")])
    klok.verder(hours=uren)

    tegel = await _tegel(als, BEGIN)

    assert f"Vandaag {vandaag}" in tekst_van(tegel)
    assert "1 bericht, de meeste rond 09 uur" in tegel


async def test_a_count_of_the_source_has_its_moment_in_the_table_of_kinds(
    deps: Deps, als: Als
) -> None:
    await deps.ontvang([RuwBericht(json.dumps(telling_event()).encode(), Deur.HTTP, "x")])

    assert "Telling van de bron 1 vandaag 09:00" in await _pagina(als)
