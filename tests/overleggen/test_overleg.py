"""One meeting: what can be planned, moved, cancelled and held, and what may not stand in it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.weigering import Weigering
from nazorg.overleggen.overleg import (
    Moment,
    NietMeerOpen,
    Overleg,
    Overlegsoort,
    Overlegstand,
    check_moment,
    check_opzet,
)
from nazorg.referentie.medisch import load_medisch
from tests.factories import TIEL

VANDAAG = date(2026, 11, 23)
MOMENT = Moment(datum=date(2026, 12, 1), van=time(10), tot=time(12))
OVERLEG = Overleg(
    id=UUID(int=1),
    soort=Overlegsoort.NAZORG,
    regio="",
    gemeenten=(TIEL,),
    moment=MOMENT,
    plek="Stadhuis Tiel, kamer 2.14",
    deelnemers=("PI, casemanager",),
    zaken=8,
)


def test_who_moves_a_meeting_says_that_it_moved_and_who_changes_its_place_does_not() -> None:
    later = replace(MOMENT, datum=date(2026, 12, 3))

    verzet = OVERLEG.verzet(later, "digitaal")
    elders = OVERLEG.verzet(MOMENT, "digitaal")

    assert (verzet.stand, verzet.moment, verzet.versie) == (Overlegstand.VERZET, later, 2)
    assert (elders.stand, elders.plek, elders.versie) == (Overlegstand.GEPLAND, "digitaal", 2)


def test_what_is_over_does_not_change_any_more() -> None:
    klaar = (OVERLEG.laat_vervallen(), OVERLEG.is_geweest(vandaag=date(2026, 12, 1)))

    for overleg in klaar:
        with pytest.raises(NietMeerOpen):
            overleg.verzet(MOMENT, "digitaal")
        with pytest.raises(NietMeerOpen):
            overleg.laat_vervallen()
        with pytest.raises(NietMeerOpen):
            overleg.is_geweest(vandaag=date(2026, 12, 2))


def test_a_meeting_is_not_held_before_its_day() -> None:
    with pytest.raises(Weigering, match="moet nog komen"):
        OVERLEG.is_geweest(vandaag=date(2026, 11, 30))


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"datum": date(2026, 11, 22)}, "datum"),
        ({"datum": date(2026, 12, 25)}, "datum"),
        ({"datum": date(2026, 12, 5)}, "datum"),
        ({"datum": date(2026, 12, 24)}, "datum"),
        ({"datum": date(2062, 12, 1)}, "datum"),
        ({"tot": time(10)}, "tot"),
    ],
)
def test_a_moment_is_an_open_day_that_is_still_to_come(anders: dict[str, Any], veld: str) -> None:
    dicht = frozenset({date(2026, 12, 24)})

    assert check_moment(MOMENT, vandaag=VANDAAG, dicht=dicht) == {}
    assert list(check_moment(replace(MOMENT, **anders), vandaag=VANDAAG, dicht=dicht)) == [veld]
    assert list(check_moment(None, vandaag=VANDAAG)) == ["datum"]


@pytest.mark.parametrize(
    "plek",
    [
        "",
        "https://teams.microsoft.com/l/meetup-join/19",
        "www.overleg.nl",
        "zoom.us/j/99",
        "iemand@voorbeeld.nl",
        "Kliniek voor depressie",
        "bij het slachtoffer thuis",
        "p" * 81,
    ],
)
def test_a_place_is_a_place_and_never_a_key(plek: str) -> None:
    fouten = check_opzet(plek, (), 8, medisch=load_medisch())

    assert list(fouten) == ["plek"]
    assert not plek or plek not in fouten["plek"]


def test_participants_are_organisations_and_functions_without_addresses() -> None:
    goed = ("IrisZorg MO", "GGD Bijzondere Zorg", "PI, casemanager")

    assert check_opzet("digitaal", goed, 8, medisch=load_medisch()) == {}
    for slecht in (("https://x.nl/?token=1",), ("x",) * 21):
        assert list(check_opzet("digitaal", slecht, 8, medisch=load_medisch())) == ["deelnemers"]
    for aantal in (0, 41):
        assert list(check_opzet("digitaal", (), aantal, medisch=load_medisch())) == ["zaken"]


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.times(),
    st.times(),
)
def test_a_meeting_lasts_as_long_as_its_clock_says_also_when_the_clock_changes(
    dag: date, van: time, tot: time
) -> None:
    van, tot = (t.replace(microsecond=0, fold=0) for t in (van, tot))
    moment = Moment(datum=dag, van=van, tot=tot)
    nacht = datetime.combine(dag, time(0), AMSTERDAM)
    morgen = datetime.combine(dag + timedelta(days=1), time(0), AMSTERDAM)
    assume(van < tot and nacht.utcoffset() == morgen.utcoffset())

    duur = moment.einde - moment.begin

    assert duur == datetime.combine(dag, tot) - datetime.combine(dag, van)
    assert moment.begin.utcoffset() == timedelta(0)
    assert moment.begin.astimezone(AMSTERDAM).time() == van
