"""What was agreed with a partner about the line: where, how fast, and how we say who we are."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenafspraak:
    """OAuth 2.0 client credentials (RFC 6749, 4.4). geheim: empty when a certificate says it."""

    url: str
    client_id: str
    geheim: str = field(default="", repr=False)
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijnafspraak:
    """One partner. url: the base address, or that of our FSC outway.

    headers: sent with every question, such as those of Digikoppeling or FSC. per_doel: more of them
    for a purpose, such as x-doelbinding; a purpose that is not in a filled table cannot be asked.
    seconden: for a whole attempt. tegelijk: so many questions at once. max_bytes: of an answer.
    """

    partner: Partner
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    per_doel: Mapping[Doel, Mapping[str, str]] = field(default_factory=dict)
    token: Tokenafspraak | None = None
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    seconden: float = 5.0
    pogingen: int = 2
    tegelijk: int = 20
    max_bytes: int = 256 * 1024


def maak_tls(
    *, ca: str | None = None, certificaat: str | None = None, sleutel: str | None = None
) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and up; with a client certificate when one is given (mTLS).

    Raises OSError (which ssl.SSLError is) when a file is not there or is no certificate.
    """
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificaat:
        context.load_cert_chain(certificaat, sleutel)
    return context
