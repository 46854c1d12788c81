"""From an alert to its page: every text that a mayor reads is made here."""

from dataclasses import dataclass
from datetime import date, datetime

from nazorg.bij import verlof
from nazorg.bij.aanwijzing import Aanwijzing
from nazorg.bij.melding import Gemeld, Persoon, Terugkeersoort, Uitspraak
from nazorg.bij.toets import toonbaar
from nazorg.kern.klok import AMSTERDAM, vandaag
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toon import Inzicht, maak_versie
from nazorg.web import taal
from nazorg.web.bij import schermen as s
from nazorg.web.bij import woorden as w
from nazorg.web.bij.opmaak_verrijking import Lezer, hoeveel_gevraagd, to_partners
from nazorg.web.bij.opmaak_werk import to_besluiten, to_inzage, to_ontvangst, to_stappen


def to_melding(
    inzicht: Inzicht, kamer: Kamer, form: s.BesluitForm | None, *, lezer: Lezer
) -> s.MeldingScherm:
    """Return the page of one alert that stands."""
    m, dag, nu = inzicht.melding, vandaag(kamer.klok), kamer.klok.nu()
    assert m.alert.inhoud is not None
    inhoud = toonbaar(m.alert.inhoud, op=dag)
    held = _held(inhoud, dag=dag, nu=nu)
    return s.MeldingScherm(
        id=str(m.id),
        versie=_versie(inzicht),
        kop=_kop(inhoud, kamer.kennis.gemeenten.naam(m.gemeente)),
        soort=w.SOORT[inhoud.soort],
        icoon=w.ICOON[inhoud.soort],
        sub=_sub(inhoud),
        aantal=held.aantal,
        eenheid=held.eenheid,
        dag=held.dag,
        noot=held.noot,
        eerder=tuple(taal.datum_lang(d) for d in m.alert.eerdere_dagen),
        kern=_kern(inzicht, inhoud),
        uitspraken=tuple(_to_uitspraak(u) for u in inhoud.uitspraken),
        voorvallen=_voorvallen(inhoud, weg=False, dag=dag, nu=nu),
        onbevestigd=not m.categorie_bevestigd,
        apart=m.apart_op is not None,
        form=form,
        besluiten=to_besluiten(inzicht, dag, lezer=lezer.persoon),
        overwegingen=tuple(
            s.Paar(kop=f"{o.naam}, {taal.moment(dag, o.op)}", tekst=o.tekst)
            for o in inzicht.overwegingen
        ),
        partners=to_partners(inzicht.verrijkingen, dag=dag, lezer=lezer),
        stappen=to_stappen(inzicht, dag, lezer=lezer.persoon),
        gevraagd=hoeveel_gevraagd(inzicht.verrijkingen),
        contact=_to_contact(inzicht.contact, lezer.persoon),
        inzage=to_inzage(inzicht, dag),
    )


def _versie(i: Inzicht) -> str:
    return maak_versie(i.melding, i.besluiten, i.overwegingen, i.verrijkingen)


def _kop(inhoud: Gemeld, gemeente: str) -> str:
    wat = "komt met verlof naar" if inhoud.soort is Terugkeersoort.VERLOF else "keert terug naar"
    return f"{inhoud.persoon.naam} {wat} {gemeente}"


def _sub(inhoud: Gemeld) -> str:
    feiten = "; ".join(dict.fromkeys(_feit(u) for u in inhoud.uitspraken))
    return f"{feiten}. {_geboren(inhoud.persoon)}"


def _feit(u: Uitspraak) -> str:
    return f"{u.kwalificatie} (art. {', '.join(str(b) for b in u.strafbepalingen)})"


def _geboren(p: Persoon) -> str:
    if p.geboorte is None:
        return "Geboortedatum onbekend."
    wanneer = taal.geboortedatum(p.geboorte.jaar, p.geboorte.maand, p.geboorte.dag)
    return f"Geboren {'op ' if p.geboorte.dag else 'in '}{wanneer}."


@dataclass(frozen=True, slots=True)
class _Wanneer:
    """The day to look at, how far it is, and what must be said with it."""

    aantal: str
    eenheid: str
    dag: str
    noot: str


def _held(inhoud: Gemeld, *, dag: date, nu: datetime) -> _Wanneer:
    """Return the day of return, or of the leave that goes on or comes next."""
    keer = verlof.volgend_voorval(inhoud.voorvallen, ingetrokken=False, nu=nu)
    if keer is None:
        return _Wanneer(
            *_teller(inhoud.terugkeer_vroegst, dag),
            taal.dag_lang(inhoud.terugkeer_vroegst, vandaag=dag),
            "" if inhoud.terugkeer_laatst < dag else _noot(inhoud),
        )
    van, tot = keer.van.astimezone(AMSTERDAM), keer.tot.astimezone(AMSTERDAM)
    moment = f"{taal.dag_lang(tot.date(), vandaag=dag)}, {tot:%H:%M}"
    if verlof.loopt_volgens_plan(keer, nu=nu):
        return _Wanneer("Nu", "gepland", moment, w.VOLGENS_PLAN)
    stand = verlof.stand_van_voorval(keer, ingetrokken=False, nu=nu)
    if stand in w.LET_OP:
        te_laat = stand is verlof.Verlofstand.TE_LAAT_TERUG
        noot = "Toen moest iemand terug zijn." if te_laat else "Dan moet iemand terug zijn."
        return _Wanneer("Nu", "te laat" if te_laat else "buiten", moment, noot)
    eerste = taal.dag_lang(van.date(), vandaag=dag)
    return _Wanneer(*_teller(van.date(), dag), eerste, _noot(inhoud))


def _teller(eerste: date, dag: date) -> tuple[str, str]:
    over = (eerste - dag).days
    if over < 0:
        return "–", "voorbij"
    return str(over), "dag" if over == 1 else "dagen"


def _noot(inhoud: Gemeld) -> str:
    if inhoud.soort is Terugkeersoort.DEFINITIEF and (
        inhoud.terugkeer_laatst != inhoud.terugkeer_vroegst
    ):
        return f"Uiterlijk {taal.datum_lang(inhoud.terugkeer_laatst)}. De dag kan eerder worden."
    return "Deze dag kan nog eerder worden."


def _kern(inzicht: Inzicht, inhoud: Gemeld) -> tuple[s.Paar, ...]:
    p, m = inhoud.persoon, inzicht.melding
    adres = " ".join(d for d in (p.straat, p.huisnummer) if d)
    plek = ", ".join(d for d in (adres, p.plaats) if d) or "Niet bekend"
    voorwaarden = dict.fromkeys(w.VOORWAARDE[v] for u in inhoud.uitspraken for v in u.voorwaarden)
    voornaam = " ".join(d for d in (p.voornamen, p.voorvoegsel, p.geslachtsnaam) if d)
    return (
        s.Paar(kop="Naam", tekst=voornaam),
        s.Paar(kop="Laatste adres", tekst=plek),
        s.Paar(kop="Uitspraak", tekst="; ".join(_uitspraak_kort(u) for u in inhoud.uitspraken)),
        s.Paar(kop="Voorwaarden", tekst=", ".join(voorwaarden).capitalize() or "Geen bekend"),
        s.Paar(kop="Afzender", tekst=f"Justid, melding {m.nummer}"),
    )


def _uitspraak_kort(u: Uitspraak) -> str:
    return f"{u.instantie}, {taal.datum_lang(u.datum)}, onherroepelijk"


def _to_uitspraak(u: Uitspraak) -> s.UitspraakDeel:
    straffen = "; ".join(
        w.STRAF[x.soort]
        + (f", {x.onvoorwaardelijk_dagen} dagen" if x.onvoorwaardelijk_dagen else "")
        for x in u.straffen
    )
    pleeg = taal.datum_lang(u.pleeg_van)
    if u.pleeg_tot != u.pleeg_van:
        pleeg += f" tot en met {taal.datum_lang(u.pleeg_tot)}"
    onherroepelijk = taal.datum_lang(u.onherroepelijk_op) if u.onherroepelijk_op else "nee"
    paren = [
        s.Paar(kop="Feit", tekst=_feit(u)),
        s.Paar(kop="Wanneer", tekst=pleeg),
        s.Paar(kop="Beslissing", tekst=u.beslissing),
        s.Paar(kop="Straf", tekst=straffen.capitalize()),
        s.Paar(kop="Onherroepelijk", tekst=f"Sinds {onherroepelijk}"),
        s.Paar(kop="Parketnummer", tekst=u.parketnummer),
    ]
    if u.proeftijd_tot:
        paren.append(s.Paar(kop="Proeftijd tot", tekst=taal.datum_lang(u.proeftijd_tot)))
    return s.UitspraakDeel(kop=f"{u.instantie}, {taal.datum_lang(u.datum)}", paren=tuple(paren))


def _voorvallen(
    inhoud: Gemeld, *, weg: bool, dag: date, nu: datetime
) -> tuple[s.VoorvalRegel, ...]:
    uit = []
    for v in inhoud.voorvallen:
        stand, toon = w.VERLOF[verlof.stand_van_voorval(v, ingetrokken=weg, nu=nu)]
        van, tot = v.van.astimezone(AMSTERDAM), v.tot.astimezone(AMSTERDAM)
        wanneer = (
            f"{taal.dag_kort(van.date(), vandaag=dag)} {van:%H:%M} tot"
            f" {taal.dag_kort(tot.date(), vandaag=dag)} {tot:%H:%M}"
        )
        uit.append(s.VoorvalRegel(wanneer=wanneer, stand=stand, toon=toon))
    return tuple(uit)


def _to_contact(a: Aanwijzing | None, lezer: str) -> s.Contact | None:
    if a is None or a.persoon == lezer:
        return None
    delen = a.naam.split()
    return s.Contact(
        naam=a.naam,
        initialen=(delen[0][:1] + delen[-1][:1]).upper(),
        telefoon=a.telefoon,
        tel=w.tel(a.telefoon),
    )


def to_intrekking(inzicht: Inzicht, kamer: Kamer, *, persoon: str) -> s.IntrekScherm:
    """Return the page of a withdrawn alert: nothing of its content, and who has seen that."""
    m, dag = inzicht.melding, vandaag(kamer.klok)
    assert m.alert.ingetrokken is not None
    assert m.ingetrokken_op is not None
    # Of this withdrawal: it may have been reinstated and withdrawn before.
    terug = [
        k
        for k in inzicht.kennisgevingen
        if k.soort == "intrekking" and k.meld_versie == m.meld_versie
    ]
    eigen = [k for k in terug if k.persoon == persoon]
    return s.IntrekScherm(
        id=str(m.id),
        versie=_versie(inzicht),
        nummer=m.nummer,
        reden=w.INTREKKING[m.alert.ingetrokken],
        sinds=taal.moment(dag, m.ingetrokken_op),
        bevestigd=not eigen or any(k.bevestigd_op for k in eigen),
        ontvangers=tuple(to_ontvangst(k, inzicht.namen, dag) for k in terug),
    )
