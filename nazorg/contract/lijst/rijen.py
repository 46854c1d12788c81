"""From a row to what it says: the data blocks of messages, or what is wrong with it, per field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from nazorg.berichten.lijst import Lijstsoort
from nazorg.berichten.soort import Soort
from nazorg.contract.lijst.cellen import (
    DagBestaatNiet,
    GeenBsn,
    GeenDatum,
    is_voorvoegsel,
    lees_bsn,
    lees_datum,
    lees_geboorte,
    lees_tekst,
    splits_naam,
)
from nazorg.contract.lijst.kolommen import VELDEN, Indeling
from nazorg.contract.lijst.tabel import Cel, Rij
from nazorg.contract.velden import GRONDSLAG
from nazorg.referentie.laden import Inrichtingen
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer

T = TypeVar("T")
_DATUM = "Schrijf de datum als dag-maand-jaar, met een jaar van vier cijfers."


@dataclass(frozen=True, slots=True)
class Rijfout:
    """What is wrong with a row: a sentence, never a value. veld: its label, or empty."""

    veld: str
    tekst: str

    @property
    def zin(self) -> str:
        return f"{self.veld}: {self.tekst}" if self.veld else self.tekst


@dataclass(slots=True)
class Gelezenrij:
    """What a row says. blokken: per kind of message its data, without the detention."""

    plek: str
    bsn: str = ""
    begin: date | None = None
    datum: date | None = None
    blokken: dict[Soort, dict[str, Any]] = field(default_factory=dict)
    fouten: list[Rijfout] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstkennis:
    """What reading needs to know. gemeente: whose list it is.

    gemeenten: name to code. inrichtingen: name, place or code to codes (`index_inrichtingen`).
    """

    gemeente: str
    gemeenten: dict[str, str]
    inrichtingen: dict[str, set[str]]
    dag: date


class Cellen:
    """The cells of one row by field; what is wrong with one ends in `fouten`."""

    def __init__(self, rij: Rij, indeling: Indeling, soort: Lijstsoort, uit: Gelezenrij) -> None:
        self._cellen, self._indeling, self._uit = rij.cellen, indeling, uit
        self._labels = {v.naam: v.label for v in VELDEN[soort]}

    def ruw(self, veld: str) -> Cel:
        """Return what stands there; None when the field has no column."""
        plek = self._indeling.get(veld)
        return self._cellen[plek] if isinstance(plek, int) else plek

    def tekst(self, veld: str) -> str | None:
        return lees_tekst(self.ruw(veld)) or None

    def lees(self, veld: str, lezer: Callable[[Cel], T], klacht: str) -> T | None:
        try:
            return lezer(self.ruw(veld))
        except DagBestaatNiet:
            self.fout(veld, "Deze dag bestaat niet.")
            return None
        except (GeenBsn, GeenDatum):
            self.fout(veld, klacht)
            return None

    def dag(self, veld: str, *, verplicht: bool = False) -> date | None:
        dag = self.lees(veld, lees_datum, _DATUM)
        if verplicht and not self.tekst(veld):
            self.fout(veld, "Hier moet een datum staan.")
        return dag

    def woord(self, veld: str, lijst: str, *, verplicht: bool = False) -> str | None:
        """Return our word for what stands there."""
        tekst = self.tekst(veld)
        if tekst is None:
            if verplicht:
                self.fout(veld, "Hier moet iets staan.")
            return None
        woorden = load_lijstwoorden().woorden[lijst]
        if tekst in woorden.values():
            return tekst
        gevonden = woorden.get(normaliseer(tekst))
        if gevonden is None:
            self.fout(veld, "Dit woord kennen wij niet.")
        return gevonden

    def fout(self, veld: str, tekst: str) -> None:
        self._uit.fouten.append(Rijfout(self._labels[veld], tekst))


def begin_rij(
    rij: Rij, indeling: Indeling, soort: Lijstsoort, kennis: Lijstkennis
) -> tuple[Gelezenrij, Cellen, dict[str, Any]]:
    """Return a row with what every kind of list says: who it is, and whose."""
    uit = Gelezenrij(rij.plek)
    c = Cellen(rij, indeling, soort, uit)
    persoon = _persoon(c)
    uit.bsn = persoon.get("bsn") or ""
    data = {
        "persoon": persoon,
        "ontvangerGemeente": kennis.gemeente,
        "gemeenteBrp": _gemeente(c, kennis) or kennis.gemeente,
        "grondslag": GRONDSLAG,
    }
    return uit, c, data


def _persoon(c: Cellen) -> dict[str, Any]:
    """Return the person. Without a BSN a row cannot be linked to anybody (ADR 0009, 0019)."""
    bsn = None
    if c.tekst("bsn") is None:
        c.fout("bsn", "Zonder BSN weten wij niet over wie deze rij gaat.")
    else:
        bsn = c.lees("bsn", lees_bsn, "Het BSN klopt niet met de elfproef.")
    naam, voegsel, namen = splits_naam(c.tekst("geslachtsnaam") or "")
    if not naam:
        c.fout("geslachtsnaam", "Hier moet een naam staan.")
    eigen_voegsel = c.tekst("voorvoegsel")
    if eigen_voegsel and not is_voorvoegsel(eigen_voegsel):
        c.fout("voorvoegsel", "Dit voorvoegsel kennen wij niet.")
    delen = {
        "bsn": bsn,
        "geslachtsnaam": naam,
        "voorvoegsel": eigen_voegsel or voegsel,
        "voornamen": c.tekst("voornamen") or namen,
        "geboorte": c.lees("geboorte", lees_geboorte, _DATUM),
    }
    return {naam: waarde for naam, waarde in delen.items() if waarde}


def _gemeente(c: Cellen, kennis: Lijstkennis) -> str | None:
    tekst = c.tekst("gemeente")
    if tekst is None:
        return None
    code = tekst.zfill(4) if tekst.isascii() and tekst.isdigit() else None
    code = code or kennis.gemeenten.get(normaliseer(tekst).removeprefix("gemeente "))
    if code is None:
        c.fout("gemeente", "Deze gemeente kennen wij niet.")
    return code


def lees_detentie(rij: Rij, indeling: Indeling, kennis: Lijstkennis) -> Gelezenrij:
    """Return a row of a list of detentions: a begin, and an end when that is behind us."""
    uit, c, data = begin_rij(rij, indeling, Lijstsoort.DETENTIE, kennis)
    uit.begin = c.dag("begin", verplicht=True)
    vroegst, laatst, einde = c.dag("verwacht_vroegst"), c.dag("verwacht_laatst"), c.dag("einde")
    if uit.begin and uit.begin > kennis.dag:
        c.fout("begin", "Deze dag moet nog komen.")
    if einde and einde > kennis.dag:
        # A day that is still to come is not an end but an expectation of one.
        vroegst, laatst, einde = vroegst or einde, laatst or einde, None
    inrichting = _inrichting(c, kennis.inrichtingen)
    begin: dict[str, Any] = {
        **data,
        "inrichting": inrichting,
        "beginDatum": uit.begin.isoformat() if uit.begin else None,
        "titel": c.woord("titel", "titel", verplicht=True),
    }
    if vroegst or laatst:
        van, tot = vroegst or laatst, laatst or vroegst
        assert van is not None
        assert tot is not None
        begin["verwachtEinde"] = {"vroegst": van.isoformat(), "laatst": tot.isoformat()}
    uit.blokken[Soort.BEGONNEN] = begin
    if einde:
        uit.blokken[Soort.BEEINDIGD] = {
            **data,
            "beginDatum": begin["beginDatum"],
            "eindDatum": einde.isoformat(),
            "wijze": c.woord("wijze", "wijze", verplicht=True),
        }
    return uit


def index_inrichtingen(inrichtingen: Inrichtingen) -> dict[str, set[str]]:
    """Return which codes each way to write a PI may mean: its code, its name or its place."""
    uit: dict[str, set[str]] = {}
    for i in inrichtingen:
        for naam in (_kaal(i.naam), normaliseer(i.plaats)):
            uit.setdefault(naam, set()).add(i.code)
    # A code is never a place, whatever its letters.
    return uit | {normaliseer(i.code): {i.code} for i in inrichtingen}


def _inrichting(c: Cellen, inrichtingen: dict[str, set[str]]) -> str | None:
    """Return the code of a PI that is written as its code, its name or its place."""
    tekst = c.tekst("inrichting")
    if tekst is None:
        c.fout("inrichting", "Hier moet een inrichting staan.")
        return None
    gevonden = inrichtingen.get(_kaal(tekst), set())
    if len(gevonden) != 1:
        meer = "Er zijn meer inrichtingen die zo heten." if gevonden else ""
        c.fout("inrichting", meer or "Deze inrichting kennen wij niet.")
        return None
    return next(iter(gevonden))


_SOORTNAMEN = (
    "penitentiaire inrichting ",
    "justitieel complex ",
    "detentiecentrum ",
    "pi ",
    "jc ",
    "dc ",
)


def _kaal(naam: str) -> str:
    """Return the name of an inrichting without the word for what it is."""
    kaal = normaliseer(naam.replace("P.I.", "PI"))
    for soort in _SOORTNAMEN:
        kaal = kaal.removeprefix(soort)
    return kaal.replace(" locatie ", " ")
