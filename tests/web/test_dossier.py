"""One person: what we know, what we knew, and who looked."""

import re
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.conftest import zoek_bsn
from tests.factories import BSN_DAAN, BSN_NINA, BUREN, NIJMEGEN, TIEL, event, persoon
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

DOSSIER = "/dossiers/NZ-2026-0001"


async def lees(als: Als, pad: str = DOSSIER, wie: str = JOYCE) -> str:
    antwoord = await (await als(wie)).get(pad)
    assert antwoord.status_code == 200
    return antwoord.text


def deel(html: str, koptekst: str) -> str:
    """Return the words of the panel under this heading."""
    gevonden = re.search(rf'aria-labelledby="{koptekst}".*?</section>', html, re.DOTALL)
    assert gevonden, koptekst
    return tekst_van(gevonden[0])


async def test_the_head_says_who_where_and_when(deps: Deps, als: Als) -> None:
    wie = persoon(voorvoegsel="van den", geboorte={"jaar": 1991, "maand": 5})
    await stuur(deps, event(persoon=wie))

    tekst = tekst_van(await lees(als))

    for stuk in (
        "Daan van den Verhoeven, NZ-2026-0001",
        "Geboren mei 1991",
        "BSN •••••••53 verborgen, eindigt op 53",
        "Gemeente Tiel",
        "Nu in PI Arnhem",
        "Status In detentie",
        "Vrij over 18 dagen",
        "Vrijdag 11 december 2026, uiterlijk maandag 14 december 2026",
    ):
        assert stuk in tekst, stuk


async def test_an_end_that_moved_is_struck_through(deps: Deps, als: Als) -> None:
    await stuur(deps, event(), event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    html = await lees(als)

    assert re.search(r'stap--was">.*?<del>11 dec</del>', html)
    assert 'text-decoration="line-through">11 dec<' in html
    assert "Vrij over 4 dagen" in tekst_van(html)


async def test_moves_and_leave_stand_on_the_line_and_in_the_timeline(deps: Deps, als: Als) -> None:
    await stuur(
        deps,
        event(),
        event(Soort.OVERGEPLAATST, tijd="2026-11-21T08:00:00Z"),
        event(Soort.VERLOF_VERLEEND, tijd="2026-11-21T09:00:00Z"),
    )

    html = await lees(als)
    tijdlijn = deel(html, "h-tijd")

    assert "Nu in PI Vught" in tekst_van(html)
    assert "Overgeplaatst naar PI Vught op za 21 nov" in tijdlijn
    assert "Verlof: verleend, do 26 nov" in tijdlijn
    assert 'class="stap stap--overplaatsing"' in html
    assert 'class="stap stap--verlof"' in html


async def test_a_withdrawn_notice_stays_in_sight_with_a_mark(deps: Deps, als: Als) -> None:
    wijziging = event(Soort.GEWIJZIGD, id="b-fout", tijd="2026-11-21T08:00:00Z")
    weg = event(Soort.INGETROKKEN, berichtId="b-fout", tijd="2026-11-22T08:00:00Z")
    await stuur(deps, event(), wijziging, weg)

    html = await lees(als)

    weggehaald = r"ev--off.*?<del>Einde nu verwacht op vr 27 nov</del>.*?ingetrokken"
    assert re.search(weggehaald, html, re.DOTALL)
    assert "Vrij over 18 dagen" in tekst_van(html)


async def test_a_withdrawn_begin_leaves_no_detention_and_no_tasks(deps: Deps, als: Als) -> None:
    weg = event(Soort.INGETROKKEN, berichtId="b-begin", tijd="2026-11-22T08:00:00Z")
    await stuur(deps, event(id="b-begin"), weg)

    html = await lees(als)

    assert "Status Melding ingetrokken" in tekst_van(html)
    assert "Voor dit dossier staat niets open." in deel(html, "h-taken")
    assert 'class="track"' not in html


async def test_somebody_who_comes_back_has_one_dossier(deps: Deps, als: Als) -> None:
    vroeger: dict[str, Any] = {
        "beginDatum": "2025-03-03",
        "tijd": "2025-03-03T09:00:00Z",
        "verwachtEinde": None,
    }
    einde: dict[str, Any] = {"eindDatum": "2025-04-12", "tijd": "2025-04-12T09:00:00Z"}
    await stuur(
        deps,
        event(detentieId="D-0", **vroeger),
        event(Soort.BEEINDIGD, detentieId="D-0", **einde),
        event(detentieId="D-1"),
    )

    tekst = tekst_van(await lees(als))

    assert "Eerdere detenties 3 mrt 2025 – 12 apr 2025 · PI Arnhem · 40 dagen" in tekst
    assert "Ingesloten" in tekst


async def test_the_timeline_says_when_the_source_knew_and_when_we_did(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    tijdlijn = deel(await lees(als), "h-tijd")

    assert "Vrijdag 20 november 2026 Detentie begonnen op do 19 nov in PI Arnhem" in tijdlijn
    assert "Detentieregister, vastgelegd 20 nov 09:00 , ontvangen vandaag 09:00" in tijdlijn
    assert "3 dagen later binnen" in tijdlijn


async def test_five_leefgebieden_are_unknown_until_a_plan_comes(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    html = await lees(als)

    assert html.count('<article class="area area--unknown">') == 5
    assert tekst_van(html).count("Nog geen gegevens ontvangen") == 5


async def test_what_did_we_know_shows_the_past_and_no_later_notice(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    klok.zet(datetime(2026, 11, 20, 9, tzinfo=UTC))
    await stuur(deps, event())
    klok.zet(datetime(2026, 11, 22, 9, tzinfo=UTC))
    # Recorded at the source before that day, but nobody here knew it then.
    later: dict[str, Any] = {"tijd": "2026-11-20T08:30:00Z", "reden": "adres", "gemeenteBrp": BUREN}
    naam = persoon(geslachtsnaam="Anders")
    await stuur(deps, event(Soort.GEWIJZIGD, persoon=naam, **later))
    klok.zet(datetime(2026, 11, 23, 8, tzinfo=UTC))

    nu = tekst_van(await lees(als, wie=MARIEKE))
    toen = tekst_van(await lees(als, f"{DOSSIER}?op=2026-11-21", MARIEKE))

    assert "Daan Anders" in nu
    assert "Gemeente Buren" in nu
    assert "Einde nu verwacht op vr 27 nov" in nu
    assert "U ziet dit dossier zoals wij het kenden op 21 november 2026." in toen
    assert "Daan Verhoeven" in toen
    assert "Gemeente Tiel" in toen
    assert "Vrij over 20 dagen" in toen
    for niet in ("Anders", "Buren", "Einde nu verwacht"):
        assert niet not in toen, niet


async def test_looking_back_offers_no_buttons_that_change_today(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    klok.verder(days=1)

    html = await lees(als, f"{DOSSIER}?op=2026-11-23")

    assert "/taken/" not in html
    assert f'href="{DOSSIER}">Terug naar nu' in html


@pytest.mark.parametrize("op", ["2026-11-22", "1900-01-01", "0001-01-01"])
async def test_before_the_first_notice_there_was_no_dossier(op: str, deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    antwoord = await (await als(JOYCE)).get(f"{DOSSIER}?op={op}")

    assert antwoord.status_code == 422
    assert "Toen was dit dossier er nog niet." in tekst_van(antwoord.text)


@pytest.mark.parametrize("op", ["2026-11-23", "2031-01-01", ""])
async def test_a_day_that_is_not_in_the_past_is_now(op: str, deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    assert "zoals wij het kenden" not in await lees(als, f"{DOSSIER}?op={op}")


# ---- who looked


async def inzagen(eigenaar: asyncpg.Connection) -> list[tuple[Any, ...]]:
    rijen = await eigenaar.fetch(
        """select actor, actie, object, doel, gemeente, oorsprong from nazorg.audit
        where actie like '%ingezien%' order by volgnr"""
    )
    return [tuple(r) for r in rijen]


async def test_every_look_is_one_row_with_the_purpose(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    klok.verder(days=1)

    await lees(als)
    await lees(als, f"{DOSSIER}?op=2026-11-23", MARIEKE)
    await lees(als, f"/taken/{taak}/voorbeeld", HANS)

    rest = ("dossier:NZ-2026-0001", "re_integratie", TIEL, "127.0.0.1")
    assert await inzagen(eigenaar) == [
        (JOYCE, "dossier_ingezien", *rest),
        (MARIEKE, "dossier_ingezien_op_2026-11-23", *rest),
        (HANS, "voorbeeld_ingezien", *rest),
    ]


async def test_the_list_itself_is_no_look_at_a_dossier(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())

    await lees(als, "/werkvoorraad")
    await lees(als, "/berichten")

    assert await inzagen(eigenaar) == []


async def test_the_page_shows_who_looked_before(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    await lees(als, wie=HANS)
    wie_keek = deel(await lees(als, wie=JOYCE), "h-inz")

    assert "Hans Postma re-integratie vandaag 09:00" in wie_keek
    assert "Marieke Bos" not in wie_keek
    assert "artikel 18a Penitentiaire beginselenwet" in wie_keek


async def test_the_preview_says_why_with_rule_and_source(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")

    html = await lees(als, f"/taken/{taak}/voorbeeld")
    tekst = tekst_van(html)

    assert "<html" not in html
    assert "Nieuw: zit vast sinds 19 nov" in tekst
    assert "Regel Nieuwe melding: bekijk binnen 1 werkdag" in tekst
    assert "Bron Detentie begonnen op do 19 nov in PI Arnhem" in tekst


async def test_no_page_of_anybody_holds_a_whole_bsn(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    daar = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await stuur(deps, iemand(BSN_DAAN, "Tielenaar"), iemand(BSN_NINA, "Nijmegenaar", **daar))
    taken = [r[0] for r in await eigenaar.fetch("select id from nazorg.taak")]
    paden = ["/", "/login", "/werkvoorraad?venster=alles", "/werkvoorraad?tab=afgehandeld"]
    paden += ["/berichten", "/nergens", "/dossiers/NZ-2026-0001", "/dossiers/NZ-2026-0002"]
    paden += [f"/taken/{taak}/voorbeeld" for taak in taken]

    gezien = 0
    for wie in (JOYCE, MARIEKE, HANS, SAMIRA, RUBEN):
        browser = await als(wie)
        for pad in paden:
            html = (await browser.get(pad)).text
            gezien += "•••••••" in html
            assert not zoek_bsn(html), (wie, pad)

    assert gezien == 4, "three who work for Tiel and one who works for Nijmegen"
