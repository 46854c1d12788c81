"""Ask the BRP about one person, by number: the fewest fields, with the purpose beside it."""

from collections.abc import Sequence

import msgspec

from nazorg.integrations.brp import _velden
from nazorg.integrations.lijn.grens import (
    buiten_contract,
    check_gemeten,
    check_persoon,
    lees,
)
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import Klok
from nazorg.kern.partner import Gegeven, Partner, Vraag

_ANTWOORD = msgspec.json.Decoder(_velden.Antwoord)


class BrpClient:
    """POST /personen, RaadpleegMetBurgerservicenummer. The number travels in the body only."""

    partner = Partner.BRP

    def __init__(self, lijn: Partnerlijn, klok: Klok) -> None:
        self._lijn, self._klok = lijn, klok

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return what the BRP knows. Raises PartnerUnavailable, PartnerRefused."""
        inhoud = {
            "type": "RaadpleegMetBurgerservicenummer",
            "fields": _velden.velden_van(vraag.groepen),
            "burgerservicenummer": [vraag.bsn],
        }
        ruw = await self._lijn.vraag("/personen", inhoud, doel=vraag.doel, kenmerk=vraag.kenmerk)
        personen = lees(_ANTWOORD, ruw).personen
        for persoon in personen:
            check_persoon(vraag.bsn, persoon.burgerservicenummer)
        if len(personen) > 1:
            raise buiten_contract()
        gegevens = [g for p in personen for g in _velden.to_gegevens(p, vraag.groepen)]
        for gegeven in gegevens:
            check_gemeten(gegeven.gemeten_op, self._klok)
        return gegevens
