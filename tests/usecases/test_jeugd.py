"""L13: of who was a minor nothing is kept longer than twelve months after the end, whoever asks."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.deeldatum import DeelDatum, is_minderjarig
from nazorg.leefgebieden.dossiertermijn import Bewaarreden, Levensloop, Termijnen, bepaal_einde
from nazorg.usecases.dossiers.bewaren import bewaar_langer
from nazorg.usecases.dossiers.verwijder import verwijder_dossiers
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from tests.factories import TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.usecases.leefgebieden import JOYCE, NUMMER, met, vraag

LANG = Termijnen(24, {TIEL: 24})
VRIJ = date(2026, 2, 3)


def op(dag: str) -> datetime:
    return datetime.fromisoformat(f"{dag}T09:00:00").replace(tzinfo=UTC)


async def neem_op(deps: Deps, klok: VasteKlok, geboorte: dict[str, Any]) -> None:
    klok.zet(op("2026-02-03"))
    wie = persoon(geboorte=geboorte)
    begin: dict[str, Any] = {"beginDatum": "2026-01-06", "tijd": "2026-01-06T08:00:00Z"}
    einde: dict[str, Any] = {"eindDatum": VRIJ.isoformat(), "tijd": "2026-02-03T08:00:00Z"}
    uit = await deps.ontvang(
        [
            ruw(event(persoon=wie, verwachtEinde=None, **begin)),
            ruw(event(Soort.BEEINDIGD, persoon=wie, **einde)),
        ]
    )
    assert [u.uitkomst for u in uit] == ["verwerkt"] * 2, [u.reden for u in uit]


@pytest.mark.parametrize(
    ("geboorte", "weg"),
    [
        ({"jaar": 2008, "maand": 1, "dag": 7}, True),  # eighteen on the day after the begin
        ({"jaar": 2008, "maand": 1, "dag": 6}, False),  # eighteen on the day itself
        ({"jaar": 2008}, True),  # may have been seventeen
        ({"jaar": 2007}, False),
    ],
    ids=str,
)
async def test_the_long_term_of_a_gemeente_is_not_for_a_minor(
    geboorte: dict[str, Any], weg: bool, deps: Deps, klok: VasteKlok
) -> None:
    await neem_op(deps, klok, geboorte)

    klok.zet(op("2027-02-03"))
    assert await verwijder_dossiers(deps.store, klok, termijnen=LANG) == 0
    klok.zet(op("2027-02-04"))

    assert await verwijder_dossiers(deps.store, klok, termijnen=LANG) == int(weg)


async def test_no_hold_and_no_open_action_keeps_the_dossier_of_a_minor(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await neem_op(deps, klok, {"jaar": 2009, "maand": 5, "dag": 1})
    klok.zet(op("2027-01-05"))
    await vraag(deps, uiterlijk=date(2027, 1, 12))

    async def bewaar(tot: date) -> None:
        await bewaar_langer(
            NUMMER, Bewaarreden.RECHTSZAAK, tot, medewerker=JOYCE, oorsprong="test", met=met(deps)
        )

    with pytest.raises(Invoerfout) as fout:
        await bewaar(date(2027, 2, 4))
    assert "minderjarig" in fout.value.per_veld["tot"]
    assert "03-02-2027" in fout.value.per_veld["tot"]
    await bewaar(date(2027, 2, 3))
    klok.zet(op("2027-02-03"))
    assert await verwijder_dossiers(deps.store, klok) == 0, "the action and the hold still count"
    klok.zet(op("2027-02-04"))

    assert await verwijder_dossiers(deps.store, klok) == 1
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0


@given(
    maanden=st.integers(6, 60),
    bewaard=st.dates(VRIJ, date(2032, 1, 1)) | st.none(),
    actie=st.booleans(),
    dag=st.dates(VRIJ, date(2032, 1, 1)),
)
def test_after_twelve_months_the_end_of_a_minor_is_always_there(
    maanden: int, bewaard: date | None, *, actie: bool, dag: date
) -> None:
    leven = Levensloop(laatste=VRIJ, vrij=True, bewaard_tot=bewaard, actie_open=actie, jeugd=True)

    einde = bepaal_einde(leven, maanden, dag=dag)

    assert einde.op is not None
    assert einde.op <= date(2027, 2, 4)
    if dag >= date(2027, 2, 4):
        assert einde.is_bereikt(dag)


def test_an_unknown_part_of_a_birth_is_the_last_that_it_can_be() -> None:
    dag = date(2026, 2, 28)

    assert is_minderjarig(DeelDatum(2008, 2), dag), "29 February 2008 is possible"
    assert not is_minderjarig(DeelDatum(2008, 1), dag)
    assert not is_minderjarig(DeelDatum(2008, 2, 28), dag)
