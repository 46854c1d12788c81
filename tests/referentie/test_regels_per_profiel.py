"""The shipped rules do what their source says, per gemeente.

Each row of the tables names where the expectation comes from.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.leefgebieden.beeld import bepaal_beeld
from nazorg.leefgebieden.feit import Feit
from nazorg.referentie.regelboek import load_regelboek
from nazorg.werkvoorraad.regelrij import Regelrij
from nazorg.werkvoorraad.regels import Situatie, pas_toe
from tests.factories import BUREN, GRONINGEN, NIJMEGEN, TIEL
from tests.leefgebieden.feiten import feit, plan

ROTTERDAM = "0599"  # Rotterdam-Rijnmond has no rules of its own: those for everybody hold
ID, WONEN, INKOMEN, SCHULDEN, ZORG = BASIS
GEMELD = date(2026, 11, 2)  # a Monday
VRIJ = date(2027, 1, 15)  # a Friday, 74 days after
JAARVERSLAG = "Jaarverslag 2020 ZVH Gelderland-Zuid"


def situatie(*feiten: Feit, **anders: Any) -> Situatie:
    velden: dict[str, Any] = {
        "fase": Dossierstatus.IN_DETENTIE,
        "gemeld": GEMELD,
        "gehoord": GEMELD,
        "begin": GEMELD,
        "vrij_op": VRIJ,
        "verloven": (),
        "brp_adres": True,
    } | anders
    return Situatie(**velden, beeld=bepaal_beeld(feiten, vrij_op=velden["vrij_op"]))


def vuurt(gemeente: str, s: Situatie) -> dict[str, date]:
    """Return which rules fire for a gemeente, and when their tasks are due."""
    treffers = pas_toe(load_regelboek().voor(gemeente), s)
    uit = {t.regel.id + t.onderdeel: t.uiterlijk for t in treffers}
    assert len(uit) == len(treffers)
    return uit


def test_while_nothing_is_known_no_rule_of_any_gemeente_fires() -> None:
    """Unknown is never 'no': what is unknown is asked in the task about the new notice.

    WODC, Monitor nazorg: who is free is asked again after one and after six months.
    """
    metingen = {"meting-een-maand": date(2027, 2, 12), "meting-zes-maanden": date(2027, 7, 14)}
    for gemeente in (TIEL, BUREN, NIJMEGEN, GRONINGEN):
        for fase in Dossierstatus:
            verwacht = metingen if fase is Dossierstatus.VRIJ else {}
            assert vuurt(gemeente, situatie(fase=fase)) == verwacht


GEEN_ID = feit(ID, "document", "geen")
ID_LOOPT = feit(ID, "document", "aangevraagd")
WERKT = feit(INKOMEN, "inkomensbron", "werk")
ZWART = feit(WONEN, "verblijf", "geen_adres")
THUIS = feit(WONEN, "verblijf", "familie_of_vrienden")
EIGEN = feit(WONEN, "verblijf", "eigen_woning")
SCHULD = feit(SCHULDEN, "schuldsituatie", "overzicht_ontbreekt")
BIJSTAND = feit(INKOMEN, "inkomensbron", "bijstand")
GEEN_INKOMEN = feit(INKOMEN, "inkomensbron", "geen")
ZORG_NODIG = feit(ZORG, "zorgbehoefte", "ja")
HUUR = (EIGEN, feit(WONEN, "alleenstaand", "ja"), feit(WONEN, "reserves", "nee"))


def aanvraag(stand: str) -> Feit:
    return feit(INKOMEN, "aanvraag", stand)


# gemeente, facts, what fires and when, where that comes from
TABEL: list[tuple[str, tuple[Feit, ...], dict[str, date], str]] = [
    (
        GRONINGEN,
        (GEEN_ID,),
        {"id-voor-vrijlating": date(2026, 12, 23)},
        "Stb. 2023, 279: PI-gemeente; 15 working days (Christmas, New Year) are ours",
    ),
    (
        GRONINGEN,
        (plan(ID, Stand.NIET_IN_ORDE),),
        {"id-voor-vrijlating": date(2026, 12, 23)},
        "the D&R plan counts as well (art. 18a Pbw)",
    ),
    (GRONINGEN, (ID_LOOPT,), {"id-ophalen": date(2027, 1, 12)}, "Stb. 2023, 279"),
    (GRONINGEN, (feit(ID, "document", "geldig"),), {}, "nothing to do"),
    (
        GRONINGEN,
        (feit(ZORG, "verzekering", "rust_tijdens_detentie"), feit(ZORG, "zorgbehoefte", "nee")),
        {"zorgverzekering-vrijlating": VRIJ},
        "Zvw art. 24: re-activate on the day of release",
    ),
    (
        GRONINGEN,
        (plan(ZORG, Stand.IN_ORDE),),
        {"zorgverzekering-vrijlating": VRIJ},
        "Zvw art. 24: it rests for everybody who is held",
    ),
    (
        GRONINGEN,
        (feit(ZORG, "verzekering", "loopt"), ZORG_NODIG),
        {"indicatie-op-dag-1": date(2026, 11, 3)},
        JAARVERSLAG,
    ),
    (
        GRONINGEN,
        (BIJSTAND,),
        {"bijstand-stopt": date(2026, 11, 9)},
        "Participatiewet art. 13: stops at insluiting",
    ),
    (
        GRONINGEN,
        (GEEN_INKOMEN,),
        {"inkomen-afspraak": date(2026, 12, 31)},
        JAARVERSLAG,
    ),
    (
        GRONINGEN,
        (BIJSTAND, aanvraag("aangevraagd")),
        {"voorschot": date(2026, 12, 1), "eerste-betaling": date(2027, 2, 12)},
        "Participatiewet art. 52: voorschot within four weeks",
    ),
    (
        GRONINGEN,
        (BIJSTAND, aanvraag("voorschot")),
        {"eerste-betaling": date(2027, 2, 12)},
        JAARVERSLAG,
    ),
    (GRONINGEN, (BIJSTAND, aanvraag("betaald")), {}, "the timer stops at the first payment"),
    (
        GRONINGEN,
        (SCHULD, THUIS, WERKT),
        {"schulden-overzicht": date(2026, 12, 16)},
        JAARVERSLAG,
    ),
    (
        GRONINGEN,
        (SCHULD, THUIS),
        {"schulden-wacht-op-basis": date(2027, 2, 12)},
        JAARVERSLAG + ": debts wait for house and income",
    ),
    # Rivierenland
    (
        BUREN,
        (GEEN_INKOMEN,),
        {"inkomen-afspraak": date(2026, 12, 31), "keukentafelgesprek": date(2027, 1, 22)},
        JAARVERSLAG + ": keukentafelgesprek with a BRP address",
    ),
    (BUREN, (ZWART,), {"woning-reageren": date(2026, 11, 16)}, JAARVERSLAG),
    (
        TIEL,
        (ZWART,),
        {"woning-reageren": date(2026, 11, 16), "opvang-tiel": date(2027, 1, 14)},
        JAARVERSLAG + ": the shelter in Tiel takes no reservations",
    ),
    (TIEL, (THUIS,), {}, "no shelter needed"),
    (
        TIEL,
        (ZWART, feit(WONEN, "woningzoekend", "ja")),
        {"opvang-tiel": date(2027, 1, 14)},
        "is registered already",
    ),
    # Nijmegen
    (
        NIJMEGEN,
        HUUR,
        {"r-huur": date(2026, 11, 9)},
        JAARVERSLAG + " (R-HUUR): > 1 and <= 6 months, single, no reserves: suggest",
    ),
    (TIEL, HUUR, {}, "R-HUUR is a rule of Nijmegen"),
    (NIJMEGEN, HUUR[:2], {}, "reserves unknown: unknown is not 'no'"),
    (NIJMEGEN, (ZWART,), {}, "Tiel and Rivierenland only"),
    # Rotterdam-Rijnmond
    (
        ROTTERDAM,
        (GEEN_ID,),
        {"id-voor-vrijlating": date(2026, 12, 23)},
        "Stb. 2023, 279 holds for everybody",
    ),
    (
        ROTTERDAM,
        (BIJSTAND,),
        {"bijstand-stopt": date(2026, 11, 9)},
        "Participatiewet art. 13 holds for everybody",
    ),
    (ROTTERDAM, (ZWART,), {}, "the shelter and weekly reacting are of Rivierenland"),
    (ROTTERDAM, HUUR, {}, "R-HUUR is a rule of Nijmegen"),
    (
        ROTTERDAM,
        (GEEN_INKOMEN,),
        {"inkomen-afspraak": date(2026, 12, 31)},
        JAARVERSLAG + ": the appointment; the keukentafelgesprek is of Rivierenland",
    ),
]


@pytest.mark.parametrize(("gemeente", "feiten", "verwacht", "bron"), TABEL)
def test_the_rules_of_each_profile(
    gemeente: str, feiten: tuple[Feit, ...], verwacht: dict[str, date], bron: str
) -> None:
    assert vuurt(gemeente, situatie(*feiten)) == verwacht, bron


@pytest.mark.parametrize(
    ("dagen", "vuurt_wel"), [(30, False), (31, True), (183, True), (184, False)]
)
def test_r_huur_holds_from_31_up_to_and_including_183_days(dagen: int, *, vuurt_wel: bool) -> None:
    """Longer than one month and at most six (yearly report 2020; national guidance P45)."""
    s = situatie(*HUUR, vrij_op=GEMELD + timedelta(days=dagen))

    assert ("r-huur" in vuurt(NIJMEGEN, s)) is vuurt_wel


@pytest.mark.parametrize(("dagen", "vuurt_wel"), [(92, False), (93, True)])
def test_huisbewaring_is_for_more_than_three_months(dagen: int, *, vuurt_wel: bool) -> None:
    s = situatie(EIGEN, vrij_op=GEMELD + timedelta(days=dagen))

    assert ("huisbewaring" in vuurt(GRONINGEN, s)) is vuurt_wel


@pytest.mark.parametrize(("dagen", "vuurt_wel"), [(91, True), (92, False)])
def test_an_indication_is_asked_on_day_one_when_the_stay_is_short(
    dagen: int, *, vuurt_wel: bool
) -> None:
    s = situatie(ZORG_NODIG, vrij_op=GEMELD + timedelta(days=dagen))

    assert ("indicatie-op-dag-1" in vuurt(GRONINGEN, s)) is vuurt_wel


def test_a_stay_of_unknown_length_is_never_short_or_long() -> None:
    s = situatie(*HUUR, ZORG_NODIG, vrij_op=None)

    assert vuurt(NIJMEGEN, s) == {}


def test_without_a_brp_address_there_is_no_keukentafelgesprek() -> None:
    assert "keukentafelgesprek" not in vuurt(BUREN, situatie(GEEN_INKOMEN, brp_adres=False))


def test_each_leave_that_still_comes_asks_for_an_id() -> None:
    voorbij, straks, later = date(2026, 11, 1), date(2026, 12, 4), date(2026, 12, 18)
    s = situatie(GEEN_ID, verloven=(("V-0", voorbij), ("V-1", straks), ("V-2", later)))

    assert {r: d for r, d in vuurt(GRONINGEN, s).items() if r.startswith("id-voor-verlof")} == {
        "id-voor-verlofV-1": date(2026, 11, 20),
        "id-voor-verlofV-2": date(2026, 12, 4),
    }


def test_a_rule_does_not_hold_for_notices_from_before_it() -> None:
    """A PI-gemeente may issue an ID card since 1-9-2023, not before."""
    eerder = date(2023, 8, 31)

    assert vuurt(GRONINGEN, situatie(GEEN_ID, gemeld=eerder)) == {}
    assert vuurt(GRONINGEN, situatie(GEEN_ID, gemeld=eerder + timedelta(days=1)))


def test_a_gemeente_that_went_up_in_another_follows_its_rules() -> None:
    """Geldermalsen, Lingewaal and Neerijnen are West Betuwe since 2019; that is in Rivierenland."""
    boek = load_regelboek()

    assert "keukentafelgesprek" in {r.id for r in boek.voor("1960").regels}
    assert "keukentafelgesprek" not in {r.id for r in boek.voor(GRONINGEN).regels}


def test_a_rule_is_known_by_id_version_and_gemeente_and_else_it_is_nothing() -> None:
    boek = load_regelboek()
    huur = boek.find("r-huur", 1, NIJMEGEN)

    assert isinstance(huur, Regelrij)
    assert "overwegen" in huur.naam, "it suggests and never decides"
    assert boek.find("r-huur", 1, TIEL) is None, "another gemeente has it"
    assert boek.find("r-huur", 99, NIJMEGEN) is None
    assert boek.find("bestaat-niet", 1, NIJMEGEN) is None
    assert boek.find("snelspoor-id", 1, TIEL) == boek.find("snelspoor-id", 1, ROTTERDAM)


def test_every_shipped_rule_names_its_source() -> None:
    boek = load_regelboek()
    regels = {r.id: r for g in (TIEL, NIJMEGEN, GRONINGEN) for r in boek.voor(g).regels}

    assert len(regels) == 27
    assert all(len(r.bron) > 15 for r in regels.values())
