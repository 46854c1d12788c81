"""Notices as the domain reads them, with defaults; and random ones. All people are invented."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any, assert_never

from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.detenties import melding as m
from nazorg.detenties.routering import Kaart
from nazorg.kern.deeldatum import DeelDatum
from nazorg.kern.gemeente import Gemeente, Gemeenten
from nazorg.kern.leefgebied import Leefgebied, Stand
from tests.factories import BRON, BSN_DAAN, BUREN, GRONINGEN, NIJMEGEN, TIEL

ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"
GELDERMALSEN, WEST_BETUWE = "0236", "1960"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BEGINDAG = date(2026, 11, 19)
DAAN = m.Persoonsgegevens(BSN_DAAN, None, "Verhoeven", None, "Daan", None)
KAART = Kaart(
    Gemeenten(
        [
            Gemeente("0000", "Onbekend"),
            Gemeente("1999", "RNI"),
            Gemeente(TIEL, "Tiel"),
            Gemeente(BUREN, "Buren"),
            Gemeente(NIJMEGEN, "Nijmegen"),
            Gemeente(GRONINGEN, "Groningen"),
            Gemeente(GELDERMALSEN, "Geldermalsen", einde=date(2019, 1, 1), opvolger=WEST_BETUWE),
            Gemeente(WEST_BETUWE, "West Betuwe", date(2019, 1, 1)),
        ]
    ),
    date(2026, 11, 23),
    frozenset({TIEL, BUREN, WEST_BETUWE, GELDERMALSEN}),
)
_teller = itertools.count(1)


def dag(dagen: int) -> date:
    """Return a day counted from the begin of the detention."""
    return BEGINDAG + timedelta(days=dagen)


def periode(vroegst: int, laatst: int | None = None) -> m.Periode:
    return m.Periode(dag(vroegst), dag(vroegst if laatst is None else laatst))


def begin(verwacht: m.Periode | None = None, **anders: Any) -> m.Begin:
    velden: dict[str, Any] = {
        "inrichting": "ARN",
        "datum": BEGINDAG,
        "titel": m.Titel.GEVANGENISSTRAF,
    }
    return m.Begin(**(velden | anders), verwacht_einde=verwacht)


def wijziging(
    verwacht: m.Periode | m.Ongewijzigd | None = m.ONGEWIJZIGD, titel: m.Titel | None = None
) -> m.Wijziging:
    return m.Wijziging(m.WijzigingReden.CAPACITEIT, titel, verwacht)


def overplaatsing(naar: str = "VUG") -> m.Overplaatsing:
    return m.Overplaatsing(naar, dag(2))


def verlof(
    status: m.Verlofstatus | None, van: int | None = 7, nummer: str = "V-1"
) -> m.Verlofmelding:
    dag_ = None if van is None else dag(van)
    soort = None if van is None else m.VerlofSoort.KORTDUREND
    return m.Verlofmelding(nummer, status, soort, dag_, dag_, None, ())


def einde(dagen: int = 8, wijze: m.EindeWijze = m.EindeWijze.EINDE_STRAF) -> m.Einde:
    return m.Einde(dag(dagen), wijze, None)


def melding(inhoud: m.Inhoud, op: float = 0, **anders: Any) -> m.Melding:
    """Return a notice, recorded by its source `op` days after the first."""
    velden: dict[str, Any] = {
        "bron": BRON,
        "id": f"m-{next(_teller)}",
        "soort": _soort(inhoud),
        "tijd": START + timedelta(days=op),
        "volgorde": 0,
        "detentie": "D-1",
        "persoon": DAAN,
        "ontvanger": TIEL,
        "gemeente_brp": TIEL,
        "gemeente_vestiging": None,
        "vervangt": None,
        "inhoud": inhoud,
    }
    return m.Melding(**(velden | anders))


def intrekking(van: m.Melding, op: float = 0, **anders: Any) -> m.Melding:
    return melding(m.Intrekking(van.id), op, **anders)


_VERLOF = {
    m.Verlofstatus.VOORGENOMEN: Soort.VERLOF_VOORGENOMEN,
    m.Verlofstatus.VERLEEND: Soort.VERLOF_VERLEEND,
    m.Verlofstatus.INGETROKKEN: Soort.VERLOF_INGETROKKEN,
}


def _soort(inhoud: m.Inhoud) -> Soort:  # noqa: PLR0911 - one line per kind
    match inhoud:
        case m.Begin():
            return Soort.BEGONNEN
        case m.Wijziging():
            return Soort.GEWIJZIGD
        case m.Overplaatsing():
            return Soort.OVERGEPLAATST
        case m.Verlofmelding(status=status):
            return _VERLOF[status] if status else Soort.VERLOF_GEWIJZIGD
        case m.Einde():
            return Soort.BEEINDIGD
        case m.Intrekking():
            return Soort.INGETROKKEN
        case m.Plan():
            return Soort.PLAN_GEDEELD
    assert_never(inhoud)


# ---- random notices: few ids, days and moments, so that they meet each other often

IDS = st.sampled_from([f"r-{n}" for n in range(8)])
_DAGEN = st.integers(-3, 20)
_PERIODES = st.builds(periode, _DAGEN)
_TITELS = st.sampled_from(m.Titel)
INHOUD: st.SearchStrategy[m.Inhoud] = st.one_of(
    st.builds(begin, st.none() | _PERIODES, titel=_TITELS, datum=_DAGEN.map(dag)),
    st.builds(wijziging, st.just(m.ONGEWIJZIGD) | st.none() | _PERIODES, st.none() | _TITELS),
    st.builds(overplaatsing, st.sampled_from(["VUG", "ZWO", "ARN"])),
    st.builds(
        verlof, st.none() | st.sampled_from(m.Verlofstatus), _DAGEN, st.sampled_from(["V-1", "V-2"])
    ),
    st.builds(einde, _DAGEN, st.sampled_from(m.EindeWijze)),
    st.builds(m.Intrekking, IDS),
    st.just(m.Plan((m.Planonderdeel(Leefgebied.ZORG, Stand.ONBEKEND),))),
)
_PERSONEN = st.builds(
    m.Persoonsgegevens,
    bsn=st.none() | st.just(BSN_DAAN),
    skn=st.none() | st.just("12345"),
    geslachtsnaam=st.sampled_from(["Verhoeven", "Verhoeve"]),
    voorvoegsel=st.none() | st.just("van"),
    voornamen=st.none() | st.sampled_from(["Daan", "D. P."]),
    geboorte=st.none() | st.just(DeelDatum(1991, 5)),
)
_CODES = st.sampled_from(["0000", "1999", TIEL, BUREN, GRONINGEN, GELDERMALSEN])
MELDINGEN = st.lists(
    st.builds(
        melding,
        INHOUD,
        st.sampled_from([0, 0.5, 1, 2, 3]),
        bron=st.sampled_from([BRON, BRON, ANDERE_BRON]),
        id=IDS,
        volgorde=st.integers(0, 2),
        detentie=st.sampled_from(["D-1", "D-2"]),
        persoon=_PERSONEN,
        ontvanger=st.sampled_from([TIEL, NIJMEGEN]),
        gemeente_brp=st.none() | _CODES,
        gemeente_vestiging=st.none() | _CODES,
        vervangt=st.none() | st.none() | IDS,
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda b: (b.bron, b.id),
)
