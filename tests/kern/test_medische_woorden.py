"""The list of medical words as it is: what is refused, and what one must be able to write."""

import unicodedata

import pytest

from nazorg.kern.vrije_tekst import Tekstfout, check_tekst
from nazorg.referentie.medisch import load_medisch

NIET = [
    "Hij heeft longkanker",
    "borstkanker in de familie",
    "suikerziekte",
    "gebruikte heroïne",
    "heroine",
    "cocaïne gevonden",
    "alcoholverslaving",
    "crackverslaving",
    "is gokverslaafd",
    "winterdepressie",
    "psychische stoornis",
    "Persoonlijkheidsstoornis",
    "hartpatiënt",
    "hartpatient",
    "dreigt met zelfmoord",
    "is suïcidaal",
    "LVB",
    "LVB-indicatie",
    "licht verstandelijk beperkt",
    "GGZ opname",
    "GGZ-opname volgt",
    "opgenomen bij de GGZ",
    "gedwongen opname",
    "opgenomen in een kliniek",
    "burn-out",
    "anti-psychotica",
    "krijgt diazepam",
    "dementie",
    "autisme",
    "PTSS",
    "hiv",
]
WEL = [
    "Aangemeld bij verslavingszorg, intake op 3 december",
    "Verslavingsreclassering belt terug",
    "GGZ-intake op 3 december om 10:00",
    "Afspraak bij de GGZ in Tiel",
    "Opname in de maatschappelijke opvang kan vrijdag",
    "Opnamegesprek bij de opvang",
    "Ziektewet loopt tot januari",
    "ziektekostenverzekering opgezegd",
    "Moeder ligt in het ziekenhuis",
    "Huisarts zoeken in Buren",
    "Zit te kankeren op de gemeente",
    "Rendement van de spaarrekening",
    "Amendement op het plan",
    "Nautische opleiding in Nijmegen",
    "Gastmaal bij de kerk",
    "Germanische talen",
    "Verslag van het overleg",
    "Op die manier lukt het",
    "Concertagenda van het buurthuis",
    "Meetprobleem met de elektriciteit",
    "Het archief in Tiel",
    "Gaat naar IrisZorg, mevrouw De Wit",
]


@pytest.mark.parametrize("tekst", NIET)
def test_what_names_an_illness_or_drugs_is_refused_also_inside_a_word(tekst: str) -> None:
    for vorm in (tekst, tekst.upper(), unicodedata.normalize("NFD", tekst)):
        with pytest.raises(Tekstfout, match="Medische gegevens horen hier niet"):
            check_tekst(vorm, medisch=load_medisch())


@pytest.mark.parametrize("tekst", WEL)
def test_what_must_be_arranged_and_where_can_be_written(tekst: str) -> None:
    assert check_tekst(tekst, medisch=load_medisch()) == tekst
