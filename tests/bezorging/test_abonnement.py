"""Who wants our events: added by a person, with a secret that is shown once."""

import base64
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store.outbox import DOSSIER_GEOPEND, DOSSIER_GEWIJZIGD
from nazorg.usecases.bezorging import abonnement
from nazorg.usecases.bezorging.abonnement import OngeldigAbonnement, to_abonnee, voeg_toe
from tests.bezorging.conftest import abonneer, bezorg, maak_bezorger, schrijf
from tests.bezorging.ontvanger import Ontvanger
from tests.klok import VasteKlok


async def test_the_secret_that_was_shown_is_the_one_that_we_sign_with(deps: Deps) -> None:
    geheim = await abonneer(deps, "https://partner.example/in")

    (rij,) = await abonnement.lijst(store=deps.store)

    sleutel = base64.b64decode(geheim.removeprefix("whsec_"))
    assert len(sleutel) == 32
    assert to_abonnee(rij, deps.kluis).geheim == sleutel


@pytest.mark.parametrize(
    "url",
    [
        "partner.example/in",
        "ftp://partner.example/in",
        "https://",
        "https://naam:wachtwoord@partner.example/in",
        "https://partner.example:99999/in",
        "https://partner.example/in\nX: y",
        "https://partner.example/een plek",
        "https://partner.example/" + "a" * 500,
        "https://[::1/in",
    ],
)
async def test_what_is_no_safe_address_is_refused(url: str, deps: Deps) -> None:
    with pytest.raises(OngeldigAbonnement):
        await abonneer(deps, url)

    assert await abonnement.lijst(store=deps.store) == []


async def test_without_tls_only_where_people_are_invented(deps: Deps) -> None:
    with pytest.raises(OngeldigAbonnement):
        await voeg_toe(
            "partner",
            "http://partner.example/in",
            (),
            store=deps.store,
            kluis=deps.kluis,
            klok=deps.klok,
            demo=False,
        )


@pytest.mark.parametrize(("naam", "soort"), [("", DOSSIER_GEOPEND), ("x" * 81, ""), ("a", "nl.x")])
async def test_a_name_or_kind_that_cannot_be_is_refused(naam: str, soort: str, deps: Deps) -> None:
    with pytest.raises(OngeldigAbonnement):
        await abonneer(deps, "https://partner.example/in", naam, *filter(None, [soort]))


async def test_a_name_is_in_use_until_it_is_stopped(deps: Deps, klok: VasteKlok) -> None:
    await abonneer(deps, "https://partner.example/in")
    with pytest.raises(OngeldigAbonnement):
        await abonneer(deps, "https://partner.example/in")

    await abonnement.stop("partner", store=deps.store, klok=klok)
    klok.verder(seconds=1)
    await abonneer(deps, "https://partner.example/in")

    lijst = await abonnement.lijst(store=deps.store)
    assert [r.gestopt_door for r in lijst] == ["beheerder", None]
    with pytest.raises(OngeldigAbonnement):
        await abonnement.stop("onbekend", store=deps.store, klok=klok)


async def test_a_subscription_gets_what_it_asked_for_from_then_on(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await schrijf(deps, UUID(int=1))
    klok.verder(seconds=1)
    await abonneer(deps, ontvanger.url, "alles")
    await abonneer(deps, ontvanger.url + "/een", "alleen geopend", DOSSIER_GEOPEND)
    (later,) = await schrijf(deps, UUID(int=1))

    await bezorg(maak_bezorger(deps))

    assert [(g.pad, g.event["type"]) for g in ontvanger.gekregen] == [("/in", DOSSIER_GEWIJZIGD)]
    assert ontvanger.ids == [str(later)]


async def test_every_change_is_in_the_audit_log(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await abonneer(deps, "https://partner.example/in")
    await abonnement.stop("partner", store=deps.store, klok=klok)

    regels = await eigenaar.fetch("select actie, oorsprong from nazorg.audit order by volgnr")

    assert [tuple(r) for r in regels] == [
        ("abonnement_toegevoegd", "opdrachtregel"),
        ("abonnement_gestopt", "opdrachtregel"),
    ]
