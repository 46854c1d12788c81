"""All fields of all leefgebieden, and how words become the facts that each module judges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden import (
    huisvesting,
    identiteitsbewijs,
    inkomen,
    schulden,
    sociaal_netwerk,
    zorg,
)
from nazorg.leefgebieden.oordeel import Oordeel
from nazorg.leefgebieden.veld import Hulp, JaNee, Veld, Veldfout


@dataclass(frozen=True, slots=True)
class Gebied:
    """One leefgebied: its Dutch name, its fields, and its judgement."""

    leefgebied: Leefgebied
    naam: str
    velden: tuple[Veld, ...]
    feiten: Callable[..., Any]
    assess: Callable[..., Oordeel]

    def veld(self, naam: str) -> Veld:
        """Return a field. Raises Veldfout for one that this leefgebied does not have."""
        for veld in self.velden:
            if veld.naam == naam:
                return veld
        raise Veldfout("Dit leefgebied heeft dat veld niet.")


CATALOGUS: dict[Leefgebied, Gebied] = {
    m.GEBIED: Gebied(m.GEBIED, naam, m.VELDEN, m.Feiten, m.assess)
    for m, naam in (
        (identiteitsbewijs, "ID-bewijs"),
        (huisvesting, "Huisvesting"),
        (inkomen, "Inkomen"),
        (schulden, "Schulden"),
        (zorg, "Zorg"),
        (sociaal_netwerk, "Sociaal netwerk"),
    )
}

_SOORTEN: dict[str, Callable[[str], object]] = {
    "document": identiteitsbewijs.Document,
    "verblijf": huisvesting.Verblijf,
    "woning_in_gevaar": JaNee,
    "alleenstaand": JaNee,
    "reserves": JaNee,
    "woningzoekend": JaNee,
    "indicatie": huisvesting.Indicatie,
    "inkomensbron": inkomen.Inkomensbron,
    "aanvraag": inkomen.Aanvraag,
    "schuldsituatie": schulden.Schuldsituatie,
    "overzicht_door": schulden.OverzichtDoor,
    "wanbetaler_zorg": JaNee,
    "verzekering": zorg.Verzekering,
    "zorgbehoefte": JaNee,
    "in_zorg": JaNee,
    "diagnostiek_ontbreekt": JaNee,
    "zorgindicatie": huisvesting.Indicatie,
    "ggd_bezoek": zorg.GgdBezoek,
    "netwerk": sociaal_netwerk.Netwerk,
    "kinderen_thuis": JaNee,
    "zorg_thuis_geregeld": JaNee,
    "hulp": Hulp,
}


def lees_feiten(gebied: Gebied, waarden: Mapping[str, str]) -> Any:
    """Return the `Feiten` of a leefgebied. What the catalogue does not know counts as unknown."""
    gelezen: dict[str, object] = {}
    for veld in gebied.velden:
        waarde = waarden.get(veld.naam)
        if waarde is not None and _past(veld, waarde):
            lees = _SOORTEN.get(veld.naam, date.fromisoformat)
            gelezen[veld.naam] = lees(waarde)
    return gebied.feiten(**gelezen)


def _past(veld: Veld, waarde: str) -> bool:
    try:
        veld.check(waarde)
    except Veldfout:
        return False
    return True


def label(leefgebied: Leefgebied, veld: str, waarde: str) -> str:
    """Return a value as people read it; a date stays as it is."""
    return CATALOGUS[leefgebied].veld(veld).keuzes.get(waarde, waarde)
