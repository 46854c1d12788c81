"""Around the release, at a leave and for who wants no help: which shipped rules speak, and why."""

from datetime import date, timedelta
from typing import Any

import pytest

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.veld import Hulp
from tests.factories import GRONINGEN, TIEL
from tests.leefgebieden.feiten import feit
from tests.referentie.test_regels_per_profiel import (
    GEEN_ID,
    GEEN_INKOMEN,
    GEMELD,
    ID,
    INKOMEN,
    SCHULD,
    VRIJ,
    ZORG,
    ZORG_NODIG,
    ZWART,
    situatie,
    vuurt,
)


def test_a_leave_asks_for_an_id_of_which_nobody_knows_whether_it_is_there() -> None:
    """RvIG: no leave without a valid ID. The question is asked; nothing is taken for 'no'."""
    assert vuurt(TIEL, situatie(verloven=(("V-1", VRIJ),))) == {
        "id-onbekend-voor-verlofV-1": date(2026, 12, 31)
    }


def test_after_release_only_what_is_about_afterwards_is_left() -> None:
    s = situatie(GEEN_ID, GEEN_INKOMEN, ZWART, SCHULD, fase=Dossierstatus.VRIJ)

    assert set(vuurt(TIEL, s)) == {
        "keukentafelgesprek",
        "schulden-wacht-op-basis",
        "opvang-na-vrijlating",
        "inkomen-na-vrijlating",
        "id-na-vrijlating",
        "meting-een-maand",
        "meting-zes-maanden",
    }


def test_what_is_due_on_the_day_of_release_does_not_vanish_on_it() -> None:
    """Zorgverzekeringswet art. 24: the insurance must run again; that is no less so afterwards."""
    rust = (feit(ZORG, "verzekering", "rust_tijdens_detentie"), ZORG_NODIG)

    for fase in (Dossierstatus.IN_DETENTIE, Dossierstatus.VRIJ):
        assert vuurt(TIEL, situatie(*rust, fase=fase))["zorgverzekering-vrijlating"] == VRIJ


@pytest.mark.parametrize(
    ("gebied", "stoort"), [(ZORG, "indicatie-op-dag-1"), (INKOMEN, "inkomen-afspraak")]
)
def test_who_refuses_help_is_not_asked_again_by_a_rule(gebied: Leefgebied, stoort: str) -> None:
    feiten = (ZORG_NODIG, GEEN_INKOMEN)
    kort = {"vrij_op": GEMELD + timedelta(days=40)}
    weigert = feit(gebied, "hulp", Hulp.GEWEIGERD)

    assert stoort in vuurt(GRONINGEN, situatie(*feiten, **kort))
    assert stoort not in vuurt(GRONINGEN, situatie(*feiten, weigert, **kort))


def test_who_is_not_dutch_is_not_sent_for_an_identity_card() -> None:
    anders = feit(ID, "document", "geen_nederlandse_nationaliteit")
    verlof = (("V-1", date(2026, 12, 4)),)

    assert set(vuurt(GRONINGEN, situatie(anders, verloven=verlof))) == {"verblijfsdocument"}


def test_a_release_that_comes_earlier_may_leave_no_meeting_to_wait_for() -> None:
    juni = date(2026, 6, 1)
    lang: dict[str, Any] = {"begin": juni, "gemeld": juni}

    assert vuurt(TIEL, situatie(**lang, gehoord=juni)) == {}
    taken = vuurt(TIEL, situatie(**lang, gehoord=VRIJ - timedelta(days=2)))
    assert set(taken) == {"snelspoor-id", "snelspoor-opvang", "snelspoor-uitkering"}
