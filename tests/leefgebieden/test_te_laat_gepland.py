"""What was planned for the day of release is looked at again when that day comes earlier."""

from datetime import date

import pytest

from nazorg.kern.leefgebied import Stand
from nazorg.leefgebieden import identiteitsbewijs, inkomen
from nazorg.leefgebieden.identiteitsbewijs import Document
from nazorg.leefgebieden.inkomen import Aanvraag, Inkomensbron

VRIJ = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    ("dag", "stand"),
    [
        (VRIJ, Stand.IN_BEHANDELING),
        (date(2026, 11, 30), Stand.IN_BEHANDELING),  # Monday: the first day with an open desk
        (date(2026, 12, 1), Stand.NIET_IN_ORDE),
    ],
)
def test_an_appointment_about_income_is_on_the_day_of_release_or_the_next_open_one(
    dag: date, stand: Stand
) -> None:
    feiten = inkomen.Feiten(
        inkomensbron=Inkomensbron.BIJSTAND, aanvraag=Aanvraag.GESPREK_GEPLAND, afspraak_op=dag
    )

    oordeel = inkomen.assess(feiten, vrij_op=VRIJ)

    assert oordeel.stand is stand
    laat = oordeel.volgende == "Verzet het gesprek naar de dag van vrijlating"
    assert laat is (stand is Stand.NIET_IN_ORDE)
    assert inkomen.assess(feiten, vrij_op=None).stand is Stand.IN_BEHANDELING


def test_an_identity_card_that_is_ready_only_after_the_release_says_so() -> None:
    feiten = identiteitsbewijs.Feiten(document=Document.AANGEVRAAGD, ophalen_op=date(2026, 11, 28))

    oordeel = identiteitsbewijs.assess(feiten, vrij_op=VRIJ)

    assert "Ligt pas klaar op 28 nov 2026, na de vrijlating." in oordeel.waarom
    assert oordeel.stand is Stand.IN_BEHANDELING
