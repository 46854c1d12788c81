"""What is wrong with an envelope of the right shape, and what of it may be shown."""

import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from nazorg.berichten.soort import (
    BIJ_SOORT_VAN_TYPE,
    BRONSOORT_VAN_TYPE,
    ONBEKENDE_BRON,
    SOORT_VAN_TYPE,
)
from nazorg.berichten.spoor import Spoor, lees_spoor
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.berichten.volgnummers import is_volgnummer
from nazorg.contract import velden, wire
from nazorg.contract.controles import fout, is_mogelijk_jaar
from nazorg.contract.gelezen import Afgekeurd
from nazorg.kern.bsn import is_bsn

ONBEKEND_TYPE = "onbekend"
# How a number begins that we gave to a message without one of its own that may be shown.
EIGEN_NUMMER = "sha256-"

_NEGEN_CIJFERS = re.compile(r"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")
# Digits only in the version, so that a type that is shown and logged cannot hold a number.
_TOONBAAR_TYPE = re.compile(r"nl(\.[a-z]+(-[a-z]+)*){1,5}\.v[0-9]{1,3}\Z")
# Whatever else is wrong with it, news for the mayor must not stay on this side (L01).
_VAN_BIJ = "nl.justitiabelen."
_VERSIE = re.compile(r"(.+)\.v[0-9]{1,9}\Z")
_TYPEN = frozenset([*SOORT_VAN_TYPE, *BRONSOORT_VAN_TYPE])
_STAMMEN = frozenset(naam.removesuffix(".v1") for naam in _TYPEN)


def fouten_in_kop(envelop: wire.Envelop, bronnen: frozenset[str] | None) -> list[Fout]:
    """Return everything that is wrong with the context attributes, the gravest first.

    For the mayor goes before all: of that nothing may be kept. Who may not speak goes before what
    we do not know: a newer nazorg may know it, and must not take it all the same.
    """
    fouten: list[Fout] = []
    soort = reden_van_type(envelop.type)
    if soort is Reden.VERKEERDE_DEUR:
        fouten.append(fout("type", soort))
    if bron := _reden_van_bron(envelop.source, bronnen):
        fouten.append(fout("source", bron))
    if soort and soort is not Reden.VERKEERDE_DEUR:
        fouten.append(fout("type", soort))
    if not _is_json(envelop.datacontenttype):
        geen_json = fout("datacontenttype", Reden.GEEN_CLOUDEVENT, "De inhoud moet JSON zijn.")
        fouten.append(geen_json)
    if envelop.subject and bevat_bsn(envelop.subject):
        fouten.append(fout("subject", Reden.BSN_BUITEN_DATA))
    if bevat_bsn(envelop.id):
        fouten.append(fout("id", Reden.BSN_BUITEN_DATA))
    if not is_mogelijk_jaar(envelop.time.year):
        fouten.append(fout("time", Reden.ONMOGELIJKE_DATUM, "Dit jaar kan niet kloppen."))
    return fouten


def _reden_van_bron(bron: str, bronnen: frozenset[str] | None) -> Reden | None:
    if _bron_bevat_bsn(bron):
        return Reden.BSN_BUITEN_DATA
    return None if mag_van_bron(bron, bronnen) else Reden.BRON_NIET_TOEGESTAAN


def reden_van_type(naam: str) -> Reden | None:
    """Tell why this door does not take a type: for the mayor, newer than we know, or unknown."""
    if naam in _TYPEN:
        return None
    if naam in BIJ_SOORT_VAN_TYPE or naam.startswith(_VAN_BIJ):
        return Reden.VERKEERDE_DEUR
    versie = _VERSIE.match(naam)
    if versie and versie[1] in _STAMMEN:
        return Reden.NIEUWERE_VERSIE
    return Reden.ONBEKENDE_SOORT


def is_voor_bij(ruw: bytes) -> bool:
    """Tell whether a message that cannot be read seems to be one for the mayor."""
    return _VAN_BIJ.encode() in ruw


def mag_van_bron(bron: str, bronnen: frozenset[str] | None) -> bool:
    """Tell whether a source has the canonical form and this sender may speak for it."""
    return _is_bron(bron) and (bronnen is None or bron in bronnen)


# There are few sources and many messages: what a source looks like is looked at once.
@lru_cache(maxsize=1024)
def _is_bron(bron: str) -> bool:
    return velden.IS_BRON.match(bron) is not None


@lru_cache(maxsize=1024)
def _bron_bevat_bsn(bron: str) -> bool:
    return bevat_bsn(bron)


def bevat_bsn(tekst: str) -> bool:
    """Tell whether a BSN stands anywhere in tekst, on its own between other signs."""
    return any(is_bsn(getal) for getal in _NEGEN_CIJFERS.findall(tekst))


def toonbare_bron(envelop: wire.Envelop) -> str:
    bron = envelop.source
    return bron if velden.IS_BRON.match(bron) and not bevat_bsn(bron) else ONBEKENDE_BRON


def toonbaar_id(envelop: wire.Envelop) -> str:
    """Return the id; one with a BSN in it must not become a key that is shown and logged."""
    return vingerafdruk(envelop.id.encode()) if bevat_bsn(envelop.id) else envelop.id


def toonbaar_type(naam: str) -> str:
    """Keep a type only when it looks like one: it is shown on screens."""
    return naam if _TOONBAAR_TYPE.match(naam) else ONBEKEND_TYPE


def moment(envelop: wire.Envelop) -> datetime | None:
    """Return `time` in UTC; None where the calendar ends and UTC does not exist."""
    return envelop.time.astimezone(UTC) if is_mogelijk_jaar(envelop.time.year) else None


def spoor_van(envelop: wire.Envelop) -> Spoor | None:
    """Return the trace that the message itself carries, if it is one."""
    if not bytes(envelop.traceparent):
        return None
    return lees_spoor(_tekst(envelop.traceparent), _tekst(envelop.tracestate))


def _tekst(ruw: msgspec.Raw) -> str | None:
    try:
        return msgspec.json.decode(ruw, type=str)
    except msgspec.MsgspecError:
        return None


def vingerafdruk(ruw: bytes) -> str:
    """Return an id for a message without one: the same bytes are the same message."""
    return EIGEN_NUMMER + hashlib.sha256(ruw).hexdigest()


def keur_af(
    envelop: wire.Envelop, fouten: tuple[Fout, ...], gemeente: str | None = None
) -> Afgekeurd:
    """Return a message that is set aside, under its own name as far as that may be shown."""
    return Afgekeurd(
        toonbare_bron(envelop),
        toonbaar_id(envelop),
        toonbaar_type(envelop.type),
        moment(envelop),
        gemeente,
        fouten,
        spoor_van(envelop),
        _volgorde(envelop, fouten),
    )


def _volgorde(envelop: wire.Envelop, fouten: tuple[Fout, ...]) -> int:
    """Return the number of a message; at the other door its source counts from another one."""
    nummer = int(envelop.sequence or 0)
    is_van_hier = all(f.reden is not Reden.VERKEERDE_DEUR for f in fouten)
    geloofd = is_van_hier and toonbare_bron(envelop) != ONBEKENDE_BRON
    return nummer if geloofd and is_volgnummer(nummer) else 0


def _is_json(mediatype: str | None) -> bool:
    """Tell whether `datacontenttype` is that of JSON; a charset says nothing inside JSON."""
    if mediatype is None or mediatype == "application/json":
        return True
    return mediatype.partition(";")[0].strip().lower() == "application/json"
