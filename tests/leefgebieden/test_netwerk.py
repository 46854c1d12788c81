"""How sociaal netwerk is judged: who is at home first, then who stands by the person."""

from typing import Any

import pytest

from nazorg.kern.leefgebied import Stand
from nazorg.leefgebieden import sociaal_netwerk
from nazorg.leefgebieden.sociaal_netwerk import Netwerk
from nazorg.leefgebieden.veld import JaNee
from tests.leefgebieden.feiten import VRIJ

ONBEKEND, GOED, FOUT = Stand.ONBEKEND, Stand.IN_ORDE, Stand.NIET_IN_ORDE


@pytest.mark.parametrize(
    ("velden", "stand", "volgende"),
    [
        ({}, ONBEKEND, "Vraag wie de persoon helpt na de vrijlating"),
        ({"netwerk": Netwerk.STEUNEND}, GOED, ""),
        ({"netwerk": Netwerk.AFWEZIG}, FOUT, "Zoek een maatje of vrijwilliger"),
        ({"netwerk": Netwerk.BELASTEND}, FOUT, "Bespreek wie wel kan helpen"),
        (
            {"netwerk": Netwerk.STEUNEND, "kinderen_thuis": JaNee.JA},
            ONBEKEND,
            "Vraag of de zorg thuis geregeld is",
        ),
        (
            {"netwerk": Netwerk.STEUNEND, "kinderen_thuis": JaNee.JA}
            | {"zorg_thuis_geregeld": JaNee.JA},
            GOED,
            "",
        ),
        (
            {"kinderen_thuis": JaNee.JA, "zorg_thuis_geregeld": JaNee.NEE},
            FOUT,
            "Vraag het wijkteam om de zorg thuis te regelen",
        ),
    ],
)
def test_sociaal_netwerk(velden: dict[str, Any], stand: Stand, volgende: str) -> None:
    oordeel = sociaal_netwerk.assess(sociaal_netwerk.Feiten(**velden), vrij_op=VRIJ)

    assert (oordeel.stand, oordeel.volgende) == (stand, volgende)
