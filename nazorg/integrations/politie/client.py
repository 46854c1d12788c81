"""Ask the police for context. The contract is docs/contract/partners/politie.json.

Only for public order, only with a written necessity and its readers, one person at a time (L14):
without them nothing is sent. Each item has a purpose and a last day; one for another purpose, or
whose last day is over, falls on the floor (L30).
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from nazorg.integrations.lijn.grens import check_gemeten, check_persoon, check_vrije_tekst, lees
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import (
    NIET_OVERGENOMEN,
    Gegeven,
    Partner,
    Partnerreden,
    PartnerRefused,
    Vraag,
)


class _Item(msgspec.Struct):
    soort: str
    tekst: str
    datum: date
    doel: str
    vervaldatum: date


class _Antwoord(msgspec.Struct):
    burgerservicenummer: str
    items: list[_Item]


_ANTWOORD = msgspec.json.Decoder(_Antwoord)


class PolitieClient:
    """POST /contextitems/raadplegen."""

    partner = Partner.POLITIE

    def __init__(self, lijn: Partnerlijn, klok: Klok) -> None:
        self._lijn, self._klok = lijn, klok

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return context that still holds. Raises PartnerUnavailable, PartnerRefused."""
        noodzaak = vraag.noodzaak
        if vraag.doel is not Doel.OPENBARE_ORDE or noodzaak is None or not noodzaak.ontvangers:
            raise PartnerRefused(Partnerreden.AFGEWEZEN)
        inhoud = {
            "burgerservicenummer": vraag.bsn,
            "doel": vraag.doel,
            "noodzaak": noodzaak.tekst,
            "ontvangers": list(noodzaak.ontvangers),
        }
        ruw = await self._lijn.vraag(
            "/contextitems/raadplegen", inhoud, doel=vraag.doel, kenmerk=vraag.kenmerk
        )
        antwoord = lees(_ANTWOORD, ruw)
        check_persoon(vraag.bsn, antwoord.burgerservicenummer)
        return [self._to_gegeven(i) for i in antwoord.items if self._telt(i, vraag)]

    def _telt(self, item: _Item, vraag: Vraag) -> bool:
        check_gemeten(item.datum, self._klok)
        return item.doel == vraag.doel and item.vervaldatum >= vandaag(self._klok)

    def _to_gegeven(self, item: _Item) -> Gegeven:
        (naam, zonder_naam), (waarde, zonder) = map(check_vrije_tekst, (item.soort, item.tekst))
        return Gegeven(
            groep="context",
            naam="soort" if zonder_naam else naam,
            waarde=NIET_OVERGENOMEN if zonder_naam else waarde,
            gemeten_op=item.datum,
            geldig_tot=item.vervaldatum,
            niet_overgenomen=zonder_naam or zonder,
        )
