"""A document: what it is called and where it lies. The document itself is never here (L29)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from nazorg.kern.bsn import is_bsn
from nazorg.kern.vrije_tekst import Tekstfout
from nazorg.leefgebieden.betrokken import check_naam

LANGSTE_ADRES = 400
_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_ZICHTBAAR = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """A place where documents lie. hosts: addresses of it that a link may go to."""

    id: str
    naam: str
    hosts: tuple[str, ...] = ()


Plekken = Mapping[str, Plek]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """One reference. plek: id of a place; waar: a number or folder there; url: '' for none."""

    id: UUID
    titel: str
    plek: str
    waar: str
    url: str
    datum: date | None


def check_stuk(
    s: Stuk, *, plekken: Plekken, medisch: Collection[str], vandaag: date
) -> dict[str, str]:
    """Return per field what is wrong; nothing when it may be kept. Never repeats what was typed."""
    fouten: dict[str, str] = {}
    for veld, tekst in (("titel", s.titel), ("waar", s.waar)):
        try:
            check_naam(tekst, medisch=medisch)
        except Tekstfout as fout:
            fouten[veld] = str(fout)
    if not s.titel.strip():
        fouten["titel"] = "Vul in wat het voor stuk is."
    if s.plek not in plekken:
        fouten["plek"] = "Kies waar het stuk ligt."
    if s.datum is None or s.datum > vandaag:
        fouten["datum"] = "Vul de datum van het stuk in: vandaag of eerder."
    if s.url.strip() and not is_adres(s.url.strip(), plekken.get(s.plek)):
        fouten["url"] = "Deze link mag hier niet. Gebruik een https-adres van de plek die u koos."
    return fouten


def is_adres(url: str, plek: Plek | None) -> bool:
    """Tell whether a link may be kept and shown: http(s), to this place, and nothing hidden in it.

    No name or password in it, no strange characters, and no number that could be a BSN.
    """
    if plek is None or len(url) > LANGSTE_ADRES or not _ZICHTBAAR.fullmatch(url):
        return False
    try:
        delen = urlsplit(url)
        poort = delen.port
    except ValueError:
        return False
    is_schoon = delen.username is None and delen.password is None and "\\" not in url
    geen_bsn = not any(is_bsn(getal) for getal in _NEGEN.findall(url))
    return is_schoon and geen_bsn and poort in (None, 80, 443) and _is_host(delen, plek)


def _is_host(delen: SplitResult, plek: Plek) -> bool:
    host = delen.hostname or ""
    return delen.scheme in ("http", "https") and any(
        host == toegestaan or host.endswith(f".{toegestaan}") for toegestaan in plek.hosts
    )
