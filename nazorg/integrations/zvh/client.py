"""Ask the ZVH whether a case is known. The contract is docs/contract/partners/zvh.json.

Only a reference, the table, the regisseur and an appointment have a place here: whatever else a ZVH
sends falls on the floor, so that no second case file can grow (Wgs, L16).
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from nazorg.integrations.lijn.grens import (
    check_gemeten,
    check_persoon,
    check_tekst,
    check_vrije_tekst,
    lees,
)
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import Klok
from nazorg.kern.partner import Gegeven, Partner, Vraag


class _Regisseur(msgspec.Struct):
    naam: str
    telefoon: str = ""


class _Afspraak(msgspec.Struct):
    datum: date
    plaats: str = ""


class _Casus(msgspec.Struct):
    kenmerk: str
    tafel: str
    peildatum: date
    regisseur: _Regisseur | None = None
    afspraak: _Afspraak | None = None


class _Antwoord(msgspec.Struct):
    burgerservicenummer: str
    casus: _Casus | None


_ANTWOORD = msgspec.json.Decoder(_Antwoord)


class ZvhClient:
    """POST /casusvermeldingen/raadplegen."""

    partner = Partner.ZVH

    def __init__(self, lijn: Partnerlijn, klok: Klok) -> None:
        self._lijn, self._klok = lijn, klok

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return the reference to a case. Raises PartnerUnavailable, PartnerRefused."""
        inhoud = {"burgerservicenummer": vraag.bsn, "groepen": sorted(vraag.groepen)}
        ruw = await self._lijn.vraag(
            "/casusvermeldingen/raadplegen", inhoud, doel=vraag.doel, kenmerk=vraag.kenmerk
        )
        antwoord = lees(_ANTWOORD, ruw)
        check_persoon(vraag.bsn, antwoord.burgerservicenummer)
        if antwoord.casus is None:
            return []
        check_gemeten(antwoord.casus.peildatum, self._klok)
        return [g for g in _to_gegevens(antwoord.casus) if g.groep in vraag.groepen]


def _to_gegevens(c: _Casus) -> Iterator[Gegeven]:
    paren = [("casus", "kenmerk", c.kenmerk), ("casus", "tafel", c.tafel)]
    if c.regisseur:
        paren.append(("regie", "regisseur", c.regisseur.naam))
        paren.append(("regie", "telefoon", c.regisseur.telefoon))
    if c.afspraak:
        paren.append(("afspraak", "afspraak_op", c.afspraak.datum.isoformat()))
        paren.append(("afspraak", "plaats", c.afspraak.plaats))
    for groep, naam, waarde in paren:
        if waarde:
            yield _gegeven(groep, naam, waarde, c.peildatum)


def _gegeven(groep: str, naam: str, waarde: str, dag: date) -> Gegeven:
    """Return one thing. A table and a place are words of people; the others are a name or a key."""
    if naam not in ("tafel", "plaats"):
        return Gegeven(groep=groep, naam=naam, waarde=check_tekst(waarde), gemeten_op=dag)
    tekst, zonder = check_vrije_tekst(waarde)
    return Gegeven(groep=groep, naam=naam, waarde=tekst, gemeten_op=dag, niet_overgenomen=zonder)
