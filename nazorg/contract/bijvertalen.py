"""From the wire of a BIJ message to the words of the domain, and what cannot be true in one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.bij import melding as b
from nazorg.contract import bijpubliek as p
from nazorg.contract.controles import fout, is_mogelijk_jaar
from nazorg.contract.envelop import bevat_bsn
from nazorg.kern.bsn import is_bsn
from nazorg.kern.deeldatum import DeelDatum, is_mogelijk
from nazorg.kern.gemeente import GEEN_WOONPLAATS
from nazorg.kern.inkomende_tekst import is_toegestaan
from nazorg.kern.klok import day_of
from nazorg.kern.slachtoffer import noemt_iemand, noemt_slachtoffer
from nazorg.referentie.medisch import load_medisch

_ORDE = "De laatste dag ligt voor de eerste."
_GEEN_KEER = "Op deze dag begint geen van de voorvallen."


def controleer_bij(
    data: p.BijGemeld | p.BijIngetrokken, gemeenten: frozenset[str]
) -> Iterator[Fout]:
    """Yield everything that is impossible in data of the right shape."""
    code = data.ontvangerGemeente
    if code not in gemeenten or code in GEEN_WOONPLAATS:
        yield fout("data.ontvangerGemeente", Reden.ONBEKENDE_GEMEENTE)
    if isinstance(data, p.BijGemeld):
        yield from _persoon(data.persoon)
        yield from _dagen(data)
        yield from _voorvallen(data)
        yield from _teksten(data)


def _persoon(persoon: p.BijPersoon) -> Iterator[Fout]:
    if persoon.bsn is not None and not is_bsn(persoon.bsn):
        yield fout("data.persoon.bsn", Reden.ONGELDIG_BSN)
    g = persoon.geboorte
    if g and not is_mogelijk(g.jaar, g.maand, g.dag):
        yield fout("data.persoon.geboorte", Reden.ONMOGELIJKE_DATUM)


def _teksten(data: p.BijGemeld) -> Iterator[Fout]:
    """Yield each text that says more than a mayor may hear (L26, L27, L28)."""
    for i, u in enumerate(data.uitspraken):
        for naam, tekst in (("beslissing", u.beslissing), ("kwalificatie", u.kwalificatie)):
            if not is_toegestaan(tekst, medisch=load_medisch()):
                yield fout(f"data.uitspraken.{i}.{naam}", Reden.VERBODEN_TEKST)
        if bevat_bsn(u.instantie) or noemt_slachtoffer(u.instantie) or noemt_iemand(u.instantie):
            yield fout(f"data.uitspraken.{i}.instantie", Reden.VERBODEN_TEKST)
    # A name may sound like an illness; a number, or a word for a victim, is never part of one.
    namen = " ".join(n for n in _namen(data.persoon) if n)
    if bevat_bsn(namen) or noemt_slachtoffer(namen):
        yield fout("data.persoon", Reden.VERBODEN_TEKST)


def _namen(x: p.BijPersoon) -> Iterator[str | None]:
    yield from (x.geslachtsnaam, x.voorvoegsel, x.voornamen, x.geboorteplaats, x.geboorteland)
    yield from x.nationaliteiten or ()
    if x.adres:
        yield from (x.adres.straat, x.adres.plaats)


def _dagen(data: p.BijGemeld) -> Iterator[Fout]:
    if data.terugkeer.laatst < data.terugkeer.vroegst:
        yield fout("data.terugkeer", Reden.ONMOGELIJKE_DATUM, _ORDE)
    for i, u in enumerate(data.uitspraken):
        if u.pleegperiode.tot < u.pleegperiode.van:
            yield fout(f"data.uitspraken.{i}.pleegperiode", Reden.ONMOGELIJKE_DATUM, _ORDE)
        if u.datum < u.pleegperiode.van or (u.onherroepelijkOp or u.datum) < u.datum:
            yield fout(f"data.uitspraken.{i}.datum", Reden.ONMOGELIJKE_DATUM)
    if not all(is_mogelijk_jaar(d.year) for d in _alle_dagen(data)):
        yield fout("data", Reden.ONMOGELIJKE_DATUM, "Dit jaar kan niet kloppen.")


def _alle_dagen(data: p.BijGemeld) -> Iterator[date]:
    yield from (data.terugkeer.vroegst, data.terugkeer.laatst)
    for u in data.uitspraken:
        yield from (u.datum, u.pleegperiode.van, u.pleegperiode.tot)
    for v in data.voorvallen or ():
        yield from (v.van.date(), v.tot.date())


def _voorvallen(data: p.BijGemeld) -> Iterator[Fout]:
    rij = data.voorvallen or []
    if bool(rij) != (data.soort is b.Terugkeersoort.VERLOF):
        tekst = "Voorvallen horen bij verlof, en verlof heeft er ten minste één."
        yield fout("data.voorvallen", Reden.ONGELDIGE_INHOUD, tekst)
    if len({v.voorvalId for v in rij}) != len(rij):
        yield fout("data.voorvallen", Reden.ONGELDIGE_INHOUD, "Een nummer staat er twee keer.")
    for i, v in enumerate(rij):
        if v.tot <= v.van or _is_eerder(v.teruggekeerdOp, v.vertrokkenOp):
            yield fout(f"data.voorvallen.{i}", Reden.ONMOGELIJKE_DATUM, _ORDE)
    dagen = {day_of(v.van) for v in rij if is_mogelijk_jaar(v.van.year)}
    if dagen and data.terugkeer.vroegst not in dagen:
        yield fout("data.terugkeer.vroegst", Reden.ONMOGELIJKE_DATUM, _GEEN_KEER)


def _vroegst(data: p.BijGemeld) -> date:
    """Return the first day on which somebody may be back, as the times of a leave themselves say.

    A time that was called off does not count, and one of which somebody is back only when the
    sender says so: on this day hangs from when the alert may be shown (L03).
    """
    keren = [v for v in data.voorvallen or () if not v.gaatNietDoor]
    genoemd = data.terugkeer.vroegst
    dagen = {day_of(v.van) for v in keren if v.teruggekeerdOp is None}
    if genoemd in {day_of(v.van) for v in keren}:
        dagen.add(genoemd)
    return min(dagen, default=genoemd)


def _is_eerder(einde: datetime | None, begin: datetime | None) -> bool:
    return einde is not None and begin is not None and einde < begin


def to_ingetrokken(data: p.BijIngetrokken) -> b.Ingetrokken:
    return b.Ingetrokken(gemeente=data.ontvangerGemeente, reden=data.reden)


def to_gemeld(data: p.BijGemeld) -> b.Gemeld:
    """Return the alert as the domain knows it."""
    return b.Gemeld(
        soort=data.soort,
        gemeente=data.ontvangerGemeente,
        persoon=_to_persoon(data.persoon),
        uitspraken=tuple(_to_uitspraak(u) for u in data.uitspraken),
        terugkeer_vroegst=_vroegst(data),
        terugkeer_laatst=max(data.terugkeer.laatst, _vroegst(data)),
        voorvallen=tuple(
            sorted((_to_voorval(v) for v in data.voorvallen or ()), key=lambda v: v.van)
        ),
    )


def _to_persoon(x: p.BijPersoon) -> b.Persoon:
    adres, g = x.adres or p.Adres(), x.geboorte
    return b.Persoon(
        geslachtsnaam=x.geslachtsnaam,
        voorvoegsel=x.voorvoegsel,
        voornamen=x.voornamen,
        bsn=x.bsn,
        skn=x.skn,
        geboorte=DeelDatum(g.jaar, g.maand, g.dag) if g else None,
        geboorteplaats=x.geboorteplaats,
        geboorteland=x.geboorteland,
        nationaliteiten=tuple(x.nationaliteiten or ()),
        straat=adres.straat,
        huisnummer=adres.huisnummer,
        postcode=adres.postcode,
        plaats=adres.plaats,
    )


def _to_uitspraak(u: p.Uitspraak) -> b.Uitspraak:
    return b.Uitspraak(
        beslissing=u.beslissing,
        parketnummer=u.parketnummer,
        strafbepalingen=tuple(b.Strafbepaling(s.artikel, s.lid) for s in u.strafbepalingen),
        kwalificatie=u.kwalificatie,
        pleeg_van=u.pleegperiode.van,
        pleeg_tot=u.pleegperiode.tot,
        instantie=u.instantie,
        datum=u.datum,
        onherroepelijk_op=u.onherroepelijkOp,
        straffen=tuple(_to_straf(s) for s in u.straffen),
        voorwaarden=tuple(u.voorwaarden or ()),
        proeftijd_tot=u.proeftijdTot,
        tenuitvoerlegging_van=u.tenuitvoerleggingVan,
    )


def _to_straf(s: p.Straf) -> b.Straf:
    return b.Straf(
        soort=s.soort,
        onvoorwaardelijk_dagen=s.onvoorwaardelijkDagen,
        jeugdstrafrecht=s.jeugdstrafrecht,
        verlengbaar=s.verlengbaar,
    )


def _to_voorval(v: p.Voorval) -> b.Voorval:
    return b.Voorval(
        nummer=v.voorvalId,
        van=v.van.astimezone(UTC),
        tot=v.tot.astimezone(UTC),
        gaat_niet_door=v.gaatNietDoor,
        vertrokken_op=v.vertrokkenOp and v.vertrokkenOp.astimezone(UTC),
        teruggekeerd_op=v.teruggekeerdOp and v.teruggekeerdOp.astimezone(UTC),
    )
