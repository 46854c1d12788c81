"""Certificates for simulators and tests: an authority of our own, made on the spot and not kept."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Certificaat:
    """A certificate and its key, as files in PEM."""

    pad: Path
    sleutel: Path


class Autoriteit:
    """Signs certificates for 127.0.0.1 and localhost, in a directory of its own."""

    def __init__(self, map_: Path, *, nu: datetime) -> None:
        self._map, self._nu = map_, nu
        self._sleutel = ec.generate_private_key(ec.SECP256R1())
        self._naam = _naam("Proefautoriteit nazorg")
        self._nummer = 0
        eigen = self._bouw(self._naam, self._sleutel.public_key(), timedelta(days=30), ca=True)
        self.ca = self._schrijf("ca.pem", eigen.public_bytes(serialization.Encoding.PEM))

    def maak(self, naam: str, *, geldig: timedelta = timedelta(days=1)) -> Certificaat:
        """Make a certificate. geldig: until when from now on; negative for one that is over."""
        sleutel = ec.generate_private_key(ec.SECP256R1())
        cert = self._bouw(_naam(naam), sleutel.public_key(), geldig)
        prive = sleutel.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return Certificaat(
            self._schrijf(f"{naam}.pem", cert.public_bytes(serialization.Encoding.PEM)),
            self._schrijf(f"{naam}.key", prive),
        )

    def server_tls(self, cert: Certificaat, *, eis_client: bool = False) -> ssl.SSLContext:
        """Return what a server needs; eis_client: only who has a certificate of ours gets in."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert.pad, cert.sleutel)
        if eis_client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.ca)
        return context

    def _bouw(
        self,
        naam: x509.Name,
        sleutel: ec.EllipticCurvePublicKey,
        geldig: timedelta,
        *,
        ca: bool = False,
    ) -> x509.Certificate:
        namen = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        self._nummer += 1
        bouw = (
            x509.CertificateBuilder()
            .subject_name(naam)
            .issuer_name(self._naam)
            .public_key(sleutel)
            .serial_number(self._nummer)
            .not_valid_before(self._nu - timedelta(days=60))
            .not_valid_after(self._nu + geldig)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._sleutel.public_key()),
                critical=False,
            )
        )
        if not ca:
            bouw = bouw.add_extension(x509.SubjectAlternativeName(namen), critical=False)
        else:
            bouw = bouw.add_extension(_ondertekent(), critical=True)
        return bouw.sign(self._sleutel, hashes.SHA256())

    def _schrijf(self, naam: str, inhoud: bytes) -> Path:
        pad = self._map / naam
        pad.touch(mode=0o600)
        pad.write_bytes(inhoud)
        return pad


def _ondertekent() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _naam(naam: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
