"""The register, the alarms and the figures, in the words of a page."""

from collections.abc import Sequence
from datetime import date

from nazorg.berichten.uitkomst import ZIN, Reden
from nazorg.bij.aanwijzing import Aanwijzing, Functie
from nazorg.bij.bewaren import Vernietigsoort
from nazorg.kern.klok import AMSTERDAM, vandaag
from nazorg.kern.medewerker import Rol
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.verantwoord import Beheer, Verantwoording
from nazorg.web import taal
from nazorg.web.bij import schermen_beheer as s
from nazorg.web.bij import woorden as w
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
    )


def to_beheer(beheer: Beheer, kamer: Kamer) -> s.BeheerScherm:
    """Return what is wrong, and the messages that nobody is shown with a text for the sender."""
    dag, kennis = vandaag(kamer.klok), kamer.kennis
    alarmen = []
    for soort, gemeente, sinds in beheer.alarmen:
        tekst, wat = w.ALARM[soort]
        naam = kennis.gemeenten.naam(gemeente) if gemeente else ""
        alarmen.append(
            s.AlarmRegel(
                tekst=tekst.format(gemeente=naam),
                wat_te_doen=wat,
                sinds=taal.moment(dag, sinds),
            )
        )
    return s.BeheerScherm(
        alarmen=tuple(alarmen),
        apart=tuple(
            s.ApartRegel(
                id=str(b.id),
                kenmerk=b.bericht_id,
                stand="Wacht" if b.uitkomst == "wacht" else "Apart gezet",
                waarom=_zin(b.reden),
                ontvangen=taal.moment(dag, b.ontvangen_op),
                tekst=kennis.teksten.aan_afzender(b.reden, b.bericht_id),
            )
            for b in beheer.bijzonder
        ),
    )


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
