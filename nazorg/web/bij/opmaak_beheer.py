"""The register, the alarms and the figures, in the words of a page."""

from collections.abc import Sequence
from datetime import date, datetime

from nazorg.berichten.alarm import bron_naam, gat_tekst
from nazorg.berichten.bezorging import BEZORGZIN
from nazorg.berichten.uitkomst import ZIN, Reden, mag_opnieuw
from nazorg.berichten.volgnummers import Gat
from nazorg.bij.aanwijzing import Aanwijzing, Functie
from nazorg.bij.bewaren import Vernietigsoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.kern.klok import AMSTERDAM, vandaag
from nazorg.kern.medewerker import Rol
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.probeer_opnieuw import Uitslag
from nazorg.usecases.bij.verantwoord import Beheer, Bijzonder, Ontvangerstand, Verantwoording
from nazorg.web import taal
from nazorg.web.bij import schermen_beheer as s
from nazorg.web.bij import woorden as w
from nazorg.web.bij.opmaak_tijden import to_tijden
from nazorg.web.bij.schermen import Paar


def to_aanwijzingen(
    rijen: Sequence[tuple[Aanwijzing, bool]],
    kamer: Kamer,
    ingevuld: dict[str, str],
    fout: str,
    *,
    demo: bool,
) -> s.AanwijzingenScherm:
    """Return the register, and the form for one more."""
    dag, gemeenten = vandaag(kamer.klok), kamer.kennis.gemeenten
    stil_van, stil_tot = kamer.kennis.tijden.stil
    bestaat = sorted(
        (g for g in gemeenten if g.einde is None and int(g.code) not in (0, 1999)),
        key=lambda g: g.naam,
    )
    mensen = load_bij_personas().values() if demo else ()
    return s.AanwijzingenScherm(
        regels=tuple(_to_regel(a, geldig, gemeenten.naam(a.gemeente), dag) for a, geldig in rijen),
        gemeenten=tuple(Paar(kop=g.code, tekst=g.naam) for g in bestaat),
        functies=tuple(Paar(kop=f, tekst=w.FUNCTIE[f]) for f in Functie),
        mensen=tuple(
            Paar(kop=p.medewerker.id, tekst=p.medewerker.naam)
            for p in mensen
            if not p.medewerker.has_rol(Rol.BEHEERDER_AANWIJZINGEN)
        ),
        ingevuld=ingevuld,
        stil=(f"{stil_van:%H:%M}", f"{stil_tot:%H:%M}"),
        fout=fout,
    )


def _to_regel(a: Aanwijzing, geldig: bool, gemeente: str, dag: date) -> s.AanwijzingRegel:
    return s.AanwijzingRegel(
        id=str(a.id),
        naam=a.naam,
        functie=w.FUNCTIE[a.functie],
        gemeente=gemeente,
        van=taal.datum_lang(a.van),
        tot=f"tot {taal.datum_lang(a.tot)}" if a.tot else "zonder einde",
        document=a.document,
        bereik=f"{a.email}, {a.telefoon}. Stil van {a.stil_van:%H:%M} tot {a.stil_tot:%H:%M}",
        geldig=geldig,
        loopt=a.tot is None or a.tot > dag,
        namens=a.leest_namens,
    )


def to_beheer(
    beheer: Beheer, kamer: Kamer, *, uitslag: Uitslag | None, is_een: bool, verder: bool
) -> s.BeheerScherm:
    """Return what is wrong, and the messages that nobody is shown with a text for the sender.

    uitslag: of what was just tried again, if anything was. verder: this is not the first page.
    """
    dag = vandaag(kamer.klok)
    alarmen = [_to_alarm(*alarm, kamer, dag) for alarm in beheer.alarmen]
    if beheer.stil:
        alarmen.insert(0, _to_stil(beheer.gekeken_op, dag))
    return s.BeheerScherm(
        alarmen=tuple(alarmen),
        gaten=tuple(_to_gat(bron, gat, dag) for bron, gat in beheer.gaten),
        apart=tuple(_to_apart(b, kamer, dag) for b in beheer.bijzonder),
        ontvangers=tuple(_to_ontvanger(o, dag) for o in beheer.ontvangers),
        gedaan=_na_poging(uitslag, is_een=is_een) if uitslag else "",
        gelukt=bool(uitslag and uitslag.goed),
        ouder=f"/bij/beheer?voor={beheer.ouder}" if beheer.ouder else "",
        nieuwste="/bij/beheer" if verder else "",
        tijden=to_tijden(kamer.kennis.tijden),
    )


def _to_stil(gekeken_op: datetime | None, dag: date) -> s.AlarmRegel:
    """Return what is wrong when nobody looks whether something is."""
    tekst, wat = w.STIL
    sinds = taal.moment(dag, gekeken_op) if gekeken_op else "het begin"
    return s.AlarmRegel(tekst=tekst, wat_te_doen=wat, sinds=sinds)


def _to_alarm(
    soort: BijAlarm, gemeente: str, sinds: datetime, kamer: Kamer, dag: date
) -> s.AlarmRegel:
    tekst, wat = w.ALARM[soort]
    naam = kamer.kennis.gemeenten.naam(gemeente) if gemeente else ""
    return s.AlarmRegel(
        tekst=tekst.format(gemeente=naam), wat_te_doen=wat, sinds=taal.moment(dag, sinds)
    )


def _to_apart(b: Bijzonder, kamer: Kamer, dag: date) -> s.ApartRegel:
    """Return a message without what it says. With a fault of ours the sender has nothing to do."""
    is_apart, is_eigen = b.uitkomst == "apart_gezet", b.reden == Reden.EIGEN_FOUT
    return s.ApartRegel(
        id=str(b.id),
        kenmerk="Bericht zonder nummer" if is_eigen else b.bericht_id,
        stand="Apart gezet" if is_apart else "Wacht",
        waarom=_zin(b.reden),
        ontvangen=taal.moment(dag, b.ontvangen_op),
        tekst="" if is_eigen else kamer.kennis.teksten.aan_afzender(b.reden, b.bericht_id),
        mag_opnieuw=is_apart and b.heeft_inhoud and mag_opnieuw(Reden(b.reden), ()),
    )


def _to_ontvanger(o: Ontvangerstand, dag: date) -> s.OntvangerRegel:
    """Return how a receiver does, in counts: which decision it is about is for nobody here."""
    stand = "Loopt"
    if o.gestopt_op:
        stand = f"Gestopt door de {o.gestopt_door}, {taal.moment(dag, o.gestopt_op)}"
    delen = [f"{o.verzonden} aangekomen", f"{o.wachten} onderweg"]
    if o.dood:
        delen.append(f"{o.dood} niet aangekomen")
    mag = bool(o.dood) and o.gestopt_op is None
    return s.OntvangerRegel(
        naam=o.naam,
        stand=stand,
        loopt=o.gestopt_op is None,
        tellingen=", ".join(delen) + ".",
        uitleg=BEZORGZIN[o.reden] if o.reden and (o.dood or o.wachten) else "",
        opnieuw=f"/bij/beheer/ontvangers/{o.id}/opnieuw" if mag else "",
    )


def _to_gat(bron: str, gat: Gat, dag: date) -> str:
    aantal = "1 bericht" if gat.aantal == 1 else f"{gat.aantal} berichten"
    nummers, sinds = gat_tekst(gat), taal.moment(dag, gat.sinds)
    return f"{bron_naam(bron)}: {aantal}, nummer {nummers}, sinds {sinds}"


def _na_poging(uitslag: Uitslag, *, is_een: bool) -> str:
    """Return what became of what was tried again. is_een: one message was chosen."""
    goed, apart = uitslag.goed, uitslag.apart
    if is_een:
        if not goed + apart:
            return "Dit bericht staat niet meer apart."
        return "Het bericht is verwerkt." if goed else "Het bericht staat nog steeds apart."
    delen = []
    if goed:
        delen.append("1 bericht is verwerkt." if goed == 1 else f"{goed} berichten zijn verwerkt.")
    if apart:
        staan = "1 bericht staat" if apart == 1 else f"{apart} berichten staan"
        delen.append(f"{staan} nog apart.")
    return " ".join(delen) or "Er is niets dat u opnieuw kunt proberen."


def _zin(reden: str) -> str:
    return ZIN[Reden(reden)] if reden in set(Reden) else ""


def to_verantwoording(
    delen: Sequence[Verantwoording], kamer: Kamer, dag: date
) -> s.VerantwoordScherm:
    """Return per gemeente: figures per year, extracts of measures, certificates of destruction."""
    naam = kamer.kennis.gemeenten.naam
    return s.VerantwoordScherm(delen=tuple(_to_deel(v, naam(v.gemeente), dag) for v in delen))


def _to_deel(v: Verantwoording, naam: str, dag: date) -> s.VerantwoordDeel:
    return s.VerantwoordDeel(
        gemeente=naam,
        jaren=tuple(
            s.JaarDeel(
                jaar=str(jaar),
                paren=tuple(
                    Paar(kop=tekst, tekst=str(wat.get(sleutel, 0)))
                    for sleutel, tekst in w.CIJFER.items()
                ),
            )
            for jaar, wat in v.cijfers.items()
        ),
        archief=tuple(
            s.ArchiefRegel(
                kop=f"{a.uittreksel.naam}, melding {a.uittreksel.nummer}",
                besluiten=tuple(
                    f"{w.BESLUIT[b.soort]}, {b.naam}, {taal.moment(dag, b.op)}. {b.motivering}"
                    for b in a.uittreksel.besluiten
                ),
                tot=taal.datum_lang(a.vernietigen_op),
            )
            for a in v.archief
        ),
        bewijzen=tuple(
            s.BewijsRegel(
                kenmerk=b.kenmerk,
                wat="Melding" if b.soort is Vernietigsoort.MELDING else "Uittreksel",
                verstrekt=taal.datum_lang(b.verstrekt_op.astimezone(AMSTERDAM).date()),
                vernietigd=taal.datum_lang(b.vernietigd_op.astimezone(AMSTERDAM).date()),
                rijen=f"{sum(b.rijen.values())} rijen. {b.grondslag}",
            )
            for b in v.vernietigingen
        ),
    )
