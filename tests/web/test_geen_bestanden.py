"""L29: the file of a prison is not copied: no door takes a document in, in any form."""

import base64
import io
import json
import zipfile
from collections.abc import Callable

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.contract.lezen import Afgekeurd
from nazorg.deps import BijDeps, Deps
from nazorg.usecases.berichten.beoordeel import unseal
from tests.bij.berichten import gemeld, uitspraak
from tests.bij.conftest import stuur
from tests.contract.berichten import LEZER
from tests.factories import data, event, ruw
from tests.lijsten import KOPPEN, rij, to_csv
from tests.web.conftest import RUBEN, Als
from tests.web.invoerdeur import breng, breng_goed

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8
BLOB = base64.b64encode(PDF).decode()
_DOSSIER = "UEVOSVRFTlRJQUlSIERPU1NJRVI"  # a word of a document, as it would lie in a cell


@pytest.mark.parametrize("veld", ["bestand", "bijlage", "document", "inhoud", "data_base64"])
@pytest.mark.parametrize("soort", [Soort.BEGONNEN, Soort.BEEINDIGD])
def test_l29_a_notice_with_a_document_in_its_data_is_set_aside(soort: Soort, veld: str) -> None:
    bericht = event(soort, envelop={"data": data(soort) | {veld: BLOB}})

    assert isinstance(LEZER.lees(ruw(bericht)), Afgekeurd)


def test_l29_a_notice_that_is_a_document_is_set_aside() -> None:
    bericht = event() | {"datacontenttype": "application/pdf", "data_base64": BLOB}
    del bericht["data"]

    assert isinstance(LEZER.lees(ruw(json.dumps(bericht).encode())), Afgekeurd)


@pytest.mark.parametrize(
    "inhoud",
    [
        gemeld() | {"bijlage": BLOB},
        gemeld(uitspraken=[uitspraak() | {"vonnis": BLOB}]),
        gemeld(uitspraken=[uitspraak(kwalificatie=BLOB)]),
    ],
)
async def test_l29_a_message_for_the_mayor_with_a_document_is_set_aside(
    bij: BijDeps, inhoud: dict[str, object], eigenaar: asyncpg.Connection
) -> None:
    assert (await stuur(bij, inhoud)).uitkomst == "apart_gezet"
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0


def _pak() -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as pak:
        pak.writestr("dossier.pdf", PDF)
    return uit.getvalue()


@pytest.mark.parametrize("maak", [lambda: PDF, _pak, lambda: b"\x89PNG\r\n\x1a\n" + PDF])
async def test_l29_a_list_that_is_a_document_is_refused_and_not_kept(
    als: Als, maak: Callable[[], bytes], eigenaar: asyncpg.Connection
) -> None:
    antwoord = await breng(await als(RUBEN), maak())

    assert antwoord.status_code == 422
    assert await eigenaar.fetchval("select count(*) from nazorg.invoer") == 0


async def test_l29_a_document_in_a_cell_of_a_list_goes_nowhere(
    als: Als, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    ruben = await als(RUBEN)
    lijst = to_csv([*rij(), _DOSSIER + BLOB], koppen=[*KOPPEN, "Bijlage"])
    pad = await breng_goed(ruben, lijst)
    await ruben.post(f"{pad}/opnemen")

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    (bewaard,) = await eigenaar.fetch("select id, inhoud from nazorg.bericht_inhoud")
    tekst = unseal(bewaard["inhoud"], bewaard["id"], deps.kluis)
    assert b"Verhoeven" in tekst
    assert _DOSSIER.encode() not in tekst
