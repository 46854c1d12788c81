"""Who is proposed in a real database, who is put on the agenda, and what is agreed there."""

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.toegang import NietGevonden
from nazorg.overleggen.overleg import Moment, Overlegsoort
from nazorg.overleggen.vorm import Voorstelreden
from nazorg.store import bewaring
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.agenda import breng_in, haal_eraf
from nazorg.usecases.overleggen.plan import stel_op
from nazorg.usecases.overleggen.toon import Overlegbeeld, toon_overleg, toon_overleggen
from nazorg.usecases.overleggen.verslag import Afspraakinvoer, leg_afspraak_vast
from nazorg.usecases.overleggen.wijzig import laat_vervallen, sluit_af
from tests.factories import BSN_NINA, BUREN, NIJMEGEN, TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.overleggen.conftest import (
    MARIEKE,
    NIJMEEGS,
    OP_DE_DAG,
    TIELS,
    Plan,
    daad,
    dossier_van,
    punten,
    zet,
)
from tests.usecases.leefgebieden import RUBEN, zeg

NUMMER = "NZ-2026-0001"


@pytest.fixture(autouse=True)
async def daan(deps: Deps, eigenaar: asyncpg.Connection) -> UUID:
    """Somebody in Tiel who began on 19 November and is expected out on 11 December."""
    await deps.ontvang([ruw(event())])
    return await dossier_van(eigenaar)


async def stuur_nina(deps: Deps, **anders: Any) -> None:
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Smit")
    await deps.ontvang([ruw(event(persoon=nina, detentieId="N", **anders))])


def namen(beeld: Overlegbeeld) -> dict[str, list[str]]:
    v, wie = beeld.voorstel, beeld.wie
    delen = {"eerst": v.eerst, "rest": v.rest, "te_laat": v.te_laat}
    return {
        naam: [wie[x.zaak.dossier].geslachtsnaam for x in deel]
        for naam, deel in delen.items()
        if deel
    }


async def test_who_leaves_soon_is_proposed_with_the_reason_and_who_fits_not_stays_in_sight(
    deps: Deps, plan: Plan
) -> None:
    await stuur_nina(deps, verwachtEinde={"vroegst": "2026-12-09", "laatst": "2026-12-09"})
    id_ = await plan(zaken=1)

    beeld = await toon_overleg(id_, daad=daad(deps))

    assert namen(beeld) == {"eerst": ["Smit"], "rest": ["Verhoeven"]}
    assert beeld.voorstel.eerst[0].redenen == (Voorstelreden.VRIJLATING,)


async def test_who_is_free_before_the_meeting_is_set_apart(deps: Deps, plan: Plan) -> None:
    await stuur_nina(deps, verwachtEinde={"vroegst": "2026-12-01", "laatst": "2026-12-01"})

    beeld = await toon_overleg(await plan(), daad=daad(deps))

    assert namen(beeld) == {"eerst": ["Verhoeven"], "te_laat": ["Smit"]}


async def test_a_basis_that_is_not_in_order_is_a_reason_in_nijmegen_and_not_in_tiel(
    deps: Deps, plan: Plan
) -> None:
    """Both stay for years, so their release is far away."""
    lang = {"vroegst": "2028-11-19", "laatst": "2028-11-19"}
    daar: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    plan_niet = [{"leefgebied": "huisvesting", "stand": "niet_in_orde"}]
    await stuur_nina(deps, verwachtEinde=lang, **daar)
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Smit")
    await deps.ontvang(
        [ruw(event(Soort.PLAN_GEDEELD, persoon=nina, detentieId="N", onderdelen=plan_niet, **daar))]
    )

    beeld = await toon_overleg(await plan(NIJMEEGS), daad=daad(deps, NIJMEEGS))

    (voorstel,) = beeld.voorstel.eerst
    assert voorstel.redenen == (Voorstelreden.BASIS,)


async def test_the_begin_is_discussed_once_and_a_new_detention_asks_again(
    deps: Deps, plan: Plan, daan: UUID, klok: VasteKlok
) -> None:
    eerste = await plan(soort=Overlegsoort.TRAJECTBEPALING)
    assert namen(await toon_overleg(eerste, daad=daad(deps))) == {"eerst": ["Verhoeven"]}
    await zet(deps, eerste, [daan])
    tweede = await plan(
        soort=Overlegsoort.TRAJECTBEPALING,
        moment=Moment(datum=date(2026, 12, 2), van=time(10), tot=time(11)),
    )
    assert namen(await toon_overleg(tweede, daad=daad(deps))) == {}, "on the other agenda"

    klok.zet(OP_DE_DAG)
    await sluit_af(eerste, niet_besproken=(), versie=1, daad=daad(deps))

    assert namen(await toon_overleg(tweede, daad=daad(deps))) == {}, "discussed"


async def test_who_was_not_reached_and_who_was_on_a_cancelled_agenda_is_proposed_again(
    deps: Deps, plan: Plan, daan: UUID, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    soort = Overlegsoort.TRAJECTBEPALING
    later = Moment(datum=date(2026, 12, 8), van=time(10), tot=time(11))
    eerste, volgende = await plan(soort=soort), await plan(soort=soort, moment=later)
    await zet(deps, eerste, [daan])
    klok.zet(OP_DE_DAG)
    punt = await eigenaar.fetchval("select id from nazorg.overleg_punt")
    await sluit_af(eerste, niet_besproken=[punt], versie=1, daad=daad(deps))
    assert namen(await toon_overleg(volgende, daad=daad(deps))) == {"eerst": ["Verhoeven"]}

    await zet(deps, volgende, [daan])
    await laat_vervallen(volgende, reden="ziek", versie=1, daad=daad(deps))
    nog_later = replace(later, datum=date(2026, 12, 9))
    derde = await plan(soort=soort, moment=nog_later)

    assert namen(await toon_overleg(derde, daad=daad(deps))) == {"eerst": ["Verhoeven"]}


async def test_who_was_on_an_agenda_that_nobody_closed_is_proposed_again(
    deps: Deps, plan: Plan, daan: UUID, klok: VasteKlok
) -> None:
    """Whether it was held nobody said: then nobody may be dropped for it."""
    soort = Overlegsoort.TRAJECTBEPALING
    eerste = await plan(soort=soort)
    await zet(deps, eerste, [daan])
    later = Moment(datum=date(2026, 12, 8), van=time(10), tot=time(11))
    volgende = await plan(soort=soort, moment=later)

    klok.zet(OP_DE_DAG)
    assert namen(await toon_overleg(volgende, daad=daad(deps))) == {}, "it is today"
    klok.verder(days=1)

    assert namen(await toon_overleg(volgende, daad=daad(deps))) == {"eerst": ["Verhoeven"]}


async def test_a_name_from_elsewhere_or_ticked_twice_is_passed_by(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()

    assert await zet(deps, id_, [daan, UUID(int=9)]) == 1
    assert await zet(deps, id_, [daan]) == 0
    with pytest.raises(Invoerfout):
        await zet(deps, id_, [])

    assert await punten(eigenaar) == [("Verhoeven", "op_agenda", ["vrijlating"])]


async def test_who_works_for_one_gemeente_sees_the_meeting_of_the_region_and_only_own_people(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    await stuur_nina(deps, gemeenteBrp=BUREN)
    nina = await dossier_van(eigenaar, "Smit")
    id_ = await plan(MARIEKE, kring="regio:rivierenland")
    assert await zet(deps, id_, [daan, nina], MARIEKE) == 2

    van_joyce = await toon_overleg(id_, daad=daad(deps, TIELS))
    lijst = await toon_overleggen(voor=None, daad=daad(deps, TIELS))

    assert [p.wie.geslachtsnaam for p in van_joyce.punten] == ["Verhoeven"]
    assert not van_joyce.mag_wijzigen
    assert [r.op_agenda for r in lijst.open] == [1]
    assert len((await toon_overleg(id_, daad=daad(deps, MARIEKE))).punten) == 2
    with pytest.raises(NietGevonden):
        await laat_vervallen(id_, reden="weg", versie=1, daad=daad(deps, TIELS))
    with pytest.raises(NietGevonden):
        await toon_overleg(id_, daad=daad(deps, NIJMEEGS))
    with pytest.raises(Invoerfout):
        await plan(TIELS, kring="regio:rivierenland")
    await haal_eraf(id_, van_joyce.punten[0].id, reden="hoeft niet", daad=daad(deps, TIELS))


async def test_no_other_role_has_meetings(deps: Deps, plan: Plan) -> None:
    id_ = await plan()
    ruben = daad(deps, replace(RUBEN, gemeenten=(TIEL,)))

    for poging in (
        toon_overleggen(voor=None, daad=ruben),
        toon_overleg(id_, daad=ruben),
        stel_op(None, "", daad=ruben),
        zet(deps, id_, [UUID(int=1)], ruben.medewerker),
        breng_in(id_, NUMMER, "ik", daad=ruben),
    ):
        with pytest.raises(NietGevonden):
            await poging


async def test_the_day_is_proposed_by_the_rhythm_and_what_is_planned_is_left_out(
    deps: Deps, plan: Plan
) -> None:
    """Rivierenland meets every 28 days, from 8 January 2026: on 10 December."""
    opzet = await stel_op(None, "", daad=daad(deps, MARIEKE))
    assert (opzet.kring.naam, opzet.soort) == ("Rivierenland", Overlegsoort.NAZORG)
    assert opzet.dagen[:2] == (date(2026, 12, 10), date(2027, 1, 7))

    op_de_dag = Moment(datum=date(2026, 12, 10), van=time(10), tot=time(12))
    await plan(MARIEKE, kring="regio:rivierenland", moment=op_de_dag)

    opzet = await stel_op(None, "", daad=daad(deps, MARIEKE))
    assert opzet.dagen[0] == date(2027, 1, 7)
    assert opzet.bezet == (date(2026, 12, 10),)
    begin = await stel_op(Overlegsoort.TRAJECTBEPALING, "", daad=daad(deps, MARIEKE))
    assert begin.dagen == (date(2026, 11, 30),), "five working days ahead"
    assert begin.kring.regio == ""


async def test_every_look_at_an_agenda_is_written_down_for_each_person_on_it(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    await toon_overleg(id_, daad=daad(deps, MARIEKE))

    rijen = await eigenaar.fetch(
        "select object, naam from nazorg.audit where actie = 'overleg_ingezien' order by 1"
    )
    assert [tuple(r) for r in rijen] == [
        (f"dossier:{NUMMER}", "Marieke Bos"),
        (f"overleg:{id_}", "Marieke Bos"),
    ]


async def test_a_dossier_that_is_removed_takes_its_places_along(
    deps: Deps, plan: Plan, daan: UUID, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    klok.zet(OP_DE_DAG)
    (punt,) = (await toon_overleg(id_, daad=daad(deps))).punten
    invoer = Afspraakinvoer(tekst="Bel de opvang", versie=0)
    await leg_afspraak_vast(id_, punt.id, invoer, daad=daad(deps))

    async with deps.store.open_unscoped_ontvangst() as tx:
        await bewaring.verwijder(tx, [daan])

    for tabel in ("overleg_punt", "overleg_afspraak"):
        assert await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}") == 0
    assert (await toon_overleg(id_, daad=daad(deps))).punten == []


async def test_a_fact_that_changes_changes_the_reason_of_the_next_look(
    deps: Deps, plan: Plan, daan: UUID
) -> None:
    await zeg(deps, Leefgebied.HUISVESTING, {"verblijf": "geen_adres", "woningzoekend": "nee"})
    id_ = await plan()
    await zet(deps, id_, [daan])

    (punt,) = (await toon_overleg(id_, daad=daad(deps))).punten

    assert punt.wie.zaak.standen[Leefgebied.HUISVESTING] == "niet_in_orde"
    assert punt.redenen == (Voorstelreden.VRIJLATING,)


async def test_who_works_for_no_gemeente_has_nothing_to_plan(deps: Deps) -> None:
    with pytest.raises(NietGevonden):
        await stel_op(None, "", daad=daad(deps, replace(MARIEKE, gemeenten=())))
