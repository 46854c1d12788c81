"""How each leefgebied is judged, against the day of release. The sources stand in the modules."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden import (
    huisvesting,
    identiteitsbewijs,
    inkomen,
    schulden,
    zorg,
)
from nazorg.leefgebieden.catalogus import CATALOGUS, lees_feiten
from nazorg.leefgebieden.huisvesting import Indicatie, Verblijf
from nazorg.leefgebieden.identiteitsbewijs import Document
from nazorg.leefgebieden.inkomen import Aanvraag, Inkomensbron
from nazorg.leefgebieden.oordeel import Oordeel
from nazorg.leefgebieden.schulden import OverzichtDoor, Schuldsituatie
from nazorg.leefgebieden.veld import JaNee
from nazorg.leefgebieden.zorg import GgdBezoek, Verzekering
from tests.leefgebieden.feiten import VRIJ, waarden_van

ONBEKEND, GOED, FOUT, LOOPT = (
    Stand.ONBEKEND,
    Stand.IN_ORDE,
    Stand.NIET_IN_ORDE,
    Stand.IN_BEHANDELING,
)
VOOR, NA = date(2026, 11, 26), date(2026, 11, 28)


def id_(**velden: Any) -> Oordeel:
    return identiteitsbewijs.assess(identiteitsbewijs.Feiten(**velden), vrij_op=VRIJ)


@pytest.mark.parametrize(
    ("velden", "stand", "waarom"),
    [
        ({}, ONBEKEND, "Nog niet bekend."),
        ({"geldig_tot": NA}, ONBEKEND, "Nog niet bekend."),
        ({"document": Document.GELDIG}, GOED, "Er is een geldig ID-bewijs."),
        (
            {"document": Document.GELDIG, "geldig_tot": VOOR},
            FOUT,
            "Het ID-bewijs verloopt op 26 nov 2026, vóór de vrijlating.",
        ),
        (
            {"document": Document.UITGEREIKT, "geldig_tot": VRIJ},
            GOED,
            "Er is een geldig ID-bewijs, tot 27 nov 2026.",
        ),
        ({"document": Document.VERLOPEN}, FOUT, "Het ID-bewijs is verlopen."),
        ({"document": Document.GEEN}, FOUT, "Er is geen ID-bewijs."),
        ({"document": Document.GEEN_NL}, FOUT, "Geen Nederlandse nationaliteit."),
        (
            {"document": Document.AANGEVRAAGD},
            LOOPT,
            "Aangevraagd via de gemeente van de PI.",
        ),
        (
            {"document": Document.AANGEVRAAGD, "ophalen_op": VOOR},
            LOOPT,
            "Aangevraagd via de gemeente van de PI. Ligt klaar op 26 nov 2026.",
        ),
    ],
)
def test_identiteitsbewijs(velden: dict[str, Any], stand: Stand, waarom: str) -> None:
    oordeel = id_(**velden)

    assert (oordeel.stand, oordeel.waarom) == (stand, waarom)


def test_a_document_with_an_end_and_no_known_release_is_in_order() -> None:
    feiten = identiteitsbewijs.Feiten(document=Document.GELDIG, geldig_tot=VOOR)

    assert identiteitsbewijs.assess(feiten, vrij_op=None).stand is GOED


EIGEN = {"verblijf": Verblijf.EIGEN_WONING}
BESCHERMD = {"verblijf": Verblijf.BESCHERMD_WONEN}


@pytest.mark.parametrize(
    ("velden", "stand", "volgende"),
    [
        ({}, ONBEKEND, "Vraag de PI waar de persoon na vrijlating kan wonen"),
        (EIGEN, ONBEKEND, "Vraag of de huur doorbetaald wordt"),
        (EIGEN | {"huur_betaald_tot": VRIJ}, GOED, ""),
        (EIGEN | {"huur_betaald_tot": VOOR}, FOUT, "Zoek uit hoe de huur doorbetaald wordt"),
        (
            EIGEN | {"huur_betaald_tot": NA, "woning_in_gevaar": JaNee.JA},
            FOUT,
            "Stem af met de woningcorporatie",
        ),
        (EIGEN | {"woning_in_gevaar": JaNee.NEE}, GOED, ""),
        ({"verblijf": Verblijf.FAMILIE}, GOED, ""),
        # A couch counts as homeless (Wensveen 2020).
        ({"verblijf": Verblijf.BANK}, FOUT, "Zoek een vaste plek"),
        ({"verblijf": Verblijf.BRIEFADRES}, FOUT, "Zoek een plek om te slapen"),
        ({"verblijf": Verblijf.OPVANG}, LOOPT, "Bereid de vertrekdag voor"),
        ({"verblijf": Verblijf.GEEN}, FOUT, "Zoek onderdak"),
        (BESCHERMD, ONBEKEND, "Vraag of er een indicatie is"),
        (BESCHERMD | {"indicatie": Indicatie.NIET_AANGEVRAAGD}, FOUT, "Vraag de indicatie aan"),
        (BESCHERMD | {"indicatie": Indicatie.AANGEVRAAGD}, LOOPT, "Volg de aanvraag"),
        (BESCHERMD | {"indicatie": Indicatie.WACHTLIJST}, LOOPT, "Zoek onderdak tot die tijd"),
        (BESCHERMD | {"indicatie": Indicatie.AFGEGEVEN}, GOED, ""),
    ],
)
def test_huisvesting(velden: dict[str, Any], stand: Stand, volgende: str) -> None:
    oordeel = huisvesting.assess(huisvesting.Feiten(**velden), vrij_op=VRIJ)

    assert (oordeel.stand, oordeel.volgende) == (stand, volgende)


def test_rent_paid_until_a_day_says_nothing_while_the_release_is_unknown() -> None:
    feiten = huisvesting.Feiten(verblijf=Verblijf.EIGEN_WONING, huur_betaald_tot=VOOR)

    assert huisvesting.assess(feiten, vrij_op=None).stand is ONBEKEND


BIJSTAND = {"inkomensbron": Inkomensbron.BIJSTAND}


@pytest.mark.parametrize(
    ("velden", "stand", "volgende"),
    [
        ({}, ONBEKEND, "Vraag de PI waarvan de persoon na vrijlating leeft"),
        ({"aanvraag": Aanvraag.BETAALD}, ONBEKEND, None),
        ({"inkomensbron": Inkomensbron.WERK}, GOED, ""),
        (
            {"inkomensbron": Inkomensbron.GEEN},
            FOUT,
            "Plan een afspraak over inkomen op 27 nov 2026",
        ),
        # The benefit stopped at insluiting (Participatiewet art. 13): it must be asked for again.
        (BIJSTAND, ONBEKEND, "Vraag hoe ver de aanvraag is"),
        ({"inkomensbron": Inkomensbron.WW}, ONBEKEND, "Vraag hoe ver de aanvraag is"),
        ({"inkomensbron": Inkomensbron.AOW, "aanvraag": Aanvraag.BETAALD}, GOED, ""),
        (BIJSTAND | {"aanvraag": Aanvraag.NIET_AANGEVRAAGD}, FOUT, None),
        (
            BIJSTAND | {"aanvraag": Aanvraag.GESPREK_GEPLAND, "afspraak_op": VRIJ},
            LOOPT,
            "Zorg dat de papieren er dan zijn",
        ),
        (BIJSTAND | {"aanvraag": Aanvraag.AANGEVRAAGD}, LOOPT, "Regel een voorschot"),
        (BIJSTAND | {"aanvraag": Aanvraag.VOORSCHOT}, LOOPT, "Let op de eerste betaling"),
        (BIJSTAND | {"aanvraag": Aanvraag.TOEGEKEND}, GOED, "Let op de eerste betaling"),
        (BIJSTAND | {"aanvraag": Aanvraag.BETAALD}, GOED, ""),
    ],
)
def test_inkomen(velden: dict[str, Any], stand: Stand, volgende: str | None) -> None:
    oordeel = inkomen.assess(inkomen.Feiten(**velden), vrij_op=VRIJ)

    assert oordeel.stand is stand
    assert volgende is None or oordeel.volgende == volgende


def test_without_a_known_release_the_appointment_is_on_that_day_whenever_it_comes() -> None:
    oordeel = inkomen.assess(inkomen.Feiten(inkomensbron=Inkomensbron.GEEN), vrij_op=None)

    assert oordeel.volgende == "Plan een afspraak over inkomen op de dag van vrijlating"


@pytest.mark.parametrize(
    ("situatie", "stand"),
    [
        (None, ONBEKEND),
        (Schuldsituatie.GEEN, GOED),
        (Schuldsituatie.OVERZICHT_ONTBREEKT, FOUT),
        (Schuldsituatie.OVERZICHT_BEZIG, LOOPT),
        (Schuldsituatie.SCHULDEISERS_BENADERD, LOOPT),
        (Schuldsituatie.REGELING, GOED),
        (Schuldsituatie.WSNP, GOED),
    ],
)
def test_schulden(situatie: Schuldsituatie | None, stand: Stand) -> None:
    feiten = schulden.Feiten(schuldsituatie=situatie)

    assert schulden.assess(feiten, vrij_op=VRIJ).stand is stand


def test_debts_wait_for_the_base_and_say_for_what() -> None:
    feiten = schulden.Feiten(schuldsituatie=Schuldsituatie.OVERZICHT_ONTBREEKT)

    wacht = schulden.assess(feiten, vrij_op=VRIJ, wacht_op=["huisvesting", "inkomen"])
    vrij = schulden.assess(feiten, vrij_op=VRIJ)

    assert wacht.waarom == "Er zijn schulden. Wacht op basis: huisvesting en inkomen."
    assert wacht.volgende == "Eerst huisvesting en inkomen in orde maken"
    assert vrij.volgende == "Vraag het RIC om een overzicht te maken"


def test_who_makes_the_overview_is_said() -> None:
    bezig: dict[str, Any] = {"schuldsituatie": Schuldsituatie.OVERZICHT_BEZIG}
    ric = schulden.Feiten(overzicht_door=OverzichtDoor.RIC, **bezig)

    assert schulden.assess(ric, vrij_op=VRIJ).waarom.startswith("Het RIC maakt")
    assert schulden.assess(schulden.Feiten(**bezig), vrij_op=VRIJ).waarom.startswith("De persoon")


GEEN_ZORG = {"zorgbehoefte": JaNee.NEE}
WEL_ZORG = {"zorgbehoefte": JaNee.JA}


@pytest.mark.parametrize(
    ("velden", "stand", "volgende"),
    [
        ({}, ONBEKEND, "Vraag de PI of er een zorgverzekering is"),
        ({"verzekering": Verzekering.LOOPT}, ONBEKEND, "Vraag de PI of er zorg nodig is"),
        (GEEN_ZORG, ONBEKEND, "Vraag de PI of er een zorgverzekering is"),
        ({"verzekering": Verzekering.GEEN}, FOUT, "Regel een zorgverzekering"),
        (
            # It rests during detention by law (Zorgverzekeringswet art. 24).
            GEEN_ZORG | {"verzekering": Verzekering.RUST},
            LOOPT,
            "Laat de zorgverzekering weer lopen op de dag van vrijlating",
        ),
        (GEEN_ZORG | {"verzekering": Verzekering.LOOPT}, GOED, ""),
        (WEL_ZORG, FOUT, "Vraag de GGD om langs te gaan"),
        (WEL_ZORG | {"ggd_bezoek": GgdBezoek.GEPLAND}, FOUT, "Wacht op het bezoek van de GGD"),
        (WEL_ZORG | {"ggd_bezoek": GgdBezoek.GEWEEST}, FOUT, "Vraag de GGD wat er nodig is"),
        (WEL_ZORG | {"diagnostiek_ontbreekt": JaNee.JA}, FOUT, "Vraag de GGD om langs te gaan"),
        (
            WEL_ZORG | {"zorgindicatie": Indicatie.AANGEVRAAGD},
            LOOPT,
            "Spreek af wanneer de zorg begint",
        ),
        (
            WEL_ZORG | {"in_zorg": JaNee.JA},
            LOOPT,
            "Controleer of de zorgverzekering weer loopt",
        ),
        (WEL_ZORG | {"in_zorg": JaNee.JA, "verzekering": Verzekering.LOOPT}, GOED, ""),
        (
            WEL_ZORG | {"in_zorg": JaNee.JA, "verzekering": Verzekering.GEEN},
            FOUT,
            "Regel een zorgverzekering",
        ),
    ],
)
def test_zorg(velden: dict[str, Any], stand: Stand, volgende: str) -> None:
    oordeel = zorg.assess(zorg.Feiten(**velden), vrij_op=VRIJ)

    assert (oordeel.stand, oordeel.volgende) == (stand, volgende)


# ---- for all of them

_FEITEN = {
    gebied: st.fixed_dictionaries({}, optional={v.naam: waarden_van(v) for v in soort.velden})
    for gebied, soort in CATALOGUS.items()
}


@given(st.data(), st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_every_combination_of_facts_has_an_answer_with_a_reason(
    data: st.DataObject, vrij_op: date | None
) -> None:
    for gebied, soort in CATALOGUS.items():
        feiten = lees_feiten(soort, data.draw(_FEITEN[gebied]))
        oordeel = soort.assess(feiten, vrij_op=vrij_op)

        assert oordeel.waarom.endswith(".")
        assert not oordeel.volgende.endswith(".")
        if oordeel.stand in (FOUT, ONBEKEND):
            assert oordeel.volgende, "who is not in order has a next step"


@given(st.data())
def test_nothing_is_in_order_when_what_it_turns_on_is_unknown(data: st.DataObject) -> None:
    """Every leefgebied has one field without which nobody can say 'in orde'."""
    kern = {
        Leefgebied.IDENTITEITSBEWIJS: "document",
        Leefgebied.HUISVESTING: "verblijf",
        Leefgebied.INKOMEN: "inkomensbron",
        Leefgebied.SCHULDEN: "schuldsituatie",
        Leefgebied.ZORG: "zorgbehoefte",
        Leefgebied.SOCIAAL_NETWERK: "netwerk",
    }
    for gebied, soort in CATALOGUS.items():
        waarden = data.draw(_FEITEN[gebied])
        waarden.pop(kern[gebied], None)
        oordeel = soort.assess(lees_feiten(soort, waarden), vrij_op=VRIJ)

        assert oordeel.stand is not GOED
        leeg = soort.assess(lees_feiten(soort, {}), vrij_op=VRIJ)
        assert leeg.stand is ONBEKEND
