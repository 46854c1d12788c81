"""What an operator agrees with a provider: every way that works, and what stops the start."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pydantic import ValidationError

from nazorg.commands.inlogopbouw import met_inlog
from nazorg.commands.opbouw import Opstartfout
from nazorg.commands.storingen import zin_van
from nazorg.commands.webopbouw import web_instellingen
from nazorg.settings import Settings
from nazorg.simulatie.certificaten import Autoriteit
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.simulatie.inlogtoken import Sleutel, maak_sleutel
from nazorg.usecases.accounts import Register, voeg_toe
from nazorg.web.toegang import WebInstellingen
from tests.inloggen.bezoeker import ADRES, MARIEKE, open_bezoeker
from tests.inloggen.conftest import GEHEIM, MaakSite, voorstel
from tests.klok import VasteKlok

GOED = {
    "issuer": "https://login.gemeente.test",
    "client_id": "nazorg",
    "geheim": "g",
    "adres": "https://nazorg.gemeente.test",
}


def schrijf(pad: Path, sleutel: Sleutel) -> str:
    """Write a private key; return its public half."""
    pad.write_bytes(
        sleutel.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    openbaar = sleutel.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return openbaar.decode()


@pytest.fixture
async def marieke(provider: Inlogsimulator, register: Register) -> None:
    await voeg_toe(voorstel(provider.issuer), register)


@pytest.mark.parametrize("soort", ["rsa", "ec"])
async def test_we_can_prove_who_we_are_with_a_key_instead_of_a_secret(
    soort: str, maak_site: MaakSite, provider: Inlogsimulator, tmp_path: Path, marieke: None
) -> None:
    sleutel = maak_sleutel() if soort == "rsa" else ec.generate_private_key(ec.SECP256R1())
    provider.clients["nazorg"] = schrijf(tmp_path / "eigen.key", sleutel)
    schrijf(tmp_path / "andere.key", maak_sleutel())

    goed = maak_site(geheim=None, sleutel=tmp_path / "eigen.key")
    ander = maak_site(geheim=None, sleutel=tmp_path / "andere.key")
    async with open_bezoeker(goed) as een, open_bezoeker(ander) as twee:
        binnen, buiten = await een.log_in(MARIEKE), await twee.log_in(MARIEKE)

    assert binnen.status_code == 303
    assert buiten.status_code == 502


async def test_a_secret_that_the_provider_does_not_know_lets_nobody_in(
    maak_site: MaakSite, marieke: None
) -> None:
    async with open_bezoeker(maak_site(geheim="een-ander")) as bezoeker:
        assert (await bezoeker.log_in(MARIEKE)).status_code == 502


async def test_a_provider_may_sign_with_an_elliptic_curve(
    maak_site: MaakSite, provider: Inlogsimulator, marieke: None
) -> None:
    provider.aanbieder.sleutels = {"ec-1": ec.generate_private_key(ec.SECP256R1())}

    async with open_bezoeker(maak_site()) as bezoeker:
        assert (await bezoeker.log_in(MARIEKE)).status_code == 303


async def test_a_key_of_the_provider_that_is_too_short_is_none(
    maak_site: MaakSite, provider: Inlogsimulator, marieke: None
) -> None:
    kort = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    provider.aanbieder.sleutels = {"kort-1": kort}

    async with open_bezoeker(maak_site()) as bezoeker:
        with pytest.warns(Warning, match="RSA key"):
            assert (await bezoeker.log_in(MARIEKE)).status_code == 502


async def test_a_provider_whose_certificate_is_over_or_unknown_is_away(
    maak_site: MaakSite, tmp_path: Path, klok: VasteKlok
) -> None:
    echt = klok.nu().astimezone()
    autoriteit = Autoriteit(tmp_path, nu=echt)
    verlopen = autoriteit.maak("verlopen", geldig=timedelta(days=-30))
    for ca in (autoriteit.ca, None):
        provider = Inlogsimulator(
            klok=klok, clients={"nazorg": GEHEIM}, terug=frozenset({f"{ADRES}/login/terug"})
        )
        provider.tls = autoriteit.server_tls(verlopen)
        await provider.start()
        async with open_bezoeker(maak_site(issuer=provider.issuer, ca=ca)) as bezoeker:
            antwoord = await bezoeker.http.get("/login/start")
        await provider.stop()

        assert antwoord.status_code == 503


@pytest.mark.parametrize(
    "fout",
    [
        {"geheim": None},
        {"sleutel": "/er/niet"},
        {"issuer": "login.gemeente.test"},
        {"issuer": "https://login.gemeente.test?x=1"},
        {"adres": "https://nazorg.gemeente.test/pad"},
        {"adres": "nazorg.gemeente.test"},
        {"acr": [""]},
        {"max_minuten": 0},
        {"client_id": ""},
        {"redirect": "https://elders.test"},
    ],
)
def test_half_an_agreement_stops_the_start_in_a_sentence_without_a_value(
    fout: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAZORG_INLOGGEN", json.dumps(GOED | fout))

    with pytest.raises(ValidationError) as gevangen:
        Settings()

    zin = zin_van(gevangen.value)
    assert zin.startswith(("Deze instelling klopt niet: NAZORG_INLOGGEN", "Deze instellingen"))
    assert "gemeente.test" not in zin


@pytest.mark.parametrize(
    ("inloggen", "bij", "zin"),
    [
        ({"issuer": "http://login.test"}, None, "https"),
        ({"adres": "http://nazorg.test"}, None, "https"),
        ({"geheim": None, "sleutel": "/er/niet"}, None, "sleutel in NAZORG_INLOGGEN"),
        ({"ca": "/er/niet"}, None, "CA-certificaat"),
        ({}, {}, "eigen registratie"),
    ],
)
def test_what_is_not_safe_stops_the_start(
    inloggen: dict[str, Any], bij: dict[str, Any] | None, zin: str
) -> None:
    velden = {"omgeving": "productie", "inloggen": GOED | inloggen}
    if bij is not None:
        velden["bij_inloggen"] = GOED | bij

    with pytest.raises(Opstartfout, match=zin):
        met_inlog(WebInstellingen(demo=False), Settings.model_validate(velden))


def test_each_room_comes_back_to_its_own_address() -> None:
    bij = GOED | {"client_id": "bij", "adres": "https://bij.gemeente.test/"}
    settings = Settings.model_validate(
        {"omgeving": "productie", "inloggen": GOED, "bij_inloggen": bij}
    )

    instellingen = met_inlog(web_instellingen(settings), settings)

    assert instellingen.inlog
    assert instellingen.bij_inlog
    assert instellingen.inlog.terug == "https://nazorg.gemeente.test/login/terug"
    assert instellingen.bij_inlog.terug == "https://bij.gemeente.test/bij/login/terug"
