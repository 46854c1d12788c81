"""How long a dossier stays, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from nazorg.leefgebieden.dossiertermijn import JEUGD_HOOGSTENS, Beletsel, Bewaarreden
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.web import taal
from nazorg.web.bewaarscherm import Bewaarregel, Bewaarvak
from nazorg.web.opmaak import gedeeld

_REDEN = {
    Bewaarreden.KLACHT_OF_BEZWAAR: "Klacht of bezwaar",
    Bewaarreden.INZAGEVERZOEK: "Verzoek om inzage",
    Bewaarreden.RECHTSZAAK: "Rechtszaak",
    Bewaarreden.LOPEND_TRAJECT: "Er loopt nog een traject",
}
_JEUGD = (
    f". De persoon was minderjarig bij het begin: nooit langer dan {JEUGD_HOOGSTENS} maanden, ook"
    " niet op verzoek"
)
_BELETSEL = {
    Beletsel.IN_DETENTIE: "De persoon zit nog vast.",
    Beletsel.BEWAARD: "Iemand vroeg om dit dossier langer te bewaren.",
    Beletsel.ACTIE_OPEN: "Er staat nog een afgesproken actie open.",
    Beletsel.METING: "De meting na zes maanden moet nog gebeuren.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from the form, when it was refused."""

    velden: Mapping[str, str] = field(default_factory=dict)
    fouten: Mapping[str, str] = field(default_factory=dict)


def to_bewaarvak(i: Inzicht, getypt: Getypt | None) -> Bewaarvak | None:
    """Return the panel; None for a look back."""
    if i.bewaar is None:
        return None
    getypt = getypt or Getypt()
    basis = f"/dossiers/{i.nummer}/bewaren"
    keuzes = [("", "Kies een reden"), *((r.value, naam) for r, naam in _REDEN.items())]
    lopend = [b for b in i.bewaar.lopend if not b.einde_op and b.wat.tot >= i.dag]
    einde = i.bewaar.einde
    return Bewaarvak(
        weg_op=gedeeld.to_datum(einde.op, vandaag=i.dag) if einde.op else None,
        blijft=tuple(_BELETSEL[b] for b in einde.beletsels),
        uitleg=f"{taal.aantal(i.bewaar.maanden, 'maand', 'maanden')} na de vrijlating"
        + (_JEUGD if i.bewaar.jeugd else ""),
        lopend=tuple(
            Bewaarregel(
                tekst=f"{_REDEN[b.wat.reden]}, tot en met "
                f"{taal.dag_en_maand(b.wat.tot, vandaag=i.dag)}",
                wie=f"{b.naam}, {gedeeld.to_moment(b.op, vandaag=i.dag).tekst}",
                actie=f"{basis}/{b.wat.id}/gestopt",
            )
            for b in lopend
        ),
        actie=basis,
        reden=gedeeld.keuzelijst("reden", "Waarom?", keuzes, getypt.velden.get("reden", "")),
        tot=getypt.velden.get("tot", ""),
        vanaf=(i.dag + timedelta(days=1)).isoformat(),
        fouten=dict(getypt.fouten),
    )
