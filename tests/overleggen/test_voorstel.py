"""Who is proposed, why, in what order, and that nobody is ever dropped."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.overleggen.voorstel import Zaak, stel_voor, venster, verdeel
from nazorg.overleggen.vorm import Voorstelreden
from nazorg.overleggen.zinnen import write_redenen
from tests.overleggen.zaken import (
    BASISREGEL,
    BEGIN,
    DATUM,
    VANDAAG,
    VRIJLATING,
    ZAKEN,
    vorm,
    zaak,
)

ALLES = vorm(BEGIN, VRIJLATING, BASISREGEL)
GEEN_WONING = {Leefgebied.HUISVESTING: Stand.NIET_IN_ORDE}


def redenen(z: Zaak, *regels: object, datum: date = DATUM) -> tuple[Voorstelreden, ...]:
    gevonden = stel_voor([z], vorm(*regels), datum)  # type: ignore[arg-type]
    return gevonden[0].redenen if gevonden else ()


def test_who_just_began_has_no_meeting_yet() -> None:
    assert redenen(zaak(), BEGIN) == (Voorstelreden.BEGIN,)
    assert redenen(zaak(besproken_op=date(2026, 11, 20)), BEGIN) == ()
    assert redenen(zaak(gepland_op=date(2026, 11, 30)), BEGIN) == ()


def test_a_meeting_in_an_earlier_detention_does_not_count_for_this_one() -> None:
    assert redenen(zaak(besproken_op=date(2025, 3, 3)), BEGIN) == (Voorstelreden.BEGIN,)


@pytest.mark.parametrize(("dagen", "ja"), [(42, True), (43, False), (1, True)])
def test_a_release_is_near_from_six_weeks_before_it(dagen: int, *, ja: bool) -> None:
    lang = zaak(begin=date(2026, 1, 5), vrij_op=DATUM + timedelta(days=dagen))

    assert bool(redenen(lang, VRIJLATING)) is ja


def test_a_stay_under_twelve_weeks_is_asked_about_from_its_half() -> None:
    begin = DATUM - timedelta(days=20)
    helft, later = (begin + timedelta(days=n) for n in (40, 42))

    assert redenen(zaak(begin=begin, vrij_op=helft), VRIJLATING) == (Voorstelreden.VRIJLATING,)
    assert redenen(zaak(begin=begin, vrij_op=later), VRIJLATING) == ()


def test_twelve_weeks_exactly_is_not_short() -> None:
    begin = date(2026, 11, 1)
    vrij_op = begin + timedelta(weeks=12)

    assert venster(VRIJLATING, zaak(begin=begin, vrij_op=vrij_op)) == vrij_op - timedelta(weeks=6)


def test_a_handover_that_was_discussed_is_not_proposed_again_until_the_release_moves() -> None:
    besproken = zaak(
        begin=date(2026, 1, 5), vrij_op=date(2026, 12, 20), besproken_op=date(2026, 11, 17)
    )
    verschoven = replace(besproken, vrij_op=date(2027, 1, 10))

    assert redenen(besproken, VRIJLATING) == ()
    assert redenen(verschoven, VRIJLATING) == (Voorstelreden.VRIJLATING,)


def test_a_basis_that_is_not_in_order_comes_back_every_time() -> None:
    z = zaak(standen=GEEN_WONING, besproken_op=date(2026, 11, 17))

    assert redenen(z, BASISREGEL) == (Voorstelreden.BASIS,)
    assert redenen(zaak(standen={Leefgebied.ZORG: Stand.ONBEKEND}), BASISREGEL) == ()


def test_nobody_knows_the_release_so_it_is_never_near() -> None:
    assert redenen(zaak(vrij_op=None), VRIJLATING) == ()


@given(ZAKEN, st.dates(date(2026, 6, 1), date(2027, 6, 30)), st.integers(-2, 12))
def test_nobody_is_dropped_and_the_places_are_kept(
    zaken: list[Zaak], datum: date, plekken: int
) -> None:
    voorstellen = stel_voor(zaken, ALLES, datum)

    v = verdeel(voorstellen, plekken=plekken)

    samen = [*v.eerst, *v.rest, *v.te_laat]
    assert sorted(str(x.zaak.dossier) for x in samen) == sorted(
        str(x.zaak.dossier) for x in voorstellen
    )
    assert len(v.eerst) <= max(plekken, 0)
    assert not v.rest or len(v.eerst) == max(plekken, 0), "a place is free while somebody waits"
    assert all(x.zaak.vrij_op is not None and x.zaak.vrij_op <= datum for x in v.te_laat)
    assert not any(x.te_laat for x in (*v.eerst, *v.rest))


@given(ZAKEN, st.dates(date(2026, 6, 1), date(2027, 6, 30)), st.randoms(use_true_random=False))
def test_the_same_cases_give_the_same_proposal_and_who_leaves_first_comes_first(
    zaken: list[Zaak], datum: date, toeval: random.Random
) -> None:
    door_elkaar = list(zaken)
    toeval.shuffle(door_elkaar)

    voorstellen = stel_voor(zaken, ALLES, datum)

    assert voorstellen == stel_voor(door_elkaar, ALLES, datum)
    for achterstand in (False, True):
        vrij = [v.zaak.vrij_op or date.max for v in voorstellen if v.achterstand is achterstand]
        assert vrij == sorted(vrij)
    assert [v.achterstand for v in voorstellen] == sorted(v.achterstand for v in voorstellen)
    assert all(v.redenen and v.zaak.gepland_op is None for v in voorstellen)


@given(ZAKEN, st.dates(date(2026, 6, 1), date(2027, 6, 30)))
def test_every_reason_reads_as_a_sentence(zaken: list[Zaak], datum: date) -> None:
    for v in stel_voor(zaken, ALLES, datum):
        zin = write_redenen(v.redenen, v.zaak, vandaag=VANDAAG)
        assert zin
        assert "  " not in zin
        assert "None" not in zin


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"vrij_op": date(2026, 12, 28)}, "Komt vrij over 5 weken"),
        ({"vrij_op": date(2026, 12, 6)}, "Komt vrij over 13 dagen"),
        ({"vrij_op": date(2026, 11, 24)}, "Komt vrij morgen"),
        ({"vrij_op": date(2026, 11, 20)}, "Zou al vrij zijn"),
        ({"vrij_op": None}, "Vrijlating was dichtbij, nu onbekend"),
    ],
)
def test_a_release_is_said_in_weeks_and_when_it_is_near_in_days(
    anders: dict[str, Any], zin: str
) -> None:
    z = zaak(**anders)

    assert write_redenen([Voorstelreden.VRIJLATING], z, vandaag=VANDAAG) == zin


def test_reasons_name_what_is_missing_and_what_a_person_said() -> None:
    z = zaak(standen=GEEN_WONING | {Leefgebied.ZORG: Stand.IN_ORDE})
    samen = [Voorstelreden.BASIS, Voorstelreden.INGEBRACHT]

    zin = write_redenen(samen, z, vandaag=VANDAAG, toelichting="op verzoek van de PI")

    assert zin == "Basis niet in orde: wonen. Ingebracht: op verzoek van de PI"
    assert write_redenen([Voorstelreden.BEGIN], z, vandaag=VANDAAG) == (
        "Begin detentie, nog geen trajectbepaling"
    )


def test_who_just_began_comes_before_who_sits_for_months_without_a_meeting() -> None:
    net = zaak(1, begin=date(2026, 11, 19), vrij_op=date(2027, 11, 19))
    lang = zaak(2, begin=date(2026, 1, 5), vrij_op=date(2027, 2, 1))

    voorstellen = stel_voor([lang, net], vorm(BEGIN), DATUM)

    assert [v.zaak for v in voorstellen] == [net, lang]
    assert [v.achterstand for v in voorstellen] == [False, True]
    assert write_redenen([Voorstelreden.BEGIN], lang, vandaag=VANDAAG) == (
        "Zit 46 weken vast, nog geen trajectbepaling"
    )
    # With another reason beside it, it is no heap of the past.
    ook_basis = zaak(3, begin=lang.begin, standen=GEEN_WONING)
    assert not stel_voor([ook_basis], vorm(BEGIN, BASISREGEL), DATUM)[0].achterstand


def test_a_person_is_never_proposed_as_brought_in() -> None:
    regel = replace(BEGIN, reden=Voorstelreden.INGEBRACHT)

    assert stel_voor([zaak(), zaak(2)], vorm(regel), DATUM) == []
    assert UUID(int=1) == zaak().dossier
