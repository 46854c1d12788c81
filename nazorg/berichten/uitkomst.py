"""What became of a message, why, and what was wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from nazorg.berichten.spoor import Spoor


class Deur(StrEnum):
    """The door through which a message came."""

    KAFKA = "kafka"
    HTTP = "http"
    BESTAND = "bestand"


class Uitkomst(StrEnum):
    VERWERKT = "verwerkt"
    DUBBEL = "dubbel"
    GENEGEERD = "genegeerd"
    APART_GEZET = "apart_gezet"
    WACHT = "wacht"


class Reden(StrEnum):
    """Why a message was set aside or ignored, or has to wait."""

    LEEG = "leeg"
    TE_GROOT = "te_groot"
    VERKEERDE_TEKENS = "verkeerde_tekens"
    GEEN_JSON = "geen_json"
    GEEN_CLOUDEVENT = "geen_cloudevent"
    ONBEKENDE_SOORT = "onbekende_soort"
    NIEUWERE_VERSIE = "nieuwere_versie"
    VERKEERDE_DEUR = "verkeerde_deur"
    BRON_NIET_TOEGESTAAN = "bron_niet_toegestaan"
    ONGELDIGE_INHOUD = "ongeldige_inhoud"
    ONGELDIG_BSN = "ongeldig_bsn"
    ONBEKENDE_GEMEENTE = "onbekende_gemeente"
    ONBEKENDE_INRICHTING = "onbekende_inrichting"
    ONMOGELIJKE_DATUM = "onmogelijke_datum"
    BSN_BUITEN_DATA = "bsn_buiten_data"
    GEMEENTE_NIET_AANGESLOTEN = "gemeente_niet_aangesloten"
    EIGEN_FOUT = "eigen_fout"
    TEGENSTRIJDIG = "tegenstrijdig"
    ANDER_NOG_APART = "ander_nog_apart"
    LATER_ONTVANGEN = "later_ontvangen"
    VERVALLEN_VERKLAARD = "vervallen_verklaard"
    BRON_OP_PAUZE = "bron_op_pauze"
    DOSSIER_VERWIJDERD = "dossier_verwijderd"
    VERBODEN_VELD = "verboden_veld"
    VERBODEN_TEKST = "verboden_tekst"
    NIET_ONHERROEPELIJK = "niet_onherroepelijk"
    BUITEN_CATEGORIE = "buiten_categorie"
    TE_VROEG = "te_vroeg"


ZIN: dict[Reden, str] = {
    Reden.LEEG: "Het bericht is leeg.",
    Reden.TE_GROOT: "Het bericht is groter dan 64 kB.",
    Reden.VERKEERDE_TEKENS: "Het bericht is niet in UTF-8 geschreven.",
    Reden.GEEN_JSON: "Het bericht is geen geldige JSON.",
    Reden.GEEN_CLOUDEVENT: "Het bericht is geen geldig CloudEvent.",
    Reden.ONBEKENDE_SOORT: "Wij kennen deze soort bericht niet.",
    Reden.NIEUWERE_VERSIE: "Het bericht heeft een nieuwere versie dan wij kennen.",
    Reden.VERKEERDE_DEUR: "Dit is een bericht voor de burgemeester. Stuur het naar de BIJ-ingang.",
    Reden.BRON_NIET_TOEGESTAAN: "Deze afzender mag niet namens deze bron sturen.",
    Reden.ONGELDIGE_INHOUD: "Velden missen, zijn onbekend of hebben een verkeerde vorm.",
    Reden.ONGELDIG_BSN: "Het BSN klopt niet met de elfproef.",
    Reden.ONBEKENDE_GEMEENTE: "De gemeentecode staat niet in onze lijst.",
    Reden.ONBEKENDE_INRICHTING: "De code van de inrichting staat niet in onze lijst.",
    Reden.ONMOGELIJKE_DATUM: "Een datum kan niet kloppen.",
    Reden.BSN_BUITEN_DATA: "Er staat een BSN buiten het blok 'data'. Dat mag niet.",
    Reden.GEMEENTE_NIET_AANGESLOTEN: "Geen van de gemeenten in het bericht is hier aangesloten.",
    Reden.EIGEN_FOUT: "Door een fout in nazorg is dit bericht niet verwerkt.",
    Reden.TEGENSTRIJDIG: "Een ander bericht met dit nummer had een andere inhoud.",
    Reden.ANDER_NOG_APART: "Een ander bericht met dit nummer is nog niet verwerkt.",
    Reden.LATER_ONTVANGEN: "Hetzelfde bericht is later goed ontvangen en verwerkt.",
    Reden.VERVALLEN_VERKLAARD: "Een beheerder heeft besloten dit bericht niet te verwerken.",
    Reden.BRON_OP_PAUZE: "De bron staat op pauze. Het bericht is bewaard en komt later.",
    Reden.DOSSIER_VERWIJDERD: "De bewaartermijn is voorbij: dit dossier is verwijderd.",
    Reden.VERBODEN_VELD: "Het bericht heeft een gegeven dat een burgemeester niet mag krijgen.",
    Reden.VERBODEN_TEKST: "In een tekst staat een BSN, iets medisch, een slachtoffer of een naam.",
    Reden.NIET_ONHERROEPELIJK: "Een uitspraak in het bericht is niet onherroepelijk.",
    Reden.BUITEN_CATEGORIE: "Een uitspraak valt niet onder artikel 11a Bjsg.",
    Reden.TE_VROEG: "De terugkeer is meer dan drie kalendermaanden weg. Wij tonen het nog niet.",
}

# Offering these again would let a beheerder decide what the sender or the law decides; of some the
# content is not even kept.
NOOIT_OPNIEUW = frozenset(
    {Reden.BRON_NIET_TOEGESTAAN, Reden.VERKEERDE_DEUR, Reden.TEGENSTRIJDIG, Reden.TE_GROOT}
)


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong: where (a path like 'data.persoon.bsn') and what, never the value."""

    pad: str
    reden: Reden
    tekst: str


def mag_opnieuw(reden: Reden | None, fouten: Iterable[Fout]) -> bool:
    """Tell whether a message may be offered again: nothing that is wrong with it forbids that."""
    return reden not in NOOIT_OPNIEUW and NOOIT_OPNIEUW.isdisjoint(f.reden for f in fouten)


class RuwBericht(NamedTuple):
    """A message as it came in at a door, not yet read.

    inhoud: a structured CloudEvent in JSON (a door turns binary mode into this form).
    herkomst: where it came from, for people ('regel 12 van notices.jsonl', 'topic[3]@118').
    bronnen: the sources this sender may speak for; None when the door itself is trusted.
    spoor: the trace of the way here; the message itself may have another, which goes first.
    verzonden_op: when the sender let it go, where the way here tells that (aware UTC).
    """

    inhoud: bytes
    deur: Deur
    herkomst: str
    bronnen: frozenset[str] | None = None
    spoor: Spoor | None = None
    verzonden_op: datetime | None = None


class Ontvangst(NamedTuple):
    """What became of one message, in the order in which the messages were handed in.

    eerder: for a duplicate, what became of the same message the first time; reden goes with it.
    """

    bron: str
    bericht_id: str
    uitkomst: Uitkomst
    reden: Reden | None = None
    fouten: tuple[Fout, ...] = ()
    eerder: Uitkomst | None = None
    spoor: Spoor | None = None
