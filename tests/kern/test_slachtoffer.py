"""What can be recognised of a victim in a text (L27), and what cannot: a bare name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.slachtoffer import noemt_iemand, noemt_slachtoffer


@pytest.mark.parametrize(
    "tekst",
    [
        "Mishandeling van slachtoffer Jansen",
        "MISHANDELING VAN HET SLACHTOFFER",
        "kindslachtoffers",
        "het slacht\u00adoffer",
        "het sl\u00e1chtoffer",
        "het slacht\u200boffer",
        "de nabestaanden",
        "aangeefster verklaart",
        "de beledigde partij",
        "een gedupeerde",
    ],
)
def test_a_word_for_who_suffered_is_recognised_however_it_is_written(tekst: str) -> None:
    assert noemt_slachtoffer(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Mishandeling van mevrouw De Wit",
        "Bedreiging van dhr. A. Jansen",
        "Stalking van zijn ex-partner Maria",
        "Mishandeling, begaan tegen zijn levensgezel Anna de Vries",
        "Woont bij het slachtoffer (Jansen)",
        "het slachtoffer: M. van den Berg",
        "slachtoffer genaamd Kim",
        "slachtoffer van der Linden",
    ],
)
def test_a_name_behind_a_word_for_a_person_is_recognised(tekst: str) -> None:
    assert noemt_iemand(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Zware mishandeling, terwijl het feit de dood ten gevolge heeft",
        "Mishandeling, begaan tegen zijn levensgezel",
        "Met zijn minderjarig kind ontuchtige handelingen plegen",
        "Het slachtoffer woont in dezelfde straat. De wijkagent weet dat.",
        "Overleg met Slachtofferhulp Nederland",
        "Zijn moeder is ziek geworden. Tiel regelt vervoer.",
        "Rechtbank Gelderland",
        "In overleg met partner De Rooyse Wissel",
        "Hij woont bij zijn moeder\nZij weet ervan",
        "Contactverbod met ex-partner: Ja",
        "Contactverbod met ex-partner, Locatieverbod Tiel",
        "MISHANDELING VAN ZIJN MOEDER MEERMALEN GEPLEEGD",
        "",
    ],
)
def test_a_text_that_names_nobody_is_left_alone(tekst: str) -> None:
    assert not noemt_iemand(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Bedreiging van Maria Jansen",
        "Stalking van de bewoonster van Waalkade 12",
        # Behind a comma, and in capitals, a name looks as any other word does.
        "Ontucht met zijn dochter, Sanne",
        "STALKING VAN ZIJN EX-PARTNER MARIA",
    ],
)
def test_a_bare_name_and_an_address_are_not_recognised_and_nobody_may_think_so(tekst: str) -> None:
    """Said in ADR 0030 and in docs/delivery.md: the sender has to see to it."""
    assert not noemt_iemand(tekst)
    assert not noemt_slachtoffer(tekst)


@given(st.text(max_size=300))
def test_whatever_the_text_is_there_is_an_answer(tekst: str) -> None:
    assert noemt_slachtoffer(tekst) in (True, False)
    assert noemt_iemand(tekst) in (True, False)
    assert noemt_slachtoffer(tekst + " slachtoffer")
