"""How the words of BIJ read on a screen: Dutch, level B1."""

from nazorg.bij.aanwijzing import Functie
from nazorg.bij.besluit import Besluitsoort
from nazorg.bij.kennisgeving import Belreden, BijAlarm
from nazorg.bij.melding import (
    BijVoorwaarde,
    Intrekkingsreden,
    Strafsoort,
    Terugkeersoort,
)
from nazorg.bij.navraag import Navraagreden
from nazorg.bij.verlof import Verlofstand
from nazorg.kern.partner import Antwoordstand, Partner, Partnerreden

SOORT = {
    Terugkeersoort.VERLOF: "Verlof",
    Terugkeersoort.DEFINITIEF: "Definitieve terugkeer",
}
ICOON = {Terugkeersoort.VERLOF: "calendar-event", Terugkeersoort.DEFINITIEF: "door-exit"}
STRAF = {
    Strafsoort.GEVANGENISSTRAF: "gevangenisstraf",
    Strafsoort.HECHTENIS: "hechtenis",
    Strafsoort.ISD: "ISD-maatregel",
    Strafsoort.TBS: "tbs",
    Strafsoort.PIJ: "PIJ-maatregel",
    Strafsoort.JEUGDDETENTIE: "jeugddetentie",
}
VOORWAARDE = {
    BijVoorwaarde.MELDPLICHT: "meldplicht bij de reclassering",
    BijVoorwaarde.CONTACTVERBOD: "contactverbod",
    BijVoorwaarde.LOCATIEVERBOD: "locatieverbod",
    BijVoorwaarde.LOCATIEGEBOD: "locatiegebod",
    BijVoorwaarde.ELEKTRONISCH_TOEZICHT: "elektronisch toezicht",
    BijVoorwaarde.MIDDELENVERBOD: "verbod op alcohol of drugs",
    BijVoorwaarde.BEGELEID_WONEN: "begeleid wonen",
}
INTREKKING = {
    Intrekkingsreden.FOUTIEF: "De melding klopte niet.",
    Intrekkingsreden.VERKEERDE_PERSOON: "De melding ging over iemand anders.",
    Intrekkingsreden.VERKEERDE_GEMEENTE: "De melding is niet, of niet meer, voor deze gemeente.",
    Intrekkingsreden.GAAT_NIET_DOOR: "De terugkeer of het verlof gaat niet door.",
}
# state: word, and the tone in which it is drawn
VERLOF: dict[Verlofstand, tuple[str, str]] = {
    Verlofstand.TERUG: ("Terug in de inrichting", "klaar"),
    Verlofstand.BUITEN: ("Nu buiten", "nieuw"),
    Verlofstand.TE_LAAT_TERUG: ("Te laat terug", "let-op"),
    Verlofstand.GEANNULEERD: ("Gaat niet door", "weg"),
    Verlofstand.INGETROKKEN: ("Ingetrokken", "weg"),
    Verlofstand.GEPLAND: ("Gepland", "open"),
    Verlofstand.VERLOPEN: ("Voorbij, niets gehoord", "weg"),
}
FUNCTIE = {
    Functie.BURGEMEESTER: "Burgemeester",
    Functie.WAARNEMEND_BURGEMEESTER: "Waarnemend burgemeester",
    Functie.LOCOBURGEMEESTER: "Locoburgemeester",
    Functie.AANDACHTSFUNCTIONARIS: "Aandachtsfunctionaris BIJ",
}
BESLUIT = {
    Besluitsoort.GEEN_MAATREGEL: "Geen maatregel",
    Besluitsoort.GESPREK: "Gesprek",
    Besluitsoort.BEVEL: "Bevel",
    Besluitsoort.GEBIEDSVERBOD: "Gebiedsverbod",
}
BESLUIT_UITLEG = {
    Besluitsoort.GEEN_MAATREGEL: "Alles over deze melding wordt vernietigd, uiterlijk na 9 maanden",
    Besluitsoort.GESPREK: "U nodigt iemand uit. Dit is geen maatregel",
    Besluitsoort.BEVEL: "Artikel 172, derde lid, Gemeentewet",
    Besluitsoort.GEBIEDSVERBOD: "Artikel 172a Gemeentewet",
}
BELREDEN = {
    Belreden.ONGELEZEN: "las het bericht niet, ook niet na een tweede mail",
    Belreden.TERUGGEKOMEN: "kreeg de mail niet: die kwam terug",
    Belreden.INTREKKING: "bevestigde niet dat een melding is ingetrokken",
}
ALARM: dict[BijAlarm, tuple[str, str]] = {
    BijAlarm.GEEN_AANWIJZING: (
        "Geen burgemeester aangewezen in {gemeente}",
        "Leg vast wie daar burgemeester of waarnemer is. Tot dan ziet niemand daar een melding.",
    ),
    BijAlarm.MAIL_TERUG: (
        "Een mail kwam terug",
        "Controleer het e-mailadres bij de aanwijzingen. De aandachtsfunctionaris moet bellen.",
    ),
    BijAlarm.MAIL_WACHT: (
        "Mail wacht te lang",
        "De mailserver neemt niets aan, of is niet ingesteld. Vraag uw technisch beheerder.",
    ),
    BijAlarm.ONGELEZEN: (
        "In {gemeente} las de burgemeester een bericht te lang niet",
        "Bel die gemeente. Het kan ook een intrekking zijn die niet iedereen bevestigde.",
    ),
    BijAlarm.ONLEESBAAR: (
        "Een melding voor {gemeente} is niet te lezen",
        "De sleutel past niet, of de gegevens zijn beschadigd. Vraag uw technisch beheerder.",
    ),
    BijAlarm.BESLUIT_WACHT: (
        "Een besluit is nog niet doorgegeven",
        "Kafka neemt niets aan. Er gaat niets verloren. Vraag uw technisch beheerder.",
    ),
    BijAlarm.BESLUIT_KWAM_NIET_AAN: (
        "Een ontvanger weet niet dat er een besluit is",
        "Hieronder staat welke ontvanger, en waarom. Is dat hersteld? Stuur het opnieuw.",
    ),
    BijAlarm.AUDIT_VERANDERD: (
        "Het auditlogboek is veranderd",
        "Waarschuw nu uw functionaris voor gegevensbescherming.",
    ),
    BijAlarm.EIGEN_FOUT: (
        "Een bericht ligt stil door een fout in nazorg",
        "Niemand ziet het. Laat de fout herstellen en probeer het bericht hieronder opnieuw.",
    ),
    BijAlarm.GAT: (
        "Er missen berichten van een bron",
        "Hieronder staat welke nummers. Vraag de bron om ze opnieuw te sturen.",
    ),
    BijAlarm.LEZER_STIL: (
        "Berichten voor de burgemeester worden niet gelezen",
        "Nieuwe meldingen wachten bij Kafka. Laat nu meteen 'nazorg consume --bij' nakijken.",
    ),
    BijAlarm.LEZER_ACHTER: (
        "Er wacht een bericht voor de burgemeester dat wij niet gelezen krijgen",
        "Het wacht al meer dan een kwartier bij Kafka. Vraag uw technisch beheerder.",
    ),
}
STIL = (
    "Niemand let op of alles goed gaat",
    "Burgemeesters krijgen nu ook geen mail. Laat nu meteen 'nazorg bij' nakijken.",
)
PARTNER = {
    Partner.BRP: "Basisregistratie Personen",
    Partner.ZVH: "Zorg- en Veiligheidshuis",
    Partner.RECLASSERING: "Reclassering",
    Partner.POLITIE: "Politie",
    Partner.OM: "Openbaar Ministerie",
}
VOLGENS_PLAN = "Volgens het plan. Wij hoorden niet of iemand vertrok."
# These say more than that nobody read or decided yet.
LET_OP = frozenset({Verlofstand.TE_LAAT_TERUG, Verlofstand.BUITEN})
ANTWOORD: dict[Antwoordstand, tuple[str, str]] = {
    Antwoordstand.WACHT: ("Gevraagd, nog geen antwoord", "open"),
    Antwoordstand.BEKEND: ("Bekend", "nieuw"),
    Antwoordstand.NIETS_BEKEND: ("Niets bekend", "klaar"),
    Antwoordstand.NIET_BEREIKBAAR: ("Niet bereikbaar", "let-op"),
    Antwoordstand.NIET_TOEGESTAAN: ("Niet toegestaan", "weg"),
    Antwoordstand.GEWEIGERD: ("Geweigerd", "weg"),
}
# What came of a question that has no answer, without its last point.
GEEN_ANTWOORD: dict[str, str] = {
    Navraagreden.GEEN_GRONDSLAG: "Er is geen grondslag. Daarom is er niets gevraagd",
    Navraagreden.GEEN_BSN: "Er is geen BSN, dus niet gevraagd",
    Navraagreden.NIET_AANGESLOTEN: (
        "Deze partner is niet aangesloten op nazorg. Er is niets gevraagd. Bel de partner zelf"
    ),
    Navraagreden.MELDING_WEG: "De melding gold toen niet. Daarom is er niets gevraagd",
    Navraagreden.MELDING_WEG_NA_VRAAG: (
        "Wij vroegen het, maar de melding gold daarna niet meer. Het antwoord is niet bewaard"
    ),
    Navraagreden.VERBODEN_TEKST: (
        "De partner antwoordde. Er stond een BSN, iets medisch, een slachtoffer of een ander bij"
        " naam in. Daarom is het niet bewaard"
    ),
    Partnerreden.AFGEWEZEN: "De partner wees de vraag af",
    Partnerreden.ANDER_PERSOON: (
        "Het antwoord ging over iemand anders. Wij hebben het niet bewaard"
    ),
    Partnerreden.BUITEN_CONTRACT: (
        "Het antwoord was niet wat is afgesproken. Wij hebben het niet bewaard"
    ),
    Partnerreden.TE_GROOT: "Het antwoord was te groot. Wij hebben het niet gelezen",
}
GEEN_ANTWOORD_ANDERS = "De partner beantwoordde de vraag niet"
ONGEVRAAGD = frozenset(
    {Navraagreden.GEEN_BSN, Navraagreden.NIET_AANGESLOTEN, Navraagreden.MELDING_WEG}
)
NIET_GEVRAAGD, NIET_AANGESLOTEN = ("Niet gevraagd", "weg"), ("Niet aangesloten", "weg")
VERVALLEN_ANTWOORD = ("Vervallen", "weg")
ONLEESBAAR_ANTWOORD = ("Niet te lezen", "let-op")
CIJFER = {
    "gemeld_definitief": "Meldingen van definitieve terugkeer",
    "gemeld_verlof": "Meldingen van verlof",
    "ingetrokken": "Ingetrokken meldingen",
    "besluit_geen_maatregel": "Besluiten: geen maatregel",
    "besluit_gesprek": "Besluiten: gesprek",
    "besluit_bevel": "Besluiten: bevel",
    "besluit_gebiedsverbod": "Besluiten: gebiedsverbod",
}
INZAGE = {
    "melding_ingezien": "bekeek de melding",
    "overweging_geschreven": "schreef een overweging",
    "intrekking_bevestigd": "bevestigde de intrekking",
    "gebeld": "belde over deze melding",
    "geweigerd": "kreeg geen toegang",
    "mail_verstuurd": "verstuurde een mail",
    "mail_teruggekomen": "hoorde dat een mail niet aankwam",
}


def inzage(actie: str) -> str:
    """Return what somebody did, after the name."""
    if actie.startswith("besloten_"):
        soort = BESLUIT[Besluitsoort(actie.removeprefix("besloten_"))]
        return f"besloot: {soort.lower()}"
    if actie.startswith("gevraagd_aan_"):
        return f"stelde een vraag aan: {PARTNER[Partner(actie.removeprefix('gevraagd_aan_'))]}"
    if actie.startswith("niet_gevraagd_aan_"):
        return f"vroeg niets aan: {PARTNER[Partner(actie.removeprefix('niet_gevraagd_aan_'))]}"
    if actie.startswith("antwoord_van_"):
        return f"kreeg antwoord van: {PARTNER[Partner(actie.removeprefix('antwoord_van_'))]}"
    return INZAGE.get(actie, actie)


def tel(nummer: str) -> str:
    """Return a number as a telephone can dial it."""
    return "".join(c for c in nummer if c.isdigit() or c == "+")
