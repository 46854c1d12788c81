"""Held again: what was said in an earlier detention is not always true in this one."""

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import vouw_dossier
from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.leefgebieden.feit import Feit
from nazorg.werkvoorraad.werk import make_beeld
from tests.detenties.meldingen import KAART, begin, dag, einde, melding, periode
from tests.leefgebieden.feiten import feit

ID, INKOMEN = BASIS[0], BASIS[2]


def test_what_a_detention_ends_is_asked_again_in_the_next_one() -> None:
    """Participatiewet art. 13, Zorgverzekeringswet art. 24: both stop again at the next begin."""
    werkte = feit(INKOMEN, "inkomensbron", "werk", 18)
    geldig = feit(ID, "document", "geldig", 18)
    vrij = [melding(begin()), melding(einde(8), 8)]
    weer = melding(begin(periode(160), datum=dag(100)), 100, detentie="D-2")
    nu = feit(INKOMEN, "inkomensbron", "werk", 130)

    def stand(*feiten: Feit, meldingen: list[m.Melding]) -> tuple[Stand, Stand]:
        beeld = make_beeld(vouw_dossier(meldingen, kaart=KAART), feiten, gebieden=BASIS)
        return beeld[INKOMEN].stand, beeld[ID].stand

    assert stand(werkte, geldig, meldingen=vrij) == (Stand.IN_ORDE, Stand.IN_ORDE)
    assert stand(werkte, geldig, meldingen=[*vrij, weer]) == (Stand.ONBEKEND, Stand.IN_ORDE)
    assert stand(werkte, nu, geldig, meldingen=[*vrij, weer]) == (Stand.IN_ORDE, Stand.IN_ORDE)
