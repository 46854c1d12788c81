"""Who is gone holds no work: what was theirs is nobody's again, and not before the last day."""

from dataclasses import replace
from datetime import date

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.jobs.ticker import tik
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.usecases.accounts import Register, Voorstel, beeindig, voeg_toe
from tests.factories import BSN_STEF, BUREN
from tests.inloggen.bezoeker import MARIEKE, Bezoeker
from tests.inloggen.conftest import voorstel
from tests.klok import VasteKlok
from tests.web.conftest import iemand, stuur
from tests.web.doen import ONBEKEND, doe, lijst, sleutel


@pytest.fixture
async def marieke(provider: Inlogsimulator, register: Register) -> Voorstel:
    wie = voorstel(provider.issuer)
    await voeg_toe(wie, register)
    return wie


@pytest.fixture
async def taak(
    deps: Deps, marieke: Voorstel, bezoeker: Bezoeker, eigenaar: asyncpg.Connection
) -> str:
    """Return a task that Marieke took."""
    await stuur(deps, iemand(BSN_STEF, "Blijft", tijd="2026-11-20T08:00:00Z", **ONBEKEND))
    await bezoeker.log_in(MARIEKE)
    (taak,) = await lijst(bezoeker.http, "team")
    bij_haar = await sleutel(eigenaar, taak)
    await doe(bezoeker.http, "toegewezen", bij_haar, eigenaar=marieke.account)
    assert await van_wie(eigenaar, taak) == marieke.account
    return taak


async def van_wie(eigenaar: asyncpg.Connection, taak: str) -> str:
    return str(
        await eigenaar.fetchval("select eigenaar from nazorg.taak where id::text = $1", taak)
    )


async def test_the_work_of_who_is_ended_is_nobodys_again(
    taak: str, deps: Deps, register: Register, eigenaar: asyncpg.Connection
) -> None:
    await beeindig("marieke-bos", None, door="Fatma", register=register)

    await tik(deps)

    assert await van_wie(eigenaar, taak) == ""


async def test_who_ends_tomorrow_holds_it_today(
    taak: str, deps: Deps, register: Register, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await beeindig("marieke-bos", date(2026, 11, 24), door="Fatma", register=register)

    await tik(deps)
    assert await van_wie(eigenaar, taak) == "marieke-bos"

    klok.verder(days=1)
    await tik(deps)
    assert await van_wie(eigenaar, taak) == ""


async def test_who_goes_on_with_other_rights_holds_it(
    taak: str, marieke: Voorstel, deps: Deps, register: Register, eigenaar: asyncpg.Connection
) -> None:
    await beeindig("marieke-bos", None, door="Fatma", register=register)
    ook_buren = replace(marieke, van=date(2026, 11, 23), gemeenten=(*marieke.gemeenten, BUREN))
    await voeg_toe(ook_buren, register)

    await tik(deps)

    assert await van_wie(eigenaar, taak) == "marieke-bos"


async def test_work_of_who_was_never_in_the_register_is_left_alone(
    taak: str, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute("update nazorg.taak set eigenaar = 'persona' where id::text = $1", taak)

    await tik(deps)

    assert await van_wie(eigenaar, taak) == "persona"
