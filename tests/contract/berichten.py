"""What the tests of the contract share: a reader with the real codes, and ways to spoil data."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.contract.controles import Bekend
from nazorg.contract.lezen import Lezer
from nazorg.detenties import melding as m
from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.referentie.kennis import load_kennis
from tests.factories import BSN_DAAN, BSN_NINA, CULEMBORG, TIEL

_KENNIS = load_kennis()
BEKEND = Bekend(
    gemeenten=frozenset(g.code for g in _KENNIS.gemeenten),
    inrichtingen=frozenset(i.code for i in _KENNIS.inrichtingen),
)
LEZER = Lezer(BEKEND)

Plek = tuple[str | int, ...]

_namen = st.sampled_from(["Verhoeven", "de l'Été", "Ó Súilleabháin", "Ng", "李", "x" * 200])
_dagen = st.dates().map(str)
_nummers = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9-]{0,39}\Z")
_ids = st.from_regex(r"\A[!-~]{1,200}\Z")
_gemeenten = st.sampled_from([TIEL, CULEMBORG, "0000", "1999", "9998"])
_inrichtingen = st.sampled_from(["ARN", "VUG", "ZZ9"])


def _een_van(lijst: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(waarde) for waarde in lijst])


def _of_niets(keuze: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | keuze


_periodes = st.fixed_dictionaries({"vroegst": _dagen, "laatst": _dagen})
_geboortes = st.fixed_dictionaries(
    {"jaar": st.integers(1850, 2100)},
    optional={"maand": _of_niets(st.integers(1, 12)), "dag": _of_niets(st.integers(1, 31))},
)
_personen = st.fixed_dictionaries(
    {"geslachtsnaam": _namen},
    optional={
        "bsn": _of_niets(st.sampled_from([BSN_DAAN, BSN_NINA])),
        "skn": _of_niets(st.sampled_from(["1234", "123456789012"])),
        "voorvoegsel": _of_niets(st.just("van der")),
        "voornamen": _of_niets(_namen),
        "geboorte": _of_niets(_geboortes),
    },
)
_verlof = {
    "verlofId": _nummers,
    "verlofSoort": _een_van(m.VerlofSoort),
    "vanDatum": _dagen,
    "totDatum": _dagen,
}
_verlof_ook = {
    "gemeenteVerblijf": _of_niets(_gemeenten),
    "voorwaarden": _of_niets(st.lists(_een_van(m.Voorwaarde), max_size=10)),
}
_onderdelen = st.fixed_dictionaries({"leefgebied": _een_van(BASIS), "stand": _een_van(Stand)})
_VERPLICHT: dict[Soort, dict[str, Any]] = {
    Soort.BEGONNEN: {
        "inrichting": _inrichtingen,
        "beginDatum": _dagen,
        "titel": _een_van(m.Titel),
    },
    Soort.GEWIJZIGD: {"reden": _een_van(m.WijzigingReden)},
    Soort.OVERGEPLAATST: {"inrichting": _inrichtingen, "datum": _dagen},
    Soort.VERLOF_VOORGENOMEN: _verlof,
    Soort.VERLOF_VERLEEND: _verlof,
    Soort.VERLOF_GEWIJZIGD: _verlof,
    Soort.VERLOF_INGETROKKEN: {"verlofId": _nummers},
    Soort.BEEINDIGD: {"eindDatum": _dagen, "wijze": _een_van(m.EindeWijze)},
    Soort.INGETROKKEN: {
        "berichtId": _ids,
        "reden": _een_van(["foutief", "dubbel", "verkeerde_persoon"]),
    },
    Soort.PLAN_GEDEELD: {"onderdelen": st.lists(_onderdelen, min_size=1, max_size=5)},
}
_MAG_OOK: dict[Soort, dict[str, Any]] = {
    Soort.BEGONNEN: {"verwachtEinde": _of_niets(_periodes)},
    Soort.GEWIJZIGD: {
        "titel": _of_niets(_een_van(m.Titel)),
        "verwachtEinde": _of_niets(_periodes),
    },
    Soort.VERLOF_VOORGENOMEN: _verlof_ook,
    Soort.VERLOF_VERLEEND: _verlof_ook,
    Soort.VERLOF_GEWIJZIGD: _verlof_ook,
    Soort.BEEINDIGD: {
        "beginDatum": _of_niets(_dagen),
        "gemeenteBestemming": _of_niets(_gemeenten),
    },
}


def datas(soort: Soort) -> st.SearchStrategy[dict[str, Any]]:
    """Return data of the right shape, not always possible: every optional field may be there."""
    return st.fixed_dictionaries(
        {
            "detentieId": _nummers,
            "persoon": _personen,
            "ontvangerGemeente": _gemeenten,
            "grondslag": st.just("pbw-18a"),
            **_VERPLICHT[soort],
        },
        optional={
            "gemeenteBrp": _of_niets(_gemeenten),
            "gemeenteVestiging": _of_niets(_gemeenten),
            "vervangt": _of_niets(_ids),
            **_MAG_OOK.get(soort, {}),
        },
    )


# Whatever a sender might put where something else belongs.
VREEMD: tuple[Any, ...] = (
    None, True, False, 0, 1, 4, -1, 12, 13, 31, 32, 1849, 1850, 2100, 2101,
    10**30, -(10**30), 1.0, 4.0, 1991.5, 1e300,
    "", " ", "\n", "\x00", "a\x00b", "\u202eabc", "x" * 201, "x" * 41, "😀" * 200, "😀" * 201,
    "0281\n", "٠٢٨١", "²²²²", "028", "02810", "99999365", "999993653\n", "٩٩٩٩٩٣٦٥٣",
    "arn", "A", "ARNHEMARN", "-1", "D 1", "D-1\n", "gevangenisstraf ", "Gevangenisstraf", "PBW-18A",
    "2020-1-1", "2020-02-30", "2020-01-01T00:00:00", "2020-01-01 ", "2020-01-01\n", "20200101",
    "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2020-01-01Z", "٢٠٢٠-٠١-٠١",
    "-020-01-01", "2019-02-29", "2020-02-29", "01-01-2020", "1577836800", 1577836800,
    [], {}, [[]], [None], [{}], ["meldplicht"], ["meldplicht"] * 10, ["meldplicht"] * 11,
    ["x"], "meldplicht",
    [{"leefgebied": "zorg", "stand": "onbekend"}] * 6, [{"leefgebied": "zorg"}],
    [{"leefgebied": "zorg", "stand": "onbekend", "x": 1}],
    {"jaar": 1990}, {"jaar": 1990, "dag": 1}, {"jaar": "1990"}, {"jaar": 1990.0}, {"maand": 1},
    {"vroegst": "2020-01-01"}, {"vroegst": "2020-01-01", "laatst": None},
    {"vroegst": "2020-01-02", "laatst": "2020-01-01"}, {"geslachtsnaam": "N", "bsn": 999993653},
    {"geslachtsnaam": "N", "extra": 1}, {"geslachtsnaam": None},
)  # fmt: skip


def plekken(waarde: Any, hier: Plek = ()) -> Iterator[Plek]:
    """Yield the place of every value inside waarde."""
    delen: Any = ()
    if isinstance(waarde, dict):
        delen = waarde.items()
    elif isinstance(waarde, list):
        delen = enumerate(waarde)
    for naam, deel in delen:
        yield (*hier, naam)
        yield from plekken(deel, (*hier, naam))


@st.composite
def bedorven(draw: st.DrawFn, goed: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """Return right data with some of it dropped, replaced, or added to."""
    inhoud = copy.deepcopy(draw(goed))
    for _ in range(draw(st.integers(1, 3))):
        plek = draw(st.sampled_from([p for p in plekken(inhoud) if p]))
        houder: Any = inhoud
        for deel in plek[:-1]:
            houder = houder[deel]
        match draw(st.sampled_from(["weg", "vreemd", "erbij", "staart"])):
            case "weg":
                del houder[plek[-1]]
            case "erbij" if isinstance(houder, dict):
                naam = draw(st.sampled_from(["extra", "delict", "", BSN_NINA]))
                houder[naam] = copy.deepcopy(draw(st.sampled_from(VREEMD)))
            case "staart" if isinstance(houder[plek[-1]], str):
                houder[plek[-1]] += draw(st.sampled_from(["\n", " ", "Z", "\u0660", "T00:00:00"]))
            case _:
                houder[plek[-1]] = copy.deepcopy(draw(st.sampled_from(VREEMD)))
        if not inhoud:
            break
    return inhoud
