from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nazorg.web.detentielijn import BREEDTE, Verlof, Verloop, maak_detentielijn
from nazorg.web.lijnscherm import Detentielijn, LijnPunt

BEGIN = date(2026, 4, 14)
VANDAAG = date(2026, 11, 23)
EINDE = date(2026, 11, 27)

dagen = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


@st.composite
def verlopen(draw: st.DrawFn) -> Verloop:
    begin = draw(dagen)
    einde = draw(st.none() | st.integers(0, 1500))
    return Verloop(
        begin=begin,
        peildatum=draw(dagen),
        einde=None if einde is None else begin + timedelta(days=einde),
        einde_tot=None
        if einde is None
        else begin + timedelta(days=einde + draw(st.integers(0, 9))),
        beeindigd=einde is not None and draw(st.booleans()),
        was=tuple(draw(st.lists(dagen, max_size=4))),
        overplaatsingen=tuple((dag, "PI Arnhem") for dag in draw(st.lists(dagen, max_size=30))),
        verloven=tuple(
            Verlof(begin=dag, einde=dag + timedelta(days=2))
            for dag in draw(st.lists(dagen, max_size=30))
        ),
    )


def punt(lijn: Detentielijn, soort: str) -> LijnPunt:
    (een,) = [punt for punt in lijn.punten if punt.soort == soort]
    return een


def test_begin_today_release_and_the_old_end_stand_in_order_with_words() -> None:
    lijn = maak_detentielijn(
        Verloop(begin=BEGIN, peildatum=VANDAAG, einde=EINDE, was=(date(2026, 12, 11),))
    )

    volgorde = [punt(lijn, soort) for soort in ("begin", "vandaag", "vrij", "was")]
    assert [een.x for een in volgorde] == sorted(een.x for een in lijn.punten)
    assert all(een.zichtbaar for een in volgorde)
    assert punt(lijn, "vrij").datum.tekst == "vr 27 nov"
    assert punt(lijn, "was").datum.iso == "2026-12-11"


def test_the_words_say_what_the_line_shows() -> None:
    lijn = maak_detentielijn(
        Verloop(
            begin=BEGIN,
            peildatum=VANDAAG,
            einde=EINDE,
            was=(date(2026, 12, 11),),
            overplaatsingen=((date(2026, 8, 20), "PI Arnhem"),),
        )
    )

    assert lijn.omschrijving == (
        "Detentie van 14 april 2026 tot 27 november 2026. Vandaag is dag 224. Nog 4 dagen. "
        "Op 20 augustus 2026 overgeplaatst naar PI Arnhem. "
        "Eerdere einddatum, geldt niet meer: 11 december 2026."
    )


def test_without_an_end_date_the_line_runs_on_and_says_so() -> None:
    lijn = maak_detentielijn(Verloop(begin=BEGIN, peildatum=VANDAAG))

    assert punt(lijn, "open").x > punt(lijn, "vandaag").x
    assert punt(lijn, "open").datum.tekst == "einde onbekend"
    assert "De einddatum is onbekend." in lijn.omschrijving


def test_an_expected_end_may_be_a_range() -> None:
    lijn = maak_detentielijn(
        Verloop(begin=BEGIN, peildatum=VANDAAG, einde=EINDE, einde_tot=date(2026, 12, 2))
    )

    assert punt(lijn, "vrij").naam == "Vrij vanaf"
    assert punt(lijn, "tot").datum.tekst == "wo 2 dec"
    assert "vrij tussen 27 november 2026 en 2 december 2026" in lijn.omschrijving


def test_an_ended_detention_has_no_today() -> None:
    lijn = maak_detentielijn(
        Verloop(begin=BEGIN, peildatum=VANDAAG, einde=date(2026, 10, 2), beeindigd=True)
    )

    assert punt(lijn, "vrij").naam == "Vrijgekomen"
    assert "vandaag" not in {een.soort for een in lijn.punten}
    assert lijn.omschrijving == "Detentie van 14 april 2026 tot 2 oktober 2026, afgelopen."


def test_release_today_is_one_mark() -> None:
    lijn = maak_detentielijn(Verloop(begin=BEGIN, peildatum=EINDE, einde=EINDE))

    assert punt(lijn, "vrij").naam == "Vandaag vrij"
    assert "vandaag" not in {een.soort for een in lijn.punten}


def test_the_release_keeps_its_words_when_there_are_many_transfers() -> None:
    druk = tuple((BEGIN + timedelta(days=3 * n), "PI Nieuwersluis") for n in range(1, 40))
    lijn = maak_detentielijn(
        Verloop(begin=BEGIN, peildatum=VANDAAG, einde=EINDE, overplaatsingen=druk)
    )

    assert punt(lijn, "vrij").zichtbaar
    assert punt(lijn, "vandaag").zichtbaar
    assert len(lijn.punten) == 42


@given(verlopen())
def test_words_never_touch_and_never_leave_the_drawing(verloop: Verloop) -> None:
    lijn = maak_detentielijn(verloop)

    vakken = []
    for een in lijn.punten:
        if een.zichtbaar:
            # 7 pixels a letter is what the font really takes at most, on average over a label.
            breedte = max(len(een.naam), len(een.datum.tekst)) * 7.0
            links = {
                "start": een.x - 8.0,
                "middle": een.x - breedte / 2,
                "end": een.x + 8 - breedte,
            }
            vakken.append((links[een.anker], links[een.anker] + breedte))
    vakken.sort()
    assert all(rechts <= links for (_, rechts), (links, _) in pairwise(vakken))
    assert all(links >= 0 and rechts <= BREEDTE for links, rechts in vakken)


@given(verlopen())
def test_a_later_day_is_never_further_left(verloop: Verloop) -> None:
    lijn = maak_detentielijn(verloop)

    op_dag = sorted((een.datum.iso, een.x) for een in lijn.punten if een.datum.iso)
    assert [x for _, x in op_dag] == sorted(x for _, x in op_dag)
    assert all(0 <= band.x1 <= band.x2 <= BREEDTE for band in lijn.banden)
