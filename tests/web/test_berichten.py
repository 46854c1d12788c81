"""What came in and what became of it: counts and reasons, never what was in a message."""

import re

import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import BSN_NINA, BUREN, GRONINGEN, NIJMEGEN, TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, MARIEKE, RUBEN, SAMIRA, Als, iemand, stuur, tekst_van

GEEN_BSN = "123456780"  # nine digits that fail the elfproef


async def lees(als: Als, vraag: str = "", wie: str = JOYCE) -> str:
    antwoord = await (await als(wie)).get(f"/berichten{vraag}")
    assert antwoord.status_code == 200
    return antwoord.text


def tegels(html: str) -> dict[str, int]:
    lijst = re.search(r'<ul class="kpis".*?</ul>', html, re.DOTALL)
    assert lijst
    gevonden = re.findall(r"<li.*?</li>", lijst[0], re.DOTALL)
    woorden = [tekst_van(li) for li in gevonden]
    delen = [re.match(r"(\D+?) (\d+)", w) for w in woorden]
    return {d[1]: int(d[2]) for d in delen if d}


def regels(html: str) -> list[str]:
    lijst = re.search(r'<table class="msgs">.*?</table>', html, re.DOTALL)
    if not lijst:
        return []
    rijen: list[str] = re.findall(r"<tr><td.*?</tr>", lijst[0], re.DOTALL)
    return [tekst_van(rij) for rij in rijen]


async def test_today_is_counted_per_outcome(deps: Deps, als: Als, klok: VasteKlok) -> None:
    await stuur(deps, event(id="gisteren"))
    klok.verder(days=1)
    weg = event(gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN)
    fout = event(persoon=persoon(bsn=GEEN_BSN))
    await deps.ontvang([ruw(event(detentieId="A")), ruw(fout), ruw(b"{half"), ruw(weg)])

    van_joyce = tegels(await lees(als))
    van_ruben = tegels(await lees(als, wie=RUBEN))

    assert van_joyce == {"Verwerkt": 1, "Apart gezet": 1, "Genegeerd": 0}
    assert van_ruben["Apart gezet"] == 2, "half a message belongs to no gemeente"


async def test_the_same_message_twice_is_one_row(deps: Deps, als: Als) -> None:
    bericht = ruw(event())
    await deps.ontvang([bericht])
    await deps.ontvang([bericht])

    html = await lees(als)

    assert tegels(html)["Verwerkt"] == 1
    assert len(regels(html)) == 1


async def test_what_was_set_aside_names_the_fields_and_never_the_values(
    deps: Deps, als: Als
) -> None:
    slecht = event(
        id="b-slecht",
        persoon=persoon(bsn=GEEN_BSN, geslachtsnaam="Geheim"),
        inrichting="QQQ",
        titel="onzin",
    )
    await deps.ontvang([ruw(slecht)])

    html = await lees(als)
    apart = re.search(r'aria-labelledby="h-apart".*?</section>', html, re.DOTALL)
    assert apart
    tekst = tekst_van(apart[0])

    for stuk in ("Begin detentie", "data.titel", "data.persoon.bsn", "data.inrichting", "b-slecht"):
        assert stuk in tekst, stuk
    for waarde in (GEEN_BSN, "Geheim", "QQQ", "onzin"):
        assert waarde not in html, waarde
    assert "Wij konden 1 bericht niet verwerken." in tekst_van(html)


async def test_everything_is_fine_is_said_too(deps: Deps, als: Als) -> None:
    html = await lees(als)
    assert "Nog geen berichten Zodra er een bericht binnenkomt, staat het hier." in tekst_van(html)

    await stuur(deps, event())

    assert "Er staat niets apart. Alle berichten zijn verwerkt." in tekst_van(await lees(als))


async def test_filters_are_in_the_address_and_can_be_taken_away(deps: Deps, als: Als) -> None:
    await deps.ontvang(
        [
            ruw(event(id="b-begin")),
            ruw(event(Soort.OVERGEPLAATST, id="b-over", tijd="2026-11-21T08:00:00Z")),
            ruw(event(id="b-fout", persoon=persoon(bsn=GEEN_BSN))),
        ]
    )

    async def ids(vraag: str) -> list[str]:
        return [rij.split()[-1] for rij in regels(await lees(als, vraag))]

    assert sorted(await ids("")) == ["b-begin", "b-fout", "b-over"]
    assert await ids("?uitkomst=apart_gezet") == ["b-fout"]
    assert await ids("?soort=overgeplaatst") == ["b-over"]
    assert await ids("?soort=overgeplaatst&uitkomst=apart_gezet") == []
    html = await lees(als, "?soort=overgeplaatst&uitkomst=apart_gezet")
    assert "Niets met deze filters" in html
    assert 'href="/berichten?soort=overgeplaatst#lijst">Apart gezet' in html


async def test_the_pages_together_show_every_message_once(deps: Deps, als: Als) -> None:
    await stuur(deps, *[event(id=f"b-{i}", detentieId=f"D-{i}") for i in range(120)])
    browser = await als(JOYCE)

    pad: str | None = "/berichten"
    gezien: list[str] = []
    while pad:
        html = (await browser.get(pad)).text
        gezien += [rij.split()[-1] for rij in regels(html)]
        volgende = re.search(r'href="([^"]+)"><span class="nl-button__label">Volgende', html)
        pad = volgende[1].replace("&amp;", "&") if volgende else None

    assert sorted(gezien) == sorted(f"b-{i}" for i in range(120))


@pytest.mark.parametrize(
    ("wie", "ziet"),
    [
        (JOYCE, {"b-tiel"}),
        (MARIEKE, {"b-tiel", "b-buren"}),
        (SAMIRA, {"b-nijmegen"}),
        (RUBEN, {"b-tiel", "b-buren", "b-nijmegen"}),
    ],
)
async def test_each_sees_the_messages_of_their_own_gemeenten(
    wie: str, ziet: set[str], deps: Deps, als: Als
) -> None:
    for naam, code in (("tiel", TIEL), ("buren", BUREN), ("nijmegen", NIJMEGEN)):
        daar = {"gemeenteBrp": code, "ontvangerGemeente": code}
        await stuur(deps, iemand(None, naam, id=f"b-{naam}", **daar))

    assert {rij.split()[-1] for rij in regels(await lees(als, wie=wie))} == ziet


async def test_every_page_says_how_fresh_our_data_is(deps: Deps, als: Als, klok: VasteKlok) -> None:
    assert "Nog geen berichten ontvangen." in await lees(als)

    await stuur(deps, iemand(BSN_NINA, "Vers"))
    assert "Laatste bericht: vandaag 09:00." in await lees(als)

    klok.verder(days=4)
    assert "Dat is langer dan 3 dagen geleden." in await lees(als)
