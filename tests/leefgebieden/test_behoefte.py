"""Needs: what can be, and what is refused in words."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import (
    SOORTEN,
    Behoefte,
    Behoeftefout,
    Behoeftestatus,
    Eigenaar,
    check_behoefte,
    soortnaam,
)

VANDAAG = date(2026, 11, 23)
GISTEREN = VANDAAG - timedelta(days=1)
BEHOEFTE = Behoefte(
    id=UUID(int=1),
    leefgebied=Leefgebied.HUISVESTING,
    soort="onderdak",
    status=Behoeftestatus.OPEN,
    eigenaar=Eigenaar.GEMEENTE,
    naam="",
    uiterlijk=VANDAAG,
    stap="",
)


def test_a_need_for_today_or_without_a_date_can_be() -> None:
    check_behoefte(BEHOEFTE, oud=None, vandaag=VANDAAG)
    check_behoefte(replace(BEHOEFTE, uiterlijk=None), oud=None, vandaag=VANDAAG)


def test_a_date_in_the_past_is_refused_unless_it_stood_there_already() -> None:
    laat = replace(BEHOEFTE, uiterlijk=GISTEREN)

    with pytest.raises(Behoeftefout, match="De datum ligt in het verleden"):
        check_behoefte(laat, oud=None, vandaag=VANDAAG)
    with pytest.raises(Behoeftefout):
        check_behoefte(laat, oud=BEHOEFTE, vandaag=VANDAAG)
    check_behoefte(replace(laat, stap="bel de opvang"), oud=laat, vandaag=VANDAAG)


def test_a_year_that_was_mistyped_is_refused_unless_it_stood_there_already() -> None:
    ver = replace(BEHOEFTE, uiterlijk=date(2062, 12, 1))

    with pytest.raises(Behoeftefout, match="meer dan vijf jaar weg"):
        check_behoefte(ver, oud=None, vandaag=VANDAAG)
    check_behoefte(replace(ver, stap="bel de opvang"), oud=ver, vandaag=VANDAAG)
    check_behoefte(replace(ver, uiterlijk=date(2031, 11, 21)), oud=None, vandaag=VANDAAG)


def test_what_is_done_may_have_been_due_before() -> None:
    klaar = replace(BEHOEFTE, status=Behoeftestatus.GEREED, uiterlijk=GISTEREN)

    check_behoefte(klaar, oud=BEHOEFTE, vandaag=VANDAAG)


def test_a_kind_belongs_to_its_leefgebied() -> None:
    with pytest.raises(Behoeftefout, match="Kies wat er geregeld moet worden"):
        check_behoefte(replace(BEHOEFTE, soort="uitkering"), oud=None, vandaag=VANDAAG)


def test_each_kind_has_one_name_and_an_unknown_one_keeps_its_code() -> None:
    soorten = [s for per in SOORTEN.values() for s in per]

    assert len(set(soorten)) == len(soorten)
    assert set(SOORTEN) == set(Leefgebied)
    assert soortnaam("onderdak") == "Onderdak zoeken"
    assert soortnaam("uit_versie_0") == "uit_versie_0"


def test_only_what_is_done_or_dropped_is_over() -> None:
    assert [s for s in Behoeftestatus if s.is_klaar] == [
        Behoeftestatus.GEREED,
        Behoeftestatus.VERVALLEN,
    ]
