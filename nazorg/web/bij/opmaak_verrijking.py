"""What partners told, each with its honest state (D.5, issue D 9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nazorg.bij.aanwijzing import Functie
from nazorg.kern.partner import Antwoordstand, Basis, Gegeven, Partner
from nazorg.usecases.bij.toon import Verrijking
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
        return replace(v, gegevens=tuple(mag_zien(v.gegevens, self.functie, bases)))


# Whom a mayor may ask; what of it follows from the table of grounds.
VRAAGBAAR = (Partner.ZVH, Partner.RECLASSERING, Partner.POLITIE, Partner.OM, Partner.BRP)


def to_partners(
    gevraagd: Sequence[Verrijking], *, dag: date, lezer: Lezer
) -> tuple[s.PartnerDeel, ...]:
    """Return every partner that may be asked, with what this reader may know of it."""
    van = {v.partner: lezer.voor(v) for v in gevraagd}
    return tuple(_to_deel(p, van.get(p), dag) for p in VRAAGBAAR)


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
    stand, toon = w.ANTWOORD[v.stand] if not _is_vervallen(v) else w.VERVALLEN_ANTWOORD
    return s.PartnerDeel(
        waarde=partner,
        naam=w.PARTNER[partner],
        stand=stand,
        toon=toon,
        uitleg=_uitleg(v, dag),
        gegevens=tuple(_to_paar(g) for g in v.gegevens),
        oud=v.stand is not Antwoordstand.BEKEND and bool(v.gegevens),
        bron=_bron(v, dag),
        mag_vragen=not v.open,
        waarom=_waarom(v),
    )


def _waarom(v: Verrijking) -> tuple[s.Paar, ...]:
    """Return why it was asked: who looks later must be able to judge that (L14)."""
    return (
        s.Paar(kop="Gevraagd door", tekst=v.gevraagd_door),
        s.Paar(kop="Reden", tekst=v.noodzaak.reden),
        s.Paar(kop="Nodig omdat", tekst=v.noodzaak.noodzaak),
        s.Paar(kop="Te zien voor", tekst=v.noodzaak.ontvangers),
    )


def _to_paar(g: Gegeven) -> s.Paar:
    """Return one thing that was told; a day as people read it, a word with a capital."""
    try:
        tekst = taal.datum_lang(date.fromisoformat(g.waarde))
    except ValueError:
        tekst = g.waarde[:1].upper() + g.waarde[1:].replace("_", " ")
    return s.Paar(kop=g.naam[:1].upper() + g.naam[1:].replace("_", " "), tekst=tekst)


def _is_vervallen(v: Verrijking) -> bool:
    return v.stand is Antwoordstand.BEKEND and v.vervallen


def _uitleg_bekend(v: Verrijking) -> str:
    if v.vervallen:
        return "Het antwoord is vervallen. Vraag het opnieuw als u het nog nodig hebt."
    return "" if v.gegevens else "Alleen de burgemeester mag dit antwoord zien."


def _uitleg(v: Verrijking, dag: date) -> str:
    sinds = taal.moment(dag, v.sinds)
    match v.stand:
        case Antwoordstand.WACHT:
            eerder = (
                " Hieronder staat wanneer u het antwoord daarvoor kreeg." if v.gehoord_op else ""
            )
            return f"Gevraagd door {v.gevraagd_door} {taal.moment(dag, v.gevraagd_op)}.{eerder}"
        case Antwoordstand.NIET_BEREIKBAAR:
            rest = " Hieronder staat wat wij het laatst hoorden." if v.gegevens else ""
            return f"Niet bereikbaar sinds {sinds}. Wij blijven het proberen.{rest}"
        case Antwoordstand.NIET_TOEGESTAAN:
            return "Er is geen grondslag. Daarom is er niets gevraagd."
        case Antwoordstand.BEKEND:
            return _uitleg_bekend(v)
        case Antwoordstand.GEWEIGERD:
            return f"De partner beantwoordde de vraag niet ({sinds})."
        case _:
            return ""


def _bron(v: Verrijking, dag: date) -> str:
    """Return source, moment, basis and expiry of what was told."""
    if v.gehoord_op is None:
        return ""
    delen = [f"{w.PARTNER[v.partner]}, {taal.moment(dag, v.gehoord_op)}"]
    if v.grondslag:
        delen.append(v.grondslag)
    if v.vervalt_op and v.gegevens:
        delen.append(f"vervalt {taal.datum_lang(v.vervalt_op.date())}")
    return " · ".join(delen)
