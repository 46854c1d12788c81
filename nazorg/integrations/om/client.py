"""Ask the OM for the flag of ZSM. The contract is docs/contract/partners/om.json."""

from collections.abc import Sequence
from datetime import date

import msgspec

from nazorg.integrations.lijn.grens import check_gemeten, check_persoon, lees
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import Klok
from nazorg.kern.partner import Gegeven, Partner, Vraag


class _Antwoord(msgspec.Struct, rename="camel"):
    burgerservicenummer: str
    advies_bekend: bool
    advies_datum: date | None = None
    terugkoppeling_gewenst: bool = False


_ANTWOORD = msgspec.json.Decoder(_Antwoord)


class OmClient:
    """POST /zsm-vermeldingen/raadplegen."""

    partner = Partner.OM

    def __init__(self, lijn: Partnerlijn, klok: Klok) -> None:
        self._lijn, self._klok = lijn, klok

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return the flag, or nothing. Raises PartnerUnavailable, PartnerRefused."""
        inhoud = {"burgerservicenummer": vraag.bsn}
        ruw = await self._lijn.vraag(
            "/zsm-vermeldingen/raadplegen", inhoud, doel=vraag.doel, kenmerk=vraag.kenmerk
        )
        antwoord = lees(_ANTWOORD, ruw)
        check_persoon(vraag.bsn, antwoord.burgerservicenummer)
        if not antwoord.advies_bekend or "zsm" not in vraag.groepen:
            return []
        dag = check_gemeten(antwoord.advies_datum, self._klok)
        wil = "ja" if antwoord.terugkoppeling_gewenst else "nee"
        return [
            Gegeven(groep="zsm", naam="advies", waarde="ja", gemeten_op=dag),
            Gegeven(groep="zsm", naam="terugkoppeling_gewenst", waarde=wil, gemeten_op=dag),
        ]
