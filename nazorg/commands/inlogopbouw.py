"""Put together where people log in: the agreement with a provider, read once at the start."""

import ssl
from dataclasses import replace
from datetime import timedelta

from nazorg.commands.opbouw import Opstartfout
from nazorg.inloginstelling import Aanbiederinstelling
from nazorg.integrations.oidc.aanbieder import OidcAanbieder
from nazorg.integrations.oidc.afspraak import Oidcafspraak, Sleutel, lees_sleutel
from nazorg.kern.klok import Klok, SysteemKlok
from nazorg.settings import Settings
from nazorg.web.inloggen import Inlog
from nazorg.web.toegang import WebInstellingen


def met_inlog(
    instellingen: WebInstellingen, settings: Settings, *, klok: Klok | None = None
) -> WebInstellingen:
    """Return the same, with where people of each room log in. Raises Opstartfout."""
    return replace(
        instellingen,
        inlog=_maak(settings, "NAZORG_INLOGGEN", settings.inloggen, "/login", klok),
        bij_inlog=_maak_bij(settings, klok),
    )


def _maak_bij(settings: Settings, klok: Klok | None) -> Inlog | None:
    """Return where people of the room of the mayor log in: by a registration of its own."""
    eigen, ander = settings.bij_inloggen, settings.inloggen
    if eigen and ander and (eigen.issuer, eigen.client_id) == (ander.issuer, ander.client_id):
        raise Opstartfout("NAZORG_BIJ_INLOGGEN heeft een eigen registratie (client_id) nodig.")
    return _maak(settings, "NAZORG_BIJ_INLOGGEN", eigen, "/bij/login", klok)


def _maak(
    settings: Settings, naam: str, a: Aanbiederinstelling | None, pad: str, klok: Klok | None
) -> Inlog | None:
    if a is None:
        return None
    https = settings.omgeving == "productie"
    if https and not all(adres.startswith("https://") for adres in (a.issuer, a.adres)):
        raise Opstartfout(f"In {naam} moeten issuer en adres in productie met https:// beginnen.")
    afspraak = Oidcafspraak(
        issuer=a.issuer,
        client_id=a.client_id,
        geheim=a.geheim.get_secret_value() if a.geheim else "",
        sleutel=_sleutel(a, naam),
        acr=a.acr,
        hoogstens=timedelta(minutes=a.max_minuten) if a.max_minuten else None,
        tls=_tls(a, naam),
        https=https,
    )
    return Inlog(
        aanbieder=OidcAanbieder(afspraak, klok or SysteemKlok()),
        adres=a.adres,
        pad=pad,
        toegang_bij=a.toegang_bij,
    )


def _sleutel(a: Aanbiederinstelling, naam: str) -> Sleutel | None:
    if a.sleutel is None:
        return None
    try:
        return lees_sleutel(a.sleutel.read_bytes())
    except (OSError, ValueError) as fout:
        raise Opstartfout(
            f"De sleutel in {naam} is niet bruikbaar: een bestand in PEM, zonder wachtwoord, met"
            " RSA (2048 bits of meer) of EC P-256."
        ) from fout


def _tls(a: Aanbiederinstelling, naam: str) -> ssl.SSLContext:
    """Return whom we believe: the authority that was named, else those of this computer."""
    try:
        return ssl.create_default_context(cafile=a.ca)
    except (OSError, ValueError) as fout:
        raise Opstartfout(f"Het CA-certificaat in {naam} is niet te lezen.") from fout
