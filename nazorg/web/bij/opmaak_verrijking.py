"""What partners told, each with its honest state (D.5, issue D 9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nazorg.bij.aanwijzing import Functie
from nazorg.bij.navraag import Navraagreden
from nazorg.kern.klok import AMSTERDAM, day_of
from nazorg.kern.partner import Antwoordstand, Basis, Partner
from nazorg.usecases.bij.toon import Item, Verrijking
from nazorg.usecases.bij.verrijk import mag_zien
from nazorg.web import taal
from nazorg.web.bij import schermen as s
from nazorg.web.bij import woorden as w


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads, in which office here, and the bases that say which roles may see what."""

    persoon: str
    functie: Functie
    bases: tuple[Basis, ...]

    def voor(self, v: Verrijking) -> Verrijking:
        """Return the answer without what this reader may not see."""
        bases = tuple(b for b in self.bases if b.partner is v.partner)
        return replace(v, items=mag_zien(v.items, self.functie, bases))


# Whom a mayor may ask; what of it follows from the table of grounds.
VRAAGBAAR = (Partner.ZVH, Partner.RECLASSERING, Partner.POLITIE, Partner.OM, Partner.BRP)


def to_partners(
    gevraagd: Sequence[Verrijking], *, dag: date, lezer: Lezer
) -> tuple[s.PartnerDeel, ...]:
    """Return every partner that may be asked, with what this reader may know of it."""
    van = {v.partner: lezer.voor(v) for v in gevraagd}
    return tuple(_to_deel(p, van.get(p), dag) for p in VRAAGBAAR)


def hoeveel_gevraagd(gevraagd: Sequence[Verrijking]) -> str:
    """Return in how far partners answered, to stand after 'Wat anderen weten'."""
    if not gevraagd:
        return "niets gevraagd"
    klaar = sum(v.stand in (Antwoordstand.BEKEND, Antwoordstand.NIETS_BEKEND) for v in gevraagd)
    return f"{klaar} van {taal.aantal(len(gevraagd), 'vraag', 'vragen')} beantwoord"


def zet_fout(
    delen: tuple[s.PartnerDeel, ...], partner: str, fout: str, ingevuld: dict[str, str]
) -> tuple[s.PartnerDeel, ...]:
    """Return the same, with what is wrong at the question of one partner, and what was typed."""
    return tuple(
        replace(d, fout=fout, ingevuld=ingevuld) if d.waarde == partner else d for d in delen
    )


def _to_deel(partner: Partner, v: Verrijking | None, dag: date) -> s.PartnerDeel:
    if v is None:
        return s.PartnerDeel(
            waarde=partner,
            naam=w.PARTNER[partner],
            stand="Niet gevraagd",
            toon="weg",
            uitleg="",
            gegevens=(),
            oud=False,
            bron="",
            mag_vragen=True,
        )
    stand, toon = _stand(v)
    return s.PartnerDeel(
        waarde=partner,
        naam=w.PARTNER[partner],
        stand=stand,
        toon=toon,
        uitleg=_uitleg(v, dag),
        gegevens=tuple(_to_paar(i) for i in v.items),
        oud=_is_oud(v),
        bron=_bron(v, dag),
        mag_vragen=not v.open or v.onleesbaar,
        waarom=_waarom(v),
    )


def _waarom(v: Verrijking) -> tuple[s.Paar, ...]:
    """Return why it was asked: who looks later must be able to judge that (L14)."""
    if not v.is_te_stellen:
        return (s.Paar(kop="Gevraagd door", tekst=v.gevraagd_door),)
    return (
        s.Paar(kop="Gevraagd door", tekst=v.gevraagd_door),
        s.Paar(kop="Reden", tekst=v.noodzaak.reden),
        s.Paar(kop="Nodig omdat", tekst=v.noodzaak.noodzaak),
        s.Paar(kop="Te zien voor", tekst=v.noodzaak.ontvangers),
    )


def _stand(v: Verrijking) -> tuple[str, str]:
    """Return the word for what became of it, and the tone in which it is drawn."""
    if v.onleesbaar:
        return w.ONLEESBAAR_ANTWOORD
    if _is_vervallen(v):
        return w.VERVALLEN_ANTWOORD
    if v.reden == Navraagreden.NIET_AANGESLOTEN:
        return w.NIET_AANGESLOTEN
    if v.reden in w.ONGEVRAAGD:
        return w.NIET_GEVRAAGD
    return w.ANTWOORD[v.stand]


def _to_paar(i: Item) -> s.Paar:
    """Return one thing that was told, with of when it is, for what, and until when (L30).

    A day stands there as people read it, a word with a capital.
    """
    g = i.gegeven
    try:
        tekst = taal.datum_lang(date.fromisoformat(g.waarde))
    except ValueError:
        tekst = g.waarde[:1].upper() + g.waarde[1:].replace("_", " ")
    van = f"Van {taal.datum_lang(g.gemeten_op)}. " if g.gemeten_op else ""
    # The end is a moment at which it is gone already, often midnight.
    tot = (i.vervalt_op - timedelta(seconds=1)).astimezone(AMSTERDAM).date()
    noot = f"{van}Voor de openbare orde ({i.grondslag}). Te zien tot en met {taal.datum_lang(tot)}."
    kop = g.naam[:1].upper() + g.naam[1:].replace("_", " ")
    return s.Paar(kop=kop, tekst=tekst, noot=noot)


def _is_oud(v: Verrijking) -> bool:
    """Tell whether what is shown was told before, and no answer to the last question."""
    return v.stand is not Antwoordstand.BEKEND and bool(v.items)


def _is_vervallen(v: Verrijking) -> bool:
    return v.stand is Antwoordstand.BEKEND and v.vervallen


def _uitleg_bekend(v: Verrijking) -> str:
    if v.vervallen:
        return "Het antwoord is vervallen. Vraag het opnieuw als u het nog nodig hebt."
    return "" if v.items else "Alleen de burgemeester mag dit antwoord zien."


def _uitleg(v: Verrijking, dag: date) -> str:
    if v.onleesbaar:
        return "Wij kunnen dit antwoord niet lezen. Bel uw beheerder, of vraag het opnieuw."
    sinds = taal.moment(dag, v.sinds)
    rest = " Hieronder staat wat wij het laatst hoorden." if v.items else ""
    match v.stand:
        case Antwoordstand.WACHT:
            eerder = (
                " Hieronder staat wanneer u het antwoord daarvoor kreeg." if v.gehoord_op else ""
            )
            return f"Gevraagd door {v.gevraagd_door} {taal.moment(dag, v.gevraagd_op)}.{eerder}"
        case Antwoordstand.NIET_BEREIKBAAR:
            return f"Niet bereikbaar sinds {sinds}. Wij blijven het proberen.{rest}"
        case Antwoordstand.BEKEND:
            return _uitleg_bekend(v)
        case Antwoordstand.NIET_TOEGESTAAN | Antwoordstand.GEWEIGERD:
            return (
                f"{w.GEEN_ANTWOORD.get(v.reden, w.GEEN_ANTWOORD_ANDERS)}. Vastgelegd {sinds}.{rest}"
            )
        case _:
            return ""


def _bron(v: Verrijking, dag: date) -> str:
    """Return source, moment and age; the basis too, unless it stands with each thing."""
    if v.gehoord_op is None:
        return ""
    gehoord = day_of(v.gehoord_op)
    oud = f", {taal.dagen_tot(dag, gehoord)}" if _is_oud(v) and gehoord < dag else ""
    delen = [f"{w.PARTNER[v.partner]}, {taal.moment(dag, v.gehoord_op)}{oud}"]
    if v.grondslag and not v.items:
        delen.append(v.grondslag)
    return " · ".join(delen)
