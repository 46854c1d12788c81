"""The table of grounds: no row, no question, and a sentence that says why."""

from datetime import date
from typing import Any

import pytest

from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import Partner
from nazorg.referentie.grondslagen import lees_grondslagen, load_grondslagen

VANDAAG = date(2026, 11, 23)
TABEL = load_grondslagen()
BIJ = {Rol.BURGEMEESTER, Rol.AANDACHTSFUNCTIONARIS_BIJ}


def _rij(**anders: Any) -> dict[str, Any]:
    velden = {
        "doel": "re_integratie",
        "partner": "zvh",
        "groep": "casus",
        "grondslag": "Wgs",
        "zichtbaar_voor": ["nazorgcoordinator"],
        "geldig_dagen": 30,
        "vanaf": date(2025, 3, 1),
        "bron": "test",
    }
    return velden | anders


@pytest.mark.parametrize("doel", Doel)
@pytest.mark.parametrize("partner", Partner)
def test_every_purpose_and_partner_has_a_ground_or_a_reason_why_not(
    doel: Doel, partner: Partner
) -> None:
    oordeel = TABEL.beoordeel(doel, partner, op=VANDAAG, toestemming=True, noodzaak=True)

    assert bool(oordeel.bases) != bool(oordeel.waarom)


def test_l14_l30_police_is_only_for_the_mayor_and_only_with_necessity() -> None:
    nazorg = TABEL.beoordeel(Doel.RE_INTEGRATIE, Partner.POLITIE, op=VANDAAG, noodzaak=True)
    zonder = TABEL.beoordeel(Doel.OPENBARE_ORDE, Partner.POLITIE, op=VANDAAG)
    met = TABEL.beoordeel(Doel.OPENBARE_ORDE, Partner.POLITIE, op=VANDAAG, noodzaak=True)

    assert (nazorg.bases, zonder.bases) == ((), ())
    assert "burgemeester" in nazorg.waarom
    assert "noodzaak" in zonder.waarom
    (basis,) = met.bases
    assert basis.zichtbaar_voor == {Rol.BURGEMEESTER}
    assert basis.geldig_dagen == 90


def test_consent_is_asked_only_where_the_law_needs_it() -> None:
    zonder = TABEL.beoordeel(Doel.RE_INTEGRATIE, Partner.RECLASSERING, op=VANDAAG)
    met = TABEL.beoordeel(Doel.RE_INTEGRATIE, Partner.RECLASSERING, op=VANDAAG, toestemming=True)

    assert met.groepen - zonder.groepen == {"vrijwillig"}
    assert [p for p in Partner if TABEL.vraagt_toestemming(Doel.RE_INTEGRATIE, p)] == [
        Partner.RECLASSERING
    ]


def test_a_ground_holds_from_its_day_on() -> None:
    voor = TABEL.beoordeel(Doel.RE_INTEGRATIE, Partner.ZVH, op=date(2025, 2, 28))

    assert voor.bases == ()
    assert voor.waarom


@pytest.mark.parametrize("doel", Doel)
def test_nobody_of_the_other_compartment_may_see_it(doel: Doel) -> None:
    for partner in Partner:
        for basis in TABEL.beoordeel(
            doel, partner, op=VANDAAG, toestemming=True, noodzaak=True
        ).bases:
            assert bool(basis.zichtbaar_voor & BIJ) == (doel is Doel.OPENBARE_ORDE)
            assert basis.zichtbaar_voor <= BIJ or not basis.zichtbaar_voor & BIJ


def test_the_newest_row_of_a_group_counts() -> None:
    tabel = lees_grondslagen({"basis": [_rij(), _rij(vanaf=date(2026, 1, 1), geldig_dagen=10)]})

    (basis,) = tabel.beoordeel(Doel.RE_INTEGRATIE, Partner.ZVH, op=VANDAAG).bases
    assert basis.geldig_dagen == 10


@pytest.mark.parametrize(
    "rijen",
    [
        {"basis": [_rij(), _rij()]},
        {"basis": [_rij(grondslag="")]},
        {"basis": [_rij(zichtbaar_voor=[])]},
        {"basis": [_rij(geldig_dagen=0)]},
        {"basis": [_rij(partner="buurman")]},
        {"basis": [_rij()], "geen": [{"doel": "re_integratie", "partner": "zvh", "waarom": "x"}]},
    ],
)
def test_l09_a_row_without_a_ground_or_that_contradicts_itself_is_refused(
    rijen: dict[str, Any],
) -> None:
    with pytest.raises(ValueError, match=r"grondslagen|buurman"):
        lees_grondslagen(rijen)


def test_l24_nobody_who_stops_a_benefit_can_be_asked_or_told() -> None:
    namen = {p.value for p in Partner}
    bronnen = " ".join(
        f"{r.basis.partner} {r.basis.groep} {r.basis.grondslag}" for r in TABEL.rijen
    ).lower()

    assert namen == {"brp", "zvh", "reclassering", "politie", "om"}
    for woord in ("inlichtingenbureau", "uitkering", "fraude", "belasting", "participatiewet"):
        assert woord not in bronnen


def test_l33_what_goes_to_the_mayor_has_grounds_of_its_own_and_none_leads_back() -> None:
    per_doel = {
        doel: {r.basis.partner for r in TABEL.rijen if r.basis.doel is doel} for doel in Doel
    }

    assert Partner.ZVH in per_doel[Doel.OPENBARE_ORDE]
    assert per_doel[Doel.RE_INTEGRATIE].isdisjoint({Partner.POLITIE, Partner.OM})
    assert per_doel[Doel.BERICHTENBEHEER] == set()
