"""A list under way as a screen: numbers of rows and what becomes of them, nobody's name."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst
from nazorg.contract.lijst.kolommen import VELDEN, Veld, find_ongebruikt
from nazorg.kern.gemeente import GEEN_WOONPLAATS, Gemeenten
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Medewerker
from nazorg.usecases.invoer.beheer import Inzage
from nazorg.usecases.invoer.lijst import Rijverslag, Verslag
from nazorg.web import taal
from nazorg.web.invoerscherm import (
    Brengscherm,
    Kolomkeuze,
    Lijstscherm,
    Rijregel,
    Rijtelling,
)
from nazorg.web.schermen import Bladeren, Keuze, Keuzelijst, Link, Stand
from nazorg.web.wachtrijschermen import Tab

PER_PAGINA = 100
_SOORT = {Lijstsoort.DETENTIE: "Detentielijst", Lijstsoort.PLAN: "DPAN of Informatieblad"}
_UITKOMST: dict[Rijuitkomst, tuple[str, str, Stand]] = {
    Rijuitkomst.NIEUW_DOSSIER: ("Nieuw dossier", "Deze mensen kenden wij nog niet.", "ok"),
    Rijuitkomst.BEKEND_DOSSIER: ("Bekend dossier", "Het dossier verandert.", "ok"),
    Rijuitkomst.WIJKT: ("Andere bron gaat voor", "Het dossier blijft zoals het is.", "na"),
    Rijuitkomst.DUBBEL: ("Dubbel", "Dit hadden wij al.", "na"),
    Rijuitkomst.FOUT: ("Fout", "Deze rijen nemen wij niet op.", "todo"),
}
_ACHTERAF: dict[Rijuitkomst, str] = {
    Rijuitkomst.BEKEND_DOSSIER: "Het dossier is veranderd.",
    Rijuitkomst.WIJKT: "Het dossier bleef zoals het was.",
    Rijuitkomst.FOUT: "Deze rijen namen wij niet op.",
}
# What is done when a list is taken in.
_DOEN = (Rijuitkomst.NIEUW_DOSSIER, Rijuitkomst.BEKEND_DOSSIER, Rijuitkomst.WIJKT)


def to_brengscherm(
    medewerker: Medewerker, gemeenten: Gemeenten, *, soort: str, gemeente: str, fout: str = ""
) -> Brengscherm:
    mijn = {c: gemeenten.naam(c) for c in medewerker.gemeenten if _bestaat_nog(gemeenten, c)}
    return Brengscherm(
        soorten=Keuzelijst(
            naam="soort",
            label="Wat voor lijst is het?",
            keuzes=tuple(
                Keuze(waarde=s, tekst=naam, gekozen=s == soort) for s, naam in _SOORT.items()
            ),
        ),
        gemeenten=Keuzelijst(
            naam="gemeente",
            label="Van welke gemeente zijn de mensen op de lijst?",
            keuzes=(
                # Never the first of a row by accident; whoever has one gemeente need not choose.
                *([Keuze(waarde="", tekst="Kies een gemeente")] if len(mijn) > 1 else []),
                *(
                    Keuze(waarde=code, tekst=naam, gekozen=code == gemeente)
                    for code, naam in sorted(mijn.items(), key=lambda paar: paar[1])
                ),
            ),
        ),
        fout=fout,
    )


def _bestaat_nog(gemeenten: Gemeenten, code: str) -> bool:
    gemeente = gemeenten.get(code)
    return gemeente is not None and gemeente.einde is None and code not in GEEN_WOONPLAATS


def to_lijstscherm(
    i: Inzage, gemeenten: Gemeenten, *, uitkomst: Rijuitkomst | None, vanaf: int, melding: str = ""
) -> Lijstscherm:
    """Return the screen of one list; uitkomst: only those rows; vanaf: from this one on."""
    verslag = i.verslag or Verslag(())
    gekozen = [r for r in verslag.rijen if uitkomst in (None, r.uitkomst)]
    telling = verslag.telling
    aantal = len(i.tabel.rijen) if i.tabel else len(verslag.rijen)
    pad = f"/berichten/invoer/{i.rij.id}"
    return Lijstscherm(
        id=str(i.rij.id),
        titel=_SOORT[i.rij.soort],
        gemeente=gemeenten.naam(i.rij.gemeente),
        klaar=i.is_opgenomen,
        bezig=i.is_bezig,
        rijen_tekst=taal.aantal(aantal, "rij", "rijen"),
        tot=f"{i.rij.verloopt_op.astimezone(AMSTERDAM):%H:%M}",
        melding=melding,
        kolommen=tuple(_kolomkeuzes(i)),
        ongebruikt=tuple(find_ongebruikt(i.rij.keuze, i.tabel.koppen)) if i.tabel else (),
        tellingen=tuple(_tellingen(verslag, pad, klaar=i.is_opgenomen)) if i.verslag else (),
        tabs=tuple(_tabs(verslag, pad, uitkomst)) if i.verslag else (),
        rijen=tuple(_to_regel(r) for r in gekozen[vanaf : vanaf + PER_PAGINA]),
        bladeren=_bladeren(gekozen, pad, uitkomst, vanaf),
        opnemen=sum(telling[u] for u in _DOEN),
        fouten=telling[Rijuitkomst.FOUT],
    )


def _kolomkeuzes(i: Inzage) -> Iterable[Kolomkeuze]:
    if i.tabel is None:
        return
    koppen = [(f"k{n}", kop or f"Kolom {n + 1}") for n, kop in enumerate(i.tabel.koppen)]
    for veld in VELDEN[i.rij.soort]:
        keuze = i.rij.keuze.get(veld.naam)
        waarde = f"k{keuze}" if isinstance(keuze, int) else f"={keuze}" if keuze else ""
        yield Kolomkeuze(
            naam=veld.naam,
            label=veld.label,
            verplicht=veld.verplicht,
            mist=veld.verplicht and not waarde,
            kolommen=tuple(Keuze(waarde=w, tekst=t, gekozen=w == waarde) for w, t in koppen),
            vast=_vaste_keuzes(veld, waarde),
        )


def _vaste_keuzes(veld: Veld, waarde: str) -> tuple[Keuze, ...]:
    return tuple(
        Keuze(waarde=f"={v}", tekst=taal.woord(v), gekozen=f"={v}" == waarde) for v in veld.vast
    )


def _tellingen(verslag: Verslag, pad: str, *, klaar: bool) -> Iterable[Rijtelling]:
    for u in Rijuitkomst:
        aantal = verslag.telling[u]
        naam, toelichting, stand = _UITKOMST[u]
        yield Rijtelling(
            naam=naam,
            aantal=aantal,
            toelichting=_ACHTERAF.get(u, toelichting) if klaar else toelichting,
            stand=stand if aantal else "na",
            href=f"{pad}?{urlencode({'uitkomst': u.value})}#rijen" if aantal else "",
        )


def _tabs(verslag: Verslag, pad: str, gekozen: Rijuitkomst | None) -> Iterable[Tab]:
    yield Tab(
        tekst="Alle rijen",
        href=f"{pad}#rijen",
        aantal=str(len(verslag.rijen)),
        huidig=gekozen is None,
    )
    for u in Rijuitkomst:
        if verslag.telling[u]:
            href = f"{pad}?{urlencode({'uitkomst': u.value})}#rijen"
            yield Tab(
                tekst=_UITKOMST[u][0],
                href=href,
                aantal=str(verslag.telling[u]),
                huidig=u is gekozen,
            )


def _to_regel(r: Rijverslag) -> Rijregel:
    naam, _, stand = _UITKOMST[r.uitkomst]
    return Rijregel(plek=f"Rij {r.plek}", uitkomst=naam, stand=stand, zinnen=r.zinnen)


def _bladeren(
    rijen: Sequence[Rijverslag], pad: str, uitkomst: Rijuitkomst | None, vanaf: int
) -> Bladeren:
    filter_ = {"uitkomst": uitkomst.value} if uitkomst else {}
    volgende = None
    if len(rijen) > vanaf + PER_PAGINA:
        vraag = urlencode(filter_ | {"vanaf": str(vanaf + PER_PAGINA)})
        volgende = Link(tekst=f"Volgende {PER_PAGINA}", href=f"{pad}?{vraag}#rijen")
    terug = f"{pad}?{urlencode(filter_)}#rijen" if filter_ else f"{pad}#rijen"
    begin = Link(tekst="Terug naar het begin", href=terug) if vanaf else None
    return Bladeren(volgende=volgende, begin=begin)
