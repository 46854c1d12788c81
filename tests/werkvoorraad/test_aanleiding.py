"""Which notice made a rule speak, since when, and what is left of it when it is withdrawn."""

from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import Dossierstand, vouw_dossier
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden.feit import Feit
from nazorg.werkvoorraad.taken import Regel, Taak
from nazorg.werkvoorraad.werk import bepaal_werk
from tests.detenties.meldingen import (
    DAAN,
    KAART,
    MELDINGEN,
    begin,
    einde,
    intrekking,
    melding,
    periode,
    verlof,
    wijziging,
)
from tests.factories import BUREN
from tests.leefgebieden.feiten import FEITEN
from tests.werkvoorraad.test_werk import GEEN_ID, TIELS, plan, werk

EERSTE = melding(begin(periode(60)), id="b-1")


def test_the_plan_the_leave_and_the_new_date_each_are_why_their_own_task_is_there() -> None:
    het_plan = plan(2, huisvesting=Stand.NIET_IN_ORDE)
    weg = melding(verlof(m.Verlofstatus.VERLEEND, 30), 3)
    verzet = melding(wijziging(periode(50)), 4)

    met_plan = werk(EERSTE, het_plan)
    met_verlof = werk(EERSTE, weg, feiten=(GEEN_ID,))
    met_datum = werk(EERSTE, verzet, feiten=(GEEN_ID,))

    assert met_plan["woning-reageren"].aanleiding == het_plan.id
    assert met_verlof["id-voor-verlof|V-1"].aanleiding == weg.id
    assert met_verlof["id-voor-vrijlating"].aanleiding == "b-1"
    assert met_datum["id-voor-vrijlating"].aanleiding == verzet.id


def test_a_plan_that_says_the_same_again_is_not_why_the_task_is_there() -> None:
    eerste, weer = plan(2, schulden=Stand.NIET_IN_ORDE), plan(20, schulden=Stand.NIET_IN_ORDE)

    taak = werk(EERSTE, eerste, weer)["schulden-wacht-op-basis"]

    assert taak.aanleiding == eerste.id


def test_a_plan_that_comes_late_asks_for_nothing_in_the_past() -> None:
    laat = plan(50, inkomen=Stand.NIET_IN_ORDE)

    taak = werk(EERSTE, laat)["inkomen-afspraak"]

    assert (taak.uiterlijk, taak.aanleiding) == (date(2027, 1, 11), laat.id)


def test_after_the_end_work_points_at_the_notice_of_the_end() -> None:
    het_plan, klaar = plan(1, inkomen=Stand.NIET_IN_ORDE), melding(einde(8), 9)

    assert werk(EERSTE, het_plan, klaar)["keukentafelgesprek"].aanleiding == klaar.id


# ---- due since the notice that asks, not since the begin


def test_a_late_contradiction_is_due_a_working_day_after_it_came() -> None:
    fout = melding(wijziging(periode(-1, 3)), 20)

    taak = werk(EERSTE, fout)[Regel.GEGEVENS_BEOORDELEN]

    assert (taak.uiterlijk, taak.aanleiding) == (date(2026, 12, 11), fout.id)


def test_a_route_that_comes_in_doubt_later_is_due_a_working_day_after_that() -> None:
    elders = melding(wijziging(), 20, gemeente_vestiging=BUREN)
    weer = melding(wijziging(), 25, gemeente_vestiging=BUREN)

    taak = werk(EERSTE, elders, weer)[Regel.ROUTE_BEOORDELEN]

    assert (taak.uiterlijk, taak.aanleiding) == (date(2026, 12, 11), elders.id)


def test_who_is_held_again_with_the_same_doubt_is_looked_at_again() -> None:
    toen = melding(begin(), gemeente_vestiging=BUREN, id="b-toen")
    nu = melding(begin(), 60, detentie="D-2", gemeente_vestiging=BUREN, id="b-nu")

    taak = werk(toen, melding(einde(8), 9), nu)[Regel.ROUTE_BEOORDELEN]

    assert (taak.uiterlijk, taak.aanleiding) == (date(2027, 1, 20), "b-nu")


def test_who_has_no_number_is_looked_for_since_this_detention() -> None:
    niemand = DAAN._replace(bsn=None)
    toen, nu = (
        melding(begin(), op, detentie=d, persoon=niemand) for op, d in ((0, "D-1"), (60, "D-2"))
    )

    taak = werk(toen, melding(einde(8), 9, persoon=niemand), nu)[Regel.NOG_TE_KOPPELEN]

    assert (taak.uiterlijk, taak.aanleiding) == (date(2027, 1, 20), nu.id)


# ---- withdrawing

_PLAN = st.builds(
    lambda gebied, stand: m.Plan((m.Planonderdeel(gebied, stand),)),
    st.sampled_from(Leefgebied),
    st.sampled_from(Stand),
)


@settings(deadline=None, max_examples=150)
@given(MELDINGEN, FEITEN, st.data())
def test_withdrawing_any_notice_leaves_the_work_as_if_it_never_came(
    meldingen: list[m.Melding], feiten: list[Feit], data: st.DataObject
) -> None:
    """No orphan, no date that stays behind: what was withdrawn leaves no trace in the work."""
    alle = [
        b._replace(inhoud=data.draw(_PLAN)) if isinstance(b.inhoud, m.Plan) else b
        for b in meldingen
    ]
    kandidaten = [b for b in alle if not isinstance(b.inhoud, m.Intrekking)]
    assume(kandidaten)
    weg = data.draw(st.sampled_from(kandidaten))
    # A correction of a correction replaces both, also when the first of the two is withdrawn.
    assume(all(b.vervangt != weg.id for b in alle))
    zelfde: dict[str, Any] = {"bron": weg.bron, "detentie": weg.detentie, "id": "r-laatst"}
    ingetrokken = [*alle, intrekking(weg, 9, **zelfde)]
    zonder = [b for b in alle if b is not weg]
    nooit = [*zonder, melding(m.Intrekking("r-nooit-gekomen"), 9, **zelfde)]

    na, verwacht = (vouw_dossier(b, kaart=KAART) for b in (ingetrokken, nooit))
    taken = _werk(na, feiten)
    assert weg.id not in {t.aanleiding for t in taken if t.onderwerp.startswith(f"{weg.bron}|")}
    if [d.status for d in na.detenties] == [d.status for d in verwacht.detenties]:
        assert taken == _werk(verwacht, feiten)
    else:
        # With its only begin withdrawn it was no detention; never told of, its begin is missing.
        assert isinstance(weg.inhoud, m.Begin)
        assert not [t for t in taken if t.onderwerp.startswith(f"{weg.bron}|{weg.detentie}")]


def _werk(stand: Dossierstand, feiten: list[Feit]) -> list[Taak]:
    taken = bepaal_werk(stand, feiten=feiten, regels=TIELS).taken
    return sorted(taken, key=lambda t: t[:2])
