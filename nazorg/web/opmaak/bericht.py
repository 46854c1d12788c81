"""One message as a screen: what it was, why it stopped, and what can be done about it."""

from dataclasses import replace
from urllib.parse import urlencode

from nazorg.berichten.soort import naam_van_soort
from nazorg.berichten.uitkomst import ZIN, Reden, Uitkomst, mag_opnieuw
from nazorg.contract.correctie import mag_veld
from nazorg.contract.envelop import EIGEN_NUMMER
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.referentie.kennis import Kennis
from nazorg.store.berichtbeheer import Bericht as Kern
from nazorg.usecases.berichten.bekijk import Berichtinzicht
from nazorg.web import taal
from nazorg.web.berichtscherm import Bericht, Foutregel, Ingevuld, Pogingregel
from nazorg.web.dossierscherm import Feit
from nazorg.web.opmaak.berichten import UITKOMST
from nazorg.web.opmaak.bezorging import to_gebeurtenissen
from nazorg.web.opmaak.buren import to_buren, to_volgnummer
from nazorg.web.opmaak.correctie import (
    is_open,
    to_meldingen,
    to_niet_verbeteren,
    to_verbetering,
    to_verbetervelden,
    to_voorstel,
)
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.gevolg import to_veranderd
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Link

_DEUR = {"kafka": "Kafka", "http": "HTTP", "bestand": "bestand"}
_BIJ_BRON = frozenset(
    {
        Reden.ONGELDIGE_INHOUD,
        Reden.ONGELDIG_BSN,
        Reden.ONMOGELIJKE_DATUM,
        Reden.GEEN_JSON,
        Reden.GEEN_CLOUDEVENT,
        Reden.VERKEERDE_TEKENS,
        Reden.LEEG,
        Reden.TE_GROOT,
        Reden.BSN_BUITEN_DATA,
        Reden.TEGENSTRIJDIG,
        Reden.VERKEERDE_DEUR,
        Reden.ONBEKENDE_GEMEENTE,
        Reden.ONBEKENDE_INRICHTING,
        Reden.ONBEKENDE_SOORT,
        Reden.BRON_NIET_TOEGESTAAN,
    }
)
# What to ask of the source; of all others: to send it again, and right this time.
_VERZOEK: dict[Reden, str] = {
    Reden.ONBEKENDE_GEMEENTE: (
        "Bestaat deze code? Laat ons dan de naam van de gemeente weten. Anders: wilt u het bericht"
        " verbeteren en opnieuw sturen, met een nieuw nummer?"
    ),
    Reden.ONBEKENDE_INRICHTING: (
        "Bestaat deze code? Laat ons dan de naam van de inrichting weten. Anders: wilt u het"
        " bericht verbeteren en opnieuw sturen, met een nieuw nummer?"
    ),
    Reden.ONBEKENDE_SOORT: "Wilt u ons laten weten wat voor bericht dit is en waar het voor dient?",
    Reden.BRON_NIET_TOEGESTAAN: (
        "Is het de bedoeling dat u namens deze bron stuurt? Laat het ons dan weten, dan regelen wij"
        " dat. Stuur het bericht daarna opnieuw, met een nieuw nummer."
    ),
}
# These are about another message with the same number.
_OVER_EEN_ANDER = frozenset({Reden.TEGENSTRIJDIG, Reden.ANDER_NOG_APART, Reden.LATER_ONTVANGEN})
_OPNIEUW = "Wilt u het verbeteren en opnieuw sturen, met een nieuw nummer?"
_WAT_NU: dict[Reden, str] = {
    Reden.ONBEKENDE_INRICHTING: "Bestaat de inrichting? Voeg de code toe en speel opnieuw af.",
    Reden.ONBEKENDE_GEMEENTE: (
        "Is het een nieuwe gemeente? Voeg de code toe en speel opnieuw af. Bestaat de code niet?"
        " Vraag de bron om een verbeterd bericht."
    ),
    Reden.NIEUWERE_VERSIE: "Werk nazorg bij. Speel het bericht daarna opnieuw af.",
    Reden.ONBEKENDE_SOORT: "Vraag de bron wat dit voor bericht is.",
    Reden.BRON_NIET_TOEGESTAAN: "Mag deze afzender dit sturen? Regel dat, laat opnieuw sturen.",
    Reden.ANDER_NOG_APART: "Behandel eerst het andere bericht. Speel dit daarna opnieuw af.",
    Reden.EIGEN_FOUT: "Meld dit aan de makers van nazorg. Speel na de verbetering opnieuw af.",
}

_UITLEG: dict[Reden | Uitkomst, tuple[str, ...]] = {
    Uitkomst.VERWERKT: (
        "U hoeft niets te doen.",
        "Stuurt de bron dit bericht nog eens? Dan verandert er niets. De kopie bewaren wij niet.",
    ),
    Reden.GEMEENTE_NIET_AANGESLOTEN: (
        "Daarom is er geen dossier, en bewaarden wij niet wat erin staat.",
        (
            "Hoort de persoon toch bij een aangesloten gemeente? Vraag de bron om een nieuw bericht"
            " met de goede gemeente."
        ),
    ),
    Reden.DOSSIER_VERWIJDERD: (
        "Daarom opent dit bericht geen dossier, en bewaarden wij niet wat erin staat.",
        "Zit de persoon opnieuw vast? Dan stuurt de bron een melding met een nieuw nummer.",
    ),
    Reden.LATER_ONTVANGEN: ("U hoeft niets te doen.",),
    Reden.VERVALLEN_VERKLAARD: (
        (
            "Wie dat besloot en waarom, staat bij dit bericht. Moet het toch? Vraag de bron het"
            " bericht opnieuw te sturen, met een nieuw nummer."
        ),
    ),
    Reden.BRON_OP_PAUZE: (
        (
            "Het bericht is nog niet beoordeeld. Dat gebeurt als een beheerder de bron hervat,"
            " op de pagina Berichten."
        ),
    ),
}
# Of what a beheerder may add the code that a message stopped on: the last part of the address.
_CODE_VAN = {Reden.ONBEKENDE_INRICHTING: "inrichting", Reden.ONBEKENDE_GEMEENTE: "gemeente"}
_HERHAALD: dict[Uitkomst, str] = {
    Uitkomst.VERWERKT: "Opnieuw afgespeeld: het bericht is verwerkt.",
    Uitkomst.APART_GEZET: "Opnieuw afgespeeld: het bericht blijft apart staan.",
    Uitkomst.GENEGEERD: "Opnieuw afgespeeld: het bericht hoefde niet meer verwerkt te worden.",
}


def to_bericht(
    i: Berichtinzicht,
    medewerker: Medewerker,
    kennis: Kennis,
    ingevuld: Ingevuld,
    *,
    herhaald: bool = False,
) -> Bericht:
    """Return the screen. Only a functioneel beheerder gets forms; ingevuld: one was refused."""
    b = i.bericht
    naam, stand, _ = UITKOMST[b.uitkomst]
    beheer = medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER)
    apart = beheer and b.uitkomst is Uitkomst.APART_GEZET
    scherm = Bericht(
        id=str(b.id),
        soort=naam_van_soort(b.soort),
        uitkomst=naam,
        stand=stand,
        reden=ZIN[b.reden] if b.reden else "",
        feiten=_feiten(i),
        buren=to_buren(i.volgnummer),
        intrekking=Link(tekst="Bekijk de intrekking", href=f"/berichten/{i.ingetrokken_door}")
        if i.ingetrokken_door
        else None,
        fouten=tuple(Foutregel(veld=f.pad or "het hele bericht", tekst=f.tekst) for f in b.fouten),
        veranderd=to_veranderd(i, kennis, beheer=beheer),
        gebeurtenissen=to_gebeurtenissen(i.gebeurtenissen, medewerker, vandaag=i.dag),
        wat_nu=_wat_nu(b),
        met_dit_nummer=_met_dit_nummer(b),
        vraag=_vraag(b),
        pogingen=_pogingen(i),
        mag_herhalen=apart and b.inhoud is not None and mag_opnieuw(b.reden, b.fouten),
        code_van=_CODE_VAN.get(b.reden, "") if apart and b.reden else "",
        mag_opgeven=apart,
        mag_inhoud=beheer and b.inhoud is not None,
        inhoud=i.inhoud,
        inhoud_weg=_inhoud_weg(i),
        melding=_HERHAALD.get(b.uitkomst, "") if herhaald else "",
    )
    return _with_correctie(scherm, i, medewerker, ingevuld)


def _with_correctie(
    scherm: Bericht, i: Berichtinzicht, medewerker: Medewerker, ingevuld: Ingevuld
) -> Bericht:
    """Return the screen with what there is to correct, was proposed, or was typed and refused."""
    beheer = medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER)
    return replace(
        scherm,
        verbeterd=i.verbeterd,
        verbeterbaar=scherm.mag_herhalen and _is_verbeterbaar(i),
        niet_verbeteren=to_niet_verbeteren(i.beletsels),
        verbetervelden=to_verbetervelden(i.velden, ingevuld),
        verbeteringen=tuple(to_verbetering(c, vandaag=i.dag) for c in i.correcties),
        te_beoordelen=beheer and i.voorstel is None and any(is_open(c) for c in i.correcties),
        voorstel=to_voorstel(i.voorstel, medewerker) if i.voorstel else None,
        eigen_voorstel=_eigen_voorstel(i, medewerker) if beheer else "",
        ingevuld=replace(ingevuld, meldingen=to_meldingen(ingevuld, i.velden)),
    )


def _eigen_voorstel(i: Berichtinzicht, medewerker: Medewerker) -> str:
    mijn = (c for c in i.correcties if is_open(c) and c.door == medewerker.id)
    return next((str(c.id) for c in mijn), "")


def _is_verbeterbaar(i: Berichtinzicht) -> bool:
    """Tell from the names of the fields alone whether looking inside may lead to a correction."""
    paden = [f.pad for f in i.bericht.fouten]
    is_bezig = any(is_open(c) for c in i.correcties)
    return bool(paden) and all(mag_veld(pad) for pad in paden) and not is_bezig


def _feiten(i: Berichtinzicht) -> tuple[Feit, ...]:
    b = i.bericht
    vastgelegd = to_moment(b.tijd, vandaag=i.dag).tekst if b.tijd else ""
    feiten = [
        Feit(naam="Bron", waarde=bron_tekst(b.bron)),
        Feit(naam="Nummer", waarde=b.bericht_id),
        *to_volgnummer(i.volgnummer),
        *((Feit(naam="Vastgelegd", waarde=vastgelegd),) if vastgelegd else ()),
        *_verzonden(i),
        Feit(naam="Ontvangen", waarde=to_moment(b.ontvangen_op, vandaag=i.dag).tekst),
        Feit(naam="Via", waarde=f"{_DEUR[b.deur]}, {b.herkomst}"),
    ]
    if b.traceparent:
        feiten.append(Feit(naam="Spoor (traceparent)", waarde=b.traceparent))
    return tuple(feiten)


def _verzonden(i: Berichtinzicht) -> tuple[Feit, ...]:
    moment = i.bericht.verzonden_op
    return (
        (Feit(naam="Verzonden", waarde=to_moment(moment, vandaag=i.dag).tekst),) if moment else ()
    )


def _inhoud_weg(i: Berichtinzicht) -> str:
    if i.verwijderd_op is None:
        return ""
    dag = taal.datum_lang(i.verwijderd_op.astimezone(AMSTERDAM).date())
    return (
        f"De inhoud is op {dag} verwijderd, omdat de bewaartermijn voorbij was. U kunt hem niet"
        " meer bekijken en het bericht niet meer opnieuw afspelen."
    )


def _wat_nu(b: Kern) -> tuple[str, ...]:
    if b.uitkomst is not Uitkomst.APART_GEZET or b.reden is None:
        bij_reden = _UITLEG.get(b.reden) if b.reden else None
        return bij_reden or _UITLEG.get(b.uitkomst, ())
    eerst = _WAT_NU.get(b.reden, "Vraag de bron om een verbeterd bericht, met een nieuw nummer.")
    bewaard = (
        "Wij bewaarden niet wat erin staat. Alleen de bron kan het opnieuw sturen."
        if b.inhoud is None
        else ""
    )
    return tuple(zin for zin in (eerst, bewaard) if zin)


def _met_dit_nummer(b: Kern) -> Link | None:
    """Return the way to the other message that a reason is about. A number of ours has none."""
    if b.reden not in _OVER_EEN_ANDER or b.bericht_id.startswith(EIGEN_NUMMER):
        return None
    href = f"/berichten?{urlencode({'nummer': b.bericht_id})}#lijst"
    return Link(tekst="Bekijk alle berichten met dit nummer", href=href)


def _vraag(b: Kern) -> str:
    """Return a text for the source, to copy. Numbers of fields and messages, never a person."""
    if b.uitkomst is not Uitkomst.APART_GEZET or b.reden is None or b.reden not in _BIJ_BRON:
        return ""
    velden = "\n".join(f"- {f.pad or 'het hele bericht'}: {f.tekst}" for f in b.fouten)
    return (
        f"Beste collega,\n\n{_welk(b)} konden wij niet"
        f" verwerken:\n{velden}\n\n{_VERZOEK.get(b.reden, _OPNIEUW)}\n\nMet vriendelijke groet"
    )


def _welk(b: Kern) -> str:
    """Name a message as its source knows it: a number that we made says nothing there."""
    if b.bericht_id.startswith(EIGEN_NUMMER):
        return f"Het bericht dat wij ontvingen op {taal.moment_lang(b.ontvangen_op)}"
    return f"Bericht {b.bericht_id} ({naam_van_soort(b.soort)})"


def _pogingen(i: Berichtinzicht) -> tuple[Pogingregel, ...]:
    return tuple(
        Pogingregel(
            moment=to_moment(p.tijd, vandaag=i.dag),
            naam=p.naam,
            uitkomst=UITKOMST[p.uitkomst][0],
            stand=UITKOMST[p.uitkomst][1],
            toelichting=p.toelichting or (ZIN[p.reden] if p.reden else ""),
        )
        for p in i.pogingen
    )
