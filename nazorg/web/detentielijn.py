"""Place a detention on a line: where each mark stands and which of them have room for words."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from nazorg.web.lijnscherm import Detentielijn, LijnBand, LijnPunt
from nazorg.web.schermen import Datum
from nazorg.web.taal import aantal, dag_en_maand, dag_kort, datum_lang

BREEDTE: Final = 1160
_LINKS: Final = 14
_RECHTS: Final = BREEDTE - 14
# Estimated width of one letter in the label font; a little wide, because overlap is worse than air.
_LETTER: Final = 7.6
_LUCHT: Final = 14
# The least distance between two marks, and how far words at an end stick out past their mark.
_MERK: Final = 22
_UITSTEEK: Final = 8

Soort = Literal["begin", "overplaatsing", "verlof", "vandaag", "vrij", "tot", "was", "open"]
Anker = Literal["start", "middle", "end"]

# Who gets room first. The rest keeps its mark and is in the list.
_VOORRANG: Final[tuple[Soort, ...]] = (
    "vrij",
    "vandaag",
    "begin",
    "open",
    "tot",
    "was",
    "verlof",
    "overplaatsing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlof:
    begin: date
    einde: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verloop:
    """The facts of one detention on a day, as the line needs them.

    peildatum: today, or the day that we look back to. einde: expected or real; einde_tot: the late
    side of an expected range. was: end dates that no longer hold, oldest first.
    """

    begin: date
    peildatum: date
    einde: date | None = None
    einde_tot: date | None = None
    beeindigd: bool = False
    was: tuple[date, ...] = ()
    overplaatsingen: tuple[tuple[date, str], ...] = ()
    verloven: tuple[Verlof, ...] = ()


@dataclass(frozen=True, slots=True)
class _Merk:
    """A mark before it has a place: kind, day, name, and the words for the date."""

    soort: Soort
    dag: date
    naam: str
    tekst: str

    @property
    def breedte(self) -> float:
        return max(len(self.naam), len(self.tekst)) * _LETTER


@dataclass(frozen=True, slots=True)
class _Stap:
    """One day with a mark: days since the one before, and the least room between the two."""

    dag: date
    dagen: int
    ruimte: float


def maak_detentielijn(verloop: Verloop) -> Detentielijn:
    merken = _merken(verloop)
    met_tekst = _kies_met_tekst(merken)
    schaal = _Schaal(_stappen(merken, met_tekst))
    return Detentielijn(
        banden=_banden(verloop, schaal),
        punten=_plaats(merken, met_tekst, schaal),
        omschrijving=omschrijf(verloop),
    )


class _Schaal:
    """Days to pixels: in proportion, but never so close that the words of two marks touch.

    Each step between two marks gets the room that its words need; what is left over is shared out
    by the number of days. Four days before a release stay visible in a stay of two years.
    """

    def __init__(self, stappen: list[_Stap]) -> None:
        ruimte = [stap.ruimte for stap in stappen]
        over = max(_RECHTS - _LINKS - sum(ruimte), 0)
        # With more marks than pixels for them, all come closer together.
        krap = min((_RECHTS - _LINKS) / max(sum(ruimte), 1), 1)
        dagen = max(sum(stap.dagen for stap in stappen), 1)
        self._knopen = [(stappen[0].dag, float(_LINKS))]
        for stap, nodig in zip(stappen[1:], ruimte[1:], strict=True):
            vorige = self._knopen[-1][1]
            self._knopen.append((stap.dag, vorige + nodig * krap + over * stap.dagen / dagen))

    def x(self, dag: date) -> int:
        for (van, x1), (tot, x2) in pairwise(self._knopen):
            if van <= dag <= tot:
                return round(x1 + (x2 - x1) * (dag - van).days / max((tot - van).days, 1))
        return round(self._knopen[0 if dag < self._knopen[0][0] else -1][1])


def _toon_vandaag(verloop: Verloop) -> bool:
    return verloop.begin <= verloop.peildatum and not verloop.beeindigd


def _merken(verloop: Verloop) -> list[_Merk]:
    dag = verloop.peildatum
    merken = [_Merk("begin", verloop.begin, "Ingesloten", dag_en_maand(verloop.begin, vandaag=dag))]
    merken += [
        _Merk("overplaatsing", op, f"Naar {naar}", dag_en_maand(op, vandaag=dag))
        for op, naar in verloop.overplaatsingen
    ]
    merken += [
        _Merk("verlof", verlof.begin, "Verlof", _bereik(verlof.begin, verlof.einde, dag))
        for verlof in verloop.verloven
    ]
    if _toon_vandaag(verloop) and verloop.einde != dag:
        merken.append(_Merk("vandaag", dag, "Vandaag", dag_kort(dag)))
    merken += _merk_einde(verloop, merken)
    oud = dict.fromkeys(was for was in verloop.was if was != verloop.einde)
    merken += [_Merk("was", was, "Was", dag_en_maand(was, vandaag=dag)) for was in oud]
    # A notice may tell of the same leave twice; on the line that is one mark.
    return sorted(dict.fromkeys(merken), key=lambda merk: merk.dag)


def _merk_einde(verloop: Verloop, merken: list[_Merk]) -> list[_Merk]:
    if verloop.einde is None:
        # Without an end the line runs on past its last mark, to say that it is not the end.
        laatste = max(merk.dag for merk in merken)
        rest = max((laatste - verloop.begin).days // 4, 7)
        return [_Merk("open", laatste + timedelta(days=rest), "Vrij", "einde onbekend")]
    tot = None if verloop.beeindigd else verloop.einde_tot
    naam = "Vrijgekomen" if verloop.beeindigd else "Vrij" if tot is None else "Vrij vanaf"
    if not verloop.beeindigd and verloop.einde == verloop.peildatum:
        naam = f"Vandaag {naam.lower()}"
    vrij = [_Merk("vrij", verloop.einde, naam, dag_kort(verloop.einde, vandaag=verloop.peildatum))]
    if tot is None or tot <= verloop.einde:
        return vrij
    return [*vrij, _Merk("tot", tot, "Uiterlijk vrij", dag_kort(tot, vandaag=verloop.peildatum))]


def _bereik(begin: date, einde: date, vandaag: date) -> str:
    if begin == einde:
        return dag_en_maand(begin, vandaag=vandaag)
    return f"{dag_en_maand(begin, vandaag=vandaag)} – {dag_en_maand(einde, vandaag=vandaag)}"


def _banden(verloop: Verloop, schaal: _Schaal) -> tuple[LijnBand, ...]:
    begin = schaal.x(verloop.begin)
    einde = _RECHTS if verloop.einde is None else max(schaal.x(verloop.einde), begin)
    tot_nu = einde if verloop.beeindigd else min(max(schaal.x(verloop.peildatum), begin), einde)
    banden = [LijnBand(soort="komt", x1=begin, x2=einde)] if not verloop.beeindigd else []
    if tot_nu > begin:
        banden.append(LijnBand(soort="geweest", x1=begin, x2=tot_nu))
    banden += [
        LijnBand(soort="verlof", x1=schaal.x(v.begin), x2=max(schaal.x(v.einde), schaal.x(v.begin)))
        for v in verloop.verloven
    ]
    if not verloop.beeindigd and verloop.einde is not None and verloop.einde_tot is not None:
        banden.append(LijnBand(soort="marge", x1=einde, x2=max(schaal.x(verloop.einde_tot), einde)))
    laatste = max((schaal.x(was) for was in verloop.was), default=einde)
    if verloop.einde is not None and laatste > einde:
        banden.append(LijnBand(soort="was", x1=einde, x2=laatste))
    return tuple(banden)


def _kies_met_tekst(merken: list[_Merk]) -> list[_Merk]:
    """Choose whose words are drawn: one mark per day, and as many days as fit on the line."""
    gekozen: list[_Merk] = []
    for merk in sorted(merken, key=lambda merk: (_VOORRANG.index(merk.soort), merk.dag)):
        poging = sorted([*gekozen, merk], key=lambda een: een.dag)
        vrij = all(een.dag != merk.dag for een in gekozen)
        if vrij and sum(s.ruimte for s in _stappen(merken, poging)) <= _RECHTS - _LINKS:
            gekozen = poging
    return gekozen


def _anker(merk: _Merk, merken: list[_Merk]) -> Anker:
    if merk.dag == merken[0].dag:
        return "start"
    return "end" if merk.dag == merken[-1].dag else "middle"


def _stappen(merken: list[_Merk], met_tekst: list[_Merk]) -> list[_Stap]:
    """Return a step per day, wide enough for the words on both sides of it."""
    dagen = sorted({merk.dag for merk in merken})
    breed = {merk.dag: merk.breedte for merk in met_tekst}
    stappen = [_Stap(dagen[0], 0, 0)]
    # How far the last words reach to the right, seen from the last step.
    woorden = breed.get(dagen[0], 0.0) - _UITSTEEK
    for vorige, dag in pairwise(dagen):
        breedte = breed.get(dag, 0.0)
        laatste = dag == dagen[-1]
        links = breedte - _UITSTEEK if laatste else breedte / 2
        nodig = max(_MERK, woorden + links + _LUCHT) if breedte else _MERK
        # A mark without words in between takes its own room from the words before it; when it is
        # the last, those words must still end inside the drawing.
        woorden = breedte / 2 if breedte else woorden - nodig
        if laatste and not breedte:
            nodig += max(woorden - _LINKS, 0)
        stappen.append(_Stap(dag, (dag - vorige).days, nodig))
    return stappen


def _plaats(merken: list[_Merk], met_tekst: list[_Merk], schaal: _Schaal) -> tuple[LijnPunt, ...]:
    punten = [
        LijnPunt(
            soort=merk.soort,
            x=schaal.x(merk.dag),
            naam=merk.naam,
            datum=Datum(tekst=merk.tekst, iso="" if merk.soort == "open" else merk.dag.isoformat()),
            anker=_anker(merk, merken),
            zichtbaar=merk in met_tekst,
        )
        for merk in merken
    ]
    # Painted in this order: today and the release lie on top of what they meet.
    laag = {"vandaag": 1, "vrij": 2}
    return tuple(sorted(punten, key=lambda punt: (laag.get(punt.soort, 0), punt.x)))


def omschrijf(verloop: Verloop) -> str:
    """Say the line in sentences, for who cannot see it."""
    zinnen = [_omschrijf_periode(verloop)]
    if _toon_vandaag(verloop):
        zinnen.append(f"Vandaag is dag {(verloop.peildatum - verloop.begin).days + 1}.")
        if verloop.einde is not None and verloop.einde >= verloop.peildatum:
            rest = (verloop.einde - verloop.peildatum).days
            zinnen.append(f"Nog {aantal(rest, 'dag', 'dagen')}.")
    zinnen += [
        f"Op {datum_lang(op)} overgeplaatst naar {pi}." for op, pi in verloop.overplaatsingen
    ]
    zinnen += [
        f"Verlof: {_bereik(verlof.begin, verlof.einde, verloop.peildatum)}."
        for verlof in verloop.verloven
    ]
    oud = [datum_lang(was) for was in dict.fromkeys(verloop.was) if was != verloop.einde]
    if oud:
        zinnen.append(f"Eerdere einddatum, geldt niet meer: {', '.join(oud)}.")
    return " ".join(zinnen)


def _omschrijf_periode(verloop: Verloop) -> str:
    begin = datum_lang(verloop.begin)
    if verloop.einde is None:
        return f"Detentie vanaf {begin}. De einddatum is onbekend."
    einde = datum_lang(verloop.einde)
    if verloop.beeindigd:
        return f"Detentie van {begin} tot {einde}, afgelopen."
    if verloop.einde_tot not in {None, verloop.einde}:
        assert verloop.einde_tot is not None
        return f"Detentie vanaf {begin}, vrij tussen {einde} en {datum_lang(verloop.einde_tot)}."
    return f"Detentie van {begin} tot {einde}."
