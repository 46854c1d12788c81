"""What people did with an alert, in the words of a page: mails, decisions, who looked."""

from datetime import date, datetime

from nazorg.bij.aanwijzing import BESLISSERS
from nazorg.bij.besluit import Besluitsoort
from nazorg.bij.bewaren import uiterlijk_weg
from nazorg.bij.kennisgeving import Kennisgevingsoort, Kennisgevingstand
from nazorg.kern.klok import AMSTERDAM
from nazorg.usecases.bij.toon import Inzicht, Kennisgeving
from nazorg.web import taal
from nazorg.web.bij import schermen as s
from nazorg.web.bij import woorden as w
from nazorg.web.bij.brief import find_besluit_met_brief


def to_besluiten(inzicht: Inzicht, dag: date, *, lezer: str) -> tuple[s.BesluitRegel, ...]:
    """Return the decisions, the one that counts first."""
    laatste, met_brief = len(inzicht.besluiten), find_besluit_met_brief(inzicht, lezer)
    return tuple(
        s.BesluitRegel(
            tekst=w.BESLUIT[b.soort] + (f" tot en met {taal.datum_lang(b.tot)}" if b.tot else ""),
            wie=f"{b.naam}, {w.FUNCTIE[b.functie].lower()}, {taal.moment(dag, b.op)}",
            waarom=b.motivering,
            brief=f"/bij/meldingen/{inzicht.melding.id}/brief/{b.volgnr}" if b is met_brief else "",
            geldt=b.volgnr == laatste,
        )
        for b in reversed(inzicht.besluiten)
    )


def to_stappen(inzicht: Inzicht, dag: date, *, lezer: str) -> tuple[s.Stap, ...]:
    """Return how far it is: came in, told, read, decided, destroyed."""
    m = inzicht.melding
    stappen = [s.Stap(tekst=f"Ontvangen {taal.moment(dag, m.verstrekt_op)}", klaar=True)]
    namen = inzicht.namen | {lezer: "u"}
    stappen += [_mail(k, namen, dag) for k in inzicht.kennisgevingen if _telt(k, inzicht)]
    if inzicht.besluiten:
        laatste = inzicht.besluiten[-1]
        wanneer = taal.moment(dag, laatste.op)
        stappen.append(s.Stap(tekst=f"Besloten door {laatste.naam} {wanneer}", klaar=True))
        if laatste.doorgegeven_op:
            toen = taal.moment(dag, laatste.doorgegeven_op)
            tekst = f"Andere systemen weten {toen} dat er een besluit is, niet welk"
            stappen.append(s.Stap(tekst=tekst, klaar=True))
    else:
        stappen.append(s.Stap(tekst="Besluit van de burgemeester", klaar=False))
    weg = taal.datum_lang(_uiterlijk(m.verstrekt_op))
    stappen.append(s.Stap(tekst=f"Wordt vernietigd, uiterlijk {weg}", klaar=False))
    return tuple(stappen)


def _uiterlijk(verstrekt: datetime) -> date:
    return uiterlijk_weg(verstrekt.astimezone(AMSTERDAM).date())


def _telt(k: Kennisgeving, inzicht: Inzicht) -> bool:
    return (
        k.soort is Kennisgevingsoort.BERICHT
        and k.meld_versie == inzicht.melding.meld_versie
        # Who read before a mail went needs none; that this person read it stays true.
        and (k.stand is not Kennisgevingstand.VERVALLEN or k.geopend_op is not None)
    )


def _mail(k: Kennisgeving, namen: dict[str, str], dag: date) -> s.Stap:
    naam = namen.get(k.persoon, "iemand")
    if k.geopend_op:
        return s.Stap(tekst=f"Gelezen door {naam} {taal.moment(dag, k.geopend_op)}", klaar=True)
    if k.stand is Kennisgevingstand.TERUGGEKOMEN:
        return s.Stap(tekst=f"Mail aan {naam} kwam terug. Bel.", klaar=False)
    if k.verzonden_op:
        wanneer = taal.moment(dag, k.verzonden_op)
        return s.Stap(tekst=f"Mail aan {naam} verstuurd {wanneer}, nog niet gelezen", klaar=False)
    return s.Stap(tekst=_mail_wacht(k, naam, dag), klaar=False)


def _mail_wacht(k: Kennisgeving, naam: str, dag: date) -> str:
    """Return why a mail has not gone: no server took it, it waits for the morning, or it goes."""
    if k.stand is Kennisgevingstand.KLAAR and k.poging:
        return f"Mail aan {naam} is nog niet weg: de mailserver neemt niets aan. Bel bij haast."
    if k.niet_voor > k.gemaakt_op:
        return f"Mail aan {naam} wacht tot {taal.moment(dag, k.niet_voor)}"
    return f"Mail aan {naam} staat klaar"


def to_ontvangst(k: Kennisgeving, namen: dict[str, str], dag: date) -> s.Paar:
    """Return the proof of receipt of a recall by one person."""
    if k.bevestigd_op:
        tekst = f"Bevestigd {taal.moment(dag, k.bevestigd_op)}"
    elif k.geopend_op:
        tekst = f"Gezien {taal.moment(dag, k.geopend_op)}, niet bevestigd"
    elif k.verzonden_op:
        tekst = f"Mail verstuurd {taal.moment(dag, k.verzonden_op)}, nog niet gezien"
    else:
        tekst = "Mail staat klaar"
    return s.Paar(kop=namen.get(k.persoon, "Iemand"), tekst=tekst)


def to_inzage(inzicht: Inzicht, dag: date) -> tuple[s.Paar, ...]:
    """Return who did what with this alert, newest first."""
    return tuple(
        s.Paar(kop=taal.moment(dag, op), tekst=f"{naam or 'Het systeem'} {w.inzage(actie)}")
        for op, naam, actie in inzicht.inzage
    )


def make_form(
    inzicht: Inzicht,
    ingevuld: dict[str, str] | None = None,
    *,
    fout: str = "",
    anders: bool = False,
) -> s.BesluitForm | None:
    """Return the form for who may decide; nothing is chosen that was not chosen by a person."""
    if inzicht.bevoegd.functie not in BESLISSERS:
        return None
    waarden = ingevuld or {}
    return s.BesluitForm(
        opties=tuple(
            s.Optie(
                waarde=soort,
                tekst=w.BESLUIT[soort],
                uitleg=w.BESLUIT_UITLEG[soort],
                gekozen=waarden.get("besluit") == soort,
            )
            for soort in Besluitsoort
        ),
        tot=waarden.get("tot", ""),
        motivering=waarden.get("motivering", ""),
        gezien=len(inzicht.besluiten),
        fout=fout,
        anders=anders,
    )
