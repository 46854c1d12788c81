"""Who may not speak for a source does not get its word in later; nor does the mayor's news."""

import json
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.berichten.uitkomst import Reden, RuwBericht, Uitkomst
from nazorg.contract import envelop
from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.berichten.corrigeer import Corrector
from nazorg.usecases.berichten.speel_opnieuw import NietsTeHerhalen
from tests.factories import BRON, event, persoon, ruw
from tests.herhalen import alle_ids, speel, tel, uitkomsten, wie

ANDER = "urn:nld:oin:00000099000000003000:systeem:verzonnen"
NIEUWER = "nl.gedetineerden.detentie-begonnen.v2"


def van(bericht: dict[str, Any], *bronnen: str) -> RuwBericht:
    return replace(ruw(bericht), bronnen=frozenset(bronnen or (ANDER,)))


@pytest.fixture
def bijgewerkt(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade that knows the newer version."""
    begin = SOORT_VAN_TYPE["nl.gedetineerden.detentie-begonnen.v1"]
    monkeypatch.setitem(SOORT_VAN_TYPE, NIEUWER, begin)
    monkeypatch.setattr(envelop, "_TYPEN", envelop._TYPEN | {NIEUWER})


async def probeer(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    """Offer everything again, as far as that may be asked for."""
    try:
        id_ = await speel(deps)
    except NietsTeHerhalen:
        id_ = await speel(deps, ids=await alle_ids(eigenaar))
    assert "verwerkt" not in await uitkomsten(eigenaar, id_)


async def rij(eigenaar: asyncpg.Connection) -> tuple[str, str, bool]:
    return tuple(
        await eigenaar.fetchrow(
            """select uitkomst, reden, inhoud is not null
            from nazorg.bericht left join nazorg.bericht_inhoud using (id)"""
        )
    )


@pytest.mark.parametrize("soort", [NIEUWER, "nl.gedetineerden.detentie-begonnen.v1"])
async def test_a_forbidden_source_stays_out_also_after_an_upgrade(
    soort: str, deps: Deps, eigenaar: asyncpg.Connection, request: pytest.FixtureRequest
) -> None:
    (uit,) = await deps.ontvang([van(event(envelop={"type": soort}))])
    request.getfixturevalue("bijgewerkt")

    await probeer(deps, eigenaar)

    assert (uit.uitkomst, uit.reden) == (Uitkomst.APART_GEZET, Reden.BRON_NIET_TOEGESTAAN)
    assert await tel(eigenaar, "dossier") == 0
    assert (await rij(eigenaar))[:2] == ("apart_gezet", "bron_niet_toegestaan")


async def test_a_row_from_before_with_the_source_as_second_fault_stays_out_too(
    deps: Deps, eigenaar: asyncpg.Connection, request: pytest.FixtureRequest
) -> None:
    await deps.ontvang([van(event(envelop={"type": NIEUWER}))])
    fouten = json.loads(await eigenaar.fetchval("select fouten::text from nazorg.bericht"))
    await eigenaar.execute(
        "update nazorg.bericht set reden = 'nieuwere_versie', fouten = $1::text::jsonb",
        json.dumps(fouten[::-1]),
    )
    request.getfixturevalue("bijgewerkt")

    await probeer(deps, eigenaar)

    assert await tel(eigenaar, "dossier") == 0
    (id_,) = await alle_ids(eigenaar)
    with pytest.raises(NietGevonden):
        await Corrector(deps.ontvanger).stel_voor(
            id_, {}, (), "mag dit?", medewerker=wie(deps), oorsprong="test"
        )


async def test_an_envelope_that_cannot_be_read_is_no_way_round(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang([van(event(envelop={"time": None}))])

    assert Reden.BRON_NIET_TOEGESTAAN in {f.reden for f in uit.fouten}
    await probeer(deps, eigenaar)


async def test_our_own_fault_does_not_open_the_door_for_a_forbidden_source(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvanger.zet_apart(van(event()))

    await probeer(deps, eigenaar)

    assert (await rij(eigenaar))[:2] == ("apart_gezet", "bron_niet_toegestaan")
    assert await tel(eigenaar, "dossier") == 0


async def test_what_an_allowed_source_sent_can_be_offered_again_after_our_fault(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvanger.zet_apart(van(event(), BRON))

    id_ = await speel(deps)

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 1}


@pytest.mark.parametrize(
    "soort", ["nl.justitiabelen.bij-melding.v1", "nl\\u002ejustitiabelen.x.v1"]
)
async def test_our_own_fault_keeps_nothing_of_what_is_for_the_mayor(
    soort: str, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    lijf = ruw(event()).inhoud.replace(b"nl.gedetineerden.detentie-begonnen.v1", soort.encode())

    await deps.ontvanger.zet_apart(ruw(lijf))

    assert await rij(eigenaar) == ("apart_gezet", "verkeerde_deur", False)


async def test_our_own_fault_keeps_no_flood(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await deps.ontvanger.zet_apart(ruw(event(persoon=persoon(voornamen="x" * 70_000))))

    assert await rij(eigenaar) == ("apart_gezet", "te_groot", False)


async def test_news_for_the_mayor_of_a_forbidden_source_is_not_kept(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([van(event(envelop={"type": "nl.justitiabelen.iets.v1"}))])

    assert await rij(eigenaar) == ("apart_gezet", "verkeerde_deur", False)
