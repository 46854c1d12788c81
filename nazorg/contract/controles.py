"""Checks that a shape cannot express: elfproef, known codes, dates that can be true together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nazorg.berichten.uitkomst import ZIN, Fout, Reden
from nazorg.contract import wire
from nazorg.kern.bsn import is_bsn
from nazorg.kern.deeldatum import DeelDatum, is_mogelijk
from nazorg.kern.gemeente import ONBEKEND, RNI

GEEN_WOONPLAATS = frozenset({ONBEKEND, RNI})


@dataclass(frozen=True, slots=True)
class Bekend:
    """The codes that exist: gemeenten of BRP tabel 33 (past ones too) and inrichtingen."""

    gemeenten: frozenset[str]
    inrichtingen: frozenset[str]


def controleer(data: wire.Basis, bekend: Bekend) -> list[Fout]:
    """Return everything that is impossible in a message of the right shape."""
    fouten = [*_persoon(data.persoon), *_gemeenten(data, bekend)]
    match data:
        case wire.Begonnen(inrichting=code) | wire.Overgeplaatst(inrichting=code):
            if code not in bekend.inrichtingen:
                fouten.append(fout("data.inrichting", Reden.ONBEKENDE_INRICHTING))
    fouten.extend(_datums(data))
    return fouten


def fout(pad: str, reden: Reden, tekst: str | None = None) -> Fout:
    return Fout(pad, reden, tekst or ZIN[reden])


def _persoon(persoon: wire.Persoon) -> Iterator[Fout]:
    if persoon.bsn is not None and not is_bsn(persoon.bsn):
        yield fout("data.persoon.bsn", Reden.ONGELDIG_BSN)
    geboorte = persoon.geboorte
    if geboorte and not is_mogelijk(DeelDatum(geboorte.jaar, geboorte.maand, geboorte.dag)):
        yield fout(
            "data.persoon.geboorte", Reden.ONMOGELIJKE_DATUM, "Deze geboortedatum bestaat niet."
        )


def _gemeenten(data: wire.Basis, bekend: Bekend) -> Iterator[Fout]:
    if data.ontvangerGemeente not in bekend.gemeenten or data.ontvangerGemeente in GEEN_WOONPLAATS:
        yield fout("data.ontvangerGemeente", Reden.ONBEKENDE_GEMEENTE)
    if data.gemeenteBrp is not None and data.gemeenteBrp not in bekend.gemeenten:
        yield fout("data.gemeenteBrp", Reden.ONBEKENDE_GEMEENTE)
    vestiging = data.gemeenteVestiging
    if vestiging is not None and (vestiging not in bekend.gemeenten or vestiging == RNI):
        yield fout("data.gemeenteVestiging", Reden.ONBEKENDE_GEMEENTE)


def _datums(data: wire.Basis) -> Iterator[Fout]:
    match data:
        case wire.Begonnen():
            yield from _periode(data.verwachtEinde, data.beginDatum)
        case wire.Gewijzigd(verwachtEinde=wire.VerwachtEinde() as einde):
            yield from _periode(einde, None)
        case wire.Verlof():
            if data.totDatum < data.vanDatum:
                yield fout(
                    "data.totDatum", Reden.ONMOGELIJKE_DATUM, "Het verlof eindigt vóór het begint."
                )
        case wire.Beeindigd():
            if data.beginDatum is not None and data.eindDatum < data.beginDatum:
                yield fout(
                    "data.eindDatum", Reden.ONMOGELIJKE_DATUM, "Het einde ligt vóór het begin."
                )


def _periode(einde: wire.VerwachtEinde | None, begin: date | None) -> Iterator[Fout]:
    if einde is None:
        return
    if einde.laatst < einde.vroegst:
        yield fout(
            "data.verwachtEinde",
            Reden.ONMOGELIJKE_DATUM,
            "De laatste dag ligt vóór de vroegste dag.",
        )
    if begin is not None and einde.vroegst < begin:
        yield fout(
            "data.verwachtEinde.vroegst",
            Reden.ONMOGELIJKE_DATUM,
            "Het verwachte einde ligt vóór het begin.",
        )
