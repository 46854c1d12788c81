"""What tests of partners share: every client on a simulator, over a real socket."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from nazorg.integrations.brp.client import BrpClient
from nazorg.integrations.lijn.afspraak import Lijnafspraak
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.integrations.om.client import OmClient
from nazorg.integrations.politie.client import PolitieClient
from nazorg.integrations.reclassering.client import ReclasseringClient
from nazorg.integrations.zvh.client import ZvhClient
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Noodzaak, Partner, Partnerbron, Vraag
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok

CLIENTS: dict[Partner, Callable[..., Partnerbron]] = {
    Partner.BRP: BrpClient,
    Partner.ZVH: ZvhClient,
    Partner.RECLASSERING: ReclasseringClient,
    Partner.POLITIE: PolitieClient,
    Partner.OM: OmClient,
}
GROEPEN: dict[Partner, frozenset[str]] = {
    Partner.BRP: frozenset({"adres", "gemeente", "signalen"}),
    Partner.ZVH: frozenset({"casus", "regie", "afspraak"}),
    Partner.RECLASSERING: frozenset({"toezicht", "toezichthouder", "voorwaarden"}),
    Partner.POLITIE: frozenset({"context"}),
    Partner.OM: frozenset({"zsm"}),
}
NOODZAAK = Noodzaak(tekst="Dreiging rond terugkeer.", ontvangers=("burgemeester",))
# Everything that each partner can say, so that every field passes the border.
VOL: dict[Partner, dict[str, Any]] = {
    Partner.BRP: {
        "gemeenteVanInschrijving": {"code": "0281", "omschrijving": "Tiel"},
        "verblijfplaats": {
            "type": "Adres",
            "datumVan": {"type": "Datum", "datum": "2024-05-01", "langFormaat": "1 mei 2024"},
            "verblijfadres": {
                "korteStraatnaam": "Waalkade",
                "huisnummer": 12,
                "huisletter": "A",
                "postcode": "4001 AB",
                "woonplaats": "Tiel",
            },
        },
    },
    Partner.ZVH: {
        "kenmerk": "RG-2026-17",
        "tafel": "Top X",
        "peildatum": "2026-11-01",
        "regisseur": {"naam": "M. Vink", "telefoon": "088-5550110"},
        "afspraak": {"datum": "2026-12-01", "plaats": "Tiel"},
    },
    Partner.RECLASSERING: {
        "toezicht": {
            "organisatie": "Reclassering Nederland",
            "peildatum": "2026-11-01",
            "tot": "2027-05-01",
            "toezichthouder": {"naam": "K. Smit", "telefoon": "088-5550210"},
            "voorwaarden": [{"soort": "meldplicht", "tot": "2027-02-01"}],
        },
        "vrijwillig": {"organisatie": "Stichting Door", "peildatum": "2026-11-01"},
    },
    Partner.POLITIE: {
        "items": [
            {
                "soort": "overlast",
                "tekst": "Meldingen in de buurt.",
                "datum": "2026-10-01",
                "doel": "openbare_orde",
                "vervaldatum": "2026-12-31",
            }
        ]
    },
    Partner.OM: {"adviesDatum": "2026-10-01", "terugkoppelingGewenst": True},
}


def maak_vraag(partner: Partner, bsn: str = BSN_DAAN, **anders: Any) -> Vraag:
    """Return a question that may be asked of this partner."""
    mag_alleen_bij = partner in (Partner.POLITIE, Partner.OM)
    velden: dict[str, Any] = {
        "bsn": bsn,
        "doel": Doel.OPENBARE_ORDE if mag_alleen_bij else Doel.RE_INTEGRATIE,
        "kenmerk": str(uuid4()),
        "groepen": GROEPEN[partner],
        "noodzaak": NOODZAAK if partner is Partner.POLITIE else None,
    }
    return Vraag(**(velden | anders))


def maak_afspraak(sim: Simulator, partner: Partner, **anders: Any) -> Lijnafspraak:
    velden: dict[str, Any] = {"partner": partner, "url": sim.url(partner), "seconden": 0.5}
    return Lijnafspraak(**(velden | {"pogingen": 1} | anders))


def maak_client(lijn: Partnerlijn, klok: VasteKlok) -> Partnerbron:
    return CLIENTS[lijn.afspraak.partner](lijn, klok)
