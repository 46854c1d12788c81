"""What the law lets in and what is set aside: L02, L03, L05, and L21 (nothing is lost)."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Reden
from nazorg.contract.schemas import schemas_bij
from nazorg.deps import BijDeps
from nazorg.usecases.bij.probeer_opnieuw import probeer_alles_opnieuw
from tests.bij.berichten import BSN, NAAM, UITSPRAAK, gemeld, terugkeer, uitspraak
from tests.bij.conftest import stuur
from tests.bij.mensen import BEHEER
from tests.klok import VasteKlok


async def _meldingen(eigenaar: asyncpg.Connection) -> int:
    return int(await eigenaar.fetchval("select count(*) from bij.melding"))


async def _mag_niet(
    bij: BijDeps, eigenaar: asyncpg.Connection, data: dict[str, Any], reden: Reden
) -> None:
    """Send it; it must be kept aside, unread, with a text for the sender and a line in the log."""
    uit = await stuur(bij, data)

    assert (uit.uitkomst, uit.reden) == ("apart_gezet", reden)
    assert await _meldingen(eigenaar) == 0
    rij = await eigenaar.fetchrow("select uitkomst, reden, inhoud from bij.bericht")
    assert tuple(rij)[:2] == ("apart_gezet", reden)
    assert NAAM.encode() not in rij["inhoud"]
    audit = await eigenaar.fetch("select actie, resultaat from bij.audit")
    assert [tuple(r) for r in audit] == [("bij_bericht_ontvangen", reden)]
    tekst = bij.kamer.kennis.teksten.aan_afzender(reden, uit.bericht_id)
    assert uit.bericht_id in tekst
    assert NAAM not in tekst


async def test_l05_the_person_and_verdict_of_article_11a_are_taken_in(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    uit = await stuur(bij, gemeld())

    assert (uit.uitkomst, uit.reden) == ("verwerkt", None)
    assert await _meldingen(eigenaar) == 1


async def test_l05_letter_e_is_set_aside_and_the_sender_is_told(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    verboden = uitspraak() | {"maatschappelijkeClassificatie": "geheim"}
    await _mag_niet(bij, eigenaar, gemeld(uitspraken=[verboden]), Reden.VERBODEN_VELD)


@pytest.mark.parametrize("veld", ["slachtoffer", "diagnose", "risicoscore", "religie"])
async def test_l05_l26_l27_a_field_outside_the_contract_is_set_aside(
    bij: BijDeps, eigenaar: asyncpg.Connection, veld: str
) -> None:
    await _mag_niet(bij, eigenaar, gemeld() | {veld: "iets"}, Reden.ONGELDIGE_INHOUD)


@pytest.mark.parametrize(
    "data",
    [
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling 999990408")]),
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling, BSN 9999.90.408")]),
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling, heeft een psychose")]),
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling van slachtoffer Jansen")]),
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling van nabestaanden")]),
        gemeld(uitspraken=[uitspraak(kwalificatie="Mishandeling van zijn ex-vrouw Anna")]),
        gemeld(uitspraken=[uitspraak(beslissing="Gevangenisstraf; mevrouw De Wit is bang")]),
        gemeld(uitspraken=[uitspraak(instantie="Rechtbank, slachtoffer A. Jansen")]),
        gemeld(persoon={"geslachtsnaam": f"{NAAM} (slachtoffer: A. Jansen)"}),
        gemeld(uitspraken=[uitspraak(beslissing="Gevangenisstraf, wegens een verslaving lager")]),
        gemeld(uitspraken=[uitspraak(), uitspraak(instantie="Rechtbank Gelderland 999990408")]),
        gemeld(persoon={"geslachtsnaam": f"{NAAM} 999990408"}),
        gemeld(persoon={"geslachtsnaam": NAAM, "adres": {"straat": "Waalkade 999990408"}}),
    ],
)
async def test_l26_l27_l28_text_with_a_bsn_an_illness_or_a_victim_is_set_aside(
    bij: BijDeps, eigenaar: asyncpg.Connection, data: dict[str, Any]
) -> None:
    await _mag_niet(bij, eigenaar, data, Reden.VERBODEN_TEKST)


@pytest.mark.parametrize(
    "tekst",
    [
        "Zware mishandeling, terwijl het feit de dood ten gevolge heeft",
        "Met iemand van wie hij weet dat hij in staat van bewusteloosheid verkeert, buiten echt",
        "Met iemand beneden de leeftijd van zestien jaren ontuchtige handelingen plegen",
        "Openlijk in vereniging geweld plegen tegen personen, zwaar lichamelijk letsel ten gevolge",
        "Terbeschikkingstelling met bevel tot verpleging van overheidswege",
        "Plaatsing in een inrichting voor jeugdigen, parketnummer 05-123456-20",
        # Art. 304 Sr names relatives, and registers write in capitals.
        "MISHANDELING, BEGAAN TEGEN ZIJN MOEDER, MEERMALEN GEPLEEGD",
        "MISHANDELING BEGAAN TEGEN ZIJN LEVENSGEZEL MEERMALEN GEPLEEGD",
        "Mishandeling begaan tegen zijn levensgezel (Artikel 304 Sr)",
        "Mishandeling begaan tegen zijn kind of zijn levensgezel Art. 304 Sr",
        "Gevangenisstraf 12 maanden, contactverbod met ex-partner, Locatieverbod Tiel",
    ],
)
async def test_the_words_of_the_law_are_taken_in(bij: BijDeps, tekst: str) -> None:
    """What is set aside reaches no mayor, so the words of verdicts themselves must pass."""
    uit = await stuur(bij, gemeld(uitspraken=[uitspraak(kwalificatie=tekst, beslissing=tekst)]))

    assert (uit.uitkomst, uit.reden) == ("verwerkt", None)


async def test_l02_a_verdict_that_is_not_irrevocable_is_set_aside(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    data = gemeld(uitspraken=[uitspraak(), uitspraak(onherroepelijkOp=None)])
    await _mag_niet(bij, eigenaar, data, Reden.NIET_ONHERROEPELIJK)


async def test_l02_a_verdict_that_is_irrevocable_from_tomorrow_is_so_tomorrow(
    bij: BijDeps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    """The day is that of the Netherlands: at half past eleven in the evening it is not over."""
    klok.zet(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    data = gemeld(uitspraken=[uitspraak(onherroepelijkOp="2026-11-24")])
    await _mag_niet(bij, eigenaar, data, Reden.NIET_ONHERROEPELIJK)

    klok.verder(hours=1)
    uit = await probeer_alles_opnieuw(BEHEER, bij.kamer, oorsprong="test")
    assert (uit.goed, uit.apart) == (1, 0)
    assert await _meldingen(eigenaar) == 1


@pytest.mark.parametrize("eerst", [True, False])
async def test_l02_every_verdict_of_an_alert_is_held_against_the_table(
    bij: BijDeps, eigenaar: asyncpg.Connection, eerst: bool
) -> None:
    """A theft beside a grievous assault: the mayor may not hear of the theft, so not of both."""
    diefstal = uitspraak(strafbepalingen=[{"artikel": "310"}])
    rij = [diefstal, uitspraak()] if eerst else [uitspraak(), diefstal]
    await _mag_niet(bij, eigenaar, gemeld(uitspraken=rij), Reden.BUITEN_CATEGORIE)


# article, paragraph, punishment, day of the fact, and whether a mayor may hear it
_STRAF = {"soort": "gevangenisstraf", "onvoorwaardelijkDagen": 365}
_KORT = {"soort": "gevangenisstraf", "onvoorwaardelijkDagen": 90}
_VOORWAARDELIJK = {"soort": "gevangenisstraf"}
_TBS, _PIJ = {"soort": "tbs"}, {"soort": "pij", "jeugdstrafrecht": True, "verlengbaar": True}
GEVALLEN = [
    ("302", 1, _STRAF, "2020-01-01", True),
    ("302", 1, _KORT, "2020-01-01", False),
    ("302", 1, _STRAF | {"jeugdstrafrecht": True}, "2020-01-01", False),
    ("141", 2, _STRAF, "2020-01-01", True),
    ("141", 1, _STRAF, "2020-01-01", False),
    ("287", None, _KORT, "2020-01-01", True),
    ("287", None, _VOORWAARDELIJK, "2020-01-01", False),
    ("310", None, _STRAF, "2020-01-01", False),
    ("310", None, _TBS, "2020-01-01", True),
    ("310", None, _PIJ, "2020-01-01", True),
    ("310", None, _PIJ | {"verlengbaar": False}, "2020-01-01", False),
    ("252", 2, _KORT, "2020-01-01", True),
    ("252", 1, _KORT, "2020-01-01", False),
    # The numbers are those of the day of the fact.
    ("250a", None, _KORT, "2004-01-01", True),
    ("250a", None, _KORT, "2020-01-01", False),
    ("240b", None, _KORT, "2024-06-30", True),
    ("240b", None, _KORT, "2024-07-01", False),
    ("241", None, _KORT, "2024-07-01", True),
    ("241", None, _KORT, "2024-06-30", False),
]


@pytest.mark.parametrize(("artikel", "lid", "straf", "dag", "mag"), GEVALLEN)
async def test_l02_the_table_of_the_day_of_the_fact_decides(
    bij: BijDeps, artikel: str, lid: int | None, straf: dict[str, Any], dag: str, mag: bool
) -> None:
    bepaling: dict[str, Any] = {"artikel": artikel} | ({"lid": lid} if lid else {})
    zaak = uitspraak(
        strafbepalingen=[bepaling],
        straffen=[straf],
        pleegperiode={"van": dag, "tot": dag},
        datum="2025-01-10",
        onherroepelijkOp="2025-01-25",
    )
    uit = await stuur(bij, gemeld(uitspraken=[zaak]))

    assert uit.reden == (None if mag else Reden.BUITEN_CATEGORIE)


async def test_every_row_of_the_table_names_its_source_and_2024_is_not_confirmed(
    bij: BijDeps,
) -> None:
    tabel = bij.kamer.kennis.categorieen

    assert {c.code for c in tabel} == {"a1", "a2", "b", "c"}
    assert all(c.bron for c in tabel)
    assert [c.vanaf.isoformat() for c in tabel if not c.bevestigd] == ["2024-07-01"]


async def test_l03_a_return_in_100_days_waits_unseen_and_shows_itself_in_time(
    bij: BijDeps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    uit = await stuur(bij, gemeld(terugkeer=terugkeer(100)))  # 3 March 2027

    assert (uit.uitkomst, uit.reden) == ("wacht", Reden.TE_VROEG)
    vanaf = await eigenaar.fetchval("select zichtbaar_vanaf from bij.melding")
    assert vanaf.isoformat() == "2026-12-03"
    assert await eigenaar.fetchval("select resultaat from bij.audit") == "te_vroeg"


async def test_l03_a_return_that_moves_away_hides_the_alert_again(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    assert await eigenaar.fetchval("select zichtbaar_vanaf <= '2026-11-23' from bij.melding")

    later = gemeld(terugkeer=terugkeer(200))
    uit = await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")

    assert uit.reden == Reden.TE_VROEG
    assert not await eigenaar.fetchval("select zichtbaar_vanaf <= '2026-11-23' from bij.melding")


async def test_l24_l25_there_is_no_field_for_a_score_a_benefit_or_a_number_of_a_victim() -> None:
    namen = {naam for schema in schemas_bij().values() for naam in _veldnamen(schema["$defs"])}

    assert "geslachtsnaam" in namen
    for verboden in ("risico", "score", "uitkering", "slachtoffer", "classificatie", "medisch"):
        assert [n for n in namen if verboden in n.lower()] == []


def _veldnamen(deel: Any) -> set[str]:
    if not isinstance(deel, dict):
        return set()
    eigen = set(deel.get("properties", {}))
    return eigen.union(*(_veldnamen(d) for d in deel.values()))


async def test_the_answer_to_a_sender_names_fields_and_repeats_no_value(bij: BijDeps) -> None:
    fout = deepcopy(UITSPRAAK) | {"parketnummer": BSN}
    uit = await stuur(bij, gemeld(uitspraken=[fout]))

    assert [f.pad for f in uit.fouten] == ["data.uitspraken.0.parketnummer"]
    assert BSN not in repr(uit)
