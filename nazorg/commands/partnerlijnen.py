"""Lines to the partners, from the settings; both compartments open their own."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from nazorg.commands.opbouw import Opstartfout
from nazorg.integrations.brp.client import BrpClient
from nazorg.integrations.lijn.afspraak import Lijnafspraak, Tokenafspraak, maak_tls
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.integrations.om.client import OmClient
from nazorg.integrations.politie.client import PolitieClient
from nazorg.integrations.reclassering.client import ReclasseringClient
from nazorg.integrations.zvh.client import ZvhClient
from nazorg.kern.klok import Klok
from nazorg.kern.partner import Partner, Partnerbron
from nazorg.partnerinstelling import Partnerinstelling
from nazorg.settings import Settings

_CLIENTS: Mapping[Partner, Callable[[Partnerlijn, Klok], Partnerbron]] = {
    Partner.BRP: BrpClient,
    Partner.ZVH: ZvhClient,
    Partner.RECLASSERING: ReclasseringClient,
    Partner.POLITIE: PolitieClient,
    Partner.OM: OmClient,
}


@dataclass(frozen=True, slots=True)
class Partnerlijnen:
    """Every partner that was agreed with, and its line."""

    bronnen: Mapping[Partner, Partnerbron]
    lijnen: Mapping[Partner, Partnerlijn]

    def ruimte(self, partner: Partner) -> int:
        """Return how many questions may be asked of a partner now."""
        return self.lijnen[partner].ruimte()

    def lijnstanden(self) -> dict[Partner, dict[str, float]]:
        """Return the figures of each line since the start."""
        return {
            partner: {
                "gelukt": lijn.stand.gelukt,
                "weg": lijn.stand.weg,
                "geweigerd": lijn.stand.geweigerd,
                "opnieuw": lijn.stand.opnieuw,
                "rust": float(lijn.breker.is_open),
                "scheef": float(lijn.stand.scheef),
            }
            for partner, lijn in self.lijnen.items()
        }


@asynccontextmanager
async def open_partners(settings: Settings, klok: Klok) -> AsyncIterator[Partnerlijnen]:
    """Yield the lines, which connect when they are used. Raises Opstartfout."""
    lijnen = {p.partner: Partnerlijn(_afspraak(settings, p), klok) for p in settings.partners}
    bronnen: dict[Partner, Partnerbron] = {
        partner: _CLIENTS[partner](lijn, klok) for partner, lijn in lijnen.items()
    }
    try:
        yield Partnerlijnen(bronnen, lijnen)
    finally:
        for lijn in lijnen.values():
            await lijn.sluit()


def _afspraak(settings: Settings, p: Partnerinstelling) -> Lijnafspraak:
    urls = [p.url, *([p.token_url] if p.token_url else [])]
    if settings.omgeving == "productie" and any(u.scheme != "https" for u in urls):
        raise Opstartfout(f"Het adres van {p.partner} moet in productie met https:// beginnen.")
    try:
        tls = maak_tls(
            ca=str(p.ca) if p.ca else None,
            certificaat=str(p.certificaat) if p.certificaat else None,
            sleutel=str(p.sleutel) if p.sleutel else None,
        )
    except OSError as fout:
        raise Opstartfout(
            f"Een certificaat, sleutel of CA van {p.partner} is niet leesbaar of klopt niet."
        ) from fout
    return Lijnafspraak(
        partner=p.partner,
        url=str(p.url),
        headers=p.headers,
        per_doel=p.per_doel,
        token=_token(p),
        tls=tls,
        seconden=p.seconden,
        tegelijk=p.tegelijk,
    )


def _token(p: Partnerinstelling) -> Tokenafspraak | None:
    if p.token_url is None:
        return None
    return Tokenafspraak(
        url=str(p.token_url),
        client_id=p.client_id or "",
        geheim=p.geheim.get_secret_value() if p.geheim else "",
        scope=p.scope,
    )
