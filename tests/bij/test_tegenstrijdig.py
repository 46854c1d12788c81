"""One number, two contents: the first stands, the other is set aside and seen; nothing is lost."""

import json
from typing import Any

import asyncpg
from starlette.applications import Starlette

from nazorg.berichten.uitkomst import Deur, Ontvangst, RuwBericht
from nazorg.deps import BijDeps
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.tellen import GeteldeIngang
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.vernietig import vernietig
from tests.bij.berichten import NAAM, bij_event, gemeld, intrekking, ruw, terugkeer, uitspraak
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.bij.mensen import BURGEMEESTER, toegang, wijs_aan
from tests.bij.test_bewaren import WEG
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van


async def _rijen(eigenaar: asyncpg.Connection) -> list[tuple[Any, ...]]:
    rijen = await eigenaar.fetch(
        "select bericht_id, uitkomst, reden, melding is null from bij.bericht order by tegen"
    )
    return [tuple(r) for r in rijen]


def _kort(uit: Ontvangst) -> tuple[str, str | None]:
    return uit.uitkomst, uit.reden


async def test_other_content_under_a_known_number_is_set_aside_and_the_first_stands(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    eerst = await stuur(bij, gemeld(), id="zelfde")
    tweede = await stuur(bij, gemeld(terugkeer=terugkeer(3)), id="zelfde")

    assert (_kort(eerst), _kort(tweede)) == (
        ("verwerkt", None),
        ("apart_gezet", "tegenstrijdig"),
    )
    assert await _rijen(eigenaar) == [
        ("zelfde", "ontvangen", None, False),
        ("zelfde", "apart_gezet", "tegenstrijdig", True),
    ]
    (regel,) = (await toon_lijst(await toegang(bij))).regels
    assert regel.melding.terugkeer_op.isoformat() == terugkeer(17)["vroegst"]
    laatste = await eigenaar.fetchrow(
        """select actie, resultaat from bij.audit where actie = 'bij_bericht_ontvangen'
        order by volgnr desc limit 1"""
    )
    assert tuple(laatste) == ("bij_bericht_ontvangen", "tegenstrijdig")


async def test_the_same_once_more_is_a_duplicate_and_says_what_it_was(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    anders = gemeld(terugkeer=terugkeer(3))
    await stuur(bij, gemeld(), id="zelfde")
    await stuur(bij, anders, id="zelfde")
    weer = await stuur(bij, gemeld(), id="zelfde")
    ook_weer = await stuur(bij, anders, id="zelfde")

    assert (weer.uitkomst, weer.eerder, weer.reden) == ("dubbel", "verwerkt", None)
    assert (ook_weer.uitkomst, ook_weer.eerder, ook_weer.reden) == (
        "dubbel",
        "apart_gezet",
        "tegenstrijdig",
    )
    assert len(await _rijen(eigenaar)) == 2


async def test_other_bytes_that_say_the_same_are_a_duplicate(bij: BijDeps) -> None:
    event = bij_event(gemeld(), id="zelfde")
    omgekeerd = dict(reversed(event.items())) | {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
    await bij.ontvang([ruw(event)])
    (uit,) = await bij.ontvang(
        [RuwBericht(json.dumps(omgekeerd, indent=1).encode(), Deur.BESTAND, "test")]
    )

    assert uit.uitkomst == "dubbel"


async def test_two_contents_in_one_batch_are_a_contradiction_too(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    een = ruw(bij_event(gemeld(), id="zelfde"))
    ander = ruw(bij_event(gemeld(meldingId="BIJ-2"), id="zelfde"))
    uit = await bij.ontvang([een, ander, een, ander])

    assert [_kort(u) for u in uit] == [
        ("verwerkt", None),
        ("apart_gezet", "tegenstrijdig"),
        ("dubbel", None),
        ("dubbel", "tegenstrijdig"),
    ]
    assert await eigenaar.fetch("select nummer from bij.melding") == [("BIJ-1",)]


async def test_a_withdrawal_under_a_taken_number_is_not_lost_in_silence(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    """Also when the one that had the number first was set aside itself."""
    await stuur(bij, gemeld(uitspraken=[uitspraak(onherroepelijkOp=None)]), id="zelfde")
    uit = await stuur(bij, intrekking(), id="zelfde")

    assert _kort(uit) == ("apart_gezet", "tegenstrijdig")
    assert [r[2] for r in await _rijen(eigenaar)] == ["niet_onherroepelijk", "tegenstrijdig"]


async def test_after_the_content_was_destroyed_kind_and_time_still_tell_another_message(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), id="zelfde")
    klok.zet(WEG)
    await vernietig(bij.kamer)
    zelfde = await stuur(bij, gemeld(), id="zelfde")
    ander = await stuur(bij, gemeld(), id="zelfde", tijd="2027-08-20T08:00:00Z")

    assert (zelfde.uitkomst, _kort(ander)) == ("dubbel", ("apart_gezet", "tegenstrijdig"))
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0


async def test_l04_of_a_contradiction_no_hash_outlives_its_content(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), id="zelfde")
    await stuur(bij, gemeld(terugkeer=terugkeer(3)), id="zelfde")
    hash_ = await eigenaar.fetchval("select inhoud_hash from bij.bericht where tegen <> ''")
    klok.zet(WEG)
    await vernietig(bij.kamer)

    over = await eigenaar.fetch("select inhoud, inhoud_hash, tegen from bij.bericht")
    assert len(over) == 2
    assert [r for r in over if r[0] or hash_ in tuple(r)] == []


async def test_a_contradiction_is_counted_and_seen_on_the_page_with_a_text_for_the_sender(
    als: Als, site: Starlette, bij: BijDeps
) -> None:
    meters = Meters(frozenset())
    ingang = GeteldeIngang(bij, meters, naam="bij")
    await ingang.ontvang([ruw(bij_event(gemeld(), id="zelfde"))])
    await ingang.ontvang([ruw(bij_event(gemeld(terugkeer=terugkeer(3)), id="zelfde"))])
    html = (await (await als(WIM)).get("/bij/beheer")).text

    tekst = tekst_van(html)
    assert "Een ander bericht met dit nummer had een andere inhoud." in tekst
    assert "Stuur het dan opnieuw met een nieuw id." in tekst
    assert NAAM not in html
    geteld = 'nazorg_berichten_total{bron="onbekend",ingang="bij",uitkomst="apart_gezet"} 1.0'
    assert geteld in meters.tekst().decode()
