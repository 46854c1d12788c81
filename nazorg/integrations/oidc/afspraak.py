"""What was agreed with a provider, and how we prove to it that we are its client."""

import base64
import secrets
import ssl
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote_plus

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_GELDIG = timedelta(minutes=1)
_SOORT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
Sleutel = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Oidcafspraak:
    """issuer: exactly as the provider writes it. geheim or sleutel: how we prove who we are.

    acr: one of these must have been met; empty for whatever the provider does. hoogstens: so long
    ago somebody may have logged in there. tls: made once, because to read all authorities takes
    time. https: whether every address must be.
    """

    issuer: str
    client_id: str
    tls: ssl.SSLContext
    geheim: str = field(default="", repr=False)
    sleutel: Sleutel | None = field(default=None, repr=False)
    acr: tuple[str, ...] = ()
    hoogstens: timedelta | None = None
    https: bool = True

    def mag(self, adres: str) -> bool:
        """Tell whether we may go to an address: never without encryption when that is demanded."""
        return adres.startswith("https://" if self.https else ("https://", "http://"))


def lees_sleutel(pem: bytes) -> Sleutel:
    """Return the private key in a file. Raises ValueError for what we cannot sign with."""
    try:
        sleutel = load_pem_private_key(pem, password=None)
    except TypeError as fout:  # what the library says of a key with a password
        raise ValueError("geen bruikbare sleutel") from fout
    if isinstance(sleutel, RSAPrivateKey) and sleutel.key_size >= 2048:
        return sleutel
    if isinstance(sleutel, EllipticCurvePrivateKey) and isinstance(sleutel.curve, SECP256R1):
        return sleutel
    raise ValueError("geen bruikbare sleutel")


def bewijs_client(
    afspraak: Oidcafspraak, nu: datetime, *, voor: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headers and the fields that go along with a question to the token endpoint."""
    if afspraak.sleutel is not None:
        velden = {"client_id": afspraak.client_id, "client_assertion_type": _SOORT}
        return {}, velden | {"client_assertion": _onderteken(afspraak, afspraak.sleutel, nu, voor)}
    # Form-encoded before they are joined (RFC 6749, 2.3.1): a colon in a name would split it.
    paar = f"{quote_plus(afspraak.client_id)}:{quote_plus(afspraak.geheim)}"
    return {"Authorization": f"Basic {base64.b64encode(paar.encode()).decode()}"}, {}


def _onderteken(afspraak: Oidcafspraak, sleutel: Sleutel, nu: datetime, voor: str) -> str:
    """Return a JWT that only we can have made (private_key_jwt; OpenID Connect Core, 9)."""
    alg = "ES256" if isinstance(sleutel, EllipticCurvePrivateKey) else "PS256"
    inhoud = {
        "iss": afspraak.client_id,
        "sub": afspraak.client_id,
        "aud": voor,
        "jti": secrets.token_urlsafe(16),
        "iat": int(nu.timestamp()),
        "exp": int((nu + _GELDIG).timestamp()),
    }
    return jwt.encode(inhoud, sleutel, algorithm=alg)
