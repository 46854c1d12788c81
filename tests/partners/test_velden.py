"""What a partner says becomes ours, and what we have no place for falls on the floor."""

from typing import Any

import pytest

from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import NIET_OVERGENOMEN, Gegeven, Partner, PartnerRefused
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN, BSN_NINA
from tests.klok import VasteKlok
from tests.partners.conftest import MaakLijn
from tests.partners.lijnen import VOL, maak_afspraak, maak_client, maak_vraag


@pytest.fixture
def vraag_aan(sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok) -> Any:
    async def vraag(
        partner: Partner, feiten: dict[str, Any] | None, **anders: Any
    ) -> list[Gegeven]:
        sim.wereld.zeg(partner, BSN_DAAN, feiten)
        bron = maak_client(maak_lijn(maak_afspraak(sim, partner)), klok)
        return list(await bron.vraag(maak_vraag(partner, **anders)))

    return vraag


def _paren(gegevens: list[Gegeven]) -> dict[str, str]:
    return {f"{g.groep}.{g.naam}": g.waarde for g in gegevens}


async def test_brp_gives_address_and_gemeente(vraag_aan: Any) -> None:
    gegevens = await vraag_aan(Partner.BRP, VOL[Partner.BRP])

    assert _paren(gegevens) == {
        "adres.adres": "Waalkade 12A, 4001 AB Tiel",
        "gemeente.gemeente": "Tiel",
    }
    assert gegevens[0].gemeten_op.isoformat() == "2024-05-01"


@pytest.mark.parametrize(
    ("feiten", "signaal", "waarde"),
    [
        ({"geheimhoudingPersoonsgegevens": True}, "geheimhouding", "ja"),
        ({"inOnderzoek": {"gemeenteVanInschrijving": True}}, "in_onderzoek", "persoon of gemeente"),
        (
            {"verblijfplaats": {"type": "Adres", "inOnderzoek": {"type": True}}},
            "in_onderzoek",
            "adres",
        ),
        (
            {
                "opschortingBijhouding": {
                    "reden": {"code": "O", "omschrijving": "overlijden"},
                    "datum": {"type": "JaarMaandDatum", "jaar": 2026, "maand": 3},
                }
            },
            "overleden",
            "2026-03",
        ),
        (
            {"opschortingBijhouding": {"reden": {"code": "E", "omschrijving": "emigratie"}}},
            "bijhouding_gestopt",
            "emigratie",
        ),
        ({"rni": [{"deelnemer": {"omschrijving": "Belastingdienst"}}]}, "rni", "Belastingdienst"),
        (
            {"verificatie": {"omschrijving": "bericht van instantie"}},
            "verificatie",
            "bericht van instantie",
        ),
        (
            {
                "verblijfplaats": {
                    "type": "Adres",
                    "indicatieVastgesteldVerblijftNietOpAdres": True,
                }
            },
            "vertrokken_van_adres",
            "ja",
        ),
    ],
)
async def test_brp_signals_come_along_unasked(
    vraag_aan: Any, feiten: dict[str, Any], signaal: str, waarde: str
) -> None:
    gegevens = await vraag_aan(Partner.BRP, feiten)

    assert _paren(gegevens) == {f"signalen.{signaal}": waarde}


async def test_signals_without_a_ground_are_dropped(vraag_aan: Any) -> None:
    feiten = VOL[Partner.BRP] | {"geheimhoudingPersoonsgegevens": True}

    gegevens = await vraag_aan(Partner.BRP, feiten, groepen=frozenset({"gemeente"}))

    assert {g.groep for g in gegevens} == {"gemeente"}


async def test_brp_is_asked_for_no_more_than_the_groups(sim: Simulator, vraag_aan: Any) -> None:
    await vraag_aan(Partner.BRP, VOL[Partner.BRP], groepen=frozenset({"gemeente"}))

    assert sim.gekregen[-1].inhoud["fields"] == [
        "burgerservicenummer",
        "gemeenteVanInschrijving",
        "datumInschrijvingInGemeente",
    ]


@pytest.mark.parametrize("partner", Partner)
async def test_nothing_known_is_an_answer_too(partner: Partner, vraag_aan: Any) -> None:
    assert await vraag_aan(partner, None) == []


async def test_l16_of_a_zvh_case_only_the_reference_is_taken(vraag_aan: Any) -> None:
    casus = VOL[Partner.ZVH] | {"inhoud": "Alles over de casus.", "diagnose": "iets"}

    gegevens = await vraag_aan(Partner.ZVH, casus)

    assert _paren(gegevens) == {
        "casus.kenmerk": "RG-2026-17",
        "casus.tafel": "Top X",
        "regie.regisseur": "M. Vink",
        "regie.telefoon": "088-5550110",
        "afspraak.afspraak_op": "2026-12-01",
        "afspraak.plaats": "Tiel",
    }


async def test_3ro_help_without_supervision_needs_its_own_ground(vraag_aan: Any) -> None:
    zonder = await vraag_aan(Partner.RECLASSERING, VOL[Partner.RECLASSERING])
    met = await vraag_aan(
        Partner.RECLASSERING,
        VOL[Partner.RECLASSERING],
        groepen=frozenset({"toezicht", "vrijwillig"}),
    )

    assert "vrijwillig" not in {g.groep for g in zonder}
    assert "vrijwillig" in {g.groep for g in met}


async def test_l14_police_is_not_asked_without_necessity_and_readers(
    sim: Simulator, vraag_aan: Any
) -> None:
    for anders in ({"noodzaak": None}, {"doel": Doel.RE_INTEGRATIE}):
        with pytest.raises(PartnerRefused):
            await vraag_aan(Partner.POLITIE, VOL[Partner.POLITIE], **anders)

    assert not sim.gekregen


async def test_l30_police_context_of_another_purpose_or_past_its_day_is_dropped(
    vraag_aan: Any,
) -> None:
    goed = VOL[Partner.POLITIE]["items"][0]
    items = [goed, goed | {"doel": "opsporing"}, goed | {"vervaldatum": "2026-11-01"}]

    (gegeven,) = await vraag_aan(Partner.POLITIE, {"items": items})

    assert gegeven.geldig_tot.isoformat() == "2026-12-31"


async def test_two_people_in_one_answer_of_brp_is_refused(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    sim.wereld.zeg("brp", BSN_DAAN, {"burgerservicenummer": BSN_NINA})
    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.BRP)), klok)

    with pytest.raises(PartnerRefused):
        await bron.vraag(maak_vraag(Partner.BRP))


async def test_control_characters_do_not_get_through(vraag_aan: Any) -> None:
    casus = VOL[Partner.ZVH] | {"tafel": "Top\u202e X\n\x00"}

    gegevens = await vraag_aan(Partner.ZVH, casus)

    assert _paren(gegevens)["casus.tafel"] == "Top X"


async def test_a_text_without_end_is_refused(vraag_aan: Any) -> None:
    with pytest.raises(PartnerRefused):
        await vraag_aan(Partner.ZVH, VOL[Partner.ZVH] | {"tafel": "x" * 2_000})


_BSN_IN_TEKST = "Slachtoffer met BSN 999990408 woont ernaast"
_NIET = ("Zij heeft een psychose gehad", _BSN_IN_TEKST, "BSN 9999 90.408", "Slachtoffer: P. Jansen")


@pytest.mark.parametrize("tekst", _NIET)
async def test_l26_l27_l28_police_text_with_an_illness_a_bsn_or_a_victim_stays_at_the_border(
    vraag_aan: Any, tekst: str
) -> None:
    goed = VOL[Partner.POLITIE]["items"][0]

    eerste, tweede = await vraag_aan(Partner.POLITIE, {"items": [goed | {"tekst": tekst}, goed]})

    assert (eerste.naam, eerste.waarde, eerste.niet_overgenomen) == (
        "overlast",
        NIET_OVERGENOMEN,
        True,
    )
    assert eerste.geldig_tot is not None
    assert (tweede.waarde, tweede.niet_overgenomen) == ("Meldingen in de buurt.", False)


async def test_l26_a_kind_of_police_item_is_free_text_too(vraag_aan: Any) -> None:
    item = VOL[Partner.POLITIE]["items"][0] | {"soort": "psychotisch gedrag"}

    (gegeven,) = await vraag_aan(Partner.POLITIE, {"items": [item]})

    assert "psychotisch" not in str(gegeven)
    assert gegeven.niet_overgenomen


@pytest.mark.parametrize("soort", ["contactverbod", "Locatieverbod", "contactverbod met P. Jansen"])
async def test_l27_of_a_ban_3ro_gives_the_kind_and_the_term_and_never_whom_or_where(
    vraag_aan: Any, soort: str
) -> None:
    verbod = {
        "soort": soort,
        "omschrijving": "P. Jansen, Kerkstraat 3",
        "tot": "2027-02-01",
    }
    toezicht = VOL[Partner.RECLASSERING]["toezicht"] | {"voorwaarden": [verbod]}

    gegevens = await vraag_aan(Partner.RECLASSERING, {"toezicht": toezicht})

    (voorwaarde,) = [g for g in gegevens if g.groep == "voorwaarden"]
    assert voorwaarde.waarde.lower() in ("contactverbod", "locatieverbod")
    assert voorwaarde.geldig_tot.isoformat() == "2027-02-01"
    assert "Jansen" not in str(gegevens)


async def test_l26_of_another_condition_the_kind_stays_when_its_text_may_not(
    vraag_aan: Any,
) -> None:
    rij = [
        {"soort": "behandelverplichting", "omschrijving": "wegens een depressie"},
        {"soort": "meldplicht", "omschrijving": "elke maandag"},
    ]
    toezicht = VOL[Partner.RECLASSERING]["toezicht"] | {"voorwaarden": rij}

    gegevens = await vraag_aan(Partner.RECLASSERING, {"toezicht": toezicht})

    assert [g.waarde for g in gegevens if g.groep == "voorwaarden"] == [
        f"behandelverplichting: n{NIET_OVERGENOMEN[1:]}",
        "meldplicht: elke maandag",
    ]
    assert "depressie" not in str(gegevens)


async def test_l26_l28_zvh_text_is_read_too_and_a_reference_is_no_bsn(vraag_aan: Any) -> None:
    casus = VOL[Partner.ZVH] | {"tafel": "tafel schizofrenie", "kenmerk": "99-9990408"}

    paren = _paren(await vraag_aan(Partner.ZVH, casus))

    assert (paren["casus.tafel"], paren["casus.kenmerk"]) == (NIET_OVERGENOMEN, "99-9990408")


async def test_l28_a_name_or_a_reference_that_holds_a_bsn_is_not_taken_over(vraag_aan: Any) -> None:
    casus = VOL[Partner.ZVH] | {"kenmerk": "999990408", "regisseur": {"naam": "Vink 999990408"}}

    paren = _paren(await vraag_aan(Partner.ZVH, casus))

    assert {paren["casus.kenmerk"], paren["regie.regisseur"]} == {NIET_OVERGENOMEN}
