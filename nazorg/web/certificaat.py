"""The client certificate that a proxy saw (mTLS ends there), as the proxy writes it in a header."""

import base64
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

_AFDRUK = re.compile(r"(?:[0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}")
_AFDRUK_64 = re.compile(r"[A-Za-z0-9_-]{43}")
_OIN = re.compile(r"[0-9]{20}")
_NAMEN = {"serialNumber": NameOID.SERIAL_NUMBER, "emailAddress": NameOID.EMAIL_ADDRESS}
_PEM = b"-----BEGIN CERTIFICATE-----"
MAX_KOP = 16_384


@dataclass(frozen=True, slots=True)
class Certificaat:
    """vingerafdruk: SHA-256 of the whole certificate. oin: of its subject (PKIoverheid)."""

    vingerafdruk: bytes | None
    oin: str | None

    @property
    def kenmerken(self) -> frozenset[str]:
        """Return the names under which a sender may be known by it."""
        afdruk = self.vingerafdruk.hex() if self.vingerafdruk else None
        return frozenset(k for k in (afdruk, self.oin) if k)


def lees_certificaat(tekst: str) -> Certificaat | None:
    """Read the header: a certificate, its SHA-256 thumbprint, its subject, or an OIN.

    A certificate is DER between colons (RFC 9440) or PEM with percent signs; a subject is written
    as RFC 4514 does. None when it is none of these.
    """
    tekst = tekst.strip()
    if not tekst or len(tekst) > MAX_KOP:
        return None
    return _uit_nummer(tekst) or _uit_tekst(tekst)


def _uit_nummer(tekst: str) -> Certificaat | None:
    """Read a thumbprint (hex, or base64url as in x5t#S256) or an OIN."""
    if _AFDRUK.fullmatch(tekst):
        return Certificaat(bytes.fromhex(tekst.replace(":", "")), None)
    if _AFDRUK_64.fullmatch(tekst):
        return Certificaat(base64.urlsafe_b64decode(tekst + "="), None)
    return Certificaat(None, tekst) if _OIN.fullmatch(tekst) else None


def _uit_tekst(tekst: str) -> Certificaat | None:
    """Read a certificate or a subject."""
    try:
        if tekst.startswith(":") and tekst.endswith(":"):
            return _uit_der(base64.b64decode(tekst[1:-1], validate=True))
        if (ruw := unquote_to_bytes(tekst)).startswith(_PEM):
            return _uit_x509(x509.load_pem_x509_certificate(ruw))
        oin = _oin(x509.Name.from_rfc4514_string(tekst, _NAMEN))
    except ValueError:
        return None
    return Certificaat(None, oin) if oin else None


def _uit_der(der: bytes) -> Certificaat:
    return _uit_x509(x509.load_der_x509_certificate(der))


def _uit_x509(certificaat: x509.Certificate) -> Certificaat:
    der = certificaat.public_bytes(Encoding.DER)
    return Certificaat(hashlib.sha256(der).digest(), _oin(certificaat.subject))


def _oin(naam: x509.Name) -> str | None:
    """Return the OIN of a subject; None when there is none, or more than one number."""
    nummers = naam.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    waarde = nummers[0].value if len(nummers) == 1 else None
    return waarde if isinstance(waarde, str) and _OIN.fullmatch(waarde) else None
