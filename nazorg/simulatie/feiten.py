"""Invented facts about a number: always the same for the same number, unless a test says otherwise.

Never drawn from anything real.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

_STRATEN = ("Waalkade", "Lindelaan", "Achterstraat", "Bleekveld", "Dorpsdijk", "Kersenhof")
_REGISSEURS = ("M. Vink", "T. de Boer", "A. Haddad")
_TAFELS = ("Top X", "Nazorgtafel", "Gebiedsgericht casusoverleg")
_ORGANISATIES = ("Reclassering Nederland", "SVG Verslavingsreclassering", "Leger des Heils")
_PLAATSEN: Mapping[str, tuple[str, str]] = {
    "0281": ("Tiel", "4001"),
    "0214": ("Buren", "4116"),
    "0216": ("Culemborg", "4101"),
    "0268": ("Nijmegen", "6511"),
}
Feiten = dict[str, Any]


@dataclass(slots=True)
class Wereld:
    """Who there is. vast: what a test decides, per (partner, bsn). gemeente_van: code by number."""

    vandaag: Callable[[], date]
    vast: dict[tuple[str, str], Feiten | None] = field(default_factory=dict)
    gemeente_van: Callable[[str], str | None] = lambda _: None

    def zeg(self, partner: str, bsn: str, feiten: Feiten | None) -> None:
        """Decide what a partner knows of a number; None for nothing."""
        self.vast[partner, bsn] = feiten

    def van(self, partner: str, bsn: str) -> Feiten | None:
        """Return what a partner knows, in the words of its own contract; None for nothing."""
        if (partner, bsn) in self.vast:
            return self.vast[partner, bsn]
        worp = _worp(partner, bsn)
        return _VERZIN[partner](self, bsn, worp)

    def dag(self, dagen: int) -> str:
        return (self.vandaag() + timedelta(days=dagen)).isoformat()


def _worp(partner: str, bsn: str) -> bytes:
    return hashlib.sha256(f"{partner}|{bsn}".encode()).digest()


def _brp(wereld: Wereld, bsn: str, worp: bytes) -> Feiten:
    code = wereld.gemeente_van(bsn) or sorted(_PLAATSEN)[worp[0] % len(_PLAATSEN)]
    plaats, cijfers = _PLAATSEN.get(code, ("Tiel", "4001"))
    sinds = wereld.dag(-200 - worp[1])
    persoon: Feiten = {
        "gemeenteVanInschrijving": {"code": code, "omschrijving": plaats},
        "datumInschrijvingInGemeente": _datum(sinds),
        "verblijfplaats": {
            "type": "Adres",
            "datumVan": _datum(sinds),
            "functieAdres": {"code": "W", "omschrijving": "woonadres"},
            "verblijfadres": {
                "korteStraatnaam": _STRATEN[worp[2] % len(_STRATEN)],
                "huisnummer": 1 + worp[3] % 180,
                "postcode": f"{cijfers} {chr(65 + worp[4] % 26)}B",
                "woonplaats": plaats,
            },
        },
    }
    return persoon | _signaal(wereld, persoon, worp[5])


def _signaal(wereld: Wereld, persoon: Feiten, worp: int) -> Feiten:
    """Return what is special about some of them."""
    if worp < 12:
        return {"geheimhoudingPersoonsgegevens": True}
    if worp < 24:
        adres = persoon["verblijfplaats"] | {"indicatieVastgesteldVerblijftNietOpAdres": True}
        return {"verblijfplaats": adres}
    if worp < 32:
        onderzoek = {"type": True, "datumIngangOnderzoek": _datum(wereld.dag(-20))}
        return {"verblijfplaats": persoon["verblijfplaats"] | {"inOnderzoek": onderzoek}}
    return {}


def _datum(iso: str) -> Feiten:
    maanden = "januari februari maart april mei juni juli augustus september oktober november"
    namen = [*maanden.split(), "december"]
    dag = date.fromisoformat(iso)
    lang = f"{dag.day} {namen[dag.month - 1]} {dag.year}"
    return {"type": "Datum", "datum": iso, "langFormaat": lang}


def _zvh(wereld: Wereld, _: str, worp: bytes) -> Feiten | None:
    if worp[0] > 70:
        return None
    casus: Feiten = {
        "kenmerk": f"RG-{2026}-{worp[1]:03d}{worp[2] % 10}",
        "tafel": _TAFELS[worp[3] % len(_TAFELS)],
        "peildatum": wereld.dag(-worp[4] % 30 - 30),
        "regisseur": {
            "naam": _REGISSEURS[worp[5] % 3],
            "telefoon": f"088-555 01{worp[6] % 90 + 10}",
        },
    }
    if worp[7] < 120:
        casus["afspraak"] = {"datum": wereld.dag(3 + worp[8] % 25), "plaats": "Veiligheidshuis"}
    return casus


def _reclassering(wereld: Wereld, _: str, worp: bytes) -> Feiten | None:
    if worp[0] > 110:
        return None
    tot = wereld.dag(200 + worp[1])
    return {
        "toezicht": {
            "organisatie": _ORGANISATIES[worp[2] % 3],
            "peildatum": wereld.dag(-worp[3] % 20 - 20),
            "van": wereld.dag(-90 - worp[4]),
            "tot": tot,
            "toezichthouder": {"naam": "K. Smit", "telefoon": f"088-555 02{worp[5] % 90 + 10}"},
            "voorwaarden": [
                {"soort": "meldplicht", "tot": tot},
                {"soort": "locatieverbod", "tot": tot},
            ],
        },
    }


def _politie(wereld: Wereld, _: str, worp: bytes) -> Feiten | None:
    if worp[0] > 100:
        return None
    return {
        "items": [
            {
                "soort": "overlast",
                "tekst": "Eerder meldingen van overlast in de buurt.",
                "datum": wereld.dag(-40),
                "doel": "openbare_orde",
                "vervaldatum": wereld.dag(45),
            }
        ]
    }


def _om(wereld: Wereld, _: str, worp: bytes) -> Feiten | None:
    if worp[0] > 60:
        return None
    return {"adviesDatum": wereld.dag(-60), "terugkoppelingGewenst": worp[1] < 128}


_VERZIN: dict[str, Callable[[Wereld, str, bytes], Feiten | None]] = {
    "brp": _brp,
    "zvh": _zvh,
    "reclassering": _reclassering,
    "politie": _politie,
    "om": _om,
}
