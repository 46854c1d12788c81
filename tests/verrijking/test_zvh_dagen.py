"""A task about a ZVH case is due on a day on which the desks of its gemeente are open."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from nazorg.referentie.regelboek import load_regelboek
from nazorg.store.zvhtaken import Casus
from nazorg.usecases.verrijking.zvh import bepaal_zvhtaken
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.taken import Regel
from tests.factories import BUREN, TIEL

MAANDAG = date(2026, 11, 23)


def test_closed_days_of_the_gemeente_are_no_days_to_be_due_on() -> None:
    gewoon = load_regelboek()
    dicht = frozenset({date(2026, 11, 24), date(2026, 12, 8)})
    boek = Regelboek(
        algemeen=gewoon.voor("0014"), per_gemeente={TIEL: replace(gewoon.voor(TIEL), dicht=dicht)}
    )

    dagen = {
        (t.gemeente, t.regel): t.uiterlijk
        for nr, gemeente in enumerate((TIEL, BUREN))
        for t in bepaal_zvhtaken([_casus(nr, gemeente)], MAANDAG, boek)
    }

    assert dagen == {
        (TIEL, Regel.ZVH_DETENTIE): date(2026, 11, 25),
        (TIEL, Regel.ZVH_VERLOF): date(2026, 12, 7),
        (BUREN, Regel.ZVH_DETENTIE): date(2026, 11, 24),
        (BUREN, Regel.ZVH_VERLOF): date(2026, 12, 8),
    }


def _casus(nummer: int, gemeente: str) -> Casus:
    return Casus(
        dossier=UUID(int=nummer),
        gemeente=gemeente,
        vrij_op=None,
        onderwerp="bron|D-1",
        inrichting="ARN",
        verlof="V-1",
        verlof_status="verleend",
        verlof_van=date(2026, 12, 9),
        verlof_tot=date(2026, 12, 10),
    )
