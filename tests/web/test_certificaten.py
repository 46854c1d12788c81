"""mTLS through a proxy: only what a proxy that we know says about a certificate counts."""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import quote

import asyncpg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from nazorg.deps import Deps
from nazorg.web.certificaat import lees_certificaat
from tests.klok import VasteKlok
from tests.web.machinedeur import (
    AFDRUK,
    ANDERE_AFDRUK,
    KOP,
    OIN,
    PROXY,
    VAST,
    VREEMD_ADRES,
    open_machine,
)


def maak_certificaat(*nummers: str) -> x509.Certificate:
    sleutel, klok = ec.generate_private_key(ec.SECP256R1()), VasteKlok()
    naam = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "koppelvlak.test"),
            *(x509.NameAttribute(NameOID.SERIAL_NUMBER, n) for n in nummers),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(7)
        .not_valid_before(klok.nu())
        .not_valid_after(klok.nu() + timedelta(days=1))
        .sign(sleutel, hashes.SHA256())
    )


CERT = maak_certificaat(OIN)
DER = CERT.public_bytes(Encoding.DER)


async def herkomst(eigenaar: asyncpg.Connection) -> list[str]:
    return [r[0] for r in await eigenaar.fetch("select herkomst from nazorg.bericht order by id")]


@pytest.mark.parametrize(
    ("waarde", "wie"),
    [
        (AFDRUK.hex(), "met-afdruk"),
        (AFDRUK.hex().upper(), "met-afdruk"),
        (AFDRUK.hex(":"), "met-afdruk"),
        (base64.urlsafe_b64encode(AFDRUK).decode().rstrip("="), "met-afdruk"),
        (OIN, "met-oin"),
        (f"CN=koppelvlak.test,serialNumber={OIN},O=DJI,C=NL", "met-oin"),
        (f":{base64.b64encode(DER).decode()}:", "met-oin"),
        (quote(CERT.public_bytes(Encoding.PEM).decode()), "met-oin"),
    ],
    ids=["hex", "HEX", "colons", "base64url", "oin", "subject", "RFC 9440", "PEM"],
)
async def test_a_certificate_that_the_proxy_saw_is_enough(
    waarde: str, wie: str, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    async with open_machine(deps) as machine:
        antwoord = await machine.stuur(headers=[(KOP, waarde)])

    assert antwoord.status_code == 200
    assert await herkomst(eigenaar) == [wie]


@pytest.mark.parametrize(
    "waarden",
    [
        [],
        [""],
        [ANDERE_AFDRUK.hex()],
        [OIN[:-1]],
        [OIN + "0"],
        [AFDRUK.hex(), AFDRUK.hex()],
        [f"CN=x\\,serialNumber={OIN}"],
        [f"/CN=x/serialNumber={OIN}"],
        [f"serialNumber={OIN},serialNumber={OIN}"],
        [":e30=:"],
        ["x" * 20_000],
    ],
    ids=lambda w: str(w)[:40],
)
async def test_what_is_not_a_known_certificate_lets_nobody_in(
    waarden: list[str], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    async with open_machine(deps) as machine:
        antwoord = await machine.stuur(headers=[(KOP, w) for w in waarden])

    assert antwoord.status_code == 401
    assert antwoord.headers["www-authenticate"] == 'Bearer realm="nazorg"'
    assert await herkomst(eigenaar) == []


async def test_a_certificate_in_a_header_from_anywhere_else_is_not_believed(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    with capture_logs() as regels:
        async with open_machine(deps, adres=VREEMD_ADRES) as machine:
            for _ in range(5):
                assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 401
            klok.verder(minutes=1)
            await machine.stuur(headers=[(KOP, OIN)])

    gemeld = [r["aantal"] for r in regels if r["event"] == "door.certificate_not_believed"]
    assert gemeld == [1, 5]
    assert await herkomst(eigenaar) == []


async def test_without_a_header_in_the_settings_no_header_counts(deps: Deps) -> None:
    async with open_machine(deps, certificaat_header="", proxies=()) as machine:
        assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 401


async def test_a_sender_with_a_certificate_needs_it_beside_its_token(deps: Deps) -> None:
    async with open_machine(deps) as machine:
        zonder = await machine.stuur(VAST)
        vreemd = await machine.stuur(VAST, headers=[(KOP, AFDRUK.hex())])
        alleen = await machine.stuur(headers=[(KOP, ANDERE_AFDRUK.hex())])
        beide = await machine.stuur(VAST, headers=[(KOP, ANDERE_AFDRUK.hex())])

    statussen = [a.status_code for a in (zonder, vreemd, alleen, beide)]
    assert statussen == [401, 401, 401, 200]


async def test_a_wrong_token_is_not_mended_by_a_good_certificate(deps: Deps) -> None:
    async with open_machine(deps) as machine:
        antwoord = await machine.stuur("wrong", headers=[(KOP, OIN)])

    assert antwoord.status_code == 401


def test_the_thumbprint_is_that_of_the_whole_certificate() -> None:
    gelezen = lees_certificaat(f":{base64.b64encode(DER).decode()}:")

    assert gelezen is not None
    assert gelezen.vingerafdruk == hashlib.sha256(DER).digest()
    assert gelezen.oin == OIN


def test_two_numbers_in_a_subject_are_no_number() -> None:
    der = maak_certificaat(OIN, "00000099000000002000").public_bytes(Encoding.DER)

    gelezen = lees_certificaat(f":{base64.b64encode(der).decode()}:")

    assert gelezen is not None
    assert gelezen.oin is None


@given(st.text(max_size=300) | st.from_regex(r"(CN|serialNumber|O)=[^ ]{0,40}(,[^ ]{0,40})*"))
def test_no_header_makes_it_stumble(tekst: str) -> None:
    gelezen = lees_certificaat(tekst)

    assert gelezen is None or gelezen.kenmerken


def test_the_tests_come_from_the_proxy() -> None:
    assert PROXY != VREEMD_ADRES
