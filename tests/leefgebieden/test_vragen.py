"""Two people in one form: what one of them touched never clashes, what both did always shows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.vragen import (
    Deel,
    Stuk,
    Vraag,
    Vraagsoort,
    Vragenboek,
    Vragenset,
    check_antwoorden,
    vergelijk,
)

AFSPRAAK = Vraag(sleutel="afspraak", tekst="Wat is afgesproken?", soort=Vraagsoort.TEKST)
DAG = Vraag(sleutel="dag", tekst="Welke dag?", soort=Vraagsoort.DAG)
GELD = Vraag(
    sleutel="geld", tekst="Is er geld?", soort=Vraagsoort.KEUZE, keuzes={"ja": "Ja", "nee": "Nee"}
)
VERBLIJF = Vraag(
    sleutel="huisvesting.verblijf",
    tekst="Waar?",
    soort=Vraagsoort.VELD,
    leefgebied=Leefgebied.HUISVESTING,
)


def een_set(versie: int, vanaf: date, *vragen: Vraag) -> Vragenset:
    delen = (Deel("Een", vragen or (GELD,)),)
    return Vragenset(id="intake", versie=versie, vanaf=vanaf, bron="test", naam="I", delen=delen)


def test_a_new_answer_and_one_that_did_not_change_are_told_apart() -> None:
    nu = {"geld": Stuk(waarde="ja", teken="t1", wie="Hans")}

    uit = vergelijk({"geld": "ja", "dag": "2026-12-01"}, gezien={"geld": "t1"}, toen={}, nu=nu)

    assert (uit.nieuw, uit.botsingen) == ({"dag": "2026-12-01"}, ())


def test_a_question_that_only_the_colleague_answered_is_left_alone() -> None:
    nu = {"geld": Stuk(waarde="ja", teken="t2", wie="Hans")}

    uit = vergelijk({"geld": ""}, gezien={"geld": ""}, toen={"t2": "ja"}, nu=nu)

    assert (uit.nieuw, uit.botsingen) == ({}, ())


def test_a_question_that_both_answered_differently_is_a_clash_until_it_was_seen() -> None:
    nu = {"geld": Stuk(waarde="ja", teken="t2", wie="Hans")}
    toen = {"t1": "", "t2": "ja"}

    eerst = vergelijk({"geld": "nee"}, gezien={"geld": "t1"}, toen=toen, nu=nu)
    daarna = vergelijk({"geld": "nee"}, gezien={"geld": "t2"}, toen=toen, nu=nu)

    assert [v.nu.wie for v in eerst.botsingen] == ["Hans"]
    assert eerst.nieuw == {}
    assert daarna.nieuw == {"geld": "nee"}


_WAARDEN = st.sampled_from(["", "ja", "nee"])


@given(was=_WAARDEN, mijn=_WAARDEN, hun=_WAARDEN)
def test_of_two_people_nobody_ever_loses_a_word_in_silence(was: str, mijn: str, hun: str) -> None:
    teken = "t2" if hun != was else "t1"
    nu = {"geld": Stuk(waarde=hun, teken=teken, wie="Hans")}

    uit = vergelijk({"geld": mijn}, gezien={"geld": "t1"}, toen={"t1": was, "t2": hun}, nu=nu)

    eind = uit.nieuw.get("geld", hun)
    assert uit.botsingen or eind in ({mijn, hun} if was in {mijn, hun} else {mijn})
    assert bool(uit.botsingen) is (mijn not in (was, hun) and hun != was)


def test_every_kind_of_answer_is_checked_and_nothing_is_repeated() -> None:
    getypt = {
        "afspraak": "Neemt oxazepam",
        "dag": "morgen",
        "geld": "veel",
        "huisvesting.verblijf": "kasteel",
        "onbekend": "x",
    }

    goed, fouten = check_antwoorden([AFSPRAAK, DAG, GELD, VERBLIJF], getypt, medisch={"oxazepam"})

    assert goed == {}
    assert sorted(fouten) == ["afspraak", "dag", "geld", "huisvesting.verblijf"]
    assert not any(w in t for t in fouten.values() for w in ("oxazepam", "morgen", "kasteel"))


def test_no_answer_is_always_allowed() -> None:
    leeg = {v.sleutel: " " for v in (AFSPRAAK, DAG, GELD, VERBLIJF)}

    goed, fouten = check_antwoorden([AFSPRAAK, DAG, GELD, VERBLIJF], leeg, medisch=())

    assert (set(goed.values()), fouten) == ({""}, {})


def test_a_new_version_counts_from_its_day_and_the_old_one_stays_to_be_found() -> None:
    oud, nieuw = een_set(1, date(2026, 1, 1)), een_set(2, date(2026, 12, 1))
    boek = Vragenboek([nieuw, oud])

    assert boek.nieuwste(op=date(2026, 11, 30)) == (oud,)
    assert boek.nieuwste(op=date(2026, 12, 1)) == (nieuw,)
    assert boek.nieuwste(op=date(2025, 12, 31)) == ()
    assert boek.find("intake", 1) is oud


def test_a_leefgebied_that_a_gemeente_does_not_have_is_not_asked() -> None:
    vragenset = een_set(1, date(2026, 1, 1), VERBLIJF)

    assert vragenset.delen_voor([Leefgebied.ZORG]) == ()
    assert vragenset.delen_voor([Leefgebied.HUISVESTING])[0].vragen == (VERBLIJF,)


@pytest.mark.parametrize("vraag", [AFSPRAAK, DAG, GELD])
def test_only_a_question_of_a_leefgebied_fills_a_field(vraag: Vraag) -> None:
    assert vraag.veld is None
    assert VERBLIJF.veld is not None
