"""The sheet for the day somebody walks out: where to go, when, what to bring, whom to call.

Why a sheet: places such as the night shelter in Tiel cannot be reserved, so on the day itself the
person has to do it (yearly report 2020 of the Zorg- en Veiligheidshuis, domain note 7). It says
nothing about the offence, about care that somebody gets, or about other people.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from nazorg.kern.bsn import is_bsn
from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.vrije_tekst import Tekstfout, check_tekst
from nazorg.kern.weigering import Weigering

MAX_AFSPRAKEN = 6
MAX_TEKST = 120
MAX_VRIJ = 300
_NEGEN = re.compile(r"(?<![0-9])[0-9](?:[ .-]?[0-9]){8}(?![0-9])")
_TELEFOON = re.compile(r"\+?[0-9][0-9 ()-]{2,18}[0-9]")
_TIJD = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak:
    """One place to be. tijd: None when one may come at any hour."""

    tijd: time | None
    plek: str
    waarvoor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertrekblad:
    """What a person filled in for the sheet. meenemen: keys of the list in the reference data.

    dag: the day of the release for which it was filled in, None when that was not known. A release
    that moves takes no appointment along.
    """

    dag: date | None = None
    afspraken: tuple[Afspraak, ...] = ()
    slapen: str = ""
    meenemen: tuple[str, ...] = ()
    opmerking: str = ""
    bel_wie: str = ""
    bel_nummer: str = ""


class BladKloptNiet(Weigering):
    """What has to change in the form: a sentence for each field, by its name."""

    def __init__(self, fouten: Mapping[str, str]) -> None:
        super().__init__("Kijk de velden na die hieronder staan.")
        self.fouten = dict(fouten)


@dataclass(slots=True)
class _Formulier:
    """Reads the form field by field and keeps every complaint, not only the first."""

    velden: Mapping[str, str]
    medisch: Collection[str]
    fouten: dict[str, str] = field(default_factory=dict)

    def tekst(self, naam: str, maximum: int = MAX_TEKST) -> str:
        waarde = " ".join(self.velden.get(naam, "").split())
        if len(waarde) > maximum:
            self.fouten[naam] = f"Gebruik hoogstens {maximum} tekens."
        elif holds_bsn(waarde):
            self.fouten[naam] = "Zet hier geen BSN. Dit blad kan iemand anders in handen krijgen."
        else:
            try:
                return check_tekst(waarde, medisch=self.medisch)
            except Tekstfout as fout:
                self.fouten[naam] = str(fout)
        return waarde

    def tijd(self, naam: str) -> time | None:
        waarde = self.velden.get(naam, "").strip()
        if not waarde:
            return None
        if gevonden := _TIJD.fullmatch(waarde):
            return time(int(gevonden[1]), int(gevonden[2]))
        self.fouten[naam] = "Schrijf een tijd als 10:30."
        return None

    def telefoon(self, naam: str) -> str:
        waarde = " ".join(self.velden.get(naam, "").split())
        # Nine digits that pass the elfproef are more often a phone number here than a BSN.
        if waarde and not _TELEFOON.fullmatch(waarde):
            self.fouten[naam] = "Schrijf een telefoonnummer als 0344 123456."
        return waarde


def holds_bsn(tekst: str) -> bool:
    """Tell whether a text has nine digits in it that could be somebody's BSN."""
    kaal = (re.sub(r"[ .-]", "", m[0]) for m in _NEGEN.finditer(tekst))
    return any(is_bsn(getal) for getal in kaal)


def parse_blad(
    velden: Mapping[str, str],
    *,
    meenemen: tuple[str, ...],
    bekend: frozenset[str],
    medisch: Collection[str],
) -> Vertrekblad:
    """Return the sheet of a form. Raises BladKloptNiet with a sentence per field.

    velden: a1_tijd, a1_plek, a1_waarvoor up to MAX_AFSPRAKEN, slapen, opmerking, bel_wie,
    bel_nummer, dag. meenemen: the keys that were ticked; bekend: the keys there are. medisch: words
    that have no place on the sheet.
    """
    f = _Formulier(velden, medisch)
    afspraken = [a for n in range(1, MAX_AFSPRAKEN + 1) if (a := _afspraak(f, n))]
    blad = Vertrekblad(
        dag=lees_dag(velden.get("dag")),
        afspraken=tuple(sorted(afspraken, key=lambda a: (a.tijd is None, a.tijd or time.min))),
        slapen=f.tekst("slapen", MAX_VRIJ),
        meenemen=tuple(dict.fromkeys(k for k in meenemen if k in bekend)),
        opmerking=f.tekst("opmerking", MAX_VRIJ),
        bel_wie=f.tekst("bel_wie"),
        bel_nummer=f.telefoon("bel_nummer"),
    )
    if f.fouten:
        raise BladKloptNiet(f.fouten)
    return blad


def _afspraak(f: _Formulier, nummer: int) -> Afspraak | None:
    tijd = f.tijd(f"a{nummer}_tijd")
    plek, waarvoor = f.tekst(f"a{nummer}_plek"), f.tekst(f"a{nummer}_waarvoor")
    is_leeg = tijd is None and not waarvoor and f"a{nummer}_tijd" not in f.fouten
    if not plek:
        if not is_leeg:
            f.fouten[f"a{nummer}_plek"] = "Vul in waar deze afspraak is."
        return None
    return Afspraak(tijd=tijd, plek=plek, waarvoor=waarvoor)
