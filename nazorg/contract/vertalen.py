"""From the wire to the domain: the border post. No decision is taken here."""

from datetime import datetime

from msgspec import UNSET

from nazorg.berichten.soort import Soort
from nazorg.contract import wire
from nazorg.detenties import melding as m
from nazorg.kern.deeldatum import DeelDatum
from nazorg.kern.leefgebied import BASIS

# As `m.Melding(...)` does it, without the function around it: half of the time, and every notice
# passes here once when it comes in and again with each later one about the same person.
_maak = tuple.__new__
_VERLOFSTATUS = {
    Soort.VERLOF_VOORGENOMEN: m.Verlofstatus.VOORGENOMEN,
    Soort.VERLOF_VERLEEND: m.Verlofstatus.VERLEEND,
    # A change keeps the status that the leave had; the fold knows that one.
    Soort.VERLOF_GEWIJZIGD: None,
    Soort.VERLOF_INGETROKKEN: m.Verlofstatus.INGETROKKEN,
}
_GEBIED = {gebied.value: gebied for gebied in BASIS}


def to_melding(
    data: wire.Basis, *, soort: Soort, bron: str, id_: str, tijd: datetime, volgorde: int
) -> m.Melding:
    """Return the notice in the words of the domain. tijd is aware UTC."""
    return _maak(
        m.Melding,
        (
            bron,
            id_,
            soort,
            tijd,
            volgorde,
            data.detentieId,
            _persoon(data.persoon),
            data.ontvangerGemeente,
            data.gemeenteBrp,
            data.gemeenteVestiging,
            data.vervangt,
            _inhoud(data, soort),
        ),
    )


def _persoon(p: wire.Persoon) -> m.Persoonsgegevens:
    g = p.geboorte
    geboorte = _maak(DeelDatum, (g.jaar, g.maand, g.dag)) if g is not None else None
    delen = (p.bsn, p.skn, p.geslachtsnaam, p.voorvoegsel, p.voornamen, geboorte)
    return _maak(m.Persoonsgegevens, delen)


def _periode(einde: wire.VerwachtEinde | None) -> m.Periode | None:
    return _maak(m.Periode, (einde.vroegst, einde.laatst)) if einde is not None else None


def _inhoud(data: wire.Basis, soort: Soort) -> m.Inhoud:  # noqa: C901, PLR0911 - one line per kind
    match data:
        case wire.Begonnen():
            return m.Begin(
                data.inrichting, data.beginDatum, data.titel, _periode(data.verwachtEinde)
            )
        case wire.Gewijzigd():
            einde = data.verwachtEinde
            verwacht = m.ONGEWIJZIGD if einde is UNSET else _periode(einde)
            return m.Wijziging(data.reden, data.titel, verwacht)
        case wire.Overgeplaatst():
            return m.Overplaatsing(data.inrichting, data.datum)
        case wire.Verlof():
            return m.Verlofmelding(
                data.verlofId,
                _VERLOFSTATUS[soort],
                data.verlofSoort,
                data.vanDatum,
                data.totDatum,
                data.gemeenteVerblijf,
                tuple(data.voorwaarden or ()),
            )
        case wire.VerlofIngetrokken():
            ingetrokken = m.Verlofstatus.INGETROKKEN
            return m.Verlofmelding(data.verlofId, ingetrokken, None, None, None, None, ())
        case wire.Beeindigd():
            return m.Einde(data.eindDatum, data.wijze, data.gemeenteBestemming)
        case wire.Ingetrokken():
            return m.Intrekking(data.berichtId)
        case wire.PlanGedeeld():
            delen = data.onderdelen
            return m.Plan(tuple(m.Planonderdeel(_GEBIED[o.leefgebied], o.stand) for o in delen))
    raise TypeError(soort)
