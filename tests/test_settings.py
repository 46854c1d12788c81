"""Settings that hang together: half an agreement stops the start, in words and without values."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from nazorg.commands.opbouw import Opstartfout
from nazorg.commands.storingen import zin_van
from nazorg.commands.webopbouw import web_instellingen
from nazorg.settings import Settings

BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"
AFDRUK = "ab" * 32
OAUTH = {
    "NAZORG_OAUTH_ISSUER": "https://login.test",
    "NAZORG_OAUTH_AUDIENCE": "nazorg",
    "NAZORG_OAUTH_JWKS_URL": "https://login.test/jwks",
}


def lees(monkeypatch: pytest.MonkeyPatch, **omgeving: str) -> Settings:
    for naam, waarde in omgeving.items():
        monkeypatch.setenv(naam, waarde)
    return Settings()


def afzender(**velden: Any) -> str:
    return json.dumps([{"naam": "proef", "bronnen": [BRON]} | velden])


@pytest.mark.parametrize(
    "velden",
    [
        {},
        {"token_sha256": "zoekmij"},
        {"token_sha256": AFDRUK, "bronnen": []},
        {"client_id": ""},
        {"certificaten": ["zoekmij"]},
        {"certificaten": [AFDRUK + "ab"]},
        {"token_sha256": AFDRUK, "per_minuut": -1},
        {"token_sha256": AFDRUK, "tokensha": "zoekmij"},
    ],
    ids=str,
)
def test_a_sender_that_cannot_be_recognised_stops_the_start(
    velden: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValidationError) as fout:
        lees(monkeypatch, NAZORG_AFZENDERS=afzender(**velden))

    assert "NAZORG_AFZENDERS_0" in zin_van(fout.value)
    assert "zoekmij" not in zin_van(fout.value)


def test_a_sender_is_read_as_it_was_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    dubbelepunten = ":".join(["AB"] * 32)
    settings = lees(
        monkeypatch,
        NAZORG_AFZENDERS=afzender(client_id="dji", certificaten=[dubbelepunten], per_minuut=5),
        NAZORG_AFZENDER_PER_MINUUT="60",
    )

    instellingen = web_instellingen(settings)

    (gelezen,) = instellingen.afzenders
    assert gelezen.client_id == "dji"
    assert gelezen.certificaten == {AFDRUK}
    assert (gelezen.per_minuut, instellingen.machines.per_minuut) == (5, 60)
    assert instellingen.machines.uitgever is None


@pytest.mark.parametrize("weg", OAUTH)
def test_half_an_agreement_with_an_issuer_stops_the_start(
    weg: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValidationError) as fout:
        lees(monkeypatch, **{naam: w for naam, w in OAUTH.items() if naam != weg})

    assert zin_van(fout.value) == (
        "Deze instellingen kloppen niet:"
        " oauth_issuer, oauth_audience en oauth_jwks_url horen bij elkaar."
    )


def test_a_header_of_a_proxy_needs_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as fout:
        lees(monkeypatch, NAZORG_CERTIFICAAT_HEADER="X-Client-Cert")

    assert "certificaat_proxies" in zin_van(fout.value)
    goed = lees(monkeypatch, NAZORG_CERTIFICAAT_PROXIES='["10.0.0.7", "fd00::/8"]')
    assert [str(n) for n in goed.certificaat_proxies] == ["10.0.0.7/32", "fd00::/8"]


def test_in_production_keys_come_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    onveilig = OAUTH | {"NAZORG_OAUTH_JWKS_URL": "http://login.test/jwks"}
    settings = lees(monkeypatch, NAZORG_OMGEVING="productie", **onveilig)

    with pytest.raises(Opstartfout):
        web_instellingen(settings)
    veilig = lees(monkeypatch, NAZORG_OAUTH_JWKS_URL="https://login.test/jwks")
    assert web_instellingen(veilig).machines.uitgever is not None
