"""Who is designated sees, from the first day to the last; nobody else ever (L06)."""

from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg
import pytest

from nazorg.bij.aanwijzing import Aanwijzing, Functie, find_bevoegdheden, find_zonder_beslisser
from nazorg.deps import BijDeps
from nazorg.kern.gemeente import Gemeente, Gemeenten
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.bij import aanwijzing
from nazorg.usecases.bij.aanwijzing import AanwijzingOnvolledig
from nazorg.usecases.bij.toegang import GeenAanwijzing
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BUREN, TIEL, gemeld
from tests.bij.conftest import stuur
from tests.bij.mensen import (
    ANNE,
    BEHEER,
    BRAM,
    BURGEMEESTER,
    KARIN,
    toegang,
    voorstel,
    wijs_aan,
)
from tests.klok import VasteKlok


async def test_l06_without_a_designation_nobody_sees_anything(bij: BijDeps) -> None:
    await stuur(bij, gemeld())

    with pytest.raises(GeenAanwijzing):
        await toegang(bij, ANNE)


async def test_l06_a_designation_shows_from_its_first_day_until_its_last(
    bij: BijDeps, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld())
    id_ = await wijs_aan(bij, replace(BURGEMEESTER, van=date(2026, 11, 24)))
    with pytest.raises(GeenAanwijzing):
        await toegang(bij, ANNE)

    klok.verder(days=1)
    assert len((await toon_lijst(await toegang(bij, ANNE))).regels) == 1

    await aanwijzing.beeindig(
        id_, date(2026, 11, 26), medewerker=BEHEER, kamer=bij.kamer, oorsprong="test"
    )
    klok.verder(days=2)
    with pytest.raises(GeenAanwijzing):
        await toegang(bij, ANNE)


async def test_an_acting_mayor_takes_over_by_date(bij: BijDeps, klok: VasteKlok) -> None:
    await stuur(bij, gemeld())
    dag = date(2026, 12, 1)
    await wijs_aan(bij, replace(BURGEMEESTER, tot=dag))
    await wijs_aan(bij, voorstel(BRAM, Functie.WAARNEMEND_BURGEMEESTER, van=dag))

    with pytest.raises(GeenAanwijzing):
        await toegang(bij, BRAM)
    klok.verder(days=8)
    assert (await toegang(bij, BRAM)).in_(TIEL).beslist
    with pytest.raises(GeenAanwijzing):
        await toegang(bij, ANNE)


async def test_a_mayor_sees_the_own_gemeente_only(bij: BijDeps, aangewezen: None) -> None:
    await stuur(bij, gemeld())

    assert len((await toon_lijst(await toegang(bij, ANNE))).regels) == 1
    assert (await toon_lijst(await toegang(bij, BRAM))).regels == ()


@pytest.mark.parametrize("wie", [ANNE, KARIN])
async def test_only_a_beheerder_keeps_the_register(
    bij: BijDeps, aangewezen: None, wie: object
) -> None:
    with pytest.raises(NietGevonden):
        await aanwijzing.toon_aanwijzingen(wie, bij.kamer)  # type: ignore[arg-type]
    with pytest.raises(NietGevonden):
        await aanwijzing.wijs_aan(
            BURGEMEESTER,
            medewerker=wie,  # type: ignore[arg-type]
            kamer=bij.kamer,
            oorsprong="test",
        )


@pytest.mark.parametrize(
    "fout",
    [
        {"document": ""},
        {"email": "geen adres"},
        {"tot": date(2026, 1, 1)},
        {"gemeente": "0236"},  # Geldermalsen went up in West Betuwe in 2019
    ],
)
async def test_l06_half_a_designation_is_refused(bij: BijDeps, fout: dict[str, object]) -> None:
    with pytest.raises(AanwijzingOnvolledig):
        await wijs_aan(bij, replace(BURGEMEESTER, **fout))  # type: ignore[arg-type]


async def test_l06_a_gemeente_without_a_mayor_is_an_alarm_that_names_nobody(
    bij: BijDeps, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()

    beheer = await toon_beheer(BEHEER, bij.kamer)
    assert [(soort, code) for soort, code, _ in beheer.alarmen] == [("geen_aanwijzing", TIEL)]

    await wijs_aan(bij, BURGEMEESTER)
    await werker.doe_ronde()
    assert (await toon_beheer(BEHEER, bij.kamer)).alarmen == ()


async def test_the_alarm_is_also_there_where_no_alert_waits(bij: BijDeps, werker: Werker) -> None:
    await wijs_aan(bij, replace(BURGEMEESTER, gemeente=BUREN, tot=date(2026, 2, 1)))
    await werker.doe_ronde()

    assert [a[1] for a in (await toon_beheer(BEHEER, bij.kamer)).alarmen] == [BUREN]


FUSIE = date(2027, 1, 1)
KAART = Gemeenten(
    [
        Gemeente("0001", "Oud", None, FUSIE, "0002"),
        Gemeente("0002", "Nieuw", FUSIE, None, None),
    ]
)


def aanwijzing_van(code: str = "0001", **anders: Any) -> Aanwijzing:
    v = BURGEMEESTER
    zelf = Aanwijzing(
        id=BEHEER.id,  # type: ignore[arg-type]  # the key does not count here
        gemeente=code,
        persoon=ANNE.id,
        naam=v.naam,
        functie=v.functie,
        van=v.van,
        tot=None,
        document=v.document,
        email=v.email,
        telefoon=v.telefoon,
        stil_van=v.stil_van,  # type: ignore[arg-type]
        stil_tot=v.stil_tot,  # type: ignore[arg-type]
    )
    return replace(zelf, **anders)


def test_an_office_ends_with_its_gemeente_and_the_successor_sees_its_alerts() -> None:
    rij = [aanwijzing_van("0001"), aanwijzing_van("0002")]
    voor = find_bevoegdheden(rij, persoon=ANNE.id, op=date(2026, 12, 31), gemeenten=KAART)
    na = find_bevoegdheden(rij, persoon=ANNE.id, op=FUSIE, gemeenten=KAART)

    assert [(b.gemeente, b.codes) for b in voor] == [("0001", frozenset({"0001"}))]
    assert [(b.gemeente, b.codes) for b in na] == [("0002", frozenset({"0001", "0002"}))]
    alleen_oud = find_zonder_beslisser(["0001"], rij[:1], op=FUSIE, gemeenten=KAART)
    assert alleen_oud == ["0002"]
